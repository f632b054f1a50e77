# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook preflight.yml: one host for each trouble; nothing is changed, and the devices themselves say so."""

from __future__ import annotations

import csv
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.lab.client import LabClient

from .conftest import ROOT, Lab, Run

Playbook = Callable[..., Run]
PREFLIGHT = "preflight"
FAULTS: dict[str, dict[str, Any]] = {
    "skewed": {"skew_seconds": 7200},
    "server-down": {"cssm_unreachable": True},
    "drops-icmp": {"drops_icmp": True},
    "full-flash": {"storage_full": True},
}
# By host, what is wrong with it and how bad that is; a host that is ready is not here.
TROUBLES = {
    "skewed": {"clock": "error", "ntp": "warning"},
    "no-ntp": {"ntp": "warning"},
    "no-names": {"name_resolution": "error", "reachability": "unknown"},
    "wrong-vrf": {
        "vrf": "error",
        "ntp": "warning",
        "name_resolution": "unknown",
        "reachability": "unknown",
        "certificates": "warning",
    },
    "server-down": {"reachability": "warning"},
    "drops-icmp": {"reachability": "warning"},
    # Offline, and nothing says how files are to get there: IOS has SCP off.
    "full-flash": {"storage": "error", "transfer": "error"},
    "too-old": {"steps": "error", "release": "warning", "ntp": "warning", "transfer": "error"},
    "finds-no-cslu": {"name_resolution": "error", "reachability": "unknown"},
    "on-prem": {"certificates": "warning"},
    "mistyped": {"topology": "error"},
    "classic": {"mode": "error", "release": "error", "ntp": "warning"},
    "ios15": {"mode": "error", "release": "error", "ntp": "warning"},
    "sdwan": {"mode": "error"},
}
READY = ["ready", "by-proxy", "sdwan-planned"]
LOOKS = 8
# No probe: nothing to reach, no VRF to do it from, or other licensing.
UNPROBED = ["wrong-vrf", "full-flash", "too-old", "mistyped", "classic", "ios15", "sdwan-planned"]


@pytest.fixture(scope="module")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab with the estate of the preflight in place of the usual one."""
    directory = tmp_path_factory.mktemp("preflight")
    lab = [sys.executable, "-m", "tests.lab"]
    place = ["--dir", str(directory)]
    estate = ["--estate", str(ROOT / "tests" / "lab" / "preflight.yml"), "--set", "delay=0.2"]
    subprocess.run([*lab, "start", *place, *estate], cwd=ROOT, check=True, timeout=60)
    try:
        yield Lab(directory, LabClient.of(directory))
    finally:
        subprocess.run([*lab, "stop", *place], cwd=ROOT, check=True, timeout=60)


@pytest.fixture
def lab(lab: Lab) -> Lab:
    for host, faults in FAULTS.items():
        lab.client.faults(host, **faults)
    return lab


@pytest.fixture
def gone(tmp_path: Path) -> tuple[str, str]:
    """The arguments that add a host with a closed port."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        host = {"ansible_host": "127.0.0.1", "ansible_port": unused.getsockname()[1], "slp_topology": "direct"}
    path = tmp_path / "gone.yml"
    path.write_text(
        yaml.safe_dump({"all": {"hosts": {"gone": {**host, "ansible_user": "a", "ansible_password": "b"}}}})
    )
    return "-i", str(path)


def wrong(run: Run) -> dict[str, dict[str, str]]:
    """Return by host what is not right there."""
    return {
        host: {check["id"]: check["status"] for check in result["preflight"]["checks"] if check["status"] != "ok"}
        for host, result in run.results("Check whether the device is ready").items()
        if "preflight" in result
    }


def truth(lab: Lab) -> dict[str, tuple[Any, ...]]:
    """Return what a change would leave behind on each device."""
    kept = ("running_config", "startup_config", "saved", "files", "trust_codes", "authorizations", "transport")
    return {host: tuple(lab.client.device(host)[key] for key in kept) for host in lab.client.devices()}


def summary(run: Run) -> dict[str, Any]:
    (result,) = run.results("Show what to fix first").values()
    return result


@pytest.mark.parametrize("check", [[], ["--check", "--diff"]], ids=["run", "check"])
def test_each_trouble_is_found_and_nothing_is_changed(
    lab: Lab, playbook: Playbook, gone: tuple[str, str], tmp_path: Path, check: list[str]
) -> None:
    before = truth(lab)
    lab.client.reset_counters()
    run = playbook(PREFLIGHT, *gone, *check)

    assert run.status == 0, run.output
    found = wrong(run)
    assert {host: found[host] for host in READY} == dict.fromkeys(READY, {})
    # The old device is too old for one step, and for another it does not matter much: the error is the last one told.
    assert {host: found[host] | ({"steps": "error"} if host == "too-old" else {}) for host in TROUBLES} == TROUBLES
    assert all(host["changed"] == 0 for host in run.stats.values())
    assert truth(lab) == before
    for host, counted in lab.client.counters().items():
        sent = lab.commands(host)
        assert counted["logins"] == 1, host
        assert len(sent) == LOOKS + (host not in UNPROBED), (host, sent)
        assert all(command.startswith(("show ", "dir ", "ping ")) for command in sent), (host, sent)
    assert summary(run)["hosts"] == {"error": 11, "warning": 4, "unknown": 0, "ok": 3}
    assert (tmp_path / "slp_artifacts").exists() is (check == [])


def test_the_report_names_every_host_and_is_for_its_owner_only(
    lab: Lab, playbook: Playbook, gone: tuple[str, str], tmp_path: Path
) -> None:
    first = playbook(PREFLIGHT, *gone)
    second = playbook(PREFLIGHT, *gone)

    assert wrong(first) == wrong(second)
    folder = tmp_path / "slp_artifacts"
    assert sorted(path.name for path in folder.iterdir()) == ["preflight.csv", "preflight.json", "preflight.md"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    rows = list(csv.DictReader((folder / "preflight.csv").open(encoding="utf-8", newline="")))
    assert {row["host"] for row in rows} == {*TROUBLES, *READY, "gone"}
    assert [(row["check"], row["status"]) for row in rows if row["host"] == "gone"] == [("login", "error")]
    report = summary(second)["report"]
    todo = report[report.index("Fix first:") + 1 :]
    assert todo[0].startswith("ERROR: The device can be read") and todo[0].endswith("[gone]")
    assert "| gone | direct |" in (folder / "preflight.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("fail_on", "host", "status"),
    [("error", "skewed", 2), ("error", "no-ntp", 0), ("warning", "no-ntp", 2)],
)
def test_the_exit_status_is_as_wanted(lab: Lab, playbook: Playbook, fail_on: str, host: str, status: int) -> None:
    run = playbook(PREFLIGHT, "--limit", host, slp_preflight_fail_on=fail_on)

    assert run.status == status, run.output


def test_a_host_that_is_not_reached_is_an_error(lab: Lab, playbook: Playbook, gone: tuple[str, str]) -> None:
    assert playbook(PREFLIGHT, *gone, "--limit", "gone", slp_preflight_fail_on="error").status == 2
    assert playbook(PREFLIGHT, *gone, "--limit", "gone").status == 0


def test_a_slow_answer_is_waited_for(lab: Lab, playbook: Playbook) -> None:
    lab.client.faults("ready", probe_delay=2.5)

    assert wrong(playbook(PREFLIGHT, "--limit", "ready"))["ready"] == {}


def test_what_the_device_said_to_its_server_counts_more_than_a_ping(lab: Lab, playbook: Playbook) -> None:
    lab.client.faults("ready", drops_icmp=True)
    token = next(iter(yaml.safe_load((ROOT / "tests" / "lab" / "estate.yml").read_text())["cssm"]["tokens"]))["value"]
    connected = playbook("direct", "--limit", "ready", slp_id_token=token, slp_slac_features=[], slp_first_sync=False)
    assert connected.status == 0, connected.output

    assert wrong(playbook(PREFLIGHT, "--limit", "ready"))["ready"] == {}

    lab.client.faults("ready", cssm_unreachable=True)
    lab.client.advance(40 * 86400)
    found = wrong(playbook(PREFLIGHT, "--limit", "ready"))["ready"]
    assert found["reachability"] == "error", found


def test_a_value_that_could_be_a_command_reaches_no_device(lab: Lab, playbook: Playbook) -> None:
    run = playbook(PREFLIGHT, "--limit", "ready", slp_vrf="Mgmt reload")

    assert run.results("Check whether the device is ready")["ready"]["reason"] == "invalid_value"
    assert lab.commands("ready") == []
    assert summary(run)["hosts"]["error"] == 1
