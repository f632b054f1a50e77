# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_usage_save: save RUM reports to a file of the device, bring it to the controller, and prove it whole.

A run may be killed anywhere. What it left on the device is brought by the next one, and no file is written over, so a
report is always on the device or in a verified file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .._artifacts import write_whole
from .._device import Device
from .._errors import LicensingError, Reason
from .._files.claim import claim, this_play
from .._files.envelope import Usage, read_usage
from .._files.ledger import Event, EventName, removable
from .._files.ledger_file import append, read
from .._files.udi import belongs_to
from .._flash import delete, fetch, read_directory, require_space, when_whole
from .._plan_import import device_udis
from .._plan_usage import left_over, next_name, save_command, unsaved
from .._state import State
from .._support import read_supported
from .._values import checked, checked_number
from ._operation import Operation, Params, Result

ARGUMENT_SPEC: dict[str, Any] = {
    "scope": {"type": "str", "choices": ["unreported", "all", "days", "rum_id"], "default": "unreported"},
    "days": {"type": "int"},
    "rum_id": {"type": "int"},
    "directory": {"type": "str", "default": "flash:"},
    "dest": {"type": "path", "required": True},
    "transfer": {"type": "str", "choices": ["auto", "scp", "cli"], "default": "auto"},
    "remove": {"type": "bool", "default": False},
    "timeout": {"type": "int", "default": 60},
}
_READS = ("licence", "platform", "rum")
_NOTHING_TO_REPORT = "The requested item was not found"


@dataclass
class _Run:
    """What one run works on, and what it has brought so far."""

    params: Params
    device: Device
    state: State
    folder: Path
    by_scp: bool
    files: list[dict[str, Any]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    @property
    def directory(self) -> str:
        return str(self.params["directory"])

    @property
    def events(self) -> list[Event]:
        return read(self.folder).events

    def note(self, event: EventName, reports: Iterable[str], **more: str) -> None:
        at = self.device.time.utc_now().isoformat(timespec="seconds")
        append(self.folder, Event(event=event, at=at, reports=list(reports), **more))  # type: ignore[typeddict-item]


def run(params: Params, device: Device, check_mode: bool) -> Result:
    """Bring what an interrupted run left, save what is in no verified file yet, and bring that."""
    checked("directory", "path", params["directory"])
    number = _number(params)
    state = read_supported(device, *_READS)
    listing, scp = read_directory(device, params["directory"])
    by_scp = {"auto": scp, "scp": True, "cli": False}[params["transfer"]]
    this = _Run(params, device, state, Path(params["dest"]), by_scp)
    if not check_mode:
        claim(this.folder, this_play(), device.time.utc_now())
    before = unsaved(state, this.events)
    wanted = params["scope"] != "unreported"
    if check_mode:
        name = next_name(listing.files, this.events)
        commands = [save_command(params["scope"], number, f"{this.directory}{name}")] if wanted or before else []
        return _result(this, before, [], commands)
    for name in left_over(listing.files, this.directory, this.events):
        _bring_left_over(this, name, listing.files[name])
    for scope in [params["scope"]] if wanted else ["unreported", "all"]:
        # What was saved by a run that lost its file counts as reported for the device: all has it.
        if wanted or unsaved(state, this.events):
            _save(this, scope, number)
    if params["remove"]:
        _remove(this)
    return _result(this, before, unsaved(state, this.events), device.commands)


def _number(params: Params) -> int | None:
    if params["scope"] == "days":
        return checked_number("days", params["days"], 1, 3650)
    return checked_number("rum_id", params["rum_id"], 1, 2**63 - 1) if params["scope"] == "rum_id" else None


def _save(this: _Run, scope: str, number: int | None) -> None:
    listing, _scp = read_directory(this.device, this.directory)
    require_space(listing)
    name = next_name(listing.files, this.events)
    path = f"{this.directory}{name}"
    answer = this.device.ask(save_command(scope, number, path))
    if _NOTHING_TO_REPORT in answer:
        # Nothing was written, so nothing was changed.
        this.device.commands.pop()
        return
    if answer:
        reason: Reason = "storage_full" if "space" in answer.lower() else "device_error"
        raise LicensingError(reason, f"the device does not save the reports to {path}; it says: {answer}")
    when_whole(this.device, path, this.params["timeout"], lambda size: _bring(this, name, size))


def _bring_left_over(this: _Run, name: str, size: int) -> None:
    try:
        _bring(this, name, size)
    except LicensingError as error:
        if error.reason != "transfer_failed":
            raise
        # The run that wrote it was killed while it did. Its reports are saved again.
        this.passed_over.append(f"{this.directory}{name}: {error.message}")


def _bring(this: _Run, name: str, size: int) -> None:
    path = f"{this.directory}{name}"
    data = fetch(this.device, path, size, this.by_scp)
    usage = read_usage(data)
    own = device_udis(this.state)
    if not belongs_to(usage.udis, own):
        named = ", ".join(sorted(map(str, usage.udis)))
        raise LicensingError("transfer_failed", f"{path} has reports of {named}, not of this device; delete it there.")
    file = f"usage/{usage.sha256[:16]}.xml"
    write_whole(str(this.folder / file), data)
    this.note("verified", usage.report_ids, file=file, sha256=usage.sha256, device_file=path)
    this.files.append(_shown(this, path, file, usage, len(data)))


def _remove(this: _Run) -> None:
    copies = {event["file"] for event in this.events if event["event"] == "verified" and "file" in event}
    present = {name: (this.folder / name) for name in copies if (this.folder / name).is_file()}
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in present.items()}
    for path in removable(this.events, hashes):
        delete(this.device, path)
        this.note("removed_from_device", [], device_file=path)


def _shown(this: _Run, path: str, file: str, usage: Usage, size: int) -> dict[str, Any]:
    return {
        "path": str(this.folder / file),
        "device_file": path,
        "sha256": usage.sha256,
        "size": size,
        "reports": list(usage.report_ids),
    }


def _result(this: _Run, before: list[str], after: list[str], commands: list[str]) -> Result:
    return {
        "changed": bool(commands or this.files),
        "before": {"unsaved": before},
        "after": {"unsaved": after},
        "commands": commands,
        "files": this.files,
        "passed_over": this.passed_over,
    }


OPERATION = Operation(
    ARGUMENT_SPEC, run, {"required_if": [["scope", "days", ["days"]], ["scope", "rum_id", ["rum_id"]]]}
)
