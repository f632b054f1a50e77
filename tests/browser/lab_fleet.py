# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report that compliance.yml wrote of a fleet of simulated devices, whose inventory and licences mean ill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from tests.lab.estate import DEFAULT_ESTATE
from tests.unit.report.hosts import HOSTILE

from .chromium import ROOT

# What devices say of licences: one that is read, and one that is not, and so becomes part of a finding.
LICENCE, NO_LICENCE = "<script>alert`1`</script>", "<script>alert(1)</script>"
# An inventory takes a bracket in a name for a range of hosts.
NAMES = tuple(name for name in HOSTILE if "[" not in name)
_SITES = ("Berlin", "Hamburg", "Köln", *HOSTILE)
_LIMIT = 120


@dataclass(frozen=True)
class Report:
    """The page, and what is in the files of the hosts: the truth that it is to show."""

    page: Path
    hosts: list[dict[str, Any]]

    def having(self, rule: str, site: str | None = None) -> list[str]:
        """Return the names of the hosts with a finding of a rule, of one site or of all."""
        return [
            host["host"]
            for host in self.hosts
            if rule in {finding["rule"] for finding in host["findings"]} and site in (None, host["site"])
        ]


def lab_report(folder: Path, devices: int) -> Report:
    """Start so many devices, run compliance.yml over them, and stop them again."""
    with _lab(folder / "lab", devices) as inventory:
        command = [str(Path(sys.executable).parent / "ansible-playbook"), "netops.smart_licensing.compliance"]
        environment = {**os.environ, "ANSIBLE_HOME": str(folder / "home"), "ANSIBLE_NOCOLOR": "1"}
        done = subprocess.run(
            [*command, "-i", str(inventory)],
            **{"cwd": folder, "env": environment, "capture_output": True, "text": True, "timeout": _LIMIT},
        )
    if done.returncode:
        raise RuntimeError(f"compliance.yml ended with {done.returncode}:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    left = folder / "slp_artifacts" / "compliance"
    return Report(
        left / "compliance.html", [json.loads(file.read_text()) for file in sorted((left / "hosts").glob("*.json"))]
    )


@contextmanager
def _lab(folder: Path, devices: int) -> Iterator[Path]:
    """Yield the inventory of a running lab, with sites, hosts of hostile names, and one unreachable host."""
    folder.mkdir()
    estate = folder / "estate.yml"
    estate.write_text(yaml.safe_dump(_estate()), encoding="utf-8")
    command = [sys.executable, "-m", "tests.lab"]
    options = ["--dir", str(folder), "--devices", str(devices), "--estate", str(estate), "--set", "show_delay=0"]
    subprocess.run([*command, "start", *options], cwd=ROOT, check=True, timeout=_LIMIT)
    try:
        source = yaml.safe_load((folder / "inventory.yml").read_text(encoding="utf-8"))
        sites = cycle(_SITES)
        for group in source["all"]["children"]["lab"]["children"].values():
            for variables in group["hosts"].values():
                variables["slp_site"] = next(sites)
        direct = source["all"]["children"]["lab"]["children"]["direct"]["hosts"]
        first, *others = direct
        direct[first]["ansible_port"] = 1
        for name, hostile in zip(others, NAMES, strict=False):
            direct[hostile] = direct.pop(name)
        inventory = folder / "hostile.yml"
        inventory.write_text(yaml.safe_dump(source), encoding="utf-8")
        yield inventory
    finally:
        subprocess.run([*command, "stop", "--dir", str(folder)], cwd=ROOT, check=True, timeout=_LIMIT)


def _estate() -> dict[str, Any]:
    """Return the estate of the lab, the licences of two kinds of devices renamed."""
    source: dict[str, Any] = yaml.safe_load(DEFAULT_ESTATE.read_text(encoding="utf-8"))
    for profile, name in (("c9350", LICENCE), ("c9600", NO_LICENCE)):
        source["profiles"][profile]["licences"][0] |= {"name": name, "description": "=cmd|' /C calc'!A0"}
    return source
