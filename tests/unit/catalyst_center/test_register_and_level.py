# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The virtual accounts of catalyst_center_device, and catalyst_center_license_level."""

from __future__ import annotations

import json

from tests.unit.catalyst_center.center import (
    CREDENTIALS,
    WAN,
    Service,
    accounts,
    by_address,
    by_serial,
    device,
    done,
    failed,
    known,
    licence,
    licences,
    login,
    no_query,
    started,
    summary,
)
from tests.unit.catalyst_center.conftest import Act

REGISTER = "PUT licenses/smartAccount/virtualAccount/Campus/register"
CHANGE = "PUT networkDeviceLicenses/row-1"


def test_a_device_without_account_is_registered(act: Act) -> None:
    script = [login(), *known(licence(virtualAccountId=None)), *accounts(), started(REGISTER), done()]
    service = Service(script)

    outcome = act("device", service, devices=[WAN | {"virtual_account": "campus"}])

    assert outcome == {"changed": True, "actions": {"wan-1": ["registered"]}, "problems": {}}
    assert json.loads(service.requests[-2].body or b"") == {"device_uuids": ["id-1"]}


def test_a_device_in_its_account_is_left_alone(act: Act) -> None:
    service = Service([login(), *known(), *accounts()])

    assert act("device", service, devices=[WAN | {"virtual_account": "WAN"}])["changed"] is False


def test_a_device_in_another_account_stays_there(act: Act) -> None:
    outcome = act("device", Service([login(), *known(), *accounts()]), devices=[WAN | {"virtual_account": "Campus"}])

    assert not outcome["changed"]
    assert "in the virtual account WAN, not in Campus" in outcome["problems"]["wan-1"]


def test_an_account_that_does_not_exist_is_named_with_those_that_do(act: Act) -> None:
    outcome = act("device", Service([login(), *known(), *accounts()]), devices=[WAN | {"virtual_account": "../LAN"}])

    assert "no virtual account ../LAN, but Campus, WAN" in outcome["problems"]["wan-1"]


def test_a_device_that_the_center_does_not_know_cannot_be_registered(act: Act) -> None:
    service = Service([login(), by_serial(), by_address(), licences()])
    outcome = act("device", service, devices=[WAN | {"virtual_account": "WAN"}])

    assert not outcome["changed"]
    assert "not in the inventory" in outcome["problems"]["wan-1"]


def test_a_check_registers_nothing_and_says_who_would_be(act: Act) -> None:
    script = [login(), by_serial(), by_address(), licences(), *accounts()]
    outcome = act(
        "device", Service(script), check=True, devices=[WAN | {"virtual_account": "Campus"}], credentials=CREDENTIALS
    )

    assert outcome["actions"] == {"wan-1": ["added", "registered"]}


def test_a_registration_that_failed_changes_nothing(act: Act) -> None:
    script = [*known(licence(virtualAccountId=None)), *accounts(), started(REGISTER), failed("no licences")]
    outcome = act("device", Service([login(), *script]), devices=[WAN | {"virtual_account": "Campus"}])

    assert not outcome["changed"]
    assert "no licences" in outcome["problems"]["wan-1"]


def test_a_level_is_changed_and_the_device_not_rebooted(act: Act) -> None:
    service = Service([login(), *known(), started(CHANGE), done()])

    outcome = act("license_level", service, devices=[WAN | {"level": "advantage"}])

    assert outcome == {"changed": True, "levels": {"wan-1": "advantage"}, "problems": {}}
    assert json.loads(service.requests[-2].body or b"") == {
        "licenseLevel": "ADVANTAGE",
        "triggerReboot": False,
        "changeWirelessLicense": False,
    }


def test_a_level_that_is_there_is_left_alone(act: Act) -> None:
    service = Service([login(), *known()])

    assert not act("license_level", service, devices=[WAN | {"level": "essentials"}])["changed"]


def test_a_device_without_subscription_has_the_level_none(act: Act) -> None:
    service = Service([login(), *known(licence(licenses=[{"type": "NETWORK_ADVANTAGE"}]))])

    assert not act("license_level", service, devices=[WAN | {"level": "none"}])["changed"]


def test_the_wireless_level_of_a_switch_is_another(act: Act) -> None:
    row = licence(wirelessCapable=True, licenses=[{"type": "DNA_ESSENTIALS"}, {"type": "AIR_DNA_ADVANTAGE"}])
    service = Service([login(), *known(row)])
    assert not act("license_level", service, devices=[WAN | {"level": "advantage"}], wireless=True)["changed"]

    outcome = act("license_level", Service([login(), *known()]), devices=[WAN | {"level": "advantage"}], wireless=True)
    assert "no wireless licences" in outcome["problems"]["wan-1"]


def test_an_older_release_is_told(act: Act) -> None:
    script = [login(), by_serial(device()), no_query(), summary({"device_uuid": "id-1"})]
    outcome = act("license_level", Service(script), devices=[WAN | {"level": "advantage"}])

    assert outcome["reason"] == "unsupported_release"
    assert "Change License Level" in outcome["msg"]
