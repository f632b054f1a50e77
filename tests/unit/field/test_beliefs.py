# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The beliefs: each is whole, the code that relies on it is there, and the page says the same."""

from __future__ import annotations

from typing import get_args

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.field.belief import Belief, Evidence
from ansible_collections.netops.smart_licensing.plugins.module_utils.field.beliefs import BELIEFS
from ansible_collections.netops.smart_licensing.plugins.module_utils.field.checks import CHECKS
from tests.unit.field.beliefs_page import PAGE, page
from tests.unit.rim.collection import ROOT


def test_there_are_enough_of_them_and_each_has_its_own_id() -> None:
    assert len({belief.id for belief in BELIEFS}) == len(BELIEFS) >= 30


@pytest.mark.parametrize("belief", BELIEFS, ids=lambda belief: belief.id)
def test_the_code_that_relies_on_it_is_there(belief: Belief) -> None:
    path, name = belief.where

    assert name in (ROOT / "plugins" / "module_utils" / path).read_text()
    assert belief.evidence in get_args(Evidence)
    assert belief.text.endswith(".") and belief.if_wrong.endswith(".")


def test_every_check_is_of_a_belief() -> None:
    assert set(CHECKS) <= {belief.id for belief in BELIEFS}


def test_the_page_is_made_from_the_list() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
