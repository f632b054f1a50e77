# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outcome of each usage report and of each ACK. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..files.envelope import read_answer
from ..files.udi import Udi
from ..words.errors import LicensingError
from .calls import Item, Poll, Verdict, is_duplicate
from .usage import Key

# waiting: CSSM has it and works on it; not_sent: CSSM was not asked.
Status = Literal["accepted", "duplicate", "failed", "waiting", "not_sent"]
_NO_ACK = "CSSM finished without an ACK for this device"


@dataclass(frozen=True)
class Fate:
    """The outcome of a report, with CSSM's message if it refused."""

    status: Status
    message: str = ""


@dataclass(frozen=True)
class Ack:
    """A file to import. `udis`: the product instances that it is for, as far as it says."""

    udis: tuple[Udi, ...]
    file: bytes


def fate_of(message: str) -> Fate:
    """Return the meaning of a refusal: a report that CSSM already has is not a failure."""
    return Fate("duplicate" if is_duplicate(message) else "failed", message)


def acks_of(poll: Poll, devices: Iterable[Udi]) -> list[Ack]:
    """Return the ACKs among the results of an upload. Raises LicensingError (api_failed) for anything else."""
    senders = list(dict.fromkeys(devices))
    return [Ack(_owners(item, item.file, senders), item.file) for item in poll.items if item.file is not None]


def fates_of(poll: Poll, reports: Sequence[Key], acks: Sequence[Ack]) -> dict[Key, Fate]:
    """Return what became of the reports of an upload that is finished.

    A refusal that does not say what it is about counts for all reports of the upload that no other refusal names:
    a report is called accepted only where an ACK for its device came back.
    """
    fates: dict[Key, Fate] = {}
    vague: Fate | None = None
    for item in poll.items:
        for refusal in item.refused:
            meant = _meant(item, refusal, reports)
            fates |= {key: fate_of(refusal.message) for key in meant if refusal.report_id or key not in fates}
            vague = vague if meant else fate_of(refusal.message)
    acknowledged = {udi for ack in acks for udi in ack.udis}
    # A file that does not name its device can be anyone's of this upload.
    unnamed = any(not ack.udis for ack in acks)
    for key in reports:
        if key not in fates:
            has_ack = key.udi in acknowledged or unnamed
            fates[key] = vague or (Fate("accepted") if has_ack else Fate("failed", _NO_ACK))
    return fates


def _meant(item: Item, refusal: Verdict, reports: Sequence[Key]) -> list[Key]:
    return [
        key
        for key in reports
        if (item.udi is not None or refusal.report_id is not None)
        and item.udi in (None, key.udi)
        and refusal.report_id in (None, key.report_id)
    ]


def _owners(item: Item, file: bytes, senders: Sequence[Udi]) -> tuple[Udi, ...]:
    try:
        named = read_answer(file).udis
    except LicensingError as error:
        raise LicensingError(
            "api_failed", f"usage report: the ACK from CSSM cannot be imported: {error.message}"
        ) from error
    if named:
        return tuple(sorted(named))
    if item.udi is not None:
        return (item.udi,)
    return tuple(senders) if len(senders) == 1 else ()
