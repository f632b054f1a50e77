# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is intended, and the verdict that is kept of a device."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.settings import SMART_URL
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.intent import VARIABLES, intent_of
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import compiled
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.verdict import verdict
from tests.unit.compliance.healthy import NOW, healthy
from tests.unit.rim.collection import ROOT

PUSHED = {"slp_initiated_by": "product_instance"}


@pytest.mark.parametrize(
    ("variables", "transport", "url"),
    [
        ({"slp_topology": "direct"}, "smart", SMART_URL),
        ({"slp_topology": "direct", "slp_transport": "callhome"}, "callhome", None),
        ({"slp_topology": "direct", "slp_url": "https://a.example/"}, "smart", "https://a.example/"),
        ({"slp_topology": "offline"}, "off", None),
        ({"slp_topology": "cslu", **PUSHED}, "cslu", None),
        (
            {"slp_topology": "cslu", "slp_cslu_url": "http://c:8182/cslu/v1/pi", **PUSHED},
            "cslu",
            "http://c:8182/cslu/v1/pi",
        ),
        (
            {"slp_topology": "ssm_on_prem", "slp_ssm_url": "https://s/cslu/v1/pi/a-1", **PUSHED},
            "cslu",
            "https://s/cslu/v1/pi/a-1",
        ),
        (
            {"slp_topology": "ssm_on_prem", "slp_ssm_host": "ssm.example", "slp_ssm_account": "Example Corp", **PUSHED},
            "cslu",
            "https://ssm.example/cslu/v1/pi/Example%20Corp-1",
        ),
        ({"slp_topology": "cslu", "slp_initiated_by": "cslu"}, None, None),
        ({"slp_topology": "controller"}, None, None),
        ({}, None, None),
    ],
)
def test_the_transport_follows_from_the_topology(
    variables: dict[str, Any], transport: str | None, url: str | None
) -> None:
    intent = intent_of(variables)

    assert (intent["transport"], intent["url"]) == (transport, url)


def test_what_nobody_said_is_not_intended() -> None:
    intent = intent_of({})

    limits = {"slac_features": [], "compliance_window": 14, "most_reports": 100, "offline_days": 30, "mistakes": []}
    assert {key: value for key, value in intent.items() if value is not None} == limits


def test_variables_of_the_command_line_are_texts_and_mean_the_same() -> None:
    intent = intent_of({"slp_compliance_window": "30", "slp_utility": {"enabled": "yes"}, "slp_ssm_url": ""})

    assert (intent["compliance_window"], intent["utility"], intent["mistakes"]) == (30, True, [])


@pytest.mark.parametrize(
    ("variables", "mistake"),
    [
        ({"slp_compliance_window": "soon"}, "slp_compliance_window is not a whole number"),
        ({"slp_utility": "on"}, "slp_utility is not a dictionary"),
        ({"slp_privacy": {"hostname": "perhaps"}}, "slp_privacy.hostname is not a boolean"),
        (
            {"slp_topology": "ssm_on_prem", "slp_ssm_host": "ssm example", "slp_ssm_account": "Corp", **PUSHED},
            "slp_ssm_host, slp_ssm_account: host: ",
        ),
    ],
)
def test_a_variable_that_cannot_be_understood_is_named_and_counts_as_not_said(
    variables: dict[str, Any], mistake: str
) -> None:
    intent = intent_of(variables)

    assert intent["mistakes"][0].startswith(mistake)
    assert (intent["compliance_window"], intent["utility"], intent["hostname_private"], intent["url"]) == (
        14,
        None,
        None,
        None,
    )


def test_a_smart_account_that_is_meant_by_its_domain_is_not_compared_with_a_name() -> None:
    assert intent_of({"slp_smart_account": "example.com"})["smart_account"] is None
    assert intent_of({"slp_smart_account": "Example"})["smart_account"] == "Example"


def test_every_variable_is_documented() -> None:
    page = (ROOT / "docs" / "variables.md").read_text()

    assert [name for name in VARIABLES if f"`{name}`" not in page] == []


def test_the_verdict_on_a_device_says_what_it_is_and_what_is_due() -> None:
    judged = verdict("rtr1", {"smart_licensing": healthy()}, intent_of({"slp_site": "berlin"}), None, compiled(), NOW)

    assert (judged["host"], judged["site"], judged["checked_at"]) == ("rtr1", "berlin", "2026-11-25T09:00:00Z")
    assert judged["device"]["pid"] == "C8300-1N1S-4T2X"
    assert (judged["device"]["members"], judged["device"]["trusted"]) == (1, 1)
    assert round(judged["deadlines"]["days_to_ack_deadline"], 2) == 28.76
    assert [entry["name"] for entry in judged["licenses"]] == ["network-advantage_T2", "dna-advantage_T2", "hseck9"]
    assert judged["findings"] == []
    assert judged["error"] is None


def test_the_verdict_on_a_device_that_was_not_read_says_why() -> None:
    reading = {"failed": True, "unreachable": True, "reason": "timeout", "msg": "timeout: no answer"}

    judged = verdict("rtr1", reading, intent_of({}), None, compiled(), NOW)

    assert judged["device"] is None
    assert judged["error"] == {"reason": "timeout", "msg": "timeout: no answer"}
    assert [finding["rule"] for finding in judged["findings"]] == ["unreachable"]


@pytest.mark.parametrize(
    "reading", [{"smart_licensing": healthy()}, {"reason": "timeout", "msg": "timeout: no answer"}]
)
def test_a_verdict_is_as_its_published_schema_says(reading: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "docs" / "compliance-schema.json").read_text())

    judged = verdict("rtr1", reading, intent_of({}), None, compiled(), NOW)

    for part, shape in schema["properties"].items():
        if isinstance(judged[part], dict):
            assert set(judged[part]) == set(shape["properties"]), part
    assert set(judged) == set(schema["properties"]) == set(schema["required"])
    assert judged["schema"] == schema["properties"]["schema"]["const"]


def test_every_rule_that_ships_is_on_the_page() -> None:
    page = (ROOT / "docs" / "compliance.md").read_text()

    assert [rule.id for rule in compiled() if f"| `{rule.id}` | {rule.severity} | {rule.title} |" not in page] == []
