# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""catalyst_center_info: by the API of each release, one login for any number of devices."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.catalyst_center.center import (
    STACK,
    WAN,
    Exchange,
    Service,
    accounts,
    asked,
    by_address,
    by_serial,
    device,
    known,
    licence,
    licences,
    login,
    missing,
    no_query,
    release,
    reply,
    settings,
    summary,
)
from tests.unit.catalyst_center.conftest import Act

STACK_ROW = device(id="id-2", managementIpAddress="192.0.2.12", serialNumber="FCW1, FCW2")


def opening(version: str = "3.2.3") -> list[Exchange]:
    return [login(), release(version)]


def closing() -> list[Exchange]:
    return [*settings(), *accounts()]


def test_a_managed_router_is_known_with_site_account_and_level(act: Act) -> None:
    row = licence(authCodeStatus="INSTALLED", lastSuccessfulUsageReportingTime=1764590400000)
    outcome = act("info", Service([*opening(), *known(row), *closing()]), devices=[WAN])

    assert outcome["devices"]["wan-1"] == {
        "id": "id-1",
        "address": "192.0.2.11",
        "hostname": "wan-1",
        "managed": True,
        "collection": "Managed",
        "error": None,
        "site": "Global/Berlin",
        "virtual_account": "WAN",
        "slac_installed": True,
        "last_usage_report": "2025-12-01T12:00:00+00:00",
        "tells_usage_reports": True,
        "license_level": "essentials",
        "problem": None,
    }
    assert outcome["license_api"] == "network_device_licenses"
    assert outcome["settings"]["connection_mode"] == "direct"
    assert [found["domain"] for found in outcome["smart_accounts"]] == ["example.com"]


def test_an_older_release_is_asked_the_way_it_knows(act: Act) -> None:
    row = {
        "device_uuid": "id-1",
        "site": "Global/Berlin",
        "virtual_account_name": "WAN",
        "sle_auth_code": "Not Installed",
        "last_successful_rum_usage_upload_time": "NA",
        "dna_level": "Advantage",
    }
    script = [*opening("2.3.7.4.70045"), by_serial(device()), no_query(), summary(row)]
    outcome = act("info", Service([*script, missing("GET connectionModeSetting"), *accounts()]), devices=[WAN])

    found = outcome["devices"]["wan-1"]
    assert (outcome["release"], outcome["license_api"], outcome["settings"]) == ("2.3.7.4", "device_summary", None)
    assert (found["slac_installed"], found["last_usage_report"], found["license_level"]) == (False, None, "advantage")
    assert (found["virtual_account"], found["tells_usage_reports"]) == ("WAN", True)


def test_a_release_that_does_not_tell_of_reports_is_not_taken_for_one_that_has_none(act: Act) -> None:
    row = {"device_uuid": "id-1", "site": "Global/Berlin"}
    script = [*opening("2.2.2.0"), by_serial(device()), no_query(), summary(row)]
    outcome = act("info", Service([*script, missing("GET connectionModeSetting"), *accounts()]), devices=[WAN])

    assert outcome["devices"]["wan-1"]["tells_usage_reports"] is False


def test_the_rows_of_an_older_release_are_read_page_by_page(act: Act) -> None:
    others = [{"device_uuid": f"other-{number}"} for number in range(500)]
    pages = [
        asked("GET licenses/device/summary?limit=500&page_number=1", others),
        asked(
            "GET licenses/device/summary?limit=500&page_number=2", [{"device_uuid": "id-1", "site": "Global/Berlin"}]
        ),
    ]
    script = [*opening("2.3.5"), by_serial(device()), no_query(), summary(*others), *pages]
    outcome = act("info", Service([*script, missing("GET connectionModeSetting"), *accounts()]), devices=[WAN])

    assert outcome["devices"]["wan-1"]["site"] == "Global/Berlin"


def test_a_stack_is_found_by_its_address_and_known_by_its_serial_numbers(act: Act) -> None:
    numbers = "serialNumber=FDO1&serialNumber=FCW1&serialNumber=FCW2"
    script = [by_serial(device(), numbers=numbers), by_address(STACK_ROW, address="192.0.2.12")]
    rows = licences(licence(), licence(networkDeviceId=None, managementAddress="192.0.2.12", siteHierarchy="Global/X"))
    outcome = act("info", Service([*opening(), *script, rows, *closing()]), devices=[WAN, STACK])

    assert outcome["devices"]["campus-1"]["id"] == "id-2"
    assert outcome["devices"]["campus-1"]["site"] == "Global/X"


def test_another_device_at_the_address_is_a_problem_and_not_that_device(act: Act) -> None:
    other = device(id="id-9", serialNumber="OLD1")
    outcome = act("info", Service([*opening(), by_serial(), by_address(other), licences(), *closing()]), devices=[WAN])

    found = outcome["devices"]["wan-1"]
    assert found["id"] is None
    assert "another device at 192.0.2.11: serial number OLD1, not FDO1" in found["problem"]


def test_a_device_that_is_not_there_is_unknown(act: Act) -> None:
    outcome = act("info", Service([*opening(), by_serial(), by_address(), licences(), *closing()]), devices=[WAN])

    assert outcome["devices"]["wan-1"]["id"] is None
    assert outcome["devices"]["wan-1"]["managed"] is False


@pytest.mark.parametrize(
    ("told", "version"),
    [("2.3.7.9-75403.10", "2.3.7.9"), ("3.2.3", "3.2.3"), ("3.722.75335", None), ("", None), ("unknown", None)],
)
def test_the_build_of_a_platform_is_no_release(act: Act, told: str, version: str | None) -> None:
    outcome = act("info", Service([*opening(told), licences(), *closing()]))

    assert outcome["release"] == version


def test_a_release_that_is_given_is_not_asked_for(act: Act) -> None:
    assert act("info", Service([login(), licences(), *closing()]), release="3.2.1")["release"] == "3.2.1"


def test_a_token_that_ended_early_is_renewed(act: Act) -> None:
    ended = asked("GET dnac-release", {"message": "authentication"}, 401)
    service = Service([login(), ended, login(), release("3.2.3"), licences(), *closing()])

    assert "failed" not in act("info", service)


def test_wrong_credentials_are_told_in_the_words_of_the_center(act: Act) -> None:
    refused = reply({"response": {"errorCode": "401", "message": "Invalid credentials."}}, 401)
    outcome = act("info", Service([Exchange(login().asked, refused)]))

    assert outcome["reason"] == "api_failed"
    assert "Invalid credentials." in outcome["msg"] and "Check username and password" in outcome["msg"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "x", "serial_numbers": ["FDO1&limit=1"]},
        {"name": "x", "serial_numbers": [".*"]},
        {"name": "x", "address": "192.0.2.1\n192.0.2.2"},
        {"name": "x", "address": "192.0.2.1?a=b"},
        {"name": "x", "serial_numbers": []},
    ],
)
def test_a_value_that_is_none_is_refused_before_anything_is_asked(act: Act, wanted: dict[str, Any]) -> None:
    assert act("info", Service([]), devices=[wanted])["reason"] == "invalid_value"


@pytest.mark.parametrize("answer", [{"rows": []}, "none", [1, 2], [{"hostname": "without id"}]])
def test_nonsense_is_no_inventory(act: Act, answer: Any) -> None:
    nonsense = asked("GET network-device?serialNumber=FDO1&offset=1&limit=500", answer)

    assert act("info", Service([*opening(), nonsense]), devices=[WAN])["reason"] == "api_failed"


def test_a_center_without_a_login_to_cssm_is_described_all_the_same(act: Act) -> None:
    refused = asked("GET licenses/smartAccounts", {"message": "Cisco credentials are not configured."}, 400)
    outcome = act("info", Service([*opening(), *known(), *settings(), refused]), devices=[WAN])

    assert outcome["smart_accounts"] == []
    assert "credentials are not configured" in outcome["accounts_problem"]
    assert outcome["devices"]["wan-1"]["managed"]


@pytest.mark.parametrize("moment", ["9" * 30, "2026-01-01 10:00", 10**18])
def test_a_time_in_another_spelling_is_told_as_it_is(act: Act, moment: Any) -> None:
    row = licence(lastSuccessfulUsageReportingTime=moment)
    outcome = act("info", Service([*opening(), *known(row), *closing()]), devices=[WAN])

    assert outcome["devices"]["wan-1"]["last_usage_report"] == str(moment)
