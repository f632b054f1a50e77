# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files to devices that have SCP off, as IOS has it, or a login that SCP does not admit; judged by both ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import Lab, Run, device_play, type_lines
from tests.integration.usage_truth import assert_each_is_acknowledged_once, reports_of
from tests.lab.file_server import PASSWORD, USERNAME

Playbook = Callable[..., Run]
Do = Callable[..., dict[str, Any]]
ROUTER, PRIVILEGE_1 = "c8300-wan", "isr4331-branch"
SERVER = "192.0.2.69"
SCP_URL = f"scp://{USERNAME}:{PASSWORD}@{SERVER}/slp"
STOCK = "ansible.netcommon.network_cli"
SCP_ON = ["ip scp server enable"]


@pytest.fixture
def do(playbook: Playbook) -> Do:
    """Perform one module on one device, and return its result."""

    def perform(host: str, module: str, options: dict[str, Any], **variables: Any) -> dict[str, Any]:
        task = {"name": "do", f"netops.smart_licensing.{module}": options}
        run = playbook(device_play(host, task, **variables), "-vvv")
        assert PASSWORD not in run.output
        return run.results("do")[host]

    return perform


@pytest.fixture
def ack(lab: Lab, do: Do, tmp_path: Path) -> Callable[[str], Path]:
    """Save the usage of a device by the command line, and return the file with which CSSM acknowledges it."""

    def carried(host: str) -> Path:
        options = {"dest": str(tmp_path / "slp_artifacts" / host), "transfer": "cli"}
        (file,) = do(host, "slp_usage_save", options)["files"]
        number = lab.client.cssm_upload("usage.xml", Path(file["path"]).read_bytes(), "WAN")
        lab.client.advance(30)
        answer = tmp_path / f"ACK_{host}.xml"
        answer.write_bytes(lab.client.cssm_download(number))
        return answer

    return carried


@pytest.mark.parametrize("connection", ["netops.smart_licensing.network_cli", STOCK])
@pytest.mark.parametrize("url", [f"tftp://{SERVER}/slp", SCP_URL])
def test_a_device_with_scp_off_copies_its_answer_from_a_server_here(
    lab: Lab, do: Do, ack: Callable[[str], Path], tmp_path: Path, url: str, connection: str
) -> None:
    answer = ack(ROUTER)
    served = tmp_path / "served/slp"
    served.mkdir(parents=True)
    lab.client.file_server_switch(root=str(tmp_path / "served"))
    options = {
        "src": str(answer),
        "url": url,
        "put_into": str(served),
        "dest": str(tmp_path / "slp_artifacts" / ROUTER),
    }
    imported = do(ROUTER, "slp_import", options, ansible_connection=connection)

    assert imported["changed"] is True, imported
    assert_each_is_acknowledged_once(lab.client, [ROUTER])
    assert "configure terminal" not in lab.commands(ROUTER)
    assert list(served.iterdir()) == []
    assert PASSWORD not in json.dumps(imported)
    assert do(ROUTER, "slp_import", options)["changed"] is False


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("tftp://192.0.2.1/slp", "Timed out"),
        (f"tftp://{SERVER}/slp", "No such file or directory"),
        (f"scp://{USERNAME}@{SERVER}/slp", "Permission denied"),
        (f"ftp://{USERNAME}:sesame-77@{SERVER}/slp", "Incorrect Login/Password"),
        ("usb0:slp", "No such device"),
    ],
)
def test_a_copy_that_fails_says_why_and_imports_nothing(
    lab: Lab, do: Do, ack: Callable[[str], Path], url: str, said: str
) -> None:
    answer = ack(ROUTER)
    refused = do(ROUTER, "slp_import", {"src": str(answer), "url": url})

    assert refused["reason"] == "transfer_failed"
    assert said in refused["msg"]
    assert "sesame-77" not in json.dumps(refused)
    assert not any("license smart import" in command for command in lab.commands(ROUTER))
    assert set(reports_of(lab.client, [ROUTER]).values()) == {"UNACK"}


def test_what_lies_on_the_flash_under_that_name_already_is_written_over(
    lab: Lab, do: Do, ack: Callable[[str], Path]
) -> None:
    answer = ack(ROUTER)
    lab.client.put_file("/slp/ACK.xml", b"<smartLicense/>")
    lab.client.put_file(f"/slp/{answer.name}", b"x" * answer.stat().st_size)
    options = {"src": str(answer), "url": f"tftp://{SERVER}/slp"}
    refused = do(ROUTER, "slp_import", options)
    assert (refused["reason"], "different content" in refused["msg"]) == ("transfer_failed", True)

    lab.client.put_file(f"/slp/{answer.name}", answer.read_bytes())
    assert do(ROUTER, "slp_import", options)["changed"] is True
    assert_each_is_acknowledged_once(lab.client, [ROUTER])


@pytest.mark.parametrize("connection", ["netops.smart_licensing.network_cli", STOCK])
def test_a_login_of_privilege_1_is_told_what_to_do_where_scp_does_not_admit_it(
    lab: Lab, playbook: Playbook, do: Do, ack: Callable[[str], Path], tmp_path: Path, connection: str
) -> None:
    type_lines(lab, playbook, [PRIVILEGE_1], SCP_ON)
    answer = ack(PRIVILEGE_1)
    refused = do(PRIVILEGE_1, "slp_import", {"src": str(answer)}, ansible_connection=connection)
    assert refused["reason"] == "transfer_failed"
    for word in ("privilege 15", "slp_transfer_in: url", "slp_transfer_url"):
        assert word in refused["msg"], refused["msg"]

    lab.client.put_file(f"/slp/{answer.name}", answer.read_bytes())
    imported = do(PRIVILEGE_1, "slp_import", {"src": str(answer), "url": f"tftp://{SERVER}/slp"})
    assert imported["changed"] is True, imported
    assert_each_is_acknowledged_once(lab.client, [PRIVILEGE_1])


def test_usage_comes_by_the_command_line_where_scp_does_not_admit_the_login(
    lab: Lab, playbook: Playbook, do: Do, tmp_path: Path
) -> None:
    type_lines(lab, playbook, [PRIVILEGE_1], SCP_ON)
    saved = do(PRIVILEGE_1, "slp_usage_save", {"dest": str(tmp_path / "r1")})

    assert len(saved["files"]) == 1, saved
    assert any(command.startswith("more flash:") for command in lab.commands(PRIVILEGE_1))


def test_a_hostile_ledger_reaches_no_device(lab: Lab, do: Do, tmp_path: Path) -> None:
    folder = tmp_path / "slp_artifacts" / ROUTER
    do(ROUTER, "slp_usage_save", {"dest": str(folder), "transfer": "cli"})
    (saved, verified) = (json.loads(line) for line in (folder / "ledger.jsonl").read_text().splitlines())
    verified["device_file"] = "flash:x.xml\rconfigure terminal\rhostname owned\rend\rshow clock "
    with (folder / "ledger.jsonl").open("a") as stream:
        stream.write(json.dumps(verified) + "\n" + json.dumps({**verified, "event": "imported"}) + "\n")
    lab.client.reset_counters()
    refused = do(ROUTER, "slp_usage_save", {"dest": str(folder), "transfer": "cli", "remove": True})

    assert refused["reason"] == "invalid_value"
    assert f"{folder}/ledger.jsonl: line 3" in refused["msg"]
    assert all(command.startswith(("show ", "dir ", "terminal ")) for command in lab.commands(ROUTER))
    assert "hostname owned" not in lab.client.device(ROUTER)["running_config"]
    assert saved["device_file"].removeprefix("flash:") in lab.client.device(ROUTER)["files"]
