# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed files: what is read in them, and what is refused."""

from __future__ import annotations

import json

import pytest

from tests.lab.cssm_answers import (
    ENTITLEMENTS,
    SLE_POLICY,
    SWITCH_EXPORT,
    Account,
    ack_file,
    entitlement,
    joint_ack_file,
    policy_file,
    read_answer,
    slac_file,
    trust_file,
)
from tests.lab.cssm_requests import read_request
from tests.lab.device.profile import Profile, Udi
from tests.lab.device.requests import authorization_request, trust_request
from tests.lab.rum import device_secret, read_payload, read_usage_file, sudi, udi_of, verify

from .usage import BRANCH, CAMPUS, CAMPUS_STANDBY, altered, payload, signed, usage

ACCOUNT = Account("Lab & Sons", "WAN", "11", "22", "lab.example")
NOW = 1764590400.0
ROUTER = Profile("c", "router", "17.12.4", "", "", (Udi("Active", "C8300", "FDO1"), Udi("Standby", "C8300", "FDO2")))


def test_a_usage_file_gives_back_every_payload_as_it_was_signed() -> None:
    reports = read_usage_file(usage(BRANCH, 101, 102))
    assert [report.payload for report in reports] == [payload(BRANCH, 101), payload(BRANCH, 102)]
    assert {report.udi for report in reports} == {BRANCH}
    assert all(verify(device_secret(report.sn), report.payload, report.value) for report in reports)


def test_a_usage_file_has_one_report_on_each_line() -> None:
    lines = usage(BRANCH, 101, 102).decode().splitlines()
    assert lines[0] == "<smartLicense>" and lines[-1] == "</smartLicense>"
    assert [line.startswith("<RUMReport><![CDATA[") for line in lines[1:-1]] == [True, True]


def test_an_altered_payload_no_longer_matches_its_signature() -> None:
    (report,) = read_usage_file(altered(usage(BRANCH, 101)))
    assert not verify(device_secret(report.sn), report.payload, report.value)


def test_another_device_cannot_have_signed_it() -> None:
    (report,) = signed(BRANCH, 101)
    assert not verify(device_secret("FDO9999"), report.payload, report.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no XML",
        b"<smartLicense></smartLicense>",
        usage(BRANCH, 101)[:-5],
        usage(BRANCH, 101).replace(b"RUMReport", b"Report"),
        usage(BRANCH, 101).replace(b"smartLicense", b"license"),
        b"<!DOCTYPE smartLicense>" + usage(BRANCH, 101),
        b"<smartLicense><RUMReport><![CDATA[{]]></RUMReport></smartLicense>",
        b'<smartLicense><RUMReport><![CDATA[{"payload": {}}]]></RUMReport></smartLicense>',
        b"<smartLicense><RUMReport>{}</RUMReport></smartLicense>",
        b"\xff\xfe",
    ],
)
def test_what_is_no_whole_usage_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="."):
        read_usage_file(data)


def test_older_payloads_have_their_id_under_meta() -> None:
    content = json.loads(payload(BRANCH, 101))
    del content["asset_identification"]["report_id"]
    content["meta"]["report_id"] = 77
    assert read_payload(json.dumps(content)).report_id == "77"


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", '{"asset_identification": {}, "meta": {}}'])
def test_a_text_that_is_no_payload_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="."):
        read_payload(text)


def test_udis_are_read_in_both_spellings() -> None:
    assert sudi("P:C8300,S:FDO1") == sudi("PID:C8300,SN:FDO1") == {"udi_pid": "C8300", "udi_serial_number": "FDO1"}
    assert udi_of(sudi("P:C8300,S:FDO1")) == "PID:C8300,SN:FDO1"
    with pytest.raises(ValueError, match="not a UDI"):
        sudi("C8300")
    with pytest.raises(ValueError, match="udi_pid"):
        udi_of({"udi_pid": "C8300"})


def test_an_ack_names_the_reports_and_brings_the_policy() -> None:
    answer = read_answer(ack_file(BRANCH, ["101", "102"], SLE_POLICY, ACCOUNT, NOW))
    assert answer.genuine and answer.acknowledged == ((BRANCH, "101"), (BRANCH, "102"))
    assert answer.policy == SLE_POLICY and answer.account == ACCOUNT


def test_one_file_can_have_the_acks_of_several_devices() -> None:
    answer = read_answer(joint_ack_file({BRANCH: ["1"], CAMPUS: ["2"]}, None, ACCOUNT, NOW))
    assert answer.acknowledged == ((BRANCH, "1"), (CAMPUS, "2")) and answer.udis == {BRANCH, CAMPUS}
    assert answer.policy is None and answer.parts.count("smartLicenseRumAck") == 2


def test_a_slac_grants_entitlements_to_one_device() -> None:
    answer = read_answer(slac_file(BRANCH, {ENTITLEMENTS["hseck9"]: 1}, "a1b2c3d4", ACCOUNT, NOW))
    (grant,) = answer.grants
    assert (grant.udi, grant.confirmation) == (BRANCH, "a1b2c3d4")
    assert grant.entitlements == {ENTITLEMENTS["hseck9"]: 1}


def test_switches_have_an_export_license_of_their_own() -> None:
    assert entitlement("hseck9", CAMPUS) == SWITCH_EXPORT
    assert entitlement("hseck9", BRANCH) == entitlement("hseck9", "PID:C9800-40-K9,SN:T1") == ENTITLEMENTS["hseck9"]


def test_a_trust_answer_is_for_all_members_and_a_policy_stands_alone() -> None:
    assert read_answer(trust_file([CAMPUS, CAMPUS_STANDBY], ACCOUNT, NOW)).trusted == (CAMPUS, CAMPUS_STANDBY)
    answer = read_answer(policy_file(SLE_POLICY, NOW))
    assert answer.genuine and answer.parts == ("smartLicensePolicy",) and answer.policy == SLE_POLICY


@pytest.mark.parametrize(
    "change",
    [
        (b'"report_id":101', b'"report_id":102'),
        (b"SLE Policy", b"My Policy"),
        (b"<virtualAccount>WAN", b"<virtualAccount>LAN"),
        (b"</smartLicenseRumAck>", b"</smartLicenseRumAck><smartLicenseRumAck><data>[]</data></smartLicenseRumAck>"),
    ],
)
def test_a_changed_or_added_part_is_not_genuine(change: tuple[bytes, bytes]) -> None:
    data = ack_file(BRANCH, ["101"], SLE_POLICY, ACCOUNT, NOW)
    assert change[0] in data
    assert not read_answer(data.replace(*change)).genuine


def test_another_secret_is_not_that_of_cssm() -> None:
    assert not read_answer(ack_file(BRANCH, ["101"], None, ACCOUNT, NOW, secret="mine")).genuine


@pytest.mark.parametrize(
    "data", [b"", b"<a/>", b"<smartLicense></smartLicense>", usage(BRANCH, 1), trust_request(ROUTER, "r1", NOW)]
)
def test_what_is_no_answer_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="."):
        read_answer(data)


def test_requests_of_devices_are_read() -> None:
    udis = [str(member) for member in ROUTER.members]
    assert list(read_request(trust_request(ROUTER, "r1", NOW)).wanted) == udis
    asked = [(ROUTER.members[0], ""), (ROUTER.members[1], "old-return-code")]
    request = read_request(authorization_request(ROUTER, "r1", "hseck9", asked, NOW))
    assert request.kind == "slac" and request.returned == {udis[1]}
    assert request.wanted == {udi: {ENTITLEMENTS["hseck9"]: 1} for udi in udis}


@pytest.mark.parametrize(
    "change",
    [
        (b'"hostname":"r1"', b'"hostname":"r2"'),
        (b"P:C8300,S:FDO1", b"P:C8300,S:FDO7"),
        (b"<signature>", b"<sign>"),
        (b"smartLicenseTrustRequest", b"smartLicenseTrust"),
        (b"<udi>", b"<udi>not "),
    ],
)
def test_a_changed_request_is_refused(change: tuple[bytes, bytes]) -> None:
    data = trust_request(ROUTER, "r1", NOW)
    assert change[0] in data
    with pytest.raises(ValueError, match="."):
        read_request(data.replace(*change))
