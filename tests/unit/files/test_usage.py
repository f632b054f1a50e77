# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A usage file is taken whole or not at all, and its payloads byte for byte."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.envelope import (
    check_digest,
    read_payload,
    read_usage,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.usage import narrowed
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from tests.lab import rum
from tests.unit.files.samples import ACTIVE, ROUTER, STANDBY, captured, fixture, payload, report, usage_file

CONTROLLER = "xvalette-example-rum-1671840750.xml"
CONSOLE = "xvalette-rum-payload-console-1671840757.json"
OLDER = "gve-rum-payload-c8000v-17.6.2.json"
STEADY = settings(settings.get_profile("files"))


def refused(data: bytes, limit: int = 1_000_000) -> str:
    with pytest.raises(LicensingError) as failure:
        read_usage(data, limit)
    assert failure.value.reason == "transfer_failed"
    assert "Save and fetch it again" in failure.value.message
    return failure.value.message


def test_every_report_is_counted_and_named() -> None:
    usage = read_usage(fixture("usage-router.xml"))
    assert usage.report_ids == ("1719000000", "1719000001", "1719000002")
    assert usage.udis == {ROUTER}
    assert usage.sha256 == hashlib.sha256(fixture("usage-router.xml")).hexdigest()


@pytest.mark.parametrize("name", ["usage-router.xml", "usage-older.xml", "usage-stack.xml"])
def test_the_signature_holds_over_the_payload_that_was_read(name: str) -> None:
    for read in read_usage(fixture(name)).reports:
        assert rum.verify(rum.device_secret(read.sn), read.payload, read.signature["value"])
        assert read.raw in fixture(name)
        assert read.raw.startswith(b"<RUMReport>") and read.raw.endswith(b"</RUMReport>")
        assert json.dumps(read.payload).encode() in read.raw


def test_a_stack_names_its_members() -> None:
    assert read_usage(fixture("usage-stack.xml")).udis == {ACTIVE, STANDBY}


def test_the_older_layout_has_its_report_id_elsewhere() -> None:
    assert read_usage(fixture("usage-older.xml")).report_ids == ("1646000001",)


@pytest.mark.parametrize("data", captured(CONTROLLER))
def test_a_report_of_a_real_controller_is_read(data: bytes) -> None:
    usage = read_usage(b"<smartLicense>" + data + b"</smartLicense>")
    assert usage.report_ids == ("1671840750",)
    assert usage.reports[0].sn == "9NTUEA8FIIH"


@pytest.mark.parametrize("data", [*captured(CONSOLE), *captured(OLDER)])
def test_the_payloads_of_real_devices_are_read(data: bytes) -> None:
    read = read_payload(data.decode())
    assert read.report_id in ("1671840757", "1646687408")
    assert read.members == (read.udi,)


def test_a_file_without_reports_is_whole() -> None:
    assert read_usage(b"<smartLicense></smartLicense>").reports == ()


def test_a_file_cut_anywhere_is_refused() -> None:
    whole = fixture("usage-router.xml").rstrip()
    for end in range(0, len(whole), 7):
        refused(whole[:end])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<RUMReport></RUMReport>", "root"),
        (fixture("usage-router.xml") + b"Router#", "not complete XML"),
        (fixture("usage-router.xml") * 2, "not complete XML"),
        (b"<smartLicense><RUMReport/></smartLicense>", "1 reports and 0 ends"),
        (
            b"<smartLicense><part>" + report(payload(ROUTER, 1), ROUTER) + b"</part></smartLicense>",
            "0 reports and 1 ends",
        ),
        (b"<smartLicense><!-- </RUMReport> --></smartLicense>", "0 reports and 1 ends"),
        (b"<smartLicense><RUMReport>{}</RUMReport></smartLicense>", "payload is not a string"),
        (b'<smartLicense><RUMReport>{"payload": {}}</RUMReport></smartLicense>', "payload is not a string"),
        (b'<smartLicense><RUMReport>{"payload": "{}"}</RUMReport></smartLicense>', "no report ID"),
        (b'<smartLicense><RUMReport>{"payload":"1","payload":"2"}</RUMReport></smartLicense>', "stands twice"),
        (b"<smartLicense>" + report(payload(ROUTER, 1), ACTIVE) + b"</smartLicense>", "signed by"),
        (b"<smartLicense><RUMReport>" + b"[" * 200_000 + b"</RUMReport></smartLicense>", "unreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_whole_says_why(data: bytes, why: str) -> None:
    assert why in refused(data)


@pytest.mark.parametrize("algorithm", ["md5", "sha256"])
def test_a_changed_byte_within_a_value_shows_in_the_digest(algorithm: str) -> None:
    data = fixture("usage-router.xml")
    digest = hashlib.new(algorithm, data).hexdigest()
    check_digest(data, algorithm, f"{digest.upper()}\n")
    changed = data.replace(b"86400", b"86401", 1)
    read_usage(changed)
    with pytest.raises(LicensingError) as failure:
        check_digest(changed, algorithm, digest)
    assert failure.value.reason == "transfer_failed"


@STEADY
@given(position=st.integers(0, len(fixture("usage-stack.xml")) - 1), byte=st.integers(0, 255))
def test_one_changed_byte_is_refused_or_changes_nothing_but_values(position: int, byte: int) -> None:
    data = bytearray(fixture("usage-stack.xml"))
    data[position] = byte
    try:
        usage = read_usage(bytes(data))
    except LicensingError as error:
        assert error.reason == "transfer_failed"
    else:
        assert len(usage.reports) == 1 or bytes(data).count(b"<RUMReport") == 0


@STEADY
@given(
    data=st.binary(max_size=300)
    | st.text(alphabet='<>/![]CDATsmartLicenseRUMReport{}":&;# ', max_size=200).map(str.encode)
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_usage(data)
    except LicensingError as error:
        assert error.reason == "transfer_failed"


def test_a_large_file_is_read_whole() -> None:
    usage = read_usage(usage_file(ROUTER, range(200), samples=20))
    assert usage.report_ids == tuple(map(str, range(200)))


def test_a_file_is_narrowed_to_some_reports_and_the_rest_of_it_stays_as_it_is() -> None:
    request = b"<smartLicenseTrustSomething><data>a &amp; b</data></smartLicenseTrustSomething>"
    data = usage_file(ROUTER, [1, 2, 3]).replace(b"<smartLicense>", b"<smartLicense>" + request, 1)
    first, second, third = (report.raw for report in read_usage(data).reports)

    assert narrowed(data, ["1", "2", "3"]) == data
    assert narrowed(data, ["2"]) == b"<smartLicense>" + request + b"\n" + second + b"\n</smartLicense>\n"
    assert narrowed(data, ["1", "3"]) == data.replace(second + b"\n", b"")
    assert (first, third) == tuple(report.raw for report in read_usage(narrowed(data, ["1", "3"])).reports)


def test_the_same_report_twice_goes_or_stays_twice() -> None:
    data = usage_file(ROUTER, [1, 1, 2])
    assert read_usage(narrowed(data, ["1"])).report_ids == ("1", "1")
    assert read_usage(narrowed(data, ["2"])).report_ids == ("2",)
