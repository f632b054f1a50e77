# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came back from CSSM: what is inside, whom it is for, and what it must not be taken for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.acknowledged import read_acknowledged
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.envelope import read_answer, refuse_strangers
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import Udi
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from tests.unit.files.samples import ACTIVE, ROUTER, STANDBY, ack, answer, captured, fixture, policy, slac, usage_file

SUDI = '"udi_pid": "C8300-1N1S-4T2X", "udi_serial_number": "FDO2401A0BC"'
STEADY = settings(settings.get_profile("files"))


def refused(data: bytes) -> str:
    with pytest.raises(LicensingError) as failure:
        read_answer(data)
    assert failure.value.reason == "import_rejected"
    return failure.value.message


def test_an_ack_says_whose_reports_arrived_and_counts_no_failed_one() -> None:
    read = read_answer(fixture("ack-router.xml"))
    assert read.kinds == ("ack", "policy", "account")
    assert read.udis == {ROUTER}
    assert read.acknowledged == ((ROUTER, "1719000000"), (ROUTER, "1719000001"))
    assert (read.policy, read.smart_account, read.virtual_account) == ("Branch policy", "Example Corp", "Branches")
    assert read.correlation_id == "4711"
    assert not read.is_for_any_device


def test_a_slac_says_what_it_authorises() -> None:
    (found,) = read_answer(fixture("slac-router.xml")).authorizations
    assert (found.udi, found.confirmation, found.success) == (ROUTER, "a1b2c3d4", True)
    assert [(licence.name, licence.count) for licence in found.entitlements] == [("Router export licence", 1)]


def test_a_policy_is_for_any_device_alone_or_wrapped() -> None:
    for data in (policy(), answer(policy())):
        read = read_answer(data)
        assert (read.kinds, read.policy, read.is_for_any_device) == (("policy",), "Ours", True)
        refuse_strangers(read, frozenset([ROUTER]))


def test_a_trust_code_is_known_by_the_beginning_of_its_name() -> None:
    read = read_answer(answer(b"<smartLicenseTrustCode><udi>P:C9300-24T,S:FOC2233X0AA</udi></smartLicenseTrustCode>"))
    assert (read.kinds, read.udis) == (("trust",), {ACTIVE})


@pytest.mark.parametrize("data", captured("gve-slac-authorization-c8000v.xml"))
def test_a_real_slac_is_read(data: bytes) -> None:
    read = read_answer(data)
    assert read.kinds == ("slac", "policy", "account")
    assert read.authorizations[0].entitlements[0].name == "Router US Export Lic. for DNA"
    assert {udi.pid for udi in read.udis} == {"C8000V"}


@pytest.mark.parametrize("data", captured("gve-rum-ack-c8000v.xml"))
def test_a_real_ack_whose_list_cannot_be_read_acknowledges_nothing(data: bytes) -> None:
    read = read_answer(data)
    assert "ack" in read.kinds
    assert not read.acknowledged


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not complete XML"),
        (fixture("ack-router.xml")[:-20], "not complete XML"),
        (b"<html><body>Sign in</body></html>", "root 'html'"),
        (answer(), "nothing that a device can import"),
        (answer(b"<smartLicenseAccountInfo/>"), "nothing that a device can import"),
        (usage_file(ROUTER, [1]), "usage file"),
        (answer(b"<smartLicenseSystemInfo/>", b"<smartLicenseAuthRequest/>"), "is a request"),
        (answer(b"<smartLicenseTrustRequest/>"), "is a request"),
        (answer(b"<smartLicenseAuthorization><udi>router</udi></smartLicenseAuthorization>"), "unreadable way"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_answer_says_why(data: bytes, why: str) -> None:
    assert why in refused(data)


def test_another_device_is_refused_by_name() -> None:
    with pytest.raises(LicensingError, match=r"is for PID:C8300-1N1S-4T2X.*not for PID:C9300-24T") as failure:
        refuse_strangers(read_answer(fixture("slac-router.xml")), frozenset([ACTIVE, STANDBY]))
    assert failure.value.reason == "import_rejected"
    assert "Nothing was sent" in failure.value.message


def test_a_member_of_the_stack_is_no_stranger() -> None:
    refuse_strangers(read_answer(answer(slac(STANDBY))), frozenset([ACTIVE, STANDBY]))


@pytest.mark.parametrize(
    "text",
    [
        '[{"udi": "P:C8300-1N1S-4T2X,S:FDO2401A0BC", "report_ids": [1, 2]}]',
        f'{{{SUDI}, "reports": [{{"reportId": 1}}, {{"reportId": 2}}]}}',
        f'[{{"sudi": {{{SUDI}}}, "report_id": "1", "status": "OK"}},'
        ' {"udi": "PID:C8300-1N1S-4T2X,SN:FDO2401A0BC", "report_id": 2, "success": true}]',
    ],
)
def test_the_likely_layouts_of_an_ack_are_read(text: str) -> None:
    read = read_acknowledged(text)
    assert read is not None
    assert {(found.udi, found.report_id) for found in read[0]} == {(ROUTER, "1"), (ROUTER, "2")}


@pytest.mark.parametrize(
    "status", ['"FAILED"', '"failed"', "false", "null", "3", '"PENDING"', "{}"], ids=lambda status: status
)
def test_no_word_but_a_good_one_counts_as_acknowledged(status: str) -> None:
    assert read_acknowledged(f'[{{"report_id": 1, "status": {status}}}]') == ([], set())


@STEADY
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["udi", "sudi", "report_id", "status", "report_ids", "x"]), inner, max_size=3
            )
        ),
        max_leaves=12,
    ).map(str)
    | st.text(max_size=30)
)
def test_any_data_of_an_ack_is_read_or_left(text: str) -> None:
    read = read_acknowledged(text.replace("'", '"'))
    assert read is None or all(isinstance(found.report_id, str) for found in read[0])


@STEADY
@given(position=st.integers(0, len(fixture("ack-router.xml")) - 1), byte=st.integers(0, 255))
def test_a_changed_byte_gives_the_reports_to_nobody_else(position: int, byte: int) -> None:
    data = bytearray(fixture("ack-router.xml"))
    data[position] = byte
    try:
        read = read_answer(bytes(data))
    except LicensingError as error:
        assert error.reason == "import_rejected"
    else:
        whole = {report_id for _udi, report_id in read.acknowledged or ()}
        assert len(whole) <= 3
        assert all(isinstance(name, Udi) for name in read.udis)


def test_several_devices_may_be_named_by_one_ack() -> None:
    assert read_answer(answer(ack((ROUTER, 1), (ACTIVE, 2)))).udis == {ROUTER, ACTIVE}
