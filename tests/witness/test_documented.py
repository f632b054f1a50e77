# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/parsing.md lists every known difference, word for word, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.witness.trial import DIFFERENCES, GENIE, REFUSALS

pytestmark = pytest.mark.witness
_PAGE = Path(__file__).parents[2] / "docs" / "parsing.md"


def _section() -> str:
    page = _PAGE.read_text(encoding="utf-8")
    return page.partition("## Comparison with the Genie parsers\n")[2].partition("\n## ")[0]


def _documented() -> set[str]:
    """Return the entries of the section's lists, each on one line."""
    return {" ".join(entry.split()) for entry in re.findall(r"(?m)^- (.+(?:\n  .+)*)", _section())}


def test_the_page_lists_the_differences_of_the_data_file() -> None:
    known = {(", ".join(entry.commands), entry.why) for entry in DIFFERENCES}
    known |= {(entry.command, entry.why) for entry in REFUSALS}

    assert _documented() == {f"{commands.replace('show ', '')}: {why}" for commands, why in known}


def test_the_page_names_the_release_of_genie() -> None:
    assert f"Genie parsers ({GENIE})" in _section()
