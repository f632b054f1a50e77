# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outputs that only the preflight reads."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.outputs import (
    SURROUNDINGS_COMMAND,
    Ntp,
    Ping,
    parse_ntp_status,
    parse_ping,
    parse_surroundings,
    parse_trust_point_status,
)
from tests.unit.operations.texts import INVALID
from tests.unit.preflight.readings import NO_NTP, NTP, RUNNING, TRUST_POINT, UNSYNCHRONIZED

_SENDING = "Type escape sequence to abort.\nSending 2, 100-byte ICMP Echos to 192.0.2.9, timeout is 2 seconds:\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (NTP, Ntp(True, True, 3, "192.0.2.123")),
        (UNSYNCHRONIZED, Ntp(True, False, 16, None)),
        ("Clock is unsynchronized, stratum 5, reference is 10.0.0.1\n", Ntp(True, False, 5, "10.0.0.1")),
        ("Clock is synchronized, stratum 2, reference is 2001:DB8::1, \n", Ntp(True, True, 2, "2001:DB8::1")),
        ("Clock is synchronized\n", Ntp(True, True)),
        (NO_NTP, Ntp(False, False)),
        ("% NTP is not enabled\n", Ntp(False, False)),
        (INVALID, Ntp()),
        ("", Ntp()),
    ],
)
def test_ntp(text: str, found: Ntp) -> None:
    assert parse_ntp_status(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"{_SENDING}!!\nSuccess rate is 100 percent (2/2), round-trip min/avg/max = 1/1/2 ms\n",
            Ping(True, "192.0.2.9", 2, 2),
        ),
        (
            f"{_SENDING}.!\nSuccess rate is 50 percent (1/2), round-trip min/avg/max = 1/1/1 ms\n",
            Ping(True, "192.0.2.9", 2, 1),
        ),
        (f"{_SENDING}U.\nSuccess rate is 0 percent (0/2)\n", Ping(True, "192.0.2.9", 2, 0)),
        (_SENDING, Ping(True, "192.0.2.9")),
        (
            'Translating "a.example"...domain server (192.0.2.53) [OK]\n\n'
            f"{_SENDING}!!\nSuccess rate is 100 percent (2/2)\n",
            Ping(True, "192.0.2.9", 2, 2),
        ),
        (
            'Translating "a.example"...domain server (192.0.2.53) (192.0.2.54)\n'
            "% Unrecognized host or address, or protocol not running.\n",
            Ping(resolved=False),
        ),
        ("% Unrecognized host or address, or protocol not running.\n", Ping(resolved=False)),
        ("% VRF Mgmt does not exist\n", Ping()),
        (INVALID, Ping()),
        ("", Ping()),
    ],
)
def test_ping(text: str, found: Ping) -> None:
    assert parse_ping(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TRUST_POINT, True),
        (TRUST_POINT.replace("... Yes", "... No"), False),
        ("Trustpoint SLA-TrustPoint:\n", None),
        ("", None),
    ],
)
def test_a_trust_point_has_its_certificate_or_not(text: str, found: bool | None) -> None:
    assert parse_trust_point_status(text) is found


def test_the_surroundings_of_a_device() -> None:
    found = parse_surroundings(RUNNING)

    assert (found.hostname, found.vrfs, found.domain_lookup) == ("wan1", {"Mgmt"}, True)
    assert found.name_servers == {"": ["192.0.2.53", "192.0.2.54"]}
    assert (found.trust_point, found.revocation) == (True, ["crl"])
    assert found.ntp_servers == ["ntp server 192.0.2.123"]


def test_names_belong_to_their_vrf() -> None:
    text = """\
ip vrf Old
 rd 2:2
ip name-server vrf Mgmt 192.0.2.1
ip name-server vrf Mgmt 192.0.2.2
ip host vrf Mgmt CSLU-local 192.0.2.10
ip host cslu-local 192.0.2.11 192.0.2.12
no ip domain-lookup
crypto pki trustpoint SLA-TrustPoint-2
 revocation-check none
"""
    found = parse_surroundings(text)

    assert found.vrfs == {"Old"}
    assert found.name_servers == {"Mgmt": ["192.0.2.1", "192.0.2.2"]}
    assert found.hosts == {
        ("Mgmt", "cslu-local"): ["192.0.2.10"],
        ("", "cslu-local"): ["192.0.2.11", "192.0.2.12"],
    }
    assert not found.domain_lookup
    assert (found.trust_point, found.revocation) == (False, [])


@pytest.mark.parametrize("line", ["no ip domain lookup", "no ip domain-lookup"])
def test_lookup_is_off_in_either_spelling(line: str) -> None:
    assert not parse_surroundings(line).domain_lookup


def test_the_command_fits_into_a_line_of_the_device() -> None:
    assert len(SURROUNDINGS_COMMAND) < 254
