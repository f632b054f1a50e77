# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What CSSM works on: one job for each upload or request, with a result for each device."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from .cssm_usage import Verdict

Kind = Literal["acknowledgements", "authorizations", "trust"]
Origin = Literal["api", "web", "cslu"]


@dataclass(frozen=True)
class Item:
    """The result for one device: a file to import, or none; `message` says why a request was refused.

    `group` and `name` say where in a bundle the device's file came from.
    """

    udi: str
    file: bytes | None
    verdicts: tuple[Verdict, ...] = ()
    message: str = ""
    group: str = ""
    name: str = ""

    @property
    def accepted(self) -> list[str]:
        return [verdict.report_id for verdict in self.verdicts if verdict.accepted]

    @property
    def failed(self) -> bool:
        return self.file is None and (bool(self.message) or bool(self.verdicts))


@dataclass
class Job:
    """`number` is the tracking or poll id. Nothing of it is shown before `due`, in seconds of the lab's clock.

    `asked`: when the API was last asked for it, or took it; `early`: how often it was asked sooner than it had told.
    """

    number: int
    kind: Kind
    origin: Origin
    name: str
    received: float
    due: float
    items: list[Item] = field(default_factory=list)
    handed_out: int = 0
    given_up: bool = False
    asked: float = 0.0
    early: int = 0

    @property
    def all_duplicates(self) -> bool:
        verdicts = [verdict for item in self.items for verdict in item.verdicts]
        return bool(verdicts) and all(verdict.duplicate and not verdict.accepted for verdict in verdicts)

    def status(self, now: float) -> str:
        """The word in the table of uploads on CSSM's page."""
        if now < self.due:
            return "Pending"
        refused = [item for item in self.items if item.message or len(item.accepted) < len(item.verdicts)]
        if not refused:
            return "No Errors"
        return "Partial" if any(item.file is not None for item in self.items) else "Errors"

    def shown(self, now: float) -> dict[str, Any]:
        """A row of that table, as JSON types."""
        ready = now >= self.due
        return {
            "id": self.number,
            "kind": self.kind,
            "origin": self.origin,
            "name": self.name,
            "received": self.received,
            "status": self.status(now),
            "download": ready and any(item.file is not None for item in self.items),
            "handed_out": self.handed_out,
            "early_polls": self.early,
            "results": [_result(item) for item in self.items] if ready else [],
        }


def _result(item: Item) -> dict[str, Any]:
    reports = [{"report_id": verdict.report_id, "message": verdict.message} for verdict in item.verdicts]
    return {"udi": item.udi, "message": item.message, "reports": reports}
