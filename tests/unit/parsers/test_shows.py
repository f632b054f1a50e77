# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The records of the show commands: what they name exists, and the pages for users name them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ansible_collections.netops.smart_licensing.plugins.module_utils._parsers import SUBSETS, empty_state
from ansible_collections.netops.smart_licensing.plugins.module_utils._parsers._shows import SHOWS, Show
from ansible_collections.netops.smart_licensing.plugins.modules import slp_info

PAGE = (Path(__file__).parents[3] / "docs" / "parsing.md").read_text()
DESCRIPTION = " ".join(yaml.safe_load(slp_info.DOCUMENTATION)["options"]["gather_subset"]["description"])
EACH = [pytest.param(show, id=show.name[:40]) for show in SHOWS]
TYPED = [pytest.param(show, id=show.name) for show in SHOWS if "|" not in show.name]


@pytest.mark.parametrize("show", EACH)
def test_what_a_record_names_exists(show: Show) -> None:
    keys = {key for key in (*show.keys, show.key, show.proof) if key is not None}

    assert keys <= empty_state().keys()
    assert set(show.shown_by) <= SUBSETS.keys()


@pytest.mark.parametrize("show", TYPED)
def test_the_page_about_parsing_names_the_command(show: Show) -> None:
    assert f"{show.name} " in PAGE or f"{show.name}," in PAGE


@pytest.mark.parametrize("subset", sorted(SUBSETS))
def test_slp_info_describes_the_subset(subset: str) -> None:
    assert f"V({subset})" in DESCRIPTION
