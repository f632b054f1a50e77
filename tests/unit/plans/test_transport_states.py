# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""merged, replaced, deleted and what a report carries: interval, privacy, tags, utility mode."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.settings import (
    CALL_HOME_URL,
    SMART_URL,
    Settings,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.transport import (
    desired_settings,
    transport_commands,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from tests.unit.plans.intents import CALL_HOME, intent, lines, settings

PROXY = {"address": "proxy.example.com", "port": 3128}
SMART = settings(type="smart", url=SMART_URL)
NO_PROXY_LINES = ["no license smart proxy address proxy.example.com", "no license smart proxy port 3128"]


def deleted(current: Settings, **given: Any) -> list[str]:
    """Return the lines of state deleted."""
    return lines(current, state="deleted", **given)


def test_merged_leaves_a_proxy_that_is_not_named_and_replaced_removes_it() -> None:
    current = settings(type="smart", url=SMART_URL, proxy=PROXY)

    assert lines(current, type="smart", url="default") == []
    assert lines(current, type="smart", url="default", state="replaced") == NO_PROXY_LINES


def test_merged_leaves_a_call_home_proxy_that_is_not_named_and_replaced_removes_it() -> None:
    current = settings(type="callhome", url=CALL_HOME_URL, call_home={**CALL_HOME, "proxy": PROXY})

    assert lines(current, type="callhome") == []
    assert lines(current, type="callhome", state="replaced") == [
        "call-home",
        ' no http-proxy "proxy.example.com" port 3128',
        ' profile "CiscoTAC-1"',
    ]


def test_merged_keeps_a_url_that_is_not_named_and_replaced_goes_back_to_the_default() -> None:
    current = settings(type="smart", url="https://own.example/x")

    assert lines(current, type="smart") == []
    assert lines(current, type="smart", state="replaced") == ["license smart url default"]


def test_merged_without_a_type_keeps_the_type() -> None:
    assert lines(SMART, usage_interval=14) == ["license smart usage interval 14"]


def test_replaced_leaves_what_does_not_lead_to_the_server() -> None:
    current = settings(
        type="smart", url=SMART_URL, vrf="Red", usage_interval=7, customer_tags={"tag1": "a"}, privacy_hostname=True
    )

    assert lines(current, type="smart", state="replaced") == []


def test_a_vrf_is_set_changed_and_removed_by_an_empty_string() -> None:
    assert lines(SMART, vrf="Mgmt-intf") == ["license smart vrf Mgmt-intf"]
    red = settings(type="smart", url=SMART_URL, vrf="Red")
    assert lines(red, vrf="Blue") == ["license smart vrf Blue"]
    assert lines(red, vrf="") == ["no license smart vrf Red"]
    assert lines(red) == []


def test_deleted_without_a_name_takes_the_way_to_the_server_back() -> None:
    current = settings(type="smart", url=SMART_URL, proxy=PROXY, vrf="Red", usage_interval=7)

    assert deleted(current) == ["license smart transport cslu", *NO_PROXY_LINES, "no license smart vrf Red"]


def test_deleted_takes_back_what_is_named_and_nothing_else() -> None:
    current = settings(
        type="smart",
        url=SMART_URL,
        proxy=PROXY,
        usage_interval=7,
        customer_tags={"tag1": "Data Center"},
        privacy_version=True,
    )

    assert deleted(current, proxy=PROXY) == NO_PROXY_LINES
    assert deleted(current, usage_interval=7) == ["license smart usage interval 30"]
    assert deleted(current, customer_tags={"tag1": "x"}) == ["no license smart usage customer-tags tag1 Data Center"]
    assert deleted(current, privacy={"version": True}) == ["no license smart privacy version"]


def test_deleted_utility_mode_goes_with_its_customer() -> None:
    current = settings(utility=True, utility_customer_info={"city": "San Jose"})

    assert deleted(current, utility={"enabled": True}) == [
        "no license smart utility",
        "no license smart utility customer_info city San Jose",
    ]


def test_deleted_of_a_bare_device_has_nothing_to_do() -> None:
    assert deleted(settings()) == []


def test_deleted_with_a_known_state_at_hand_is_still_deleted_without_a_name() -> None:
    current = settings(type="smart", url=SMART_URL, vrf="Red")

    assert deleted(current, smart_licensing={"mode": "policy"}) == [
        "license smart transport cslu",
        "no license smart vrf Red",
    ]


def test_deleted_url_of_smart_transport_goes_back_to_that_of_cisco() -> None:
    assert deleted(settings(type="smart", url="https://own.example/x"), url="default") == ["license smart url default"]


def test_deleted_type_leaves_no_url_of_another_transport_behind() -> None:
    assert deleted(SMART, type="smart") == ["license smart transport cslu"]


def test_deleted_url_and_proxy_of_call_home() -> None:
    current = settings(
        type="callhome",
        url="https://own.example/x",
        call_home={**CALL_HOME, "destination": "https://own.example/x", "proxy": PROXY},
    )

    assert deleted(current, url="https://own.example/x", proxy=PROXY) == [
        f"license smart url {CALL_HOME_URL}",
        "call-home",
        ' no http-proxy "proxy.example.com" port 3128',
        ' profile "CiscoTAC-1"',
        "  no destination address http https://own.example/x",
        f"  destination address http {CALL_HOME_URL}",
    ]


def test_deleted_server_identity_check() -> None:
    checking = settings(type="smart", url=SMART_URL, server_identity_check=True)

    assert deleted(checking, server_identity_check=True) == ["no license smart server-identity-check"]
    assert deleted(SMART, server_identity_check=True) == []


def test_deleted_call_home_is_refused_and_takes_nothing_else_with_it() -> None:
    with pytest.raises(InvalidValue, match="call_home"):
        deleted(SMART, call_home={"profile": "CiscoTAC-1", "contact_email": None})


def test_merged_leaves_call_home_alone_when_nothing_of_it_is_named() -> None:
    current = settings(
        type="callhome", call_home={**CALL_HOME, "active": False, "destination": "https://own.example/x"}
    )

    assert lines(current, usage_interval=14) == ["license smart usage interval 14"]


def test_merged_keeps_a_destination_that_is_not_named() -> None:
    current = settings(
        type="callhome", url="https://own.example/x", call_home={**CALL_HOME, "destination": "https://own.example/x"}
    )

    assert lines(current, type="callhome") == []
    assert lines(current, type="callhome", url="default")[0] == f"license smart url {CALL_HOME_URL}"


def test_every_setting_of_a_report() -> None:
    assert lines(
        SMART,
        usage_interval=14,
        privacy={"hostname": True, "version": True},
        customer_tags={"tag1": "Data Center 1", "tag2": None, "tag3": None, "tag4": "x"},
        utility={"enabled": True, "customer_info": {"city": "San Jose", "country": "US", "id": None}},
        server_identity_check=True,
    ) == [
        "license smart usage interval 14",
        "license smart privacy hostname",
        "license smart privacy version",
        "license smart usage customer-tags tag1 Data Center 1",
        "license smart usage customer-tags tag4 x",
        "license smart utility",
        "license smart utility customer_info city San Jose",
        "license smart utility customer_info country US",
        "license smart server-identity-check",
    ]


def test_privacy_is_taken_back_part_by_part() -> None:
    both = settings(type="smart", url=SMART_URL, privacy_hostname=True, privacy_version=True)

    assert lines(both, privacy={"hostname": False, "version": None}) == ["no license smart privacy hostname"]


def test_tags_that_are_not_named_are_removed() -> None:
    current = settings(type="smart", url=SMART_URL, customer_tags={"tag1": "a", "tag2": "b c"})

    assert lines(current, customer_tags={"tag1": "z", "tag2": None}) == [
        "license smart usage customer-tags tag1 z",
        "no license smart usage customer-tags tag2 b c",
    ]
    assert lines(current) == []


def test_customer_info_is_merged_and_goes_with_utility_mode() -> None:
    current = settings(
        type="smart", url=SMART_URL, utility=True, utility_customer_info={"city": "Rome", "country": "IT"}
    )

    assert lines(current, utility={"enabled": None, "customer_info": {"city": "Milan"}}) == [
        "license smart utility customer_info city Milan"
    ]
    assert lines(current, utility={"enabled": False}) == [
        "no license smart utility",
        "no license smart utility customer_info city Rome",
        "no license smart utility customer_info country IT",
    ]


def test_the_server_identity_check_is_turned_off() -> None:
    assert lines(settings(type="smart", url=SMART_URL, server_identity_check=True), server_identity_check=False) == [
        "no license smart server-identity-check"
    ]


@pytest.mark.parametrize("days", [0, 366, -1])
def test_an_interval_out_of_range(days: int) -> None:
    with pytest.raises(InvalidValue, match="usage_interval"):
        desired_settings(SMART, intent(usage_interval=days))


@pytest.mark.parametrize("port", [0, 65536, None])
def test_a_proxy_port_out_of_range(port: int | None) -> None:
    with pytest.raises(InvalidValue, match="proxy.port"):
        desired_settings(SMART, intent(type="smart", proxy={"address": "proxy.example.com", "port": port}))


def test_no_line_ever_holds_a_line_break() -> None:
    current = settings(type="smart", url=SMART_URL, proxy=PROXY, customer_tags={"tag1": "a"})
    wanted = desired_settings(current, intent(type="callhome", proxy=PROXY, customer_tags={"tag2": "b"}))

    assert not any("\n" in line or "\r" in line for line in transport_commands(current, wanted))
