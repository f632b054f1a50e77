# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""sdwan_manager_info: what Manager says, in one shape, whatever it leaves out."""

from __future__ import annotations

import pytest

from tests.unit.sdwan_manager.conftest import Act
from tests.unit.sdwan_manager.manager import (
    API,
    DEVICES,
    HELD,
    TAG,
    Manager,
    accounts,
    asked,
    books,
    devices,
    login,
    logout,
    row,
    settings,
)

COMPLIANCE = f"GET {API}/msla/licenses/compliance"
OUT = {"data": {"complianceStatus": [{"complianceStatus": "Out", "reason": "unassignedDevice"}], "status": "Out"}}


def test_settings_devices_and_compliance_come_in_one_session(act: Act) -> None:
    rows = devices(row("U1", "edge", HELD), row("U2", hsecCompatible="No"))
    outcome = act("info", Manager([*login(), settings("onPrem"), rows, asked(COMPLIANCE, [OUT]), logout()]))

    assert outcome["settings"] == {
        "mode": "on_prem",
        "user": "someone",
        "has_credentials": True,
        "multiple_entitlement": False,
    }
    assert outcome["compliance"] == {"status": "Out", "reasons": [{"status": "Out", "reason": "unassignedDevice"}]}
    licensed, bare = outcome["devices"]
    assert (licensed["host_name"], licensed["licenses"][0]["tag"]) == ("edge", TAG)
    assert (bare["reason"], bare["hsec_compatible"], bare["licenses"]) == ("Unassigned", False, [])


@pytest.mark.parametrize("answer", [OUT, [OUT], {"status": "Out", "complianceStatus": OUT["data"]["complianceStatus"]}])
def test_compliance_is_read_in_each_shape_that_documents_show(act: Act, answer: object) -> None:
    script = [*login(), settings(), asked(COMPLIANCE, answer), logout()]

    assert act("info", Manager(script), gather_subset=["compliance"])["compliance"]["status"] == "Out"


@pytest.mark.parametrize("answer", [None, [], {}, [{}]])
def test_no_compliance_is_none(act: Act, answer: object) -> None:
    script = [*login(), settings(), asked(COMPLIANCE, answer), logout()]

    assert act("info", Manager(script), gather_subset=["compliance"])["compliance"]["status"] is None


@pytest.mark.parametrize("answer", [{}, {"devices": None}, {"data": []}])
def test_an_answer_without_devices_is_no_empty_list(act: Act, answer: object) -> None:
    script = [*login(), settings(), asked(DEVICES, answer), logout()]
    outcome = act("info", Manager(script), gather_subset=["devices"])

    assert outcome["reason"] == "api_failed"
    assert "20.16" in outcome["msg"]


def test_a_text_of_a_device_is_one_line(act: Act) -> None:
    script = [*login(), settings(), devices(row("U1", "edge\n\x1b[2Jfake: ok")), logout()]
    outcome = act("info", Manager(script), gather_subset=["devices"])

    assert "\n" not in outcome["devices"][0]["host_name"] and "\x1b" not in outcome["devices"][0]["host_name"]


def test_accounts_come_with_the_licences_in_the_books(act: Act) -> None:
    script = [*login(), settings(), accounts(), *books("702544", "3"), *books("702545"), logout()]
    (owner,) = act("info", Manager(script), gather_subset=["accounts"])["accounts"]

    wan, campus = owner["virtual_accounts"]
    assert (wan["licenses"][0]["available"], wan["licenses"][0]["subscription_id"]) == (3, "sub1")
    assert campus["licenses"] == []
