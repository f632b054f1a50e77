# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_import: bring an answer file to a device, import it, and see what it brings in the state."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ..device.controller_mode import enter
from ..device.device import Device
from ..device.flash import SCP_LINE, copy_in, delete, push, read_directory, require_space, split_path, way_in
from ..device.smartlic_service import IMPORT, service_of, warnings_of
from ..device.smartlic_service import OPTIONS as REST_OPTIONS
from ..device.smartlic_service import REQUIRED as REST_REQUIRED
from ..files.artifact_paths import safe_name
from ..files.artifacts import read_whole, write_whole
from ..files.claim import claim, this_play
from ..files.envelope import Answer, Kind, read_answer, refuse_strangers
from ..files.ledger import Event
from ..files.ledger_file import append, read
from ..files.safe_xml import SIZE_LIMIT
from ..plans.import_file import device_udis, not_imported
from ..state.state import State, without_trust
from ..words.errors import LicensingError
from ..words.values import checked
from .import_effect import Left, Watch, rejected, shown
from .operation import CONTROLLER_MODE, DeviceOperation, Params, Result, read_for

ARGUMENT_SPEC: dict[str, Any] = {
    "src": {"type": "path"},
    "path": {"type": "str"},
    "directory": {"type": "str", "default": "flash:"},
    "dest": {"type": "path"},
    "transfer": {"type": "str", "choices": ["auto", "scp", "url", "rest"], "default": "auto"},
    "url": {"type": "str"},
    "put_into": {"type": "path"},
    "enable_scp": {"type": "bool", "default": False},
    "remove": {"type": "bool", "default": False},
    "timeout": {"type": "int", "default": 60},
    **REST_OPTIONS,
    **CONTROLLER_MODE,
}
_READS = ("licence", "platform", "rum")
_TAKEN = re.compile(r"Import Data (?:Successful|Completed)", re.IGNORECASE)
_UNREAD = re.compile(r"%Error (?:opening|reading) ", re.IGNORECASE)
# Beside the ledger while SCP is on for our sake: after a killed run the next one turns it off.
_SCP_IS_OURS = "scp_enabled"


def run(params: Params, device: Device, check_mode: bool) -> Result:
    """Import the file of the controller (src), or the one that the device reaches itself (path)."""
    if params["src"] is None:
        return _import_path(params, device, check_mode)
    directory = checked("directory", "path", params["directory"])
    if params["url"] is not None:
        checked("url", "file_url", params["url"])
    data = _content(Path(params["src"]))
    answer = read_answer(data)
    state = read_for(params, device, _READS)
    refuse_strangers(answer, device_udis(state))
    folder = Path(params["dest"]) if params["dest"] else None
    missing = not_imported(answer, state)
    if missing == ["ack"] and answer.acknowledged is None and _is_noted(folder, answer):
        # This one the device cannot show.
        missing = []
    by_rest = way_in(params["transfer"], params["url"]) == "rest"
    path = f"{directory}slp_import_{answer.sha256[:12]}.xml"
    commands = [IMPORT if by_rest else f"license smart import {path}"] if missing else []
    before = shown(state)
    warnings = warnings_of(params) if by_rest else {}
    if check_mode:
        return _result(answer, state, before, commands, changed=bool(missing)) | warnings
    if folder:
        claim(folder, this_play(), device.clock.utc_now())
        if (folder / _SCP_IS_OURS).exists():
            _turn_scp_off(device, state, folder)
    if not missing:
        _note(folder, answer, device)
        return _result(answer, state, before, device.commands, changed=bool(device.commands)) | warnings
    if by_rest:
        after = _import_by_rest(params, device, state, answer, data)
    else:
        _bring(params, device, state, data, path, folder)
        after = _import(device, state, commands[0], _left(answer), params["timeout"])
    _note(folder, answer, device)
    if params["remove"] and not by_rest:
        delete(device, path)
    return _result(answer, after, before, device.commands, changed=True) | warnings


def _import_by_rest(params: Params, device: Device, state: State, answer: Answer, data: bytes) -> State:
    """Hand the file to the REST service, and see in the state by SSH what came of it."""
    service = service_of(params, device.open_http, device.clock)
    watch = Watch(device, state, _READS)
    device.commands.append(IMPORT)
    refusals: list[str] = []
    trouble: LicensingError | None = None
    for refusal in service.hand_in(data):
        refusals += [refusal] if refusal else []
        try:
            # What sounds like a refusal may be none, nor its absence a success; what is seen counts.
            return watch.effect(_left(answer), refusal, 0 if refusal else params["timeout"], taken=not refusal)
        except LicensingError as error:
            if error.reason not in ("timeout", "import_rejected"):
                raise
            trouble = error
    raise rejected("; ".join(dict.fromkeys(refusals))) if refusals or trouble is None else trouble


def _bring(params: Params, device: Device, state: State, data: bytes, path: str, folder: Path | None) -> None:
    listing, scp_is_on = read_directory(device, split_path(path)[0])
    require_space(listing, len(data))
    if way_in(params["transfer"], params["url"]) == "url":
        _bring_from_url(params, device, state, data, path)
    elif scp_is_on:
        push(device, data, path)
    else:
        _require_allowed(params["enable_scp"])
        _push_with_scp_on(device, state, data, path, folder)


def _bring_from_url(params: Params, device: Device, state: State, data: bytes, path: str) -> None:
    """Let the device copy the file from a server: from where it is put now, or from where the user put it before."""
    base = params["url"].rstrip("/")
    if params["put_into"] is None:
        name = Path(params["src"]).name
        copy_in(device, checked("src", "file_url", f"{base}/{name}"), data, path)
        return
    served = Path(params["put_into"])
    if not served.is_dir():
        raise LicensingError(
            "transfer_failed",
            f"{served.absolute()} is not a folder. Is slp_transfer_folder the folder of the server's files?",
        )
    # Named by the device, so that one folder serves a fleet.
    file = served / safe_name(f"{state['product']['sn'] or 'device'}_{split_path(path)[1]}")
    # The server runs as another user; what CSSM signs for a device is of no use to anyone else.
    write_whole(str(file), data, mode=0o644)
    try:
        copy_in(device, f"{base}/{file.name}", data, path)
    finally:
        file.unlink(missing_ok=True)


def _import_path(params: Params, device: Device, check_mode: bool) -> Result:
    """What is inside is not known here, so it is imported every time; whatever moves in the state shows that it was."""
    command = f"license smart import {checked('path', 'path', params['path'])}"
    before = read_for(params, device, _READS)
    if check_mode:
        return {"before": shown(before), "after": shown(before), "commands": [command], "changed": True}
    after = _import(device, before, command, lambda _latest: None, params["timeout"])
    return {"before": shown(before), "after": shown(after), "commands": device.commands, "changed": True}


def _require_allowed(enable_scp: bool) -> None:
    if not enable_scp:
        raise LicensingError(
            "transfer_failed",
            "SCP is disabled on the device. Set slp_enable_scp: true to enable it for the transfer only; or let the "
            "device copy the file from a server (slp_transfer_in: url, slp_transfer_url); or configure 'ip scp server "
            "enable'.",
        )


def _push_with_scp_on(device: Device, state: State, data: bytes, path: str, folder: Path | None) -> None:
    if folder:
        write_whole(str(folder / _SCP_IS_OURS), "")
    enter(state, device, [SCP_LINE])
    try:
        push(device, data, path)
    finally:
        _turn_scp_off(device, state, folder)


def _turn_scp_off(device: Device, state: State, folder: Path | None) -> None:
    enter(state, device, [f"no {SCP_LINE}"])
    if folder:
        (folder / _SCP_IS_OURS).unlink(missing_ok=True)


def _is_noted(folder: Path | None, answer: Answer) -> bool:
    events = read(folder).trusted() if folder else []
    return any(event["event"] == "imported" and event.get("sha256") == answer.sha256 for event in events)


def _note(folder: Path | None, answer: Answer, device: Device) -> None:
    if folder and not _is_noted(folder, answer):
        reports = [report.report_id for report in answer.acknowledged or ()]
        at = device.clock.utc_now().isoformat(timespec="seconds")
        append(folder, Event(event="imported", at=at, reports=reports, sha256=answer.sha256))


def _content(path: Path) -> bytes:
    try:
        return read_whole(path, SIZE_LIMIT)
    except LicensingError as error:
        raise LicensingError("import_rejected", error.message) from error


def _import(device: Device, before: State, command: str, left: Left, timeout: int) -> State:
    watch = Watch(device, before, _READS)
    said = device.ask(command)
    if _UNREAD.search(said):
        raise LicensingError(
            "transfer_failed",
            f"the device cannot read the file; it says: {' '.join(said.split())} Check the path; for a URL, check "
            "that the device can reach the server.",
        )
    return watch.effect(left, said, timeout, taken=_TAKEN.search(said) is not None)


def _left(answer: Answer) -> Left:
    """Of an ACK whose reports cannot be read, the state cannot show by itself that it was imported."""

    def left(latest: State) -> list[Kind] | None:
        kinds = [kind for kind in not_imported(answer, latest) if kind != "ack" or answer.acknowledged is not None]
        return kinds if kinds or answer.acknowledged is not None or "ack" not in answer.kinds else None

    return left


def _result(answer: Answer, state: State, before: Any, commands: list[str], *, changed: bool) -> Result:
    """`state`: the state now."""
    content = {"kinds": list(answer.kinds), "udis": sorted(map(str, answer.udis)), "sha256": answer.sha256}
    return {
        "changed": changed,
        "trusted": not without_trust(state),
        "before": before,
        "after": shown(state),
        "commands": commands,
        "content": content,
    }


OPERATION = DeviceOperation(
    ARGUMENT_SPEC,
    run,
    {
        "mutually_exclusive": [["src", "path"]],
        "required_one_of": [["src", "path"]],
        "required_if": [["transfer", "rest", ["src", *REST_REQUIRED]], ["transfer", "url", ["src", "url"]]],
        "required_by": {"put_into": ["url"]},
    },
)
