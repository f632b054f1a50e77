# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value can never become a second command."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.values import checked, checked_number

KINDS = ["url", "host", "token", "vrf", "feature", "path", "profile", "email", "text"]
GOOD = [
    ("url", "https://smartreceiver.cisco.com/licservice/license"),
    ("url", "http://[2001:db8::1]:8182/cslu/v1/pi"),
    ("host", "proxy.example.com"),
    ("host", "192.0.2.1"),
    ("host", "2001:db8::1"),
    ("token", "NmEzZDE0-MTcz%0AMDAw=="),
    ("vrf", "Mgmt-intf"),
    ("feature", "hseck9"),
    ("path", "bootflash:ack_1.xml"),
    ("profile", "CiscoTAC-1"),
    ("email", "sch-smart-licensing@cisco.com"),
    ("text", "Data Center 1, rack 7 (north)"),
]
BAD = [
    ("url", "https://host/a b"),
    ("url", "ftp://host/a"),
    ("url", "https://"),
    ("url", "https://host/é"),
    ("url", "default"),
    ("host", "proxy example"),
    ("host", "-x"),
    ("host", "proxy;"),
    ("host", 'proxy"'),
    ("vrf", "Mgmt intf"),
    ("feature", "hseck9 all"),
    ("path", "bootflash:a b"),
    ("profile", 'Cisco"TAC'),
    ("email", "nobody"),
    ("text", "naïve"),
]
BREAKERS = {
    "newline": "\n",
    "return": "\r",
    "question": "?",
    "ctrl-c": "\x03",
    "ctrl-z": "\x1a",
    "tab": "\t",
    "nul": "\0",
    "delete": "\x7f",
}
LONGEST = {
    "url": 255,
    "host": 253,
    "token": 255,
    "vrf": 32,
    "feature": 64,
    "path": 127,
    "profile": 64,
    "email": 127,
    "text": 127,
}


@pytest.mark.parametrize(("kind", "value"), GOOD)
def test_a_good_value_comes_back_as_it_is(kind: str, value: str) -> None:
    assert checked("option", kind, value) == value


@pytest.mark.parametrize(("kind", "value"), BAD)
def test_a_bad_value_is_refused_with_the_name_of_its_option(kind: str, value: str) -> None:
    with pytest.raises(InvalidValue, match="the.option") as caught:
        checked("the.option", kind, value)

    assert caught.value.reason == "invalid_value"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("breaker", BREAKERS.values(), ids=BREAKERS)
def test_nothing_that_ends_a_command_gets_through(kind: str, breaker: str) -> None:
    good = dict(GOOD)[kind]
    for value in (f"{good}{breaker}", f"{breaker}{good}", f"{good[:3]}{breaker}{good[3:]}"):
        with pytest.raises(InvalidValue):
            checked("option", kind, value)


@pytest.mark.parametrize(("kind", "longest"), LONGEST.items())
def test_a_value_that_is_too_long(kind: str, longest: int) -> None:
    head = {"url": "https://", "email": "a@"}.get(kind, "")
    fits = head + "a" * (longest - len(head))

    assert checked("option", kind, fits) == fits
    with pytest.raises(InvalidValue, match=f"{longest} are allowed"):
        checked("option", kind, f"{fits}a")


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_value(kind: str) -> None:
    with pytest.raises(InvalidValue):
        checked("option", kind, "")


def test_a_bad_token_is_not_shown() -> None:
    with pytest.raises(InvalidValue) as caught:
        checked("id_token", "token", "S3cret token")

    assert "S3cret" not in caught.value.message


def test_numbers_have_a_range_with_its_ends() -> None:
    assert [checked_number("days", number, 1, 365) for number in (1, 365)] == [1, 365]
    with pytest.raises(InvalidValue, match="days: 366 is out of range; it must be from 1 to 365"):
        checked_number("days", 366, 1, 365)
