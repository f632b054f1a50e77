# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules for APIs run inside the worker: wherever they are delegated, without a trace, and to the end at most."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import BIN, Lab, Run
from tests.integration.processes import alive, below
from tests.lab.rum import device_secret, report, sudi, usage_file

Playbook = Callable[..., Run]
LIMIT = 30
UDI = "PID:C8000V,SN:9LABAAAAAA1"


@pytest.fixture
def upload(lab: Lab, tmp_path: Path) -> dict[str, Any]:
    """The options of the upload of one usage file."""
    truth = lab.client.cssm()
    asset = {"report_id": 1671840750, "asset": {"name": "lab"}, "instance": {"sudi": sudi(UDI)}}
    payload = json.dumps({"asset_identification": asset, "meta": {}, "measurements": []})
    file = tmp_path / "usage.xml"
    file.write_bytes(usage_file([report(UDI, payload, device_secret(UDI.rpartition(":")[2]))]))
    return {
        "smart_account": truth["domain"],
        "virtual_account": next(iter(truth["virtual_accounts"])),
        "files": [str(file)],
        "dest": str(tmp_path / "acks"),
    }


def play(hosts: str, access: dict[str, Any], *tasks: dict[str, Any]) -> list[dict[str, Any]]:
    defaults = {"group/netops.smart_licensing.cssm": access}
    return [{"hosts": hosts, "gather_facts": False, "module_defaults": defaults, "tasks": list(tasks)}]


def test_it_runs_once_for_devices_that_are_never_connected_to(lab: Lab, playbook: Playbook, access: Any) -> None:
    name = "netops.smart_licensing.cssm_account_info"
    delegated = {"name": "delegated", name: {}, "delegate_to": "localhost", "run_once": True}
    once = {"name": "once", name: {}, "run_once": True}

    run = playbook(play("c8300-wan,isr4331-branch", access, delegated, once))

    assert [result["changed"] for name in ("delegated", "once") for result in run.results(name).values()] == [False] * 2
    assert lab.commands("c8300-wan") == lab.commands("isr4331-branch") == []


def test_secrets_show_at_no_verbosity_and_a_certificate_that_is_not_verified_warns(
    lab: Lab, playbook: Playbook, access: Any, upload: dict[str, Any]
) -> None:
    unverified = {"name": "accounts", "netops.smart_licensing.cssm_account_info": {"validate_certs": False}}
    check = {"name": "check", "netops.smart_licensing.cssm_usage_report": upload, "check_mode": True}

    run = playbook(play("localhost", access, unverified, check), "-vvvv")

    assert access["client_secret"] not in run.output
    assert "Bearer" not in run.output
    assert any("validate_certs" in str(warning) for warning in run.results("accounts")["localhost"]["warnings"])
    assert run.results("check")["localhost"]["changed"] is True
    assert lab.client.cssm()["uploads"] == []


def test_cssm_is_not_asked_sooner_than_it_told(
    lab: Lab, playbook: Playbook, access: Any, upload: dict[str, Any]
) -> None:
    lab.client.cssm_faults(poll_interval=3, delay=4)

    outcome = playbook(play("localhost", access, {"name": "up", "netops.smart_licensing.cssm_usage_report": upload}))

    assert outcome.results("up")["localhost"]["counts"]["accepted"] == 1
    (job,) = lab.client.cssm()["uploads"]
    assert (job["early_polls"], job["handed_out"]) == (0, 1)


def test_what_cssm_gives_up_is_told_in_its_words(
    lab: Lab, playbook: Playbook, access: Any, upload: dict[str, Any]
) -> None:
    lab.client.cssm_faults(give_up=1)
    patient = upload | {"poll_interval": 1}

    outcome = playbook(
        play("localhost", access, {"name": "up", "netops.smart_licensing.cssm_usage_report": patient})
    ).results("up")["localhost"]

    assert outcome["reason"] == "api_failed"
    assert "cannot be processed. INTERNAL_ERROR" in outcome["msg"]


def test_a_kill_of_the_playbook_leaves_no_process_and_no_secret_in_a_file(
    lab: Lab, access: Any, upload: dict[str, Any], tmp_path: Path
) -> None:
    lab.client.cssm_faults(delay=3600)
    # Core makes a socket in it, whose path may be no longer than 107 characters.
    temporary = Path(tempfile.mkdtemp(prefix="slp"))
    path = tmp_path / "play.json"
    # The only file that may hold the secret is gone before the task begins.
    path.write_text(json.dumps(play("localhost", access, {"netops.smart_licensing.cssm_usage_report": upload})))
    playbook = subprocess.Popen(
        [str(BIN / "ansible-playbook"), str(path), "-i", "localhost,", "-c", "local"],
        env=os.environ | {"ANSIBLE_HOME": str(tmp_path / "home"), "TMPDIR": str(temporary)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    end = time.monotonic() + LIMIT
    while not lab.client.cssm()["uploads"]:
        assert playbook.poll() is None and time.monotonic() < end
    path.unlink()
    workers = below(playbook.pid)

    playbook.send_signal(signal.SIGKILL)
    playbook.wait(LIMIT)

    end = time.monotonic() + LIMIT
    while alive(workers):
        assert time.monotonic() < end
    assert workers
    files = [file for folder in (tmp_path, temporary) for file in folder.rglob("*") if file.is_file()]
    assert [file for file in files if file.name.startswith("AnsiballZ")] == []
    assert [file for file in files if access["client_secret"].encode() in file.read_bytes()] == []
    shutil.rmtree(temporary)
