# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One answer for many devices becomes a file for each, and what is signed stays as CSSM wrote it."""

from __future__ import annotations

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.envelope import read_answer
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.split import split
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import Udi
from tests.unit.files.samples import ACTIVE, ROUTER, STANDBY, ack, answer, fixture, policy, slac


def test_a_file_of_one_device_stays_as_it_is() -> None:
    (piece,) = split([("ack.xml", fixture("ack-router.xml"))])
    assert (piece.name, piece.data) == ("ack.xml", fixture("ack-router.xml"))
    assert (piece.udis, piece.kinds, piece.shared) == ({ROUTER}, ("ack", "policy", "account"), False)


def test_a_policy_is_for_everyone() -> None:
    (piece,) = split([("policy.xml", policy())])
    assert (piece.udis, piece.data) == (frozenset(), policy())


def test_each_device_gets_its_own_parts_and_those_of_everyone() -> None:
    parts = {"r": slac(ROUTER), "a": slac(ACTIVE), "rr": ack((ROUTER, 1)), "aa": ack((ACTIVE, 2)), "p": policy()}
    data = answer(*parts.values())
    pieces = {piece.udis: piece for piece in split([("all.xml", data)])}
    router, active = pieces[frozenset([ROUTER])], pieces[frozenset([ACTIVE])]
    assert router.data == answer(parts["r"], parts["rr"], parts["p"])
    assert active.data == answer(parts["a"], parts["aa"], parts["p"])
    assert router.name == "all_C8300-1N1S-4T2X_FDO2401A0BC.xml"
    assert not router.shared
    assert read_answer(active.data).acknowledged == ((ACTIVE, "2"),)


def test_one_signature_over_several_devices_cannot_be_split() -> None:
    data = answer(ack((ROUTER, 1), (ACTIVE, 2)), slac(STANDBY), policy())
    pieces = {piece.udis: piece for piece in split([("all.xml", data)])}
    assert pieces[frozenset([ROUTER])].data == pieces[frozenset([ACTIVE])].data == data
    assert pieces[frozenset([ROUTER])].shared and pieces[frozenset([ACTIVE])].shared
    assert pieces[frozenset([STANDBY])].data == answer(slac(STANDBY), policy())


def test_the_members_of_a_stack_share_a_file() -> None:
    data = answer(slac(ACTIVE), slac(STANDBY), slac(ROUTER))
    stack, router = split([("all.xml", data)], [{ACTIVE, STANDBY}, {ROUTER}])
    assert (stack.udis, stack.data) == ({ACTIVE, STANDBY}, answer(slac(ACTIVE), slac(STANDBY)))
    assert router.udis == {ROUTER}
    (whole,) = split([("stack.xml", answer(slac(ACTIVE), slac(STANDBY)))], [{ACTIVE, STANDBY}])
    assert not whole.shared


def test_a_thousand_devices_in_one_file_are_told_apart() -> None:
    devices = [Udi("C9300-24T", f"S{number}") for number in range(1000)]
    pieces = split([("all.xml", answer(*(ack((device, 1)) for device in devices)))])
    assert [piece.udis for piece in pieces] == [frozenset([device]) for device in devices]
    assert all(ack((device, 1)) in piece.data for device, piece in zip(devices, pieces, strict=True))
