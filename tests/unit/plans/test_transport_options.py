# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The four connection options of the direct topology, and the ways from one to another."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import empty_state
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.settings import (
    CALL_HOME_URL,
    SMART_URL,
    Settings,
    settings_of,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.transport import (
    desired_settings,
    require_utility_transport,
    transport_commands,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from tests.unit.plans.intents import CALL_HOME, NO_CALL_HOME, intent, lines, settings

PROXY = {"address": "proxy.example.com", "port": 3128}
SMART = settings(type="smart", url=SMART_URL)
BEHIND_CALL_HOME = settings(type="callhome", url=CALL_HOME_URL, call_home=CALL_HOME)
PROFILE_LINES = [
    ' profile "CiscoTAC-1"',
    "  active",
    "  destination transport-method http",
    "  no destination transport-method email",
    f"  destination address http {CALL_HOME_URL}",
]


def test_option_1_smart_transport() -> None:
    assert lines(settings(), type="smart", url="default") == [
        "license smart transport smart",
        "license smart url default",
    ]


def test_option_2_smart_transport_through_a_proxy() -> None:
    assert lines(settings(), type="smart", url="default", proxy=PROXY) == [
        "license smart transport smart",
        "license smart url default",
        "license smart proxy address proxy.example.com",
        "license smart proxy port 3128",
    ]


def test_option_3_call_home() -> None:
    assert lines(settings(), type="callhome", url="default") == [
        "license smart transport callhome",
        f"license smart url {CALL_HOME_URL}",
        "service call-home",
        "call-home",
        " contact-email-addr sch-smart-licensing@cisco.com",
        *PROFILE_LINES,
    ]


def test_option_4_call_home_through_a_proxy() -> None:
    assert lines(settings(), type="callhome", url="default", proxy=PROXY) == [
        "license smart transport callhome",
        f"license smart url {CALL_HOME_URL}",
        "service call-home",
        "call-home",
        " contact-email-addr sch-smart-licensing@cisco.com",
        ' http-proxy "proxy.example.com" port 3128',
        *PROFILE_LINES,
    ]


@pytest.mark.parametrize("state", ["merged", "replaced"])
@pytest.mark.parametrize(
    ("current", "given"),
    [
        (SMART, {"type": "smart", "url": "default"}),
        (settings(type="smart", url=SMART_URL, proxy=PROXY), {"type": "smart", "url": "default", "proxy": PROXY}),
        (BEHIND_CALL_HOME, {"type": "callhome", "url": "default"}),
        (
            settings(type="callhome", url=CALL_HOME_URL, call_home={**CALL_HOME, "proxy": PROXY}),
            {"type": "callhome", "url": "default", "proxy": PROXY},
        ),
        (
            settings(type="smart", url=SMART_URL, usage_interval=7),
            {"type": "smart", "url": "default", "usage_interval": 7},
        ),
    ],
)
def test_what_is_there_needs_no_line(current: Settings, given: dict[str, object], state: str) -> None:
    assert lines(current, state=state, **given) == []


def test_what_is_wanted_leads_to_itself() -> None:
    for given in (
        {"type": "smart"},
        {"type": "callhome", "proxy": PROXY},
        {"type": "cslu", "url": "https://c.example:8182/x"},
    ):
        wanted = desired_settings(settings(), intent(**given))
        assert lines(wanted, **given) == []
        assert transport_commands(wanted, wanted) == []


def test_from_smart_to_call_home_the_proxy_moves_into_call_home() -> None:
    found = lines(settings(type="smart", url=SMART_URL, proxy=PROXY), type="callhome", proxy=PROXY)

    assert found[:4] == [
        "license smart transport callhome",
        f"license smart url {CALL_HOME_URL}",
        "no license smart proxy address proxy.example.com",
        "no license smart proxy port 3128",
    ]
    assert ' http-proxy "proxy.example.com" port 3128' in found


@pytest.mark.parametrize("state", ["merged", "replaced"])
def test_from_call_home_back_to_smart_the_profile_is_left_to_smart_call_home(state: str) -> None:
    assert lines(BEHIND_CALL_HOME, type="smart", url="default", state=state) == [
        "license smart transport smart",
        "license smart url default",
    ]


def test_who_leaves_call_home_takes_its_proxy_along() -> None:
    current = settings(type="callhome", url=CALL_HOME_URL, call_home={**CALL_HOME, "proxy": PROXY})

    assert lines(current, type="smart", url="default", state="replaced")[2:] == [
        "call-home",
        ' no http-proxy "proxy.example.com" port 3128',
        ' profile "CiscoTAC-1"',
    ]


@pytest.mark.parametrize(
    "given",
    [{"type": "cslu", "url": "https://ssm.example/cslu/v1/pi/branch-1"}, {"type": "off"}],
)
def test_a_proxy_that_would_not_be_used_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(InvalidValue, match="slp_proxy") as caught:
        desired_settings(settings(), intent(proxy=PROXY, state="replaced", **given))
    assert caught.value.message.startswith("proxy: ")


def test_a_proxy_before_cslu_is_configured() -> None:
    found = lines(settings(), type="cslu", url="http://cslu.example:8182/cslu/v1/pi", proxy=PROXY, state="replaced")

    assert found[-2:] == ["license smart proxy address proxy.example.com", "license smart proxy port 3128"]


@pytest.mark.parametrize(
    ("kind", "foreign"),
    [
        ("cslu", ["smart https://a.example/", "https://a.example/"]),
        ("off", ["smart https://a.example/", "cslu http://c.example:8182/cslu/v1/pi", "https://a.example/"]),
        ("callhome", ["smart https://a.example/", "cslu http://c.example:8182/cslu/v1/pi"]),
        ("smart", ["cslu http://c.example:8182/cslu/v1/pi"]),
    ],
)
def test_who_moves_to_another_transport_loses_the_urls_of_the_former(kind: str, foreign: list[str]) -> None:
    state = empty_state()
    state["transport"]["type"] = "smart"
    urls = {"smart": "https://a.example/", "cslu": "http://c.example:8182/cslu/v1/pi", "utility": "https://u.example/"}
    state["config"] = {"urls": urls, "url": "https://a.example/"}
    current = settings_of(state, kind=kind)

    removed = [line for line in lines(current, type=kind, state="replaced") if line.startswith("no license smart url")]

    assert removed == [f"no license smart url {line}" for line in foreign]
    assert not any(line.startswith("no ") for line in lines(current, type=kind))


def test_the_line_of_older_releases_is_that_of_cslu_where_it_is_its_address() -> None:
    state = empty_state()
    state["transport"] |= {"type": "cslu", "cslu_address": "https://ssm.example/cslu/v1/pi/a-1"}
    state["config"] = {"urls": {}, "url": "https://ssm.example/cslu/v1/pi/a-1"}

    assert settings_of(state)["foreign_urls"] == {}


def test_the_same_url_of_another_transport_is_set_again() -> None:
    current = settings(type="callhome", url="https://own.example/x", call_home=CALL_HOME)

    assert lines(current, type="smart", url="https://own.example/x") == [
        "license smart transport smart",
        "license smart url smart https://own.example/x",
    ]


def test_an_active_profile_only_gets_what_it_lacks() -> None:
    current = settings(
        type="callhome",
        url=CALL_HOME_URL,
        call_home={**CALL_HOME, "http": False, "destination": "https://old.example/x"},
    )

    assert lines(current, type="callhome", url="default") == [
        "call-home",
        ' profile "CiscoTAC-1"',
        "  destination transport-method http",
        "  no destination transport-method email",
        "  no destination address http https://old.example/x",
        f"  destination address http {CALL_HOME_URL}",
    ]


def test_a_contact_that_the_device_has_is_kept_unless_another_is_given() -> None:
    current = settings(call_home={**NO_CALL_HOME, "contact_email": "noc@example.com"})

    assert not any("contact-email" in line for line in lines(current, type="callhome"))
    given = lines(current, type="callhome", call_home={"profile": "CiscoTAC-1", "contact_email": "new@example.com"})
    assert " contact-email-addr new@example.com" in given


def test_cslu_with_a_url_and_back_to_its_own_search() -> None:
    url = "https://cslu.example:8182/cslu/v1/pi"

    assert lines(SMART, type="cslu", url=url) == ["license smart transport cslu", f"license smart url cslu {url}"]
    assert lines(settings(url=url), type="cslu", url="default") == ["no license smart url cslu"]


@pytest.mark.parametrize("kind", ["off", "automatic"])
def test_a_transport_without_a_server(kind: str) -> None:
    assert lines(SMART, type=kind) == [f"license smart transport {kind}"]


@pytest.mark.parametrize("state", ["merged", "replaced"])
def test_utility_mode_with_call_home_is_refused(state: str) -> None:
    wanted = desired_settings(settings(), intent(type="callhome", utility={"enabled": True}, state=state))

    with pytest.raises(InvalidValue, match="not supported with the transport callhome") as caught:
        require_utility_transport(wanted)
    assert caught.value.reason == "invalid_value"


@pytest.mark.parametrize("kind", ["smart", "cslu", "off"])
def test_utility_mode_goes_with_every_other_transport(kind: str) -> None:
    require_utility_transport(settings(type=kind, utility=True))


def test_a_device_in_utility_mode_is_not_moved_to_call_home_unless_it_is_turned_off() -> None:
    with pytest.raises(InvalidValue, match="utility"):
        require_utility_transport(desired_settings(settings(utility=True), intent(type="callhome")))

    given = {"type": "callhome", "utility": {"enabled": False}}
    require_utility_transport(desired_settings(settings(utility=True), intent(**given)))
    assert "no license smart utility" in lines(settings(utility=True), **given)


def test_the_settings_of_the_device_are_not_changed_by_planning() -> None:
    current = settings(customer_tags={"tag1": "a"}, call_home=dict(NO_CALL_HOME))
    before = settings(customer_tags={"tag1": "a"}, call_home=dict(NO_CALL_HOME))
    lines(current, type="callhome", customer_tags={"tag2": "b"}, proxy=PROXY)

    assert current == before
