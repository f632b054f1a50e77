# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of attacks, run against the entry points of the product: what gets through is a mistake.

A group names its entry point; each attack says what is given, and what stops it: `refused` (the reason of the error),
`gives` (what becomes of it), `never` and `keeps` (texts that the outcome must not and must have), `sent: true` where
it is a value that a device may be asked with.
"""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import REASONS, LicensingError
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.bounded_files import Damaged
from tests.payloads.entry_points import ENTRIES, Reached

REGISTER = Path(__file__).parent / "register"
_OUTCOMES = {"refused", "gives", "never", "keeps", "sent"}
# Of one attack; the slowest unpacks what says that it is large.
_SECONDS = 3.0


def attacks() -> list[Any]:
    """Return every attack of the register, with its group's entry point and its class, the name of the file."""
    return [
        {"class": file.stem, "entry": group["entry"], **attack}
        for file in sorted(REGISTER.glob("*.yml"))
        for group in yaml.safe_load(file.read_text(encoding="utf-8"))
        for attack in group["attacks"]
    ]


ATTACKS = attacks()


def made(given: Any) -> Any:
    """Return what an attack gives.

    `{repeat: [text, times]}` stands for a long text, `{joined: [...]}` for the sum of several, and `{half}` in a text
    for half of a character, which YAML itself refuses.
    """
    if isinstance(given, str):
        return given.replace("{half}", "\ud800")
    if isinstance(given, dict):
        if set(given) == {"repeat"}:
            return given["repeat"][0] * given["repeat"][1]
        if set(given) == {"joined"}:
            return "".join(map(made, given["joined"]))
        return {key: made(value) for key, value in given.items()}
    return [made(value) for value in given] if isinstance(given, list) else given


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """End what keeps the processor busy for longer, also inside a regular expression."""

    def late(*_signal: object) -> None:
        raise TimeoutError(f"busy for more than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("attack", ATTACKS, ids=[f"{attack['class']}-{attack['id']}" for attack in ATTACKS])
def test_what_is_attacked_is_stopped(attack: dict[str, Any], tmp_path: Path) -> None:
    refusal, outcome = None, None
    try:
        with within(_SECONDS):
            outcome = ENTRIES[attack["entry"]](made(attack["given"]), tmp_path)
    except LicensingError as error:
        refusal = error.reason
        assert len(error.message) < 3000 and "\x1b" not in error.message and "\x00" not in error.message
    except Damaged:
        refusal = "damaged"
    except Reached:
        refusal = "sent"
    assert refusal == attack.get("refused", "sent" if attack.get("sent") else None), outcome
    if "gives" in attack:
        assert json.loads(json.dumps(outcome)) == attack["gives"]
    text = outcome if isinstance(outcome, str) else json.dumps(outcome, default=str, ensure_ascii=False)
    assert [words for words in made(attack.get("never", [])) if words in text] == []
    assert [words for words in attack.get("keeps", []) if words not in text] == []


def test_the_register_is_large_and_each_attack_is_told_once_with_what_stops_it() -> None:
    assert len(ATTACKS) >= 300
    names = Counter((attack["class"], attack["entry"], attack["id"]) for attack in ATTACKS)
    assert [name for name, count in names.items() if count > 1] == []
    payloads = Counter((attack["entry"], json.dumps(attack["given"], sort_keys=True)) for attack in ATTACKS)
    assert [payload for payload, count in payloads.items() if count > 1] == []
    for attack in ATTACKS:
        assert _OUTCOMES & set(attack), attack["id"]
        assert set(attack) <= {"class", "entry", "id", "given", *_OUTCOMES}, attack["id"]
        assert attack.get("refused") in (None, "damaged", *REASONS), attack["id"]


def test_every_entry_point_is_attacked() -> None:
    assert {attack["entry"] for attack in ATTACKS} == set(ENTRIES)
