# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Split a response for many devices into one file per device, signed parts byte for byte."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .answer import Answer, Kind, Part, read_answer
from .udi import Udi


@dataclass(frozen=True, slots=True)
class Piece:
    """One file that a device can import.

    `udis`: the device it is for, with all its members that the file names; empty if the file names none.
    `shared`: the file holds what is for other devices too, since one signature covers it all.
    """

    name: str
    data: bytes
    udis: frozenset[Udi]
    kinds: tuple[Kind, ...]
    shared: bool


def split(files: Iterable[tuple[str, bytes]], devices: Iterable[Collection[Udi]] = ()) -> list[Piece]:
    """Split answer files, each (name, bytes), by device.

    `devices`: the UDIs of each device that has more than one, so that a stack gets one file. Raises LicensingError
    (import_rejected) for a file that is not an answer.
    """
    stacks = {udi: frozenset(device) for device in devices for udi in device}
    return [piece for name, data in files for piece in _split(name, data, stacks)]


def _split(name: str, data: bytes, stacks: dict[Udi, frozenset[Udi]]) -> list[Piece]:
    answer = read_answer(data)
    owners: dict[frozenset[Udi], list[Part]] = {}
    for part in answer.parts:
        for owner in _owners(part, stacks):
            owners.setdefault(owner, []).append(part)
    if len(owners) < 2:
        return [Piece(name, data, answer.udis, answer.kinds, shared=False)]
    together = {owner for part in answer.parts if len(_owners(part, stacks)) > 1 for owner in _owners(part, stacks)}
    common = [part for part in answer.parts if not part.udis]
    return [
        Piece(name, data, owner & answer.udis, answer.kinds, shared=True)
        if owner in together
        else _own(name, data, answer, owner, [*own, *common])
        for owner, own in owners.items()
    ]


def _owners(part: Part, stacks: dict[Udi, frozenset[Udi]]) -> set[frozenset[Udi]]:
    return {stacks.get(udi, frozenset([udi])) for udi in part.udis}


def _own(name: str, data: bytes, answer: Answer, owner: frozenset[Udi], parts: list[Part]) -> Piece:
    """Return the file of one device: the root as it stands, and in it what is for this device or for everyone."""
    head, tail = data[: answer.parts[0].start], data[answer.parts[-1].end :]
    chosen = sorted(parts, key=lambda part: part.start)
    content = head + b"".join(data[part.start : part.end] for part in chosen) + tail
    own = read_answer(content)
    stem, dot, ending = name.rpartition(".")
    label = "_".join(sorted(f"{udi.pid}_{udi.sn}" for udi in owner & answer.udis))
    own_name = f"{stem}_{label}.{ending}" if dot else f"{name}_{label}"
    return Piece(own_name, content, own.udis, own.kinds, shared=False)
