# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The records of the show commands: what they name exists, and the pages for users name them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ansible_collections.netops.smart_licensing.plugins.doc_fragments.subsets import ModuleDocFragment
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import DEFAULT_SUBSET, SUBSETS, empty_state
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.shows import SHOWS, Show

PAGE = (Path(__file__).parents[3] / "docs" / "parsing.md").read_text()
OPTION = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]["gather_subset"]
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


def test_the_modules_that_read_offer_every_subset() -> None:
    assert OPTION["choices"] == sorted(SUBSETS)
    assert OPTION["default"] == list(DEFAULT_SUBSET)


@pytest.mark.parametrize("subset", sorted(SUBSETS))
def test_a_subset_is_described(subset: str) -> None:
    assert f"V({subset})" in " ".join(OPTION["description"])
