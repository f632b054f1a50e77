# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold whatever breaks: each function returns what does not, in words, for a person to look into."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.integration.pairs import WORKFLOWS
from tests.integration.pairs_truth import heard
from tests.lab.client import LabClient

from .catalogue import Plan
from .fleet import Fleet, PlayRun

_SHORT = {name: short for short, name in WORKFLOWS.items()}
_TRUST = re.compile(r"^license smart trust idtoken (\S+)")
_SLAC = re.compile(r"^license smart authorization request (add|replace) ")
_HALF = re.compile(r"^\.writing\.|\.part$|\.tmp$")
_ALREADY = "Trust code is already installed"


def configurations(client: LabClient, hosts: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return what each device runs and what it would start with."""
    truths = {host: client.device(host) for host in hosts}
    return {host: (str(truth["running_config"]), str(truth["startup_config"])) for host, truth in truths.items()}


def of_failures(run: PlayRun, plan: Plan, fleet: Fleet) -> list[str]:
    """A host fails for the reason of its fault, and one without a fault does not fail."""
    found = []
    for host in plan.hosts:
        result, allowed = run.results.get(host), plan.reasons(host, fleet.topologies[host])
        if result is None:
            found.append(f"{host}: no result.json")
            continue
        failed = result["failed"]
        if bool(failed) != (host in run.failed):
            found.append(f"{host}: the play and result.json differ: {failed}")
        if failed and failed["reason"] not in allowed:
            found.append(f"{host}: {failed['reason']}, not one of {sorted(allowed)}: {failed['msg']}")
        if failed and result["complete"]:
            found.append(f"{host}: failed and complete")
        if failed and len(failed["msg"]) < 40:
            found.append(f"{host}: says nothing to do next: {failed['msg']}")
    return found


def of_truth(run: PlayRun, fleet: Fleet, since: float) -> list[str]:
    """What result.json calls complete, the servers heard, and the device keeps over a reload."""
    complete = {host: result for host, result in run.results.items() if result["complete"]}
    workflows = {host: _SHORT[result["workflow"]] for host, result in complete.items()}
    found = [
        f"{host}: complete, and its server heard nothing" for host in complete.keys() - _heard(fleet, workflows, since)
    ]
    for host in complete:
        truth = fleet.client.device(host)
        if not truth["saved"] and not truth["controller_mode"]:
            found.append(f"{host}: complete, and its configuration is not saved")
    return found


def _heard(fleet: Fleet, workflows: Mapping[str, str], since: float) -> set[str]:
    return heard(fleet.client, workflows, since)


def of_convergence(run: PlayRun, fleet: Fleet) -> list[str]:
    """Every host is where it should be, and nothing is left open on it."""
    found = [f"{host}: failed after healing" for host in run.failed]
    for host in fleet.hosts:
        result = run.results.get(host)
        if result is None or not result["complete"]:
            shown = result and {
                "failed": result["failed"],
                "missing": [(proof["step"], proof["by"]) for proof in result["proofs"] if not proof["proved"]],
                "gates": [gate["id"] for gate in result["open_gates"]],
            }
            found.append(f"{host}: not complete after healing: {shown}")
        lines = fleet.client.device(host)["running_config"].splitlines()
        if "ip scp server enable" in lines:
            found.append(f"{host}: its SCP server stays on")
    return found


def of_actions(client: LabClient, hosts: Iterable[str], forgotten: Mapping[str, int]) -> list[str]:
    """No token and no request for a SLAC was sent again while an earlier one could still come true.

    `forgotten`: how many requests a device may have forgotten, by host, as it restarted.
    """
    counters, found = client.counters(), []
    for host in hosts:
        truth, commands = client.device(host), counters[host]["commands"]
        for what, pattern, message in (
            ("the token", _TRUST, "Trust Establishment"),
            ("the request for a SLAC", _SLAC, "Authorization Request"),
        ):
            sent = [command for command in commands if pattern.match(command)]
            record = truth["statistics"][message]
            answered = record["success"] + record["fail"] + forgotten.get(host, 0)
            if len(sent) > answered:
                found.append(f"{host}: {what} was sent {len(sent)} times, and answered {answered} times")
            if record["success"] > max(1, forgotten.get(host, 0)):
                found.append(f"{host}: {what} had success {record['success']} times")
        if any(exchange["detail"] == _ALREADY for exchange in truth["statistics"]["Trust Establishment"]["history"]):
            found.append(f"{host}: the token was sent to a device that is trusted")
    return found


def of_reports(client: LabClient, hosts: Iterable[str]) -> list[str]:
    """CSSM took each report once and acknowledged it at most once; a device drops none that CSSM does not have."""
    at_cssm = {(found["udi"], str(found["report_id"])): found for found in client.cssm()["reports"]}
    found = []
    for (udi, number), report in at_cssm.items():
        if report["received"] != 1 or report["acknowledged"] > 1:
            found.append(f"{udi} report {number}: received {report['received']}, acknowledged {report['acknowledged']}")
    for host in hosts:
        truth = client.device(host)
        member = truth["trust_codes"][0]
        udi = f"PID:{member['pid']},SN:{member['sn']}"
        for report in truth["rum_reports"]:
            done = report["state"] in ("ACK", "DELETED")
            if done and (udi, str(report["number"])) not in at_cssm:
                found.append(f"{host}: report {report['number']} is {report['state']}, and CSSM never had it")
    return found


def of_files(folder: Path, secrets: Iterable[str]) -> list[str]:
    """Every artifact is whole and for its owner only, and none of the files of a run holds a secret."""
    found = []
    wanted = [secret.encode() for secret in secrets]
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, data = str(path.relative_to(folder)), path.read_bytes()
        found += [f"a secret in {name}" for secret in wanted if secret in data]
        if not name.startswith("slp_artifacts/"):
            continue
        if _HALF.search(path.name):
            found.append(f"{name} was not finished")
        if stat.S_IMODE(path.stat().st_mode) != 0o600:
            found.append(f"{name} has mode {stat.S_IMODE(path.stat().st_mode):o}")
        found += _broken(name, data)
    return found


def _broken(name: str, data: bytes) -> list[str]:
    lines = [data] if name.endswith(".json") else data.splitlines() if name.endswith(".jsonl") else []
    try:
        for line in lines:
            json.loads(line)
    except ValueError as error:
        return [f"{name} cannot be read: {error}"]
    if name.endswith(".xml") and not data.rstrip().endswith(b">"):
        return [f"{name} is cut"]
    return []


def forgotten(truth: Mapping[str, Any]) -> int:
    """Return how often a device restarted, by its faults: each time it forgot what was asked of it."""
    return sum(
        int(trouble["happened"]) for trouble in truth["faults"]["troubles"] if trouble["kind"] in ("reload", "takeover")
    )
