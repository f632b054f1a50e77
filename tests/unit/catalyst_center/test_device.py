# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""catalyst_center_device: into the inventory, read, and to the site; trouble with one device is not that of others."""

from __future__ import annotations

import json

import pytest

from tests.unit.catalyst_center.center import (
    BASE,
    CREDENTIALS,
    WAN,
    Exchange,
    Service,
    asked,
    by_address,
    by_serial,
    device,
    done,
    failed,
    known,
    licence,
    licences,
    login,
    missing,
    no_query,
    reply,
    running,
    started,
    summary,
)
from tests.unit.catalyst_center.conftest import Act

BERLIN = WAN | {"site": "Global/Berlin"}
UNKNOWN = [by_serial(), by_address(), licences()]
SITE = asked("GET sites?nameHierarchy=Global%2FBerlin", [{"id": "s-1", "nameHierarchy": "Global/Berlin"}])
READING = device(collectionStatus="In Progress")
NETCONF = device(collectionStatus="Partial Collection Failure", errorDescription="NETCONF is not enabled")


def test_a_device_that_is_managed_and_at_its_site_is_left_alone(act: Act) -> None:
    outcome = act("device", Service([login(), *known()]), devices=[BERLIN])

    assert outcome == {"changed": False, "actions": {}, "problems": {}}


def test_a_new_device_is_added_waited_for_and_assigned(act: Act) -> None:
    add = [
        started("POST network-device"),
        running(),
        done(),
        by_serial(READING),
        by_serial(READING),
        by_serial(device()),
        *known(licence(siteHierarchy=None)),
    ]
    assign = [SITE, started("POST networkDevices/assignToSite/apply", "t-2"), done("t-2")]
    service = Service([login(), *UNKNOWN, *add, *assign])

    outcome = act("device", service, devices=[BERLIN], credentials=CREDENTIALS)

    assert outcome == {"changed": True, "actions": {"wan-1": ["added", "assigned"]}, "problems": {}}
    bodies = {request.url: json.loads(request.body) for request in service.requests if request.body}
    assert bodies[f"{BASE}/dna/intent/api/v1/network-device"] == {
        "ipAddress": ["192.0.2.11"],
        "type": "NETWORK_DEVICE",
        "computeDevice": False,
        "cliTransport": "ssh",
        "userName": "admin",
        "password": CREDENTIALS["password"],
        "enablePassword": CREDENTIALS["password"],
        "netconfPort": "830",
        "snmpVersion": "v2",
        "snmpROCommunity": CREDENTIALS["snmp_community"],
    }
    assert bodies[f"{BASE}/dna/intent/api/v1/networkDevices/assignToSite/apply"] == {
        "deviceIds": ["id-1"],
        "siteId": "s-1",
    }


def test_a_check_says_what_would_be_done_and_does_nothing(act: Act) -> None:
    outcome = act("device", Service([login(), *UNKNOWN, SITE]), check=True, devices=[BERLIN], credentials=CREDENTIALS)

    assert outcome["changed"] and outcome["actions"] == {"wan-1": ["added", "assigned"]}


def test_without_credentials_or_address_a_new_device_is_a_problem(act: Act) -> None:
    outcome = act("device", Service([login(), *UNKNOWN]), devices=[BERLIN])
    assert "without credentials" in outcome["problems"]["wan-1"] and not outcome["changed"]

    nowhere = {"name": "wan-1", "serial_numbers": ["FDO1"]}
    outcome = act("device", Service([login(), by_serial(), licences()]), devices=[nowhere], credentials=CREDENTIALS)
    assert "without an address" in outcome["problems"]["wan-1"] and not outcome["changed"]


def test_a_device_that_the_center_could_not_read_is_read_again(act: Act) -> None:
    again = [started("PUT network-device/sync?forceSync=true"), done(), by_serial(device()), *known()]
    outcome = act("device", Service([login(), by_serial(NETCONF), licences(), *again]), devices=[BERLIN])

    assert outcome == {"changed": True, "actions": {"wan-1": ["synchronized"]}, "problems": {}}


def test_what_the_center_cannot_read_is_told_in_its_words(act: Act) -> None:
    again = [started("PUT network-device/sync?forceSync=true"), done(), by_serial(NETCONF)]
    unread = [by_serial(NETCONF), licences()]
    service = Service([login(), *unread, *again * 3, *unread])
    outcome = act("device", service, devices=[BERLIN])

    assert "(Partial Collection Failure: NETCONF is not enabled)" in outcome["problems"]["wan-1"]
    assert sum(service.pauses) == 40, "it tried twice more, for NETCONF may only have been starting"


def test_netconf_that_was_only_starting_is_waited_for(act: Act) -> None:
    sync = [started("PUT network-device/sync?forceSync=true"), done()]
    script = [by_serial(NETCONF), licences(), *sync, by_serial(NETCONF), *sync, by_serial(device()), *known()]
    outcome = act("device", Service([login(), *script]), devices=[BERLIN])

    assert outcome == {"changed": True, "actions": {"wan-1": ["synchronized"]}, "problems": {}}


def test_a_task_that_failed_for_one_is_no_failure_of_the_other(act: Act) -> None:
    other = {"name": "wan-2", "serial_numbers": ["FDO2"], "address": "192.0.2.22"}
    both = "serialNumber=FDO1&serialNumber=FDO2"
    addresses = "192.0.2.11&managementIpAddress=192.0.2.22"
    there = device(id="id-2", managementIpAddress="192.0.2.22", serialNumber="FDO2")
    script = [by_serial(numbers=both), by_address(address=addresses), licences()]
    add = [started("POST network-device"), failed("one of them does not answer"), by_serial(there, numbers=both)]
    service = Service([login(), *script, *add, by_address()])

    outcome = act("device", service, devices=[WAN, other], credentials=CREDENTIALS)

    assert outcome["actions"] == {"wan-2": ["added"]}
    assert "one of them does not answer" in outcome["problems"]["wan-1"]


def test_a_site_that_does_not_exist_is_named(act: Act) -> None:
    nowhere = asked("GET sites?nameHierarchy=Global%2FNowhere%20%26%20Else", [])
    outcome = act("device", Service([login(), *known(), nowhere]), devices=[WAN | {"site": "Global/Nowhere & Else"}])

    assert "no site Global/Nowhere & Else" in outcome["problems"]["wan-1"] and not outcome["changed"]


def test_an_older_release_is_asked_the_way_it_knows(act: Act) -> None:
    sites = asked("GET site?offset=1&limit=500", [{"id": "s-1", "siteNameHierarchy": "Global/Berlin"}])
    path = "/dna/platform/management/business-api/v1/execution-status/e-1"
    assign = [
        missing("POST networkDevices/assignToSite/apply"),
        Exchange(f"POST {BASE}/dna/system/api/v1/site/s-1/device", reply({"executionStatusUrl": path}, 202)),
        Exchange(f"GET {BASE}{path}", reply({"status": "IN_PROGRESS"})),
        Exchange(f"GET {BASE}{path}", reply({"status": "SUCCESS"})),
    ]
    row = {"device_uuid": "id-1", "site": "Unassigned"}
    script = [login(), by_serial(device()), no_query(), summary(row)]
    outcome = act(
        "device",
        Service([*script, missing("GET sites?nameHierarchy=Global%2FBerlin"), sites, *assign]),
        devices=[BERLIN],
    )

    assert outcome == {"changed": True, "actions": {"wan-1": ["assigned"]}, "problems": {}}


@pytest.mark.parametrize("url", ["https://else.example/x", "//else.example/x", "", None])
def test_an_execution_is_asked_for_at_that_server_only(act: Act, url: str | None) -> None:
    assign = [
        SITE,
        missing("POST networkDevices/assignToSite/apply"),
        Exchange(f"POST {BASE}/dna/system/api/v1/site/s-1/device", reply({"executionStatusUrl": url}, 202)),
    ]
    row = licence(siteHierarchy=None)

    assert act("device", Service([login(), *known(row), *assign]), devices=[BERLIN])["reason"] == "api_failed"


def test_a_task_without_end_is_given_up(act: Act) -> None:
    script = [login(), *UNKNOWN, started("POST network-device"), running(), running(), running()]
    outcome = act("device", Service(script), devices=[WAN], credentials=CREDENTIALS, poll_timeout=4)

    assert outcome["reason"] == "timeout"
    assert "not finished after 4 seconds" in outcome["msg"]


def test_what_the_center_says_of_passwords_is_not_told(act: Act) -> None:
    said = asked("POST network-device", {"message": f"bad password {CREDENTIALS['password']}"}, 400)
    outcome = act("device", Service([login(), *UNKNOWN, said]), devices=[WAN], credentials=CREDENTIALS)

    assert "bad password ********" in outcome["msg"]
