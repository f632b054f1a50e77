# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where input comes in, by name: each takes what an attacker controls and returns what becomes of it, as text or JSON.

These are the entry points of the product itself. What refuses raises LicensingError, or Damaged for a file of a report.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.gate import checklist
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.result import read_file
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.rollout import Candidate, lanes_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.conversation import Conversation
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.device import Device
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.flash import parse_directory
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.ios_error import ios_error, without_log
from ansible_collections.netops.smart_licensing.plugins.module_utils.field.transcript import Said, opening, steps
from ansible_collections.netops.smart_licensing.plugins.module_utils.files import ledger_file
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.answer import read_answer
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifact_paths import artifact_path
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import read_whole, write_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.claim import claim, this_play
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.cslu_bulk import DEFAULT_COLUMNS, bulk_file
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.request import read_request
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import parse_udi
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.unpack import unpack
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.usage import read_usage
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.json_answer import read_json
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.registration_token import (
    filled_path,
    read_new_token,
    read_tokens,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.session import retry_after
from ansible_collections.netops.smart_licensing.plugins.module_utils.operations import OPERATIONS
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import empty_state, parse_outputs
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans import before
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.on_prem_url import on_prem_url
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.settings import settings_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.dates import parse_date
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue, LicensingError
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.values import checked, without_credentials
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.expressions import message
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import compiled, shipped
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.fleet import read_fleet
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.junit import junit
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.page import for_script
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.page_data import page_data
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.prometheus import metrics
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.spreadsheet import spreadsheet
from tests.unit.files.samples import ROUTER
from tests.unit.report.hosts import finding, host, write

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
Entry = Callable[[Any, Path], Any]
__all__ = ["ENTRIES", "Entry"]


class Reached(Exception):
    """A value went through all checks, and the device was about to be asked."""


def _module(given: Any, _folder: Path) -> Any:
    """Run a device module: nothing may be sent for a value that is not allowed."""
    operation = OPERATIONS[given["module"]]
    validated = ArgumentSpecValidator(operation.argument_spec, **operation.constraints).validate(given["options"])
    if validated.error_messages:
        raise InvalidValue("; ".join(validated.error_messages))

    def connect() -> Any:
        raise Reached("the device was asked")

    device = Device(Conversation(connect, ConnectionError))
    return operation.run(validated.validated_parameters, device, False)


def _value(given: Any, _folder: Path) -> Any:
    """Check a value as every option that goes into a command line is checked."""
    return checked(given["option"], given["kind"], given["value"])


def _ledger(given: Any, folder: Path) -> Any:
    """Read a line of a ledger back, for whoever acts on it."""
    event = {"event": "saved", "at": "2026-11-24T12:00:00+00:00", "reports": ["1"], **given.get("event", {})}
    line = given["line"] if "line" in given else json.dumps(event)
    (folder / "ledger.jsonl").write_bytes(line.encode("utf-8", "surrogatepass") + b"\n")
    return [dict(found) for found in ledger_file.read(folder).trusted()]


def _ledger_written(given: Any, folder: Path) -> Any:
    """Append an event whose values come from a device or from CSSM."""
    event = {"event": "saved", "at": "2026-11-24T12:00:00+00:00", "reports": ["1"], **given}
    ledger_file.append(folder, event)  # type: ignore[arg-type]
    return (folder / "ledger.jsonl").read_text()


def _claim(given: Any, folder: Path) -> Any:
    """Claim a folder in which a claim of somebody lies."""
    (folder / "claim.json").write_text(given if isinstance(given, str) else json.dumps(given))
    return claim(folder, this_play(), NOW)


def _folder_with(given: Any, folder: Path) -> Any:
    """Meet something else than one of our files where one is expected, and use it in the way that is named."""
    outside = folder / "outside"
    outside.write_text("kept")
    name = {"claim": "claim.json", "ledger": "ledger.jsonl", "result": "result.json", "before": "before.json"}[
        given["as"]
    ]
    inside = folder / "host"
    inside.mkdir()
    path = inside / name
    if given["is"] == "link":
        path.symlink_to(outside)
    elif given["is"] == "dangling link":
        path.symlink_to(folder / "nowhere")
    elif given["is"] == "loop":
        path.symlink_to(path)
    elif given["is"] == "pipe":
        os.mkfifo(path)
    elif given["is"] == "folder":
        path.mkdir()
    elif given["is"] == "device":
        path.symlink_to("/dev/zero")
    elif given["is"] == "huge":
        with path.open("wb") as stream:
            stream.truncate(300 * 1024 * 1024)
    use: dict[str, Callable[[], Any]] = {
        "claim": lambda: claim(inside, this_play(), NOW),
        "ledger": lambda: ledger_file.read(inside).trusted(),
        "result": lambda: read_file(path),
        "before": lambda: before.read(path, empty_state()),
    }
    use_it = (lambda: write_whole(str(path), "ours")) if given.get("write") else use[given["as"]]
    try:
        done = use_it()
    finally:
        assert outside.read_text() == "kept"
        assert not (folder / "nowhere").exists()
    return done


def _result(given: Any, folder: Path) -> Any:
    """Read the result of an earlier run."""
    path = folder / "result.json"
    path.write_bytes(given.encode("utf-8", "surrogatepass"))
    return read_file(path)


def _before_file(given: Any, folder: Path) -> Any:
    """Read what a rollback goes back to. `set`: a setting and its value, in the file of this very device."""
    state = empty_state()
    state["product"] = {"pid": "C8300-1N1S-4T2X", "sn": "FDO2401A0BC"}
    udi = f"PID:{state['product']['pid']},SN:{state['product']['sn']}"
    content: Any = {"schema": 1, "host": "rtr-1", "udi": udi, "at": None, "settings": settings_of(state)}
    for path, value in given.get("set", {}).items():
        *parents, last = path.split(".")
        holder = content
        for parent in parents:
            holder = holder[parent]
        holder[last] = value
    for path in given.get("drop", []):
        del content["settings"][path]
    path = folder / "before.json"
    path.write_text(given.get("text") or json.dumps(content))
    return before.read(path, state)


def _path(given: Any, folder: Path) -> Any:
    """Make the path of a file from the name of a host and that of a file; it lies inside the folder of the host."""
    made = artifact_path(folder, given["host"], "usage", given["name"])
    assert made.resolve().is_relative_to(folder.resolve()) and len(made.relative_to(folder).parts) == 3
    others = [artifact_path(folder, other, "usage", given["name"]) for other in given.get("not", [])]
    assert made not in others, "two hosts share a file"
    write_whole(str(made), "x")
    return str(made.relative_to(folder))


def _xml(read: Callable[[bytes], Any]) -> Entry:
    return lambda given, _folder: str(read(_bytes(given)))


def _bytes(given: Any) -> bytes:
    return bytes.fromhex(given["hex"]) if isinstance(given, dict) else given.encode("utf-8", "surrogatepass")


def _archive(given: Any, _folder: Path) -> Any:
    """Unpack an archive that somebody downloaded."""
    data = _packed(given)
    if "cut" in given:
        data = data[: given["cut"]]
    return [[name, len(content)] for name, content in unpack("a.tar", data)]


def _packed(given: Any) -> bytes:
    made = io.BytesIO()
    if given["kind"] == "zip":
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for member in given["members"]:
                archive.writestr(member["name"], _content(member))
        return made.getvalue()
    if given["kind"] == "gzip":
        return gzip.compress(_content(given), 1)
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for member in given["members"]:
            entry = tarfile.TarInfo(member["name"])
            entry.type = getattr(tarfile, member.get("type", "REGTYPE"))
            entry.linkname = member.get("link", "")
            data = _content(member)
            entry.size = len(data) if entry.isreg() else 0
            tar.addfile(entry, io.BytesIO(data))
    data = made.getvalue()
    return gzip.compress(data, 1) if given["kind"] == "tar.gz" else data


def _content(member: Any) -> bytes:
    if "archive" in member:
        return _packed(member["archive"])
    return bytes(member["zeros"]) if "zeros" in member else str(member.get("text", "<a/>")).encode()


def _json(given: Any, _folder: Path) -> Any:
    """Read the body of an answer of an API."""
    try:
        return read_json(_bytes(given))
    except ValueError as error:
        raise LicensingError("api_failed", str(error)) from error


def _fleet(folder: Path, given: Any) -> Any:
    write(folder, host(given.pop("host", "sw-1"), **given))
    return read_fleet(folder / "hosts", NOW)


def _report(render: Callable[[Any], str]) -> Entry:
    return lambda given, folder: render(_fleet(folder, dict(given)))


def _finding(given: Any, folder: Path, render: Callable[[Any], str]) -> str:
    return render(_fleet(folder, {"findings": [finding(**given)]}))


def _host_file(given: Any, folder: Path) -> Any:
    """Read the file of a host that a report is made of."""
    write(folder, host("good"))
    (folder / "hosts" / "00001.json").write_bytes(_bytes(given))
    fleet = read_fleet(folder / "hosts", NOW)
    return {"hosts": [entry.name for entry in fleet.hosts], "problems": len(fleet.problems)}


def _gates(given: Any, _folder: Path) -> str:
    gate = {"id": "g", "title": "t", "where": "w", "what": "x", "evidence": "e", "file": None, **given.get("gate", {})}
    return checklist({given.get("host", "rtr-1"): {"open_gates": [gate], "closed_gates": []}})


def _bulk(given: Any, _folder: Path) -> str:
    known = {
        "hostname": "rtr-1",
        "address": "192.0.2.1",
        "connect_method": "REST API",
        "username": "u",
        "password": "p",
    }
    return bulk_file(given.get("columns") or DEFAULT_COLUMNS, [{**known, **given.get("device", {})}])


def _transcript(given: Any, _folder: Path) -> Any:
    """Write what a device said as YAML, and read it back: it is a text there, and nothing else."""
    import yaml

    text = opening(given.get("name", "n"), "a") + steps([Said(given["command"], given["answer"])])
    read = yaml.safe_load(text)
    (step,) = read["steps"]
    assert (step["command"], step.get("answer", "").rstrip("\n")) == (given["command"], given["answer"].rstrip("\n"))
    return sorted(read)


def _parse(given: Any, _folder: Path) -> Any:
    """Read what a device printed."""
    state = parse_outputs({given["command"]: given["text"]})
    return {"mode": state["mode"], "unparsed": len(state["unparsed"])}


def _rule(given: Any, _folder: Path) -> Any:
    base = {
        "id": "own",
        "title": "t",
        "severity": "error",
        "when": "`true`",
        "message": "m",
        "remedy": "r",
        "source": "s",
    }
    rule = next(rule for rule in compiled([{**base, **given}]) if rule.id == given.get("id", "own"))
    return rule.title


def _message(given: Any, _folder: Path) -> str:
    from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.expressions import Clock

    return str(message(given["text"])(given["data"], Clock(None).options()))


def _tokens(given: Any, _folder: Path) -> Any:
    return [[token.description, token.expires] for token in read_tokens(given)]


ENTRIES: dict[str, Entry] = {
    "a device module": _module,
    "a value for a command": _value,
    "a line of a ledger": _ledger,
    "an event for a ledger": _ledger_written,
    "a claim": _claim,
    "an artifact folder": _folder_with,
    "result.json": _result,
    "before.json": _before_file,
    "a path": _path,
    "an answer of CSSM": _xml(read_answer),
    "a usage file": _xml(read_usage),
    "a SLAC request": _xml(lambda data: read_request(data, [ROUTER])),
    "an archive": _archive,
    "an answer of an API": _json,
    "the spreadsheet": _report(spreadsheet),
    "the spreadsheet, a finding": lambda given, folder: _finding(given, folder, spreadsheet),
    "the page": _report(lambda fleet: for_script(page_data(fleet))),
    "JUnit": _report(lambda fleet: junit(fleet, "title", "error")),
    "JUnit, a finding": lambda given, folder: _finding(given, folder, lambda fleet: junit(fleet, "title", "error")),
    "Prometheus": _report(lambda fleet: metrics(fleet, [])),
    "Prometheus, a finding": lambda given, folder: _finding(given, folder, lambda fleet: metrics(fleet, [])),
    "a file of the report": _host_file,
    "the list of gates": _gates,
    "the file for CSLU": _bulk,
    "a transcript": _transcript,
    "an output of a device": _parse,
    "a refusal of a device": lambda given, _folder: ios_error(given),
    "a log of a device": lambda given, _folder: without_log(given),
    "a directory of a device": lambda given, _folder: sorted(parse_directory(given).files),
    "a date of a device": lambda given, _folder: str(parse_date(given)),
    "a UDI": lambda given, _folder: str(parse_udi(given)),
    "a rule": _rule,
    "a message of a rule": _message,
    "the rules that are switched off": lambda given, _folder: len(compiled([], given)) < len(shipped()),
    "tokens of an API": _tokens,
    "a new token of an API": lambda given, _folder: read_new_token(given).value,
    "a path of an API": lambda given, _folder: filled_path(given["template"], **given["names"]),
    "Retry-After": lambda given, _folder: retry_after(given, NOW.timestamp()),
    "an account of SSM On-Prem": lambda given, _folder: on_prem_url(given["host"], given["account"]),
    "a URL in a message": lambda given, _folder: without_credentials(given),
    "slp_batch": lambda given, _folder: lanes_of([Candidate("h", "direct", True, given)])["direct"].batches,
    "a file on the controller": lambda given, folder: len(read_whole(folder / given, 1000)),
}
