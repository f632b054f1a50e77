# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which steps a release can do: sure where the document says so, a warning where it is recalled."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.intent import Intent
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.steps import needed, step_checks
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.releases import ABILITIES, release_key
from tests.unit.operations.texts import INVALID, licence
from tests.unit.preflight.readings import DIRECT, intent, reading, version

PROXY = {"address": "192.0.2.80", "port": 3128}
HSECK9 = ("hseck9",)
BY_REQUEST = Intent(topology="offline", slac_features=HSECK9, slac_by_request=True)
SDWAN = Intent(topology="controller", controller="sdwan_manager")
PUSHED = Intent(topology="cslu", initiated_by="product_instance")
COLLECTED = Intent(topology="cslu_disconnected", initiated_by="cslu")
ON_PREM = Intent(topology="ssm_on_prem", initiated_by="product_instance")


@pytest.mark.parametrize(
    ("plan", "names"),
    [
        (DIRECT, []),
        (Intent(), []),
        (intent(proxy=PROXY), ["smart_proxy"]),
        (intent(proxy=PROXY, transport="callhome"), []),
        (intent(vrf="Mgmt"), ["license_vrf"]),
        (Intent(topology="offline"), ["trust_with_usage_file"]),
        (BY_REQUEST, ["slac_request_file", "trust_with_usage_file"]),
        (PUSHED, ["trust_through_cslu"]),
        (COLLECTED, ["trust_when_collected"]),
        (ON_PREM, ["ssm_on_prem"]),
        (SDWAN, ["sdwan_reporting"]),
        (intent(privacy_version=True), ["privacy_version"]),
    ],
)
def test_what_a_workflow_uses(plan: Intent, names: list[str]) -> None:
    assert needed(plan) == names


@pytest.mark.parametrize(
    ("plan", "release", "statuses"),
    [
        (BY_REQUEST, "17.3.2", ["error", "warning"]),
        (BY_REQUEST, "17.7.1a", ["ok", "ok"]),
        (SDWAN, "17.4.2", ["error"]),
        (SDWAN, "17.5.1a", ["ok"]),
        (COLLECTED, "17.9.1", ["warning"]),
        (COLLECTED, "17.9.1a", ["ok"]),
        (PUSHED, "17.6.5", ["warning"]),
        (ON_PREM, "17.3.2", ["warning"]),
        (intent(vrf="Mgmt"), "17.3.2", ["warning"]),
    ],
)
def test_what_a_release_can_do(plan: Intent, release: str, statuses: list[str]) -> None:
    found = list(step_checks(reading(version=version(release)).state, plan))

    assert [check.status for check in found] == statuses
    assert [bool(check.remedy) for check in found] == [status != "ok" for status in statuses]


def test_what_is_recalled_is_never_an_error() -> None:
    for name, ability in ABILITIES.items():
        assert release_key(ability.release), name
    (check,) = step_checks(reading(version=version("17.3.2")).state, ON_PREM)

    assert "Not confirmed" in check.remedy


def test_a_release_that_is_not_known() -> None:
    found = step_checks(reading(version=INVALID).state, BY_REQUEST)

    assert [check.status for check in found] == ["unknown", "unknown"]


@pytest.mark.parametrize(
    ("fixture", "feature", "status"),
    [
        ("c8300-wan-untrusted", "hseck9", "ok"),
        ("c8300-wan-untrusted", "other", "error"),
        ("c9300-campus-untrusted", "hseck9", "error"),
    ],
)
def test_a_slac_from_catalyst_center(fixture: str, feature: str, status: str) -> None:
    plan = Intent(topology="controller", controller="catalyst_center", slac_features=(feature,))

    assert [check.status for check in step_checks(reading(licence=licence(fixture)).state, plan)] == [status]


def test_utility_mode_does_not_go_with_call_home() -> None:
    (check,) = step_checks(reading().state, intent(utility=True, transport="callhome"))

    assert check.status == "error"
    assert list(step_checks(reading().state, intent(utility=True))) == []
