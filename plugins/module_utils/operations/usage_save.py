# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_usage_save: let the device save its reports to a file, bring that to the controller, and prove it whole.

A run may be killed anywhere. What it left on the device is brought by the next one, and no file is written over, so a
report is always on the device or in a verified file.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from ..device.device import Device
from ..device.flash import appears, copy_out, delete, fetch, read_directory, require_space, when_whole
from ..device.ios_error import known_refusal
from ..device.smartlic_service import OPTIONS as REST_OPTIONS
from ..device.smartlic_service import REQUIRED as REST_REQUIRED
from ..files.artifact_paths import safe_name
from ..files.artifacts import read_whole
from ..files.ledger import removable
from ..files.safe_xml import SIZE_LIMIT
from ..plans.usage import left_over, next_name, save_command, waiting_for_ack
from ..words.errors import LicensingError, Reason
from ..words.values import checked, checked_number, without_credentials
from .operation import DeviceOperation, Params, Result, read_for
from .usage_rest import run_by_rest
from .usage_run import UsageRun

ARGUMENT_SPEC: dict[str, Any] = {
    "scope": {"type": "str", "choices": ["unreported", "all", "days", "rum_id"], "default": "unreported"},
    "days": {"type": "int"},
    "rum_id": {"type": "int"},
    "directory": {"type": "str", "default": "flash:"},
    "dest": {"type": "path", "required": True},
    "transfer": {"type": "str", "choices": ["auto", "scp", "cli", "rest", "url"], "default": "auto"},
    "url": {"type": "str"},
    "fetch_from": {"type": "path"},
    "remove": {"type": "bool", "default": False},
    "timeout": {"type": "int", "default": 60},
    **REST_OPTIONS,
}
_READS = ("licence", "platform", "rum")
_NOTHING_TO_REPORT = "The requested item was not found"


def run(params: Params, device: Device, check_mode: bool) -> Result:
    """Bring what an interrupted run left, save what is in no verified file yet, and bring that."""
    checked("directory", "path", params["directory"])
    if params["transfer"] == "url":
        checked("url", "file_url", params["url"])
    number = _number(params)
    this = UsageRun(params, device, read_for(params, device, _READS))
    if params["transfer"] == "rest":
        return run_by_rest(this, number, check_mode)
    return _Flash(this).run(number, check_mode)


def _number(params: Params) -> int | None:
    if params["scope"] == "days":
        return checked_number("days", params["days"], 1, 3650)
    return checked_number("rum_id", params["rum_id"], 1, 2**63 - 1) if params["scope"] == "rum_id" else None


class _Flash:
    """The way through a file on the flash of the device."""

    def __init__(self, this: UsageRun) -> None:
        self._this = this
        self._params = this.params
        self._device = this.device
        self._directory = str(this.params["directory"])
        self._scp_is_on = False
        self._last_size = 0

    def run(self, number: int | None, check_mode: bool) -> Result:
        """See run."""
        this, params = self._this, self._params
        listing, self._scp_is_on = read_directory(self._device, self._directory)
        if not check_mode:
            this.claim()
        before = this.unsaved()
        wanted = params["scope"] != "unreported"
        if check_mode:
            path = f"{self._directory}{next_name(listing.files, this.events)}"
            commands = [save_command(params["scope"], number, path)] if wanted or before else []
            return this.result(before, [], commands)
        for name in [] if this.unseen_copies else left_over(listing.files, self._directory, this.own_events):
            self._bring_left_over(name, listing.files[name])
        for scope in [params["scope"]] if wanted else ["unreported", "all"]:
            # What was saved by a run that lost its file counts as reported for the device: all has it.
            if wanted or this.unsaved():
                self._save(scope, number)
        if params["remove"]:
            self._remove()
        return this.result(before, this.unsaved(), self._device.commands)

    def _save(self, scope: str, number: int | None) -> None:
        this, device = self._this, self._device
        listing, _scp = read_directory(device, self._directory)
        require_space(listing)
        name = next_name(listing.files, this.events)
        path = f"{self._directory}{name}"
        answer = device.ask(save_command(scope, number, path))
        if _NOTHING_TO_REPORT in answer:
            # Nothing was written, so nothing was changed.
            device.commands.pop()
            return
        # Other words than these mean nothing: the file on the flash decides.
        if answer and (known_refusal(answer) or "space" in answer.lower() or not appears(device, path)):
            reason: Reason = "storage_full" if "space" in answer.lower() else "device_error"
            raise LicensingError(
                reason,
                f"the device does not save the reports to {path}; it says: {' '.join(answer.split()) or 'nothing'}. "
                "They are on the device as before. Look there whether that file system takes files and has room "
                "('dir'), or name another directory; then run again.",
            )
        this.note("saved", this.unsaved() if scope in ("unreported", "all") else [], device_file=path)
        inside = self._inside(scope, number) if this.unseen_copies else []

        def bring(size: int) -> None:
            if this.unseen_copies:
                self._copy(name, size, inside)
            else:
                self._bring(name, size)

        self._last_size = 0
        when_whole(device, path, self._params["timeout"], bring)

    def _inside(self, scope: str, number: int | None) -> list[str]:
        """Return the reports that must be in a file that was just saved, as far as the device's list of them tells."""
        if scope in ("days", "rum_id"):
            return [str(number)] if scope == "rum_id" else []
        before = waiting_for_ack(self._this.state) if scope == "unreported" else []
        self._this.state = self._device.read(*_READS)
        return [report for report in waiting_for_ack(self._this.state) if report not in before]

    def _bring_left_over(self, name: str, size: int) -> None:
        try:
            self._bring(name, size)
        except LicensingError as error:
            if error.reason != "transfer_failed":
                raise
            # The run that wrote it was killed while it did. Its reports are saved again.
            self._this.passed_over.append(f"{self._directory}{name}: {error.message}")

    def _bring(self, name: str, size: int) -> None:
        path = f"{self._directory}{name}"
        if self._params["transfer"] != "url":
            data = fetch(self._device, path, size, self._params["transfer"], self._scp_is_on)
        else:
            url = self._url(name)
            copy_out(self._device, path, url)
            data = _arrived(Path(self._params["fetch_from"]) / url.rpartition("/")[2], size)
        self._this.keep(data, path)

    def _copy(self, name: str, size: int, reports: list[str]) -> None:
        """Let the device copy a file to where the controller cannot look: all that is seen is that it does not grow."""
        path = f"{self._directory}{name}"
        seen, self._last_size = self._last_size, size
        if not size or size != seen:
            raise LicensingError("transfer_failed", f"{path} is not complete; run again.")
        url = self._url(name)
        copy_out(self._device, path, url)
        self._this.note("copied", reports, device_file=path, url=without_credentials(url))

    def _url(self, name: str) -> str:
        """Return where a file goes; on one server its name must be that of no other device's."""
        sn = self._this.state["product"]["sn"] or "device"
        return f"{self._params['url'].rstrip('/')}/{safe_name(f'{sn}_{name}')}"

    def _remove(self) -> None:
        this, events = self._this, self._this.own_events
        copies = {event["file"] for event in events if event["event"] == "verified" and "file" in event}
        for path in removable(events, {name: digest for name in copies if (digest := self._digest(name))}):
            delete(self._device, path)
            this.note("removed_from_device", [], device_file=path)

    def _digest(self, name: str) -> str | None:
        """Return the sha256 of a file of the ledger; None for one that is gone, or is none."""
        try:
            return hashlib.sha256(read_whole(self._this.folder / name, SIZE_LIMIT, follow=False)).hexdigest()
        except LicensingError:
            return None


def _arrived(path: Path, size: int) -> bytes:
    """Return a file that the device copied to a server whose folder is here. Raises LicensingError."""
    try:
        data = read_whole(path, SIZE_LIMIT)
    except LicensingError as error:
        raise LicensingError(error.reason, f"{error.message} Is this the folder of the server's files?") from error
    if len(data) != size:
        raise LicensingError("transfer_failed", f"{path} has {len(data)} bytes, the file on the device {size}.")
    return data


OPERATION = DeviceOperation(
    ARGUMENT_SPEC,
    run,
    {
        "required_if": [
            ["scope", "days", ["days"]],
            ["scope", "rum_id", ["rum_id"]],
            ["transfer", "url", ["url"]],
            ["transfer", "rest", REST_REQUIRED],
        ]
    },
)
