# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of the device itself, as tables: what it prints, what is said of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.check import Check
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.device_checks import device_checks
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.intent import Intent, server_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.outputs import SURROUNDINGS_COMMAND
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.reading import Reading
from tests.unit.operations.texts import CLOCK, INVALID, licence
from tests.unit.preflight.readings import (
    CONTROLLER,
    DIRECT,
    DIRECTORY,
    NO_NTP,
    NOON,
    OFFLINE,
    RUNNING,
    SCP_ON,
    TRUST_POINT,
    UNSYNCHRONIZED,
    reading,
    version,
)

CLASSIC, IOS15 = licence("csr1000v-old-untrusted"), licence("isr2911-old-untrusted")
SDWAN = Intent(topology="controller", controller="sdwan_manager")
ON_PREM = Intent(topology="ssm_on_prem", initiated_by="product_instance", url="https://ssm.example/cslu/v1/pi/a-1")
CSLU = Intent(topology="cslu", initiated_by="product_instance")
FULL = DIRECTORY.replace("8112345088", "700")


def found(of: Reading, what: str, plan: Intent = DIRECT) -> Check:
    """Return the check of that name."""
    (check,) = [check for check in device_checks(of, plan, server_of(plan)) if check.id == what]
    return check


def test_a_device_that_is_ready() -> None:
    checks = list(device_checks(reading(), DIRECT, server_of(DIRECT)))

    assert {check.status for check in checks} == {"ok"}
    assert {check.remedy for check in checks} == {""}
    assert len(checks) == 9


@pytest.mark.parametrize(
    ("outputs", "plan", "status", "said"),
    [
        ({}, DIRECT, "ok", ""),
        ({"licence": CLASSIC}, DIRECT, "error", "C8000V"),
        ({"licence": IOS15}, DIRECT, "error", "17.3.2"),
        ({"version": CONTROLLER}, DIRECT, "error", "sdwan_manager"),
        ({"version": CONTROLLER}, SDWAN, "ok", ""),
        ({}, SDWAN, "error", "Bring the device up"),
        ({"licence": INVALID, "version": version("17.12.4")}, DIRECT, "unknown", "show license all"),
    ],
)
def test_mode(outputs: dict[str, str], plan: Intent, status: str, said: str) -> None:
    check = found(reading(None, NOON, **outputs), "mode", plan)

    assert check.status == status
    assert said in check.remedy


@pytest.mark.parametrize(
    ("plan", "status"),
    [
        (DIRECT, "ok"),
        (ON_PREM, "ok"),
        (Intent(), "warning"),
        (Intent(topology="direkt"), "error"),
        (Intent(topology="cslu"), "error"),
        (Intent(topology="controller", controller="dnac"), "error"),
    ],
)
def test_the_words_of_the_inventory(plan: Intent, status: str) -> None:
    assert found(reading(), "topology", plan).status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (version("17.3.2"), "warning"),
        (version("17.03.06"), "warning"),
        (version("17.3.7"), "ok"),
        (version("17.6.4"), "warning"),
        (version("17.06.04a"), "warning"),
        (version("17.6.5"), "ok"),
        (version("17.7.1a"), "warning"),
        (version("17.9.1"), "ok"),
        (version("26.1.1"), "ok"),
        (version("17.3.1"), "error"),
        (version("16.12.8"), "error"),
        ("Cisco IOS Software, C2900 Software, Version 15.7(3)M8, RELEASE SOFTWARE (fc3)\n", "error"),
        (INVALID, "unknown"),
    ],
)
def test_release(text: str, status: str) -> None:
    assert found(reading(version=text), "release").status == status


@pytest.mark.parametrize(
    ("minutes", "status"), [(0, "ok"), (59, "ok"), (-59, "ok"), (61, "error"), (-61, "error"), (60 * 24 * 400, "error")]
)
def test_clock(minutes: int, status: str) -> None:
    now = dt.datetime(2025, 12, 1, 12, 0, tzinfo=dt.UTC) - dt.timedelta(minutes=minutes)

    assert found(reading(now=now), "clock").status == status


@pytest.mark.parametrize("text", [CLOCK.replace("UTC", "CEST"), INVALID, ""])
def test_a_clock_that_tells_nothing_is_not_known(text: str) -> None:
    assert found(reading(clock=text), "clock").status == "unknown"


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        (UNSYNCHRONIZED, "warning", "ntp server 192.0.2.123"),
        (NO_NTP, "warning", "no NTP"),
        (INVALID, "unknown", "does not show it"),
    ],
)
def test_ntp(text: str, status: str, said: str) -> None:
    check = found(reading(ntp=text), "ntp")

    assert check.status == status
    assert said in check.found


@pytest.mark.parametrize(
    ("text", "plan", "status"),
    [
        (DIRECTORY, DIRECT, "ok"),
        (FULL, DIRECT, "warning"),
        (FULL, Intent(topology="offline"), "error"),
        ("%Error opening flash:/ (No such device)\n", DIRECT, "unknown"),
        (DIRECTORY.partition("1135")[0], DIRECT, "unknown"),
    ],
)
def test_storage(text: str, plan: Intent, status: str) -> None:
    assert found(reading(directory=text), "storage", plan).status == status


@pytest.mark.parametrize(
    ("running", "words", "status", "named"),
    [
        # What a device has by default, and what the variables are by default.
        (RUNNING, {}, "error", ["slp_enable_scp: true", "slp_transfer_url"]),
        (RUNNING, {"enable_scp": True}, "ok", []),
        (RUNNING, {"transfer_url": "tftp://192.0.2.9/slp"}, "ok", []),
        (RUNNING, {"transfer_in": "url"}, "ok", []),
        (RUNNING, {"transfer_in": "rest"}, "ok", []),
        (RUNNING, {"transfer_in": "scp", "transfer_url": "tftp://192.0.2.9/slp"}, "error", ["slp_enable_scp"]),
        (RUNNING, {"transfer": "scp", "enable_scp": True}, "error", ["slp_transfer: auto"]),
        (SCP_ON, {}, "ok", []),
        (SCP_ON, {"transfer": "scp"}, "ok", []),
        (INVALID, {}, "unknown", []),
        (INVALID, {"enable_scp": True}, "ok", []),
    ],
)
def test_transfer(running: str, words: dict[str, Any], status: str, named: list[str]) -> None:
    check = found(reading(running=running), "transfer", dataclasses.replace(OFFLINE, **words))

    assert check.status == status
    assert [word for word in named if word not in check.remedy] == []


def test_where_no_files_travel_their_way_is_not_looked_at() -> None:
    assert [check for check in device_checks(reading(), CSLU, None) if check.id == "transfer"] == []


def test_the_look_at_the_configuration_fits_into_a_command_line() -> None:
    assert len(SURROUNDINGS_COMMAND) < 254


@pytest.mark.parametrize(
    ("outputs", "plan", "status", "said"),
    [
        ({}, DIRECT, "ok", ""),
        ({"running": "hostname a\n"}, DIRECT, "warning", "creates SLA-TrustPoint by itself"),
        ({"running": INVALID}, DIRECT, "unknown", "privilege"),
        ({"trust_point": TRUST_POINT.replace("... Yes", "... No")}, DIRECT, "error", "missing"),
        ({"trust_point": INVALID}, DIRECT, "unknown", "trustpoints"),
        ({}, ON_PREM, "warning", "revocation-check none"),
        ({"running": RUNNING.replace("revocation-check crl", "revocation-check crl none")}, ON_PREM, "ok", ""),
        ({"running": "hostname a\n"}, CSLU, "ok", ""),
    ],
)
def test_certificates(outputs: dict[str, str], plan: Intent, status: str, said: str) -> None:
    check = found(reading(None, NOON, **outputs), "certificates", plan)

    assert check.status == status
    assert said in check.remedy


def test_every_member_is_named() -> None:
    check = found(reading(licence=licence("c9300-campus-untrusted")), "members")

    assert check.status == "ok"
    assert [word in check.found for word in ("Active", "Standby", "Member")] == [True] * 3


def test_a_host_name_that_is_the_product_id() -> None:
    check = found(reading(running=RUNNING.replace("wan1", "c8300-1N1S-4T2X")), "platform")

    assert check.status == "error"


def test_of_a_classic_device_only_what_leads_to_an_upgrade_is_said() -> None:
    ids = {check.id for check in device_checks(reading(licence=CLASSIC), DIRECT, server_of(DIRECT))}

    assert ids == {"mode", "topology", "release", "clock", "ntp", "storage"}


def test_an_output_that_was_cut_hides_nothing_else() -> None:
    cut = reading(licence=licence("c8300-wan-untrusted").partition("License Usage")[0])

    assert found(cut, "release").status == "ok"
    assert found(cut, "clock").status == "ok"
    assert found(cut, "members").status == "unknown"
