# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of the document: which devices can get a SLAC from Catalyst Center; and what is left to do through it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.catalyst_center.due import due
from ansible_collections.netops.smart_licensing.plugins.module_utils.catalyst_center.slac_table import (
    TABLE,
    require_slac_support,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError


def verdict(feature: str, pid: str, ios_xe: str, center: str | None = "2.2.2") -> str:
    try:
        require_slac_support(feature, pid, ios_xe, center)
    except LicensingError as error:
        return f"{error.reason}: {error.message}"
    return ""


@pytest.mark.parametrize(
    ("pid", "first"),
    [
        ("C1111-8P", "17.3.2"),
        ("C1131X-8PWA", "17.3.2"),
        ("ISR1100-4G", "17.3.2"),
        ("ISR4331/K9", "17.3.2"),
        ("ISR4461/K9", "17.3.2"),
        ("C8300-1N1S-4T2X", "17.3.2"),
        ("C8500-12X4QC", "17.3.2"),
        ("C8500L-8S4X", "17.3.2"),
        ("C8200-1N-4T", "17.4.1"),
        ("C8200L-1N-4T", "17.4.1"),
    ],
)
def test_each_platform_of_the_table_from_its_first_release_on(pid: str, first: str) -> None:
    major, minor, rest = first.split(".")
    before = f"{major}.{minor}.{int(rest) - 1}"

    assert verdict("hseck9", pid, first) == ""
    assert verdict("HSECK9", pid, "17.12.4", "3.2.3") == ""
    assert verdict("hseck9", pid, before).startswith("unsupported_release: ")
    assert verdict("hseck9", pid, first, "2.2.1").startswith("unsupported_release: ")
    assert verdict("hseck9", pid, first, None) == ""


@pytest.mark.parametrize("pid", ["C9300-24UX", "C8000V", "C9800-40-K9", "ASR1001-HX", "C1100TG-1N24P32A", ""])
def test_a_platform_outside_the_table_is_sent_elsewhere(pid: str) -> None:
    said = verdict("hseck9", pid, "17.12.4")

    assert said.startswith("invalid_value: ")
    assert "slp_topology: direct" in said and "slp_topology: offline" in said


@pytest.mark.parametrize("feature", ["uhpsec", "securityk9", ""])
def test_a_feature_outside_the_table_is_sent_elsewhere(feature: str) -> None:
    assert verdict(feature, "C8300-1N1S-4T2X", "17.12.4").startswith("invalid_value: ")


def test_the_table_is_that_of_the_document() -> None:
    assert [(row.center, row.ios_xe) for row in TABLE] == [("2.2.2", "17.3.2")] * 4 + [("2.2.2", "17.4.1")]


DEVICE = {"name": "wan-1", "serial_numbers": ["FDO1"], "address": "192.0.2.11"}
THERE: dict[str, Any] = {
    "id": "id-1",
    "managed": True,
    "site": "Global/Berlin",
    "virtual_account": "WAN",
    "license_level": "advantage",
    "problem": None,
}
WISH = {"device": DEVICE, "site": "Global/Berlin", "virtual_account": "wan", "level": "advantage"}


def left(known: dict[str, Any], wish: dict[str, Any], can_add: bool = True) -> list[str]:
    return [what for what, devices in due({"wan-1": known}, [wish], can_add).items() if devices]


@pytest.mark.parametrize(
    ("known", "wish", "expected"),
    [
        ({}, {}, []),
        ({}, {"site": "", "virtual_account": "", "level": ""}, []),
        ({"managed": False}, {}, ["place"]),
        ({"site": None}, {}, ["place"]),
        ({"site": None}, {"site": ""}, []),
        ({"virtual_account": None}, {}, ["register"]),
        ({"license_level": "none"}, {}, ["level"]),
        ({"id": None, "managed": False, "site": None}, {}, ["place"]),
        ({"problem": "another device", "managed": False}, {}, []),
    ],
)
def test_only_what_differs_is_left_to_do(known: dict[str, Any], wish: dict[str, Any], expected: list[str]) -> None:
    assert left(THERE | known, WISH | wish) == expected


def test_what_cannot_be_added_is_not_tried() -> None:
    assert left(THERE | {"id": None, "managed": False, "site": None}, WISH, can_add=False) == []
