# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that CSSM accepted and has not finished: stored in a file, so that a later run polls for their results.

Without it, the run after a killed one, or after a timeout, could neither request again nor fetch the results.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ..files.artifacts import read_whole, write_whole
from ..files.udi import Udi
from ..http.accounts import Place
from ..words.errors import LicensingError
from .calls import PollId, is_poll_id
from .usage import Key

_MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Pending:
    """A request: its number at CSSM, where it belongs, the product instance that asks.

    `reports`: the usage reports in it; `entitlement_tag`: what a SLAC is for.
    """

    poll_id: PollId
    smart_account_id: str
    virtual_account_id: str
    udi: Udi
    reports: tuple[Key, ...] = ()
    entitlement_tag: str | None = None

    def belongs_to(self, place: Place) -> bool:
        """Return whether the request was made in that virtual account."""
        here = (place.smart_account.id, place.virtual_account.id)
        return (self.smart_account_id, self.virtual_account_id) == here


def keep(path: Path, pending: Pending) -> None:
    """Write a pending request to a file of its own. Raises LicensingError."""
    write_whole(str(path), json.dumps(asdict(pending)).encode())


def recall(path: Path) -> Pending | None:
    """Return the pending request of a file, None if there is no file. Raises LicensingError."""
    if not path.exists():
        return None
    try:
        kept = json.loads(read_whole(path, _MAX_BYTES))
        if not is_poll_id(kept["poll_id"]):
            raise ValueError("poll_id")
        return Pending(
            kept["poll_id"],
            str(kept["smart_account_id"]),
            str(kept["virtual_account_id"]),
            Udi(*kept["udi"]),
            tuple(Key(Udi(*udi), report_id) for udi, report_id in kept["reports"]),
            kept["entitlement_tag"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise LicensingError(
            "transfer_failed", f"{path}: this is not a file of an earlier run; remove it to send a new request to CSSM."
        ) from error


def forget(path: Path) -> None:
    """Remove the file of a request whose results are safe."""
    path.unlink(missing_ok=True)
