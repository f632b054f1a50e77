# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Line by line, a device of the lab prints what a real one printed in the same state at the same agent version.

Fixtures of our own pin this always; real captures do where they are at hand (SLP_CORPUS, or ../shared/corpus). A
capture that does not tell its agent version must be what some version of the table of layouts prints.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.lab.device.device import Device
from tests.lab.device.layout import TABLE
from tests.lab.ios.record_blocks import rum_detail
from tests.lab.ios.render_classic import CLASSIC_RENDERERS, ios15_license, ios15_status
from tests.lab.ios.render_license import RENDERERS
from tests.lab.ios.render_system import licensing_lines, show_call_home_smart_licensing

from .lookalike import device_like, value
from .structure import keeps_trailing_blanks, structure, unpadded, without_frame

Render = Callable[[Device], list[str]]
CORPUS = Path(os.environ.get("SLP_CORPUS", Path(__file__).resolve().parents[4] / "shared" / "corpus"))
FIXTURES = Path(__file__).parent / "fixtures"
OTHERS: dict[str, Render] = {
    "show-license-rum-id-detail": lambda device: rum_detail(device, device.agent.reports[0]),
    "show-call-home-smart-licensing": show_call_home_smart_licensing,
    "show-version-licensing-lines": licensing_lines,
}
NOT_RENDERED = ("console-logs", "files", "test-license-smart-telemetry-show")


class Difference(NamedTuple):
    """Why a capture is not what the lab prints, and how far it may differ: wholly, unless one of these is set.

    `part`: it is one stretch of the output. `blanks`: blanks and empty lines were lost or added on its way.
    """

    reason: str
    part: bool = False
    blanks: bool = False


HAND = "set by hand in a guide: columns, words or leaders are the writer's"
DIFFERENCES = {
    "show-license-all/ciscodoc-cube-17.15.1a-c8000v-apphA-active-slac": Difference(
        "a guide's mixture of a new layout and an agent of 2021; application HA is not simulated"
    ),
    "show-license-all/pastebin-c9200l-classic-eval-flattened": Difference(
        "an evaluation of classic licensing, which no device of the lab runs, without its indentation"
    ),
    "show-license-rum-id-all/genielibs-1": Difference("the end of a long table", part=True),
    "show-license-summary/ciscodoc-cube-17.15.1a": Difference(HAND),
    "show-license-summary/ciscodoc-cube-17.18.1a-ha": Difference(HAND),
    "show-license-summary/ciscodoc-cube-17.6.1a-asr1006x-active": Difference(HAND),
    "show-license-summary/ciscodoc-srst-isr4400-dots": Difference(HAND),
    "show-license-summary/genieparser-golden_output1": Difference("the indentation was lost", blanks=True),
    "show-license-tech-support/genieparser-golden_output_11": Difference(
        "the title is missing, and empty lines were joined to the lines before them", part=True, blanks=True
    ),
    "show-license-tech-support/muninn-c9300-48u-17.18.02-truncated": Difference("the first 50 lines", part=True),
    "show-license-udi/genieparser-golden_output1": Difference("a router of before smart licensing; not simulated"),
    "show-license-usage/ciscodoc-cube-17.15.1a-ha-active": Difference("a guide shows the licences only", part=True),
    "show-license-usage/ciscodoc-cube-17.18.1a-ha-active": Difference("a guide shows the licences only", part=True),
    "show-license-usage/frinx-cbr8-classic-authorized": Difference("the licences only", part=True),
}
EXACT = Difference("")


def captures() -> list[Path]:
    found = [*FIXTURES.glob("*.txt"), *FIXTURES.glob("*/*.txt"), *CORPUS.glob("*/*.txt")]
    return sorted(path for path in found if path.parent.name not in NOT_RENDERED)


def renderer(folder: str, device: Device) -> Render:
    if device.profile.mode == "ios15":
        return {"show-license-classic": ios15_license, "show-license-status": ios15_status}[folder]
    renders = CLASSIC_RENDERERS if device.profile.mode == "classic" else RENDERERS
    return OTHERS.get(folder) or renders[folder.replace("-", " ")]


def versions() -> list[str]:
    """Every version at which something changes, oldest first."""
    found = {change for rows in TABLE.values() for row in rows for change in (row.since, row.before) if change}
    return [".".join(map(str, change)) for change in sorted(found)]


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def mismatch(path: Path, allowed: Difference = EXACT) -> list[str]:
    """The differing lines, at the version that is nearest; none when the capture is what the lab prints."""
    folder = path.stem if path.parent == FIXTURES else path.parent.name
    capture = unpadded(without_frame(path.read_text(encoding="utf-8")))
    trailing = keeps_trailing_blanks(capture) and not allowed.blanks
    real = structure(capture, trailing)
    told = value(capture, "Smart Agent for Licensing")
    found: list[list[str]] = []
    for agent in [told] if told else versions():
        device = device_like(capture, agent)
        shown = structure(without_frame("\n".join(renderer(folder, device)(device))), trailing)
        if allowed.blanks:
            shown, real = ([line.strip() for line in lines if line.strip()] for lines in (shown, real))
        if allowed.part:
            shown = stretch(shown, real)
        found.append([line for line in difflib.ndiff(shown, real) if line[0] in "+-"])
    return min(found, key=len)


def stretch(shown: list[str], real: list[str]) -> list[str]:
    """As many lines of what is shown as the capture has, from where its first line stands."""
    first = shown.index(real[0]) if real[0] in shown else 0
    return shown[first : first + len(real)]


@pytest.mark.parametrize("path", captures(), ids=name_of)
def test_the_lab_prints_what_the_capture_shows(path: Path) -> None:
    allowed = DIFFERENCES.get(name_of(path), EXACT)
    if allowed != EXACT and not (allowed.part or allowed.blanks):
        pytest.skip(allowed.reason)
    assert mismatch(path, allowed) == []


def test_no_difference_is_excused_that_is_not_there() -> None:
    excused = [path for path in captures() if name_of(path) in DIFFERENCES]
    assert [name_of(path) for path in excused if not mismatch(path)] == []
