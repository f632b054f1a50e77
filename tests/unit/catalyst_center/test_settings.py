# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""catalyst_center_settings: the connection mode and the default accounts."""

from __future__ import annotations

import json

import pytest

from tests.unit.catalyst_center.center import (
    PASSWORDS,
    Service,
    accounts,
    asked,
    done,
    failed,
    login,
    missing,
    settings,
    started,
)
from tests.unit.catalyst_center.conftest import Act

SMART = accounts()[0]
ON_PREM = {"host": "ssm.example", "smart_account": "Lab", "client_id": "id", "client_secret": PASSWORDS[3]}


def test_settings_as_they_are_are_left_alone(act: Act) -> None:
    service = Service([login(), *settings(virtual_account="2001"), *accounts()])
    wanted = {"connection_mode": "direct", "smart_account": "EXAMPLE.com", "virtual_account": "wan"}

    assert act("settings", service, **wanted)["changed"] is False


def test_mode_and_accounts_are_set(act: Act) -> None:
    change = [started("PUT connectionModeSetting"), done(), asked("PUT licenseSetting", {})]
    service = Service([login(), *settings("SMART_PROXY"), *accounts(), *change])

    outcome = act("settings", service, connection_mode="direct", smart_account="example.com", virtual_account="Campus")

    assert outcome["before"]["connection_mode"] == "smart_proxy"
    assert outcome["after"] == {
        "connection_mode": "direct",
        "smart_account_id": "101",
        "virtual_account_id": "2002",
    }
    sent = [json.loads(request.body) for request in service.requests if request.method == "PUT" and request.body]
    assert sent == [
        {"connectionMode": "DIRECT"},
        {"defaultSmartAccountId": "101", "autoRegistrationVirtualAccountId": "2002"},
    ]


def test_a_check_changes_nothing(act: Act) -> None:
    outcome = act("settings", Service([login(), *settings()]), check=True, connection_mode="smart_proxy")

    assert (outcome["changed"], outcome["after"]["connection_mode"]) == (True, "smart_proxy")


def test_another_on_prem_server_is_a_difference_and_its_secret_is_not_told(act: Act) -> None:
    before = settings("ON_PREMISE", onPremiseHost="old.example", smartAccountName="Lab")
    script = [login(), *before, started("PUT connectionModeSetting"), failed(f"no {PASSWORDS[3]}")]

    outcome = act("settings", Service(script), connection_mode="on_prem", on_prem=ON_PREM)

    assert outcome["reason"] == "api_failed"
    assert "did not change it: no ********" in outcome["msg"]


def test_the_same_on_prem_server_is_none(act: Act) -> None:
    same = settings("ON_PREMISE", onPremiseHost="ssm.example", smartAccountName="Lab")

    assert not act("settings", Service([login(), *same]), connection_mode="on_prem", on_prem=ON_PREM)["changed"]


def test_a_release_without_that_api_is_told(act: Act) -> None:
    outcome = act("settings", Service([login(), missing("GET connectionModeSetting")]), connection_mode="direct")

    assert outcome["reason"] == "unsupported_release"
    assert "System > Settings" in outcome["msg"]


@pytest.mark.parametrize(
    ("account", "script", "said"),
    [
        ("example.org", [SMART], "which shows example.com"),
        ("example.com", accounts(), "virtual_account: 'LAN' is not known to Catalyst Center, which shows Campus, WAN"),
    ],
)
def test_an_account_that_is_not_there_is_answered_with_those_that_are(
    act: Act, account: str, script: list[object], said: str
) -> None:
    service = Service([login(), *settings(), *script])  # type: ignore[list-item]
    outcome = act("settings", service, smart_account=account, virtual_account="LAN")

    assert outcome["reason"] == "invalid_value"
    assert said in outcome["msg"]


def test_behind_a_smart_proxy_nothing_registers_by_itself(act: Act) -> None:
    service = Service([login(), *settings("SMART_PROXY"), SMART])

    assert act("settings", service, smart_account="Example", virtual_account="WAN")["reason"] == "invalid_value"
