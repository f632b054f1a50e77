# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_slac by file: bring a request for a SLAC to the controller, or return a SLAC and keep the return code.

A run may be killed anywhere. A request that is there, noted and unaltered is not made again. Of a return code that no
artifact has, the device still shows the last one, and the next run keeps that.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..device.device import Device
from ..device.flash import appears, delete, fetch, read_directory, require_space, when_whole
from ..files.artifact_paths import safe_name
from ..files.artifacts import read_whole, write_whole
from ..files.claim import claim, this_play
from ..files.ledger import Event
from ..files.ledger_file import append, read
from ..files.request import read_request
from ..files.safe_xml import SIZE_LIMIT
from ..plans.import_file import device_udis
from ..plans.slac import (
    RETURN_QUESTION,
    last_return_codes,
    predicted,
    require_known_feature,
    require_not_in_use,
    return_codes,
    save_requests,
    with_slac,
    without_slac,
)
from ..state.state import State
from ..words.errors import LicensingError
from ..words.releases import ABILITIES, at_least
from ..words.values import checked
from .operation import Params, Result, known_to, read_for

FILE_OPTIONS: dict[str, Any] = {
    "dest": {"type": "path"},
    "directory": {"type": "str", "default": "flash:"},
    "transfer": {"type": "str", "choices": ["auto", "scp", "cli"], "default": "auto"},
    "remove": {"type": "bool", "default": False},
}
_NEEDS = ("licence", "platform")
FIRST_RELEASE = ABILITIES["slac_request_file"].release


@dataclass
class _Run:
    """What one run works on."""

    params: Params
    device: Device
    state: State

    @property
    def folder(self) -> Path:
        return Path(self.params["dest"])

    @property
    def request(self) -> Path:
        """Where the request lies that waits for its answer; one that was answered has another name."""
        return self.folder / "request" / safe_name(f"slac_{self.params['feature']}_{self.params['scope']}.xml")

    @property
    def stamp(self) -> str:
        return f"{self.device.clock.utc_now():%Y%m%dT%H%M%SZ}"

    def claim(self) -> None:
        claim(self.folder, this_play(), self.device.clock.utc_now())


def run_by_file(params: Params, device: Device, check_mode: bool) -> Result:
    """Do by files what the options ask for. `feature` is checked already."""
    checked("directory", "path", params["directory"])
    run = _present if params["state"] == "present" else _absent
    known = known_to(params, _NEEDS)
    if known is not None and _is_done(this := _Run(params, device, known)):
        return run(this, check_mode)
    return run(_Run(params, device, read_for(params, device, _NEEDS)), check_mode)


def _is_done(this: _Run) -> bool:
    if this.params["state"] == "present":
        return not without_slac(this.state, this.params["feature"], this.params["scope"]) or _waiting(this) is not None
    return not with_slac(this.state, this.params["scope"]) and not _not_kept(this)


# -- request ------------------------------------------------------------------------------------------------------


def _present(this: _Run, check_mode: bool) -> Result:
    params, device = this.params, this.device
    if not without_slac(this.state, params["feature"], params["scope"]):
        if not check_mode:
            _retire(this, this.request.name)
        return _result(this.state, [])
    waiting = _waiting(this)
    if waiting:
        return _result(this.state, [], request=waiting)
    _require_release(this.state)
    path = f"{params['directory']}slp_request_{this.stamp}.xml"
    ways = save_requests(params["feature"], params["scope"], path, this.state["transport"]["type"])
    if check_mode:
        return _result(this.state, ways[0])
    this.claim()
    listing, scp = read_directory(device, params["directory"])
    require_space(listing)
    _save(this, ways, path)
    when_whole(device, path, params["timeout"], lambda size: _bring(this, path, size, scp))
    if params["remove"]:
        delete(device, path)
    return _result(this.state, device.commands, request=_waiting(this))


def _require_release(state: State) -> None:
    release = (state["platform"] or {}).get("release")
    if not at_least(release, FIRST_RELEASE):
        raise LicensingError(
            "unsupported_release",
            f"a request for a SLAC is saved to a file from IOS XE {FIRST_RELEASE} on; this device has "
            f"{release or 'an unknown release'}. Generate the SLAC in CSSM with the UDI of the device (Inventory > "
            "Product Instances > Authorize License-Enforced Features), download the file, and import it (slp_import).",
        )


def _waiting(this: _Run) -> dict[str, str] | None:
    """Return the request that was brought and waits for its answer; None for one that is altered or was never noted."""
    try:
        data = read_whole(this.request, SIZE_LIMIT, follow=False)
        request = read_request(data, device_udis(this.state))
    except LicensingError:
        return None
    file = str(this.request.relative_to(this.folder))
    noted = [event.get("sha256") for event in read(this.folder).trusted() if event.get("file") == file]
    return {"path": str(this.request), "sha256": request.sha256} if noted[-1:] == [request.sha256] else None


def _save(this: _Run, ways: list[list[str]], path: str) -> None:
    """Try the ways until the file is there: what is printed to them decides only which are waited for."""
    said: list[str] = []
    for commands in ways:
        taken, printed = _try(this, commands)
        if taken and (not printed or appears(this.device, path)):
            return
        said += printed
    is_off = this.state["transport"]["type"] == "off"
    advice = "" if is_off else " With the transport on, requests go online; turn it off first (slp_transport)."
    raise LicensingError("device_error", f"the device does not save the request; it says {'; '.join(said)}.{advice}")


def _try(this: _Run, commands: list[str]) -> tuple[bool, list[str]]:
    """Send commands up to one that is refused; return whether none was, and what was printed."""
    printed: list[str] = []
    for command in commands:
        try:
            answer = this.device.execute(command)
        except LicensingError as error:
            if error.reason != "device_error":
                raise
            return False, [*printed, error.message]
        if " add " in command:
            require_known_feature(this.params["feature"], answer)
        if "space" in answer.lower():
            raise LicensingError("storage_full", f"the device does not save the request; it says: {answer}")
        printed += [f"to '{command}': {answer}"] if answer else []
    return True, printed


def _bring(this: _Run, path: str, size: int, scp_is_on: bool) -> None:
    data = fetch(this.device, path, size, this.params["transfer"], scp_is_on)
    request = read_request(data, device_udis(this.state))
    write_whole(str(this.request), data)
    file = str(this.request.relative_to(this.folder))
    at = this.device.clock.utc_now().isoformat(timespec="seconds")
    append(this.folder, Event(event="verified", at=at, reports=[], file=file, sha256=request.sha256))


def _retire(this: _Run, names: str) -> None:
    """Give another name to requests whose SLAC is installed, so that none is taken for one that waits."""
    for path in sorted((this.folder / "request").glob(names)):
        this.claim()
        digest = hashlib.sha256(read_whole(path, SIZE_LIMIT, follow=False)).hexdigest()
        path.rename(path.with_name(f"answered_{digest[:16]}.xml"))


# -- return -------------------------------------------------------------------------------------------------------


def _absent(this: _Run, check_mode: bool) -> Result:
    params, device, before = this.params, this.device, this.state
    if not with_slac(before, params["scope"]):
        return _found(this, check_mode)
    require_not_in_use(before, params["feature"])
    command = f"license smart authorization return {params['scope']} offline"
    if check_mode:
        return _result(before, [command], after=predicted(before, params["scope"], installed=False))
    this.claim()
    _retire(this, "slac_*.xml")
    artifact = this.folder / "return" / f"{this.stamp}_{params['scope']}.txt"
    # The device forgets the SLAC at once: there must be a place for its code, and what it says is kept as it is.
    _keep(artifact, f"{command}\n", "Nothing was returned.")
    answer = device.execute(command, RETURN_QUESTION, "yes")
    _keep(artifact, f"{command}\n{answer}\n", f"Record this manually, the device does not keep it: {answer}")
    codes = return_codes(answer)
    try:
        after = _returned(this, answer, params["timeout"])
    except LicensingError as error:
        error.details.update({"return_codes": codes, "artifact": str(artifact)} if codes else {})
        raise
    if codes:
        shown = after["authorizations"]
        return _result(before, device.commands, after=shown, return_codes=codes, artifact=str(artifact))
    return _unprinted(this, before, after)


def _returned(this: _Run, answer: str, timeout: int) -> State:
    """Return the state without the SLAC. Raises LicensingError where it stays."""
    latest = this.state

    def look() -> bool:
        nonlocal latest
        latest = this.device.renew(this.state, "authorization")
        return not with_slac(latest, this.params["scope"])

    if not this.device.clock.wait(look, timeout):
        left = ", ".join(with_slac(latest, this.params["scope"]))
        raise LicensingError(
            "slac_denied", f"the device still shows a SLAC on {left}; it answers the return with: {answer or 'nothing'}"
        )
    return latest


def _unprinted(this: _Run, before: State, after: State) -> Result:
    """The device shows a code that it has not printed, or that was printed in a way that is not known."""
    this.state = after
    found = _found(this, check_mode=False)
    if not found["return_codes"]:
        raise LicensingError(
            "device_error",
            "the SLAC is removed, and the device shows no return code; without it CSSM does not release the licence. "
            f"Look for it in 'show license tech support', and in the device's output ({this.folder / 'return'}).",
        )
    return {**found, "before": {"authorizations": before["authorizations"]}}


def _found(this: _Run, check_mode: bool) -> Result:
    """Keep the codes of a return that was cut off, or was made without us: the device shows them until the next one."""
    codes = _not_kept(this)
    if not codes or check_mode:
        return _result(this.state, [], changed=bool(codes), return_codes=codes)
    this.claim()
    lines = [f"UDI: {entry['udi']}\nReturn code: {entry['code']}\n" for entry in codes]
    artifact = this.folder / "return" / f"{this.stamp}_shown.txt"
    _keep(artifact, f"show license authorization\n{''.join(lines)}", "The device still shows the code; run again.")
    return _result(this.state, this.device.commands, changed=True, return_codes=codes, artifact=str(artifact))


def _not_kept(this: _Run) -> list[dict[str, str | None]]:
    kept = {word for path in (this.folder / "return").glob("*.txt") for word in _words(path)}
    return [entry for entry in last_return_codes(this.state) if entry["code"] not in kept]


def _words(path: Path) -> list[str]:
    """Return the words of an artifact; none of one that cannot be read, whose code is then kept again."""
    try:
        return read_whole(path, SIZE_LIMIT, follow=False).decode("utf-8", "replace").split()
    except LicensingError:
        return []


def _keep(artifact: Path, text: str, otherwise: str) -> None:
    try:
        write_whole(str(artifact), text)
    except LicensingError as error:
        raise LicensingError(error.reason, f"{error.message} {otherwise}") from error


def _result(before: State, commands: list[str], *, after: Any = None, changed: bool = False, **more: Any) -> Result:
    shown = before["authorizations"]
    return {
        "changed": changed or bool(commands),
        "before": {"authorizations": shown},
        "after": {"authorizations": shown if after is None else after},
        "commands": commands,
        **more,
    }
