# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one run of slp_usage_save works on, and how a usage file that came is proved, kept and noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..device.device import Device
from ..files.artifacts import write_whole
from ..files.claim import claim, this_play
from ..files.envelope import read_usage
from ..files.ledger import Event, EventName, unseen
from ..files.ledger_file import append, read
from ..files.udi import belongs_to
from ..plans.import_file import device_udis
from ..plans.usage import of_device, unsaved
from ..state.state import State
from ..words.errors import LicensingError
from .operation import Params, Result


@dataclass
class UsageRun:
    """One run. `files`, `passed_over`: what it has brought so far, and what it has not."""

    params: Params
    device: Device
    state: State
    files: list[dict[str, Any]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Return the folder of the device on the controller."""
        return Path(self.params["dest"])

    @property
    def events(self) -> list[Event]:
        """Return what the ledger holds now."""
        return read(self.folder).trusted()

    @property
    def own_events(self) -> list[Event]:
        """Return those about files that are on this very device, in the directory of this run."""
        return of_device(self.events, device_udis(self.state), self.params["directory"])

    @property
    def unseen_copies(self) -> bool:
        """Say whether files go to a URL that the controller cannot look at."""
        return self.params["transfer"] == "url" and not self.params["fetch_from"]

    def unsaved(self) -> list[str]:
        """Return the reports that are still to be saved."""
        return unsaved(self.state, self.events, copied_is_safe=self.unseen_copies)

    def claim(self) -> None:
        """Claim the folder for this play. Raises LicensingError."""
        claim(self.folder, this_play(), self.device.clock.utc_now())

    def note(self, event: EventName, reports: Iterable[str], **more: str) -> None:
        """Write a line of the ledger; one about a file on the device names the device."""
        at = self.device.clock.utc_now().isoformat(timespec="seconds")
        if "device_file" in more:
            # Of a stack any member will do, as long as it is the same one in every run.
            more["device"] = str(min(device_udis(self.state)))
        append(self.folder, Event(event=event, at=at, reports=list(reports), **more))  # type: ignore[typeddict-item]

    def keep(self, data: bytes, device_file: str | None) -> None:
        """Prove a usage file, write it down and note it. Raises LicensingError (transfer_failed)."""
        usage = read_usage(data)
        if not belongs_to(usage.udis, device_udis(self.state)):
            named = ", ".join(sorted(map(str, usage.udis)))
            advice = f"; delete {device_file} there" if device_file else ""
            raise LicensingError("transfer_failed", f"the file has reports of {named}, not of this device{advice}.")
        file = f"usage/{usage.sha256[:16]}.xml"
        write_whole(str(self.folder / file), data)
        origin = {"device_file": device_file} if device_file else {}
        self.note("verified", usage.report_ids, file=file, sha256=usage.sha256, **origin)
        self.files.append(
            {
                "path": str(self.folder / file),
                "device_file": device_file,
                "sha256": usage.sha256,
                "size": len(data),
                "reports": list(usage.report_ids),
            }
        )

    def result(self, before: list[str], after: list[str], commands: list[str]) -> Result:
        """Return the result of the task."""
        return {
            "changed": bool(commands or self.files),
            "before": {"unsaved": before},
            "after": {"unsaved": after},
            "commands": commands,
            "files": self.files,
            "copies": [{"url": url, "reports": reports} for url, reports in unseen(self.events).items()],
            "passed_over": self.passed_over,
        }
