# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Show outputs to read: fixtures of our own lab, and captures of real devices where a folder of them is at hand."""

from __future__ import annotations

import os
from pathlib import Path

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.shows import SHOWS

FIXTURES = Path(__file__).parents[1] / "fixtures"
CORPUS = Path(os.environ.get("SLP_CORPUS", Path(__file__).parents[4] / "shared" / "corpus"))
_TRANSCRIPTS = CORPUS.with_name("transcripts")
_LICENCE_COMMANDS = {"show-license-all": "show license all", "show-license-status": "show license status"}
# By folder, every command that gives a state.
COMMANDS = {show.name.replace(" ", "-"): show.name for show in SHOWS if show.key is None and "|" not in show.name}
COMMANDS["show-license-rum-id-detail"] = f"{COMMANDS.pop('show-license-rum-id')} 1634211151"


def fixture(command: str, name: str) -> str:
    """Return a fixture: `command` with dashes, `name` as PLATFORM-STATE."""
    return (FIXTURES / command / f"{name}.txt").read_text()


def found(folder: str) -> list[Path]:
    """Return the captures in a folder of the fixtures and of the corpus."""
    return sorted(FIXTURES.glob(f"{folder}/*.txt")) + sorted(CORPUS.glob(f"{folder}/*.txt"))


def version_captures() -> list[Path]:
    """Return the captures of show version."""
    return found("show-version") + sorted(_TRANSCRIPTS.glob("show-version/*.txt"))


def licence_captures() -> list[tuple[str, Path]]:
    """Return (command, file) of every capture of a command that shows the whole licence state."""
    return [(command, path) for folder, command in _LICENCE_COMMANDS.items() for path in found(folder)]


def every_capture() -> list[tuple[str, Path]]:
    """Return (command, file) of every capture of every command that gives a state."""
    return [(command, path) for folder, command in COMMANDS.items() for path in found(folder)]


def is_policy(text: str) -> bool:
    """Return whether a capture is of a device in Smart Licensing Using Policy, without any parser."""
    return "Smart Licensing Using Policy:" in text


def is_classic(text: str) -> bool:
    """Return whether a capture is of a device that registers, without any parser."""
    return not is_policy(text) and any(line.strip() == "Registration:" for line in text.splitlines())


def words_after(text: str, label: str) -> str | None:
    """Return what stands after a label on the first line that begins with it; None for the words for nothing."""
    for line in text.splitlines():
        if line.strip().startswith(label):
            words = line.strip().removeprefix(label).strip()
            return None if words in ("<none>", "<empty>") else words
    return None
