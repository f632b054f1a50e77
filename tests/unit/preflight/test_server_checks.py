# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a device must reach, and what shows that it does: its own messages before a ping."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.check import Check
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.intent import (
    Intent,
    Server,
    server_of,
    validate,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.outputs import Ping
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.reading import Reading
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.server_checks import (
    probe_command,
    server_checks,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from tests.unit.operations.texts import INVALID, statistics
from tests.unit.preflight.readings import ANSWERED, DIRECT, RUNNING, SILENT, UNRESOLVED, intent, reading, smart_licence

PROXY = {"address": "192.0.2.80", "port": 3128}
CSLU = Intent(topology="cslu", initiated_by="product_instance")
NO_REPLY = statistics(usage_reporting="Unable to resolve server hostname/domain name").replace(
    "Overall=1 Communication=0", "Overall=1 Communication=1"
)
WORKED = statistics().replace("Last Success Time: <none>", "Last Success Time: Nov 30 2025 12:00:00 UTC", 1)


def checks(of: Reading, plan: Intent = DIRECT) -> dict[str, Check]:
    """Return the checks of the way to the server by their names."""
    return {check.id: check for check in server_checks(of, plan, server_of(plan))}


@pytest.mark.parametrize(
    ("plan", "host", "port"),
    [
        (DIRECT, "smartreceiver.cisco.com", 443),
        (intent(transport="callhome"), "tools.cisco.com", 443),
        (intent(url="https://ssm.example:8443/a"), "ssm.example", 8443),
        (intent(proxy=PROXY), "192.0.2.80", 3128),
        (CSLU, "cslu-local", 8182),
        (
            Intent(topology="cslu_disconnected", initiated_by="product_instance", url="http://192.0.2.1/cslu/v1/pi"),
            "192.0.2.1",
            80,
        ),
        (Intent(topology="ssm_on_prem", initiated_by="product_instance", url="https://s/cslu/v1/pi/a-1"), "s", 443),
    ],
)
def test_whom_a_device_must_reach(plan: Intent, host: str, port: int) -> None:
    server = server_of(plan)

    assert server is not None
    assert (server.host, server.port) == (host, port)


@pytest.mark.parametrize(
    "plan",
    [
        Intent(),
        Intent(topology="offline"),
        Intent(topology="cslu", initiated_by="cslu"),
        Intent(topology="ssm_on_prem", initiated_by="ssm_on_prem"),
        Intent(topology="ssm_on_prem", initiated_by="product_instance"),
        Intent(topology="controller", controller="sdwan_manager"),
    ],
)
def test_who_makes_no_contact_is_asked_for_none(plan: Intent) -> None:
    assert server_of(plan) is None
    assert probe_command(reading(), plan, None) is None


@pytest.mark.parametrize(
    "plan",
    [
        intent(url="https://a;reload"),
        intent(url="https://a:99999/b"),
        intent(url="https://host\nreload/"),
        intent(proxy={"address": "p repeat 9", "port": 1}),
        intent(vrf="a b"),
    ],
)
def test_a_value_never_becomes_a_second_command(plan: Intent) -> None:
    with pytest.raises(LicensingError, match=r"^(url|proxy|vrf): "):
        validate(plan)


def test_the_probe_is_bounded_and_goes_through_the_vrf() -> None:
    plan = intent(vrf="Mgmt")

    assert probe_command(reading(), plan, server_of(plan)) == "ping vrf Mgmt smartreceiver.cisco.com repeat 2 timeout 2"
    assert probe_command(reading(), intent(vrf="Other"), server_of(plan)) is None


@pytest.mark.parametrize(
    ("ping", "running", "status", "said"),
    [
        (ANSWERED, RUNNING, "ok", ""),
        (SILENT, RUNNING, "ok", ""),
        (UNRESOLVED, RUNNING, "error", "Check whether these name servers"),
        (UNRESOLVED, "hostname a\n", "error", "Configure 'ip name-server ADDRESS'"),
        (UNRESOLVED, f"{RUNNING}no ip domain lookup\n", "error", "Configure 'ip domain lookup'"),
        (UNRESOLVED, INVALID, "error", "ip name-server"),
        (None, "hostname a\n", "warning", "ip name-server"),
        (None, f"{RUNNING}no ip domain lookup\n", "error", "Configure 'ip domain lookup'"),
        (None, "ip host smartreceiver.cisco.com 192.0.2.1\n", "unknown", "ping"),
        (None, RUNNING, "unknown", "ping"),
        (Ping(), RUNNING, "unknown", "ping"),
    ],
)
def test_name_resolution(ping: Ping | None, running: str, status: str, said: str) -> None:
    check = checks(reading(ping, running=running))["name_resolution"]

    assert check.status == status
    assert said in check.remedy


def test_an_address_needs_no_name() -> None:
    assert checks(reading(SILENT), intent(proxy=PROXY))["name_resolution"].status == "ok"


@pytest.mark.parametrize(
    ("ping", "communication", "status", "said"),
    [
        (ANSWERED, statistics(), "ok", "answers ping"),
        (Ping(True, "192.0.2.9", 2, 1), statistics(), "ok", "1 of 2"),
        (SILENT, statistics(), "warning", "does not answer a ping"),
        (UNRESOLVED, statistics(), "unknown", "without an address"),
        (None, statistics(), "unknown", "not tested"),
        (SILENT, WORKED, "ok", "the device's own messages are answered"),
        (None, WORKED, "ok", "the device's own messages are answered"),
        (SILENT, NO_REPLY, "error", "Unable to resolve server hostname"),
        (ANSWERED, NO_REPLY, "warning", "Unable to resolve server hostname"),
        (SILENT, INVALID, "warning", "does not answer a ping"),
    ],
)
def test_reachability(ping: Ping | None, communication: str, status: str, said: str) -> None:
    check = checks(reading(ping, licence=smart_licence(), communication=communication))["reachability"]

    assert check.status == status
    assert said in check.found


@pytest.mark.parametrize("plan", [CSLU, intent(proxy=PROXY), intent(vrf="Mgmt"), intent(url="https://other.example/")])
def test_messages_that_went_another_way_prove_nothing(plan: Intent) -> None:
    of = reading(SILENT, licence=smart_licence(), communication=WORKED)

    assert checks(of, plan)["reachability"].status == "warning"


def test_a_vrf_that_is_not_there_comes_first() -> None:
    found = checks(reading(), intent(vrf="Other"))

    assert {name: check.status for name, check in found.items()} == {
        "vrf": "error",
        "name_resolution": "unknown",
        "reachability": "unknown",
    }
    assert checks(reading(ANSWERED), intent(vrf="Mgmt"))["vrf"].status == "ok"
    assert checks(reading(running=INVALID), intent(vrf="Mgmt"))["vrf"].status == "unknown"


def test_where_the_device_makes_no_contact_its_vrf_does_not_matter() -> None:
    assert checks(reading(), Intent(topology="offline", vrf="Other")) == {}


def test_a_server_that_is_not_named_is_not_known() -> None:
    plan = Intent(topology="ssm_on_prem", initiated_by="product_instance")

    assert checks(reading(), plan)["reachability"].status == "unknown"
    assert Server("the proxy", "2001:db8::1", 1, "", True).is_address
