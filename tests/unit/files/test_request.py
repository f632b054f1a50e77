# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request for a SLAC is taken when it is whole and of the device, and else not at all."""

from __future__ import annotations

import hashlib

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.request import read_request
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from tests.unit.files.samples import ACTIVE, ROUTER, STANDBY, request_file


def refused(data: bytes) -> str:
    with pytest.raises(LicensingError) as failure:
        read_request(data, {ROUTER})
    assert failure.value.reason == "transfer_failed"
    return failure.value.message


def test_it_names_its_device_and_every_member() -> None:
    data = request_file(ACTIVE, STANDBY)
    request = read_request(data, {ACTIVE, STANDBY})

    assert request.udis == {ACTIVE, STANDBY}
    assert request.sha256 == hashlib.sha256(data).hexdigest()


def test_one_that_names_its_device_in_the_data_alone() -> None:
    data = request_file(ROUTER).replace(b"<udi>P:C8300-1N1S-4T2X,S:FDO2401A0BC</udi>", b"")

    assert read_request(data, {ROUTER}).udis == {ROUTER}


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_cut_one(cut: int) -> None:
    assert "not complete XML" in refused(request_file(ROUTER)[:-cut])


def test_one_of_another_device() -> None:
    assert "names PID:C9300-24T,SN:FOC2233X0AA, not PID:C8300-1N1S-4T2X" in refused(request_file(ACTIVE))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"smartLicense>", b"license>", "has the root 'license'"),
        (b"smartLicenseAuthRequest", b"smartLicenseTrustRequest", "has no 'smartLicenseAuthRequest'"),
        (b'{"licenses"', b'{"licenses', "unreadable part"),
        (b"P:C8300-1N1S-4T2X,S:", b"P:C8300-1N1S-4T2X ", "unreadable part"),
        (b"<smartLicense>", b'<!DOCTYPE a [<!ENTITY b "c">]><smartLicense>', "DOCTYPE"),
    ],
)
def test_what_is_none(old: bytes, new: bytes, words: str) -> None:
    assert words in refused(request_file(ROUTER).replace(old, new))


def test_one_that_names_nobody() -> None:
    data = b"<smartLicense><smartLicenseAuthRequest><data>{}</data></smartLicenseAuthRequest></smartLicense>"

    assert "names no device" in refused(data)
