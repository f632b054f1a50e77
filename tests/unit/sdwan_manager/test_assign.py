# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""sdwan_manager_assign: the devices that lack the licence get it, all or none, and it is seen."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply, ReplyLost
from tests.unit.sdwan_manager.conftest import Act
from tests.unit.sdwan_manager.manager import API, HELD, NAME, TAG, Exchange, Manager, asked, devices, login, logout, row

FITTING, FROM, ASSIGN, RELEASE = (
    f"POST {API}/v1/licensing/licenses",
    f"POST {API}/v1/licensing/sa-va-distribution",
    f"POST {API}/v1/licensing/assign-licenses",
    f"PUT {API}/v1/licensing/release-licenses",
)
WANTED: dict[str, Any] = {
    "devices": ["edge-1", "U2"],
    "license": NAME,
    "smart_account": "example.com",
    "virtual_account": "WAN",
}


def fleet(*licensed: str) -> Exchange:
    names = {"U1": "edge-1", "U2": "edge-2", "U3": "edge-3"}
    return devices(*(row(uuid, name, HELD if uuid in licensed else None) for uuid, name in names.items()))


def fitting(*uuids: str, licences: bool = True) -> Exchange:
    group = {"platformClass": "C8300", "uuids": list(uuids), "licenses": [{"tag": TAG, "displayName": NAME}] * licences}
    return asked(FITTING, {"baseLicenses": [group]})


def stock(available: int, account: str = "WAN") -> Exchange:
    there = {"saName": "example.com", "vaName": account, "available": available, "subscriptionId": "sub1"}
    return asked(FROM, {"baseLicenses": [{"tag": TAG, "displayName": NAME, "savaMap": [there]}]})


def test_the_devices_that_lack_it_get_it(act: Act) -> None:
    script = [*login(), fleet("U1"), fitting("U2"), stock(5), asked(ASSIGN), fleet("U1", "U2"), logout()]
    manager = Manager(script)
    outcome = act("assign", manager, **WANTED)

    assert outcome == {"changed": True, "devices": [{"uuid": "U2", "host_name": "edge-2"}]}
    assert manager.body(FITTING) == {"appliedFilters": {"billingType": "Prepaid"}, "uuids": ["U2"]}
    assert manager.body(ASSIGN) == {
        "baseLicenses": [
            {
                "assignLicenses": [
                    {
                        "allocated": 1,
                        "billingType": "Prepaid",
                        "displayName": NAME,
                        "saName": "example.com",
                        "subscriptionId": "sub1",
                        "tag": TAG,
                        "vaName": "WAN",
                    }
                ],
                "uuids": ["U2"],
            }
        ],
        "tenantLicenses": [],
    }


@pytest.mark.parametrize("name", [NAME, TAG, TAG.partition(",")[0]])
def test_who_has_it_is_left_alone(act: Act, name: str) -> None:
    outcome = act("assign", Manager([*login(), fleet("U1", "U2"), logout()]), **{**WANTED, "license": name})

    assert outcome == {"changed": False, "devices": []}


def test_the_same_licence_of_another_account_is_another_one(act: Act) -> None:
    script = [*login(), fleet("U1", "U2"), logout()]

    assert act("assign", Manager(script), check=True, **{**WANTED, "virtual_account": "LAN"})["changed"] is True


def test_check_mode_only_looks(act: Act) -> None:
    outcome = act("assign", Manager([*login(), fleet(), logout()]), check=True, **WANTED)

    assert [device["uuid"] for device in outcome["devices"]] == ["U1", "U2"]


@pytest.mark.parametrize("there", [stock(1), stock(9, "LAN"), asked(FROM, {})])
def test_too_few_are_told_before_anything_is_assigned(act: Act, there: Exchange) -> None:
    outcome = act("assign", Manager([*login(), fleet(), fitting("U1", "U2"), there, logout()]), **WANTED)

    assert (outcome["reason"], outcome["changed"]) == ("api_failed", False)
    assert "2 of" in outcome["msg"] and "nothing was assigned" in outcome["msg"]


def test_a_licence_that_does_not_fit_is_told_with_those_that_do(act: Act) -> None:
    script = [*login(), fleet(), fitting("U1", "U2"), logout()]
    outcome = act("assign", Manager(script), **{**WANTED, "license": "Premier"})

    assert outcome["reason"] == "invalid_value" and NAME in outcome["msg"]


def test_a_device_for_which_there_is_none_is_told(act: Act) -> None:
    outcome = act("assign", Manager([*login(), fleet(), fitting("U1"), logout()]), **WANTED)

    assert "U2" in outcome["msg"]


@pytest.mark.parametrize("name", ["edge-9", "", "10.0.0.1"])
def test_a_name_of_none_or_of_several_devices_is_refused(act: Act, name: str) -> None:
    outcome = act("assign", Manager([*login(), fleet(), logout()]), **{**WANTED, "devices": [name]})

    assert outcome["reason"] == "invalid_value" and "U1" in outcome["msg"]


def test_a_call_that_does_nothing_is_no_success(act: Act) -> None:
    script = [*login(), fleet("U1"), fitting("U2"), stock(5), asked(ASSIGN), fleet("U1"), logout()]
    outcome = act("assign", Manager(script), **WANTED)

    assert (outcome["reason"], outcome["changed"]) == ("api_failed", True)
    assert "edge-2" in outcome["msg"]


@pytest.mark.parametrize("trouble", [ReplyLost("reset"), Reply(500)])
def test_an_assignment_that_may_have_been_made_is_not_sent_twice(act: Act, trouble: Reply | Exception) -> None:
    script = [*login(), fleet("U1"), fitting("U2"), stock(5), Exchange(ASSIGN, trouble), logout()]

    assert act("assign", Manager(script), **WANTED)["failed"] is True


def test_licences_are_released_once(act: Act) -> None:
    script = [*login(), fleet("U1"), asked(RELEASE), fleet(), logout()]
    manager = Manager(script)
    outcome = act("assign", manager, devices=["edge-1", "edge-2"], state="absent")

    assert outcome["devices"] == [{"uuid": "U1", "host_name": "edge-1"}]
    assert manager.body(RELEASE) == {"uuids": ["U1"]}
    again = Manager([*login(), fleet(), logout()])
    assert act("assign", again, devices=["edge-1", "edge-2"], state="absent")["changed"] is False
