# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of two releases is the later one."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.releases import at_least, release_key

IN_ORDER = ["16.12.5b", "17.3.2", "17.03.02a", "17.6.8a", "17.7.1", "17.07.01a", "17.9.4", "17.12.4", "26.1.1"]


def test_releases_sort_by_their_numbers_and_not_by_their_letters_alone() -> None:
    assert sorted(set(IN_ORDER), key=release_key) == IN_ORDER


@pytest.mark.parametrize("release", IN_ORDER)
def test_from_17_7_1_on(release: str) -> None:
    assert at_least(release, "17.7.1") is (IN_ORDER.index(release) >= IN_ORDER.index("17.7.1"))


@pytest.mark.parametrize(
    ("one", "other"), [("17.03.02a", "17.3.2A"), ("17.12", "17.12.0"), ("17.15.20240910:101530", "17.15.20240910")]
)
def test_spellings_of_one_release(one: str, other: str) -> None:
    assert release_key(one) == release_key(other)


@pytest.mark.parametrize("text", ["", "Cupertino", "17", None])
def test_what_is_no_release_is_not_late_enough(text: str | None) -> None:
    assert not at_least(text, "17.7.1")
