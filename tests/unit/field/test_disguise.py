# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tells whose device it is does not survive, and what parsers need does."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.field.disguise import Disguise

# Texts with what must not survive of them. Each canary has its own place.
PLACES = {
    "udi": ("UDI: PID:C8300-1N1S-4T2X,SN:CANARYSN0001", ["CANARYSN0001"]),
    "udi in a log line": ("code installed on P:C8300,S:CANARYSN0002.", ["CANARYSN0002"]),
    "udi in the configuration": ("license udi pid C8000V sn CANARYSN003", ["CANARYSN003"]),
    "board": ("Processor board ID CANARYSN004", ["CANARYSN004"]),
    "serial of a switch": ("System Serial Number                : CANARYSN005", ["CANARYSN005"]),
    "serial by its form": ("the chassis FOC2999A0ZZ is spare", ["FOC2999A0ZZ"]),
    "smart account": ("  Smart Account: Canary Account As of Nov 24 2026", ["Canary Account", "Canary"]),
    "virtual account": ("  Virtual Account: Canary-VA (EMEA)", ["Canary-VA", "EMEA"]),
    "account in a url": ("Cslu address: https://10.1.2.3/cslu/v1/pi/Canary%20One-1", ["Canary", "10.1.2.3"]),
    "url": ("  URL: https://canary.canary-corp.com/its", ["canary"]),
    "user and password in a url": ("copy ftp://canaryuser:canarypass@192.0.2.77/x", ["canaryuser", "canarypass"]),
    "proxy": ("    Address: canary-proxy", ["canary-proxy"]),
    "proxy of call home": (' http-proxy "canary-proxy" port 80', ["canary-proxy"]),
    "vrf": ("  VRF: CANARYVRF", ["CANARYVRF"]),
    "vrf in the configuration": ("license smart vrf CANARYVRF", ["CANARYVRF"]),
    "host": ("hostname canaryhost", ["canaryhost"]),
    "host of show version": ("canaryhost uptime is 3 weeks", ["canaryhost"]),
    "domain": ("ip domain name canary-corp.lan", ["canary-corp"]),
    "a name by its form": ("resolved canary-srv.corp.example to", ["canary-srv"]),
    "mail": (" contact-email-addr canary.mail@canary-corp.com", ["canary"]),
    "ipv4": ("ip name-server 203.0.113.77", ["203.0.113.77"]),
    "ipv6": ("logging host 2001:db8:cafe:77::5", ["2001:db8:cafe:77"]),
    "mac": ("Base Ethernet MAC Address : de:ad:be:ef:ca:fe", ["de:ad:be:ef:ca:fe"]),
    "mac with points": ("address is dead.beef.cafe (bia dead.beef.cafe)", ["dead.beef.cafe"]),
    "user": ("! Last configuration change at 10:00 by canaryuser on vty0", ["canaryuser"]),
    "user of a login": ("Login Success [user: canaryuser] [Source: LOCAL]", ["canaryuser"]),
    "user of a lock": ("locked by process '484' user 'CANARYUSER' from", ["CANARYUSER"]),
    "user of the configuration": ("username canaryuser privilege 15 secret 9 $9$CaNaRy$x", ["canaryuser", "CaNaRy"]),
    "token": ("license smart trust idtoken CANARYTOKEN12 all", ["CANARYTOKEN12"]),
    "token by its form": ("refused NmEzZDE0MTctT0xEY2FuYXJ5Y2FuYXJ5 at", ["NmEzZDE0MTctT0xE"]),
    "return code": ("  Return code: CanAr1-CanAr2-CanAr3-CanAr4-CanAr5", ["CanAr1", "CanAr5"]),
    "bare return code": ("portal:\nCanAr1-CanAr2-CanAr3-CanAr4-CanAr5-Ca9", ["CanAr1", "CanAr5"]),
    "confirmation code": ("      Last Confirmation code: 1fc54c75", ["1fc54c75"]),
    "piid": ("      PIID: 7261db73-a8b6-490c-a1b6-94790a871e7e", ["7261db73", "94790a871e7e"]),
    "customer": ("  Customer Info:\n    Name: Canary Works\n    Street: Canary Row 1", ["Canary"]),
    "customer tag": ("license smart usage customer-tags tag1 Canary Site", ["Canary"]),
    "customer of the configuration": ("license smart utility customer_info city Canaryville", ["Canaryville"]),
    "custom id": ("  Custom Id: CANARYID", ["CANARYID"]),
    "json": ('{"host_identifier":"x","hostname":"canaryjson","id_token":"cnrytok"}', ["canaryjson", "cnrytok"]),
    "json in json": (
        '"request":"{\\"udi_serial_number\\":\\"CNRY1\\",\\"nonce\\":\\"42canary\\"}"',
        ["CNRY1", "42canary"],
    ),
    "event": ('SAEVT_X hostname="canaryev" udiSerial="CNRYSN"', ["canaryev", "CNRYSN"]),
    "signature": ('"value":"MEUCIQDcanarycanarycanarycanary0123=="', ["canarycanary"]),
    "file": ("   12  -rw-      659  Nov 24 2026 10:00:05 +00:00  canary-backup.cfg", ["canary"]),
    "snmp": ("snmp-server community canarycomm RO", ["canarycomm"]),
    "key": ("key 7 0822455D0ACANARY", ["0822455D0ACANARY"]),
}
KEPT = [
    "  URL: https://smartreceiver.cisco.com/licservice/license",
    "  Cslu address: http://cslu-local:8182/cslu/v1/pi"[:-3],
    "  Entitlement Tag: regid.2018-06.com.cisco.DNA_NWStack,1.0_e7244e71-3ad5-4608-8bf0-d12f67c80896",
    "Cisco IOS XE Software, Version 17.12.04",
    "  Smart Account: <none>",
    "  VRF: <empty>",
    "  Sending Hostname: yes",
    "    Username: <empty>",
    "Trust Code Installed: Nov 24 10:00:05 2026 UTC",
    "1760000001          CLOSED    N      network-advantage_T2",
    "*Nov 24 10:00:00.123: %SMART_LIC-6-REPORTING_REQUIRED: A Usage report acknowledgement will be required",
    "7451738112 bytes total (6451738112 bytes free)",
    "Processor with 3747220K/6147K bytes of memory.",
]


def disguised(*texts: str, key: bytes = b"key", **known: list[str]) -> list[str]:
    disguise = Disguise(key, known)
    for text in texts:
        disguise.learn(text)
    return [disguise.rewrite(text) for text in texts]


@pytest.mark.parametrize(("text", "canaries"), PLACES.values(), ids=PLACES)
def test_no_canary_survives(text: str, canaries: list[str]) -> None:
    (shown,) = disguised(text)

    assert [canary for canary in canaries if canary in shown] == []
    assert shown.count("\n") == text.count("\n")


@pytest.mark.parametrize("text", KEPT)
def test_what_is_nobodys_stays(text: str) -> None:
    assert disguised(text) == [text]


def test_the_same_value_is_replaced_by_the_same_one_wherever_it_stands() -> None:
    udi, line, board = disguised("UDI: PID:C8300,SN:CANARYSN0001", "see CANARYSN0001 there", "board ID CANARYSN0001")

    assert udi.rpartition("SN:")[2] == line.split()[1] == board.split()[2]


def test_another_key_replaces_otherwise() -> None:
    assert disguised("hostname canaryhost", key=b"1") != disguised("hostname canaryhost", key=b"2")


def test_length_and_alphabet_stay() -> None:
    (shown,) = disguised("UDI: PID:C8300,SN:FDO2401A0BC")
    serial = shown.rpartition("SN:")[2]

    assert [(sign.isdigit(), sign.isupper()) for sign in serial] == [(s.isdigit(), s.isupper()) for s in "FDO2401A0BC"]


def test_what_the_user_names_is_replaced_without_any_label() -> None:
    assert "Canary Corp" not in disguised("property of Canary Corp, keep out", name=["Canary Corp"])[0]


def test_a_device_that_is_called_as_a_word_of_the_output_does_not_spoil_it() -> None:
    assert disguised("hostname Switch", "Switch Ports Model")[1] == "Switch Ports Model"


def test_counts_by_kind_and_no_values() -> None:
    disguise = Disguise(b"key")
    disguise.learn("UDI: PID:C8300,SN:CANARYSN0001\nhostname canaryhost\nip name-server 203.0.113.77\n")

    assert disguise.counts() == {"address": 1, "host": 1, "serial": 1}
