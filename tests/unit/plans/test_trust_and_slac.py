# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who lacks a trust code, who lacks a SLAC."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import empty_state, parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.slac import (
    features_in_use,
    missing_slacs,
    with_slac,
    without_slac,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import (
    State,
    udi_name,
    udis,
    without_trust,
)
from tests.unit.parsers.captures import fixture

STACK = ["PID:C9300-24UX,SN:FCW2303A0AA", "PID:C9300-24U,SN:FHH2043A0AB", "PID:C9300-48T,SN:FCW2139A0AC"]
ROUTER = "PID:C8300-1N1S-4T2X,SN:FDO2250A0J5"
SUPERVISOR = "PID:C9606R,SN:FXS2210A0CC"


def read(name: str) -> State:
    state: State = parse_show("show license all", fixture("show-license-all", name))
    return state


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("c8300-wan-trusted", []),
        ("c8300-wan-untrusted", [ROUTER]),
        ("c9300-campus-trusted", []),
        ("c9300-campus-untrusted", STACK),
        ("c9600-core-trusted", []),
        ("c9600-core-untrusted", [SUPERVISOR, SUPERVISOR]),
    ],
)
def test_without_trust(name: str, missing: list[str]) -> None:
    assert without_trust(read(name)) == missing


def test_a_member_that_is_not_in_the_list_of_codes() -> None:
    state = read("c9300-campus-trusted")
    del state["trust_codes"][1]

    assert without_trust(state) == [STACK[1]]


def test_a_member_whose_code_is_not_installed() -> None:
    state = read("c9300-campus-trusted")
    state["trust_codes"][2] = {**state["trust_codes"][2], "installed": False}

    assert without_trust(state) == [STACK[2]]


def test_of_two_supervisors_with_one_udi_the_one_without_a_code_is_missed() -> None:
    state = read("c9600-core-trusted")
    state["trust_codes"][1] = {**state["trust_codes"][1], "installed": False}

    assert without_trust(state) == [SUPERVISOR]


def test_of_two_supervisors_with_one_udi_the_one_that_is_not_listed_is_missed() -> None:
    state = read("c9600-core-trusted")
    del state["trust_codes"][1]

    assert without_trust(state) == [SUPERVISOR]


def test_a_device_that_prints_no_udi_still_lacks_its_code() -> None:
    assert without_trust(empty_state()) == ["this product instance"]
    assert udis(empty_state()) == []


def test_a_udi_is_written_as_the_device_does() -> None:
    assert udi_name({"role": "Active", "pid": "ISR4331/K9", "sn": "FDO2139A1BC"}) == "PID:ISR4331/K9,SN:FDO2139A1BC"


def test_a_slac_with_its_entitlement() -> None:
    state = read("c8300-wan-trusted")

    assert without_slac(state, "hseck9", "all") == []
    assert without_slac(state, "HSECK9", "all") == []
    assert without_slac(state, "other", "all") == [ROUTER]
    assert with_slac(state, "all") == [ROUTER]


def test_a_stack_without_slac_local_and_all() -> None:
    state = read("c9300-campus-trusted")

    assert without_slac(state, "hseck9", "all") == STACK
    assert without_slac(state, "hseck9", "local") == STACK[:1]
    assert with_slac(state, "all") == []


def test_what_is_missing_is_named_by_feature_and_member() -> None:
    stack, supervisors, router = read("c9300-campus-trusted"), read("c9600-core-trusted"), read("c8300-wan-trusted")

    assert [entry["udi"] for entry in missing_slacs(stack, ["hseck9"])] == STACK
    assert missing_slacs(supervisors, ["hseck9"]) == [{"feature": "hseck9", "udi": SUPERVISOR}]
    assert missing_slacs(router, ["hseck9", "other"]) == [{"feature": "other", "udi": ROUTER}]
    assert missing_slacs({**router, "authorizations": []}, ["hseck9"]) == [{"feature": "hseck9", "udi": ROUTER}]
    assert missing_slacs(stack, []) == []


def test_an_installed_code_without_entitlements_is_enough() -> None:
    state = read("c8300-wan-trusted")
    state["authorizations"][0] = {**state["authorizations"][0], "entitlements": []}

    assert without_slac(state, "hseck9", "all") == []


def test_a_device_that_prints_no_authorizations() -> None:
    assert without_slac(empty_state(), "hseck9", "all") == ["this product instance"]
    assert with_slac(empty_state(), "all") == []


@pytest.mark.parametrize(("status", "expected"), [("NOT IN USE", []), ("IN USE", ["hseck9"]), (None, [])])
def test_a_licence_in_use_holds_its_slac(status: str | None, expected: list[str]) -> None:
    state = read("c8300-wan-trusted")
    entry: dict[str, Any] = {**state["licenses"][2], "status": status}
    state["licenses"][2] = entry

    assert features_in_use(state, "hseck9") == expected
