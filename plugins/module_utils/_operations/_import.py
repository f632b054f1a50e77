# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_import: bring an answer file to a device, import it, and see what it brings in the state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .._artifacts import write_whole
from .._device import Device
from .._errors import LicensingError
from .._files.claim import claim, this_play
from .._files.envelope import Answer, Kind, read_answer, refuse_strangers
from .._files.ledger import Event
from .._files.ledger_file import append, read
from .._files.safe_xml import SIZE_LIMIT
from .._flash import SCP_LINE, delete, push, read_directory, require_space
from .._plan_import import device_udis, not_imported
from .._state import State
from .._support import read_supported
from .._values import checked
from ._operation import Operation, Params, Result

ARGUMENT_SPEC: dict[str, Any] = {
    "src": {"type": "path"},
    "path": {"type": "str"},
    "directory": {"type": "str", "default": "flash:"},
    "dest": {"type": "path"},
    "enable_scp": {"type": "bool", "default": False},
    "remove": {"type": "bool", "default": False},
    "timeout": {"type": "int", "default": 60},
}
_READS = ("licence", "platform", "rum")
_TAKEN = "Import Data Successful"
# Beside the ledger while SCP is on for our sake: after a killed run the next one turns it off.
_SCP_IS_OURS = "scp_enabled"


def run(params: Params, device: Device, check_mode: bool) -> Result:
    """Import the file of the controller (src), or the one that the device reaches itself (path)."""
    if params["src"] is None:
        return _import_path(checked("path", "path", params["path"]), device, check_mode)
    directory = checked("directory", "path", params["directory"])
    data = _content(Path(params["src"]))
    answer = read_answer(data)
    state = read_supported(device, *_READS)
    refuse_strangers(answer, device_udis(state))
    folder = Path(params["dest"]) if params["dest"] else None
    missing = not_imported(answer, state)
    if missing == ["ack"] and answer.acknowledged is None and _is_noted(folder, answer):
        # This one the device cannot show.
        missing = []
    path = f"{directory}slp_import_{answer.sha256[:12]}.xml"
    command = f"license smart import {path}"
    commands = [command] if missing else []
    before = _shown(state)
    if check_mode:
        return _result(answer, before, before, commands, changed=bool(missing))
    if folder:
        claim(folder, this_play(), device.time.utc_now())
        if (folder / _SCP_IS_OURS).exists():
            _turn_scp_off(device, folder)
    if not missing:
        _note(folder, answer, device)
        return _result(answer, before, before, device.commands, changed=bool(device.commands))
    listing, by_scp = read_directory(device, directory)
    require_space(listing, len(data))
    if by_scp:
        push(device, data, path)
    else:
        _push_with_scp_on(device, data, path, folder, params["enable_scp"])
    _import(device, command)
    after = _wait(device, answer, params["timeout"])
    _note(folder, answer, device)
    if params["remove"]:
        delete(device, path)
    return _result(answer, before, _shown(after), device.commands, changed=True)


def _import_path(path: str, device: Device, check_mode: bool) -> Result:
    """What is inside is not known here, so it is imported every time; the device refuses what is not its own."""
    before = read_supported(device, *_READS)
    command = f"license smart import {path}"
    if check_mode:
        return {"before": _shown(before), "after": _shown(before), "commands": [command], "changed": True}
    _import(device, command)
    after = device.read(*_READS)
    return {"before": _shown(before), "after": _shown(after), "commands": device.commands, "changed": True}


def _push_with_scp_on(device: Device, data: bytes, path: str, folder: Path | None, allowed: bool) -> None:
    if not allowed:
        raise LicensingError(
            "transfer_failed",
            "a file goes to the device by SCP, which is off there. Configure 'ip scp server enable', or allow it for "
            "the transfer (enable_scp), or let the device take the file from a URL (path).",
        )
    if folder:
        write_whole(str(folder / _SCP_IS_OURS), "")
    device.configure([SCP_LINE])
    try:
        push(device, data, path)
    finally:
        _turn_scp_off(device, folder)


def _turn_scp_off(device: Device, folder: Path | None) -> None:
    device.configure([f"no {SCP_LINE}"])
    if folder:
        (folder / _SCP_IS_OURS).unlink(missing_ok=True)


def _is_noted(folder: Path | None, answer: Answer) -> bool:
    events = read(folder).events if folder else []
    return any(event["event"] == "imported" and event.get("sha256") == answer.sha256 for event in events)


def _note(folder: Path | None, answer: Answer, device: Device) -> None:
    if folder and not _is_noted(folder, answer):
        reports = [report.report_id for report in answer.acknowledged or ()]
        at = device.time.utc_now().isoformat(timespec="seconds")
        append(folder, Event(event="imported", at=at, reports=reports, sha256=answer.sha256))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise LicensingError("import_rejected", f"{path} is larger than any licence file ({SIZE_LIMIT} bytes)")
        return path.read_bytes()
    except OSError as error:
        raise LicensingError("import_rejected", f"{path} cannot be read: {error.strerror}") from error


def _import(device: Device, command: str) -> None:
    answer = device.execute(command)
    if _TAKEN not in answer:
        raise LicensingError(
            "import_rejected",
            f"the device does not take the file; it says: {answer or 'nothing'}. "
            "Was it made for this device, and did it travel unchanged? Download it once more.",
        )


def _wait(device: Device, answer: Answer, timeout: int) -> State:
    latest: State
    left: list[Kind] = []

    def look() -> bool:
        nonlocal latest, left
        latest = device.read(*_READS)
        left = [kind for kind in not_imported(answer, latest) if kind != "ack" or answer.acknowledged is not None]
        return not left

    if device.wait(look, timeout):
        return latest
    raise LicensingError(
        "timeout",
        f"the device took the file, but within {timeout} s its state does not show it ({', '.join(left)}); "
        "read the state again later, and 'show license history message'.",
    )


def _shown(state: State) -> dict[str, Any]:
    keys = ("trust_codes", "policy", "authorizations", "usage_reporting")
    return {key: state[key] for key in keys}  # type: ignore[literal-required]


def _result(answer: Answer, before: Any, after: Any, commands: list[str], *, changed: bool) -> Result:
    content = {"kinds": list(answer.kinds), "udis": sorted(map(str, answer.udis)), "sha256": answer.sha256}
    return {"changed": changed, "before": before, "after": after, "commands": commands, "content": content}


OPERATION = Operation(
    ARGUMENT_SPEC, run, {"mutually_exclusive": [["src", "path"]], "required_one_of": [["src", "path"]]}
)
