# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage by other ways than SCP: the REST service of a device, and a URL that it copies to; judged by both ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import Lab, Run, device_play, type_lines
from tests.integration.test_offline import SAVE, answer_of_cssm, bundles, changes, put
from tests.integration.usage_truth import assert_each_is_acknowledged_once, reports_of
from tests.lab.file_server import PASSWORD, USERNAME

Playbook = Callable[..., Run]
ROUTER, SWITCH = "c8300-wan", "c9300-campus"
DEVICE_PASSWORD = "lab-Password-1"
SERVER = "192.0.2.69"
SCP_URL = f"scp://{USERNAME}:{PASSWORD}@{SERVER}/slp"
HTTPS_LINES = ["ip http secure-server", "ip http authentication local"]


@pytest.fixture
def offline(playbook: Playbook) -> Playbook:
    """Run the playbook without credentials of the API, for a person who carries files."""

    def run(host: str, *arguments: str, **variables: Any) -> Run:
        by_hand = {"slp_cssm_client_id": "", "slp_enable_scp": True}
        return playbook("offline", "--limit", host, *arguments, **{**by_hand, **variables})

    return run


@pytest.fixture
def by_rest(lab: Lab, playbook: Playbook) -> dict[str, Any]:
    """Open the HTTPS server of two devices, and return the variables that lead there."""
    type_lines(lab, playbook, [ROUTER, SWITCH], HTTPS_LINES)
    lab.client.reset_counters()
    return {"slp_transfer": "rest", "slp_rest_ca": str(lab.directory / "ca.pem"), "slp_enable_scp": False}


def assert_nobody_tells(run: Run, tmp_path: Path, secret: str) -> None:
    assert secret not in run.output
    for path in (tmp_path / "slp_artifacts").rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes(), path


def test_a_round_by_rest_needs_neither_flash_nor_scp(
    lab: Lab, offline: Playbook, by_rest: dict[str, Any], tmp_path: Path
) -> None:
    first = offline(SWITCH, **by_rest)
    assert first.status == 0, first.output
    (file,) = first.results(SAVE)[SWITCH]["files"]
    assert file["device_file"] is None
    put(tmp_path, "ACK.tar.gz", answer_of_cssm(lab, bundles(tmp_path)[0]))
    second = offline(SWITCH, **by_rest)
    assert second.status == 0, second.output

    assert_each_is_acknowledged_once(lab.client, [SWITCH])
    sent = lab.commands(SWITCH)
    assert not any(command.startswith(("license smart save", "license smart import", "copy ")) for command in sent)
    assert not lab.client.device(SWITCH)["files"]
    third = offline(SWITCH, "-vvv", **by_rest)
    assert changes(third) == {SWITCH: 0}
    for run in (first, second, third):
        assert_nobody_tells(run, tmp_path, DEVICE_PASSWORD)


def test_in_check_mode_the_rest_service_is_not_asked(lab: Lab, offline: Playbook, by_rest: dict[str, Any]) -> None:
    run = offline(ROUTER, "--check", **by_rest)

    assert run.results(SAVE)[ROUTER]["commands"] == ["POST /smartlic-service/close-reports"]
    assert not any("smartlic" in command for command in lab.commands(ROUTER))


@pytest.mark.parametrize(
    ("wrong", "reason", "said"),
    [
        ({"slp_rest_ca": "/etc/ssl/certs/ca-certificates.crt"}, "communication_failed", "not trusted"),
        ({"slp_rest_port": 1}, "communication_failed", "no answer"),
    ],
    ids=["another ca", "nobody there"],
)
def test_where_the_rest_service_cannot_be_used_the_reason_is_told(
    offline: Playbook, by_rest: dict[str, Any], wrong: dict[str, Any], reason: str, said: str
) -> None:
    run = offline(ROUTER, **{**by_rest, **wrong})

    assert run.status == 2
    refused = run.results(SAVE)[ROUTER]
    assert refused["reason"] == reason
    assert said in refused["msg"]


def test_the_certificate_is_left_unread_only_with_a_warning(offline: Playbook, by_rest: dict[str, Any]) -> None:
    run = offline(ROUTER, **{**by_rest, "slp_rest_ca": None, "slp_rest_validate_certs": False})

    assert run.status == 0, run.output
    assert "certificate of the device is not verified" in json.dumps(run.results(SAVE)[ROUTER])


def test_a_file_that_the_device_copies_to_a_server_here_is_proved(lab: Lab, offline: Playbook, tmp_path: Path) -> None:
    (tmp_path / "served/slp").mkdir(parents=True)
    lab.client.file_server_switch(root=str(tmp_path / "served"))
    way = {"slp_transfer": "url", "slp_transfer_url": SCP_URL, "slp_transfer_folder": str(tmp_path / "served/slp")}
    first = offline(ROUTER, **way)
    assert first.status == 0, first.output
    (file,) = first.results(SAVE)[ROUTER]["files"]
    assert Path(tmp_path / file["path"]).read_bytes() == next((tmp_path / "served/slp").iterdir()).read_bytes()
    assert first.results(SAVE)[ROUTER]["copies"] == []
    put(tmp_path, "ACK.tar.gz", answer_of_cssm(lab, bundles(tmp_path)[0]))
    second = offline(ROUTER, **way)

    assert second.status == 0, second.output
    assert_each_is_acknowledged_once(lab.client, [ROUTER])
    assert "********@192.0.2.69" in json.dumps(first.results(SAVE)[ROUTER])
    for run in (first, second, offline(ROUTER, "-vvv", **way)):
        assert_nobody_tells(run, tmp_path, PASSWORD)


def test_the_questions_of_a_copy_are_answered_over_the_stock_connection_too(lab: Lab, playbook: Playbook) -> None:
    options = {"dest": "artifacts", "transfer": "url", "url": SCP_URL}
    task = {"name": "save", "netops.smart_licensing.slp_usage_save": options}
    run = playbook(device_play(ROUTER, task, ansible_connection="ansible.netcommon.network_cli"))

    assert run.status == 0, run.output
    assert PASSWORD not in run.output
    assert len(lab.client.file_server()["files"]) == 1


def test_a_file_that_nobody_here_can_see_is_carried_by_its_url(lab: Lab, offline: Playbook, tmp_path: Path) -> None:
    way = {"slp_transfer": "url", "slp_transfer_url": f"tftp://{SERVER}/slp/"}
    first = offline(ROUTER, **way)
    assert first.status == 0, first.output
    (copy,) = first.results(SAVE)[ROUTER]["copies"]
    assert copy["url"] in (tmp_path / "slp_artifacts/gates.md").read_text()
    assert bundles(tmp_path) == []
    assert changes(offline(ROUTER, **way)) == {ROUTER: 0}

    (name,) = lab.client.file_server()["files"]
    assert copy["url"].endswith(name)
    number = lab.client.cssm_upload("usage.xml", lab.client.get_file(name), "WAN")
    lab.client.advance(30)
    put(tmp_path, "ACK.xml", lab.client.cssm_download(number))
    last = offline(ROUTER, **way)
    assert last.status == 0, last.output
    assert_each_is_acknowledged_once(lab.client, [ROUTER])
    assert last.results(SAVE)[ROUTER]["copies"] == []
    assert "- [x] **Upload the usage to CSSM**" in (tmp_path / "slp_artifacts/gates.md").read_text()


@pytest.mark.parametrize(
    ("broken", "url", "said"),
    [
        ({"unreachable": True}, f"tftp://{SERVER}/slp", "Timed out"),
        ({}, f"scp://{USERNAME}@{SERVER}/slp", "Permission denied"),
        ({}, f"ftp://{USERNAME}:sesame-77@{SERVER}/slp", "Incorrect Login/Password"),
    ],
)
def test_a_copy_that_fails_says_why_and_loses_nothing(
    lab: Lab, offline: Playbook, tmp_path: Path, broken: dict[str, Any], url: str, said: str
) -> None:
    lab.client.file_server_switch(**broken)
    run = offline(ROUTER, slp_transfer="url", slp_transfer_url=url, slp_timeout=1)

    assert run.status == 2
    refused = run.results(SAVE)[ROUTER]
    assert refused["reason"] == "transfer_failed"
    assert said in refused["msg"]
    assert_nobody_tells(run, tmp_path, "sesame-77")
    assert set(reports_of(lab.client, [ROUTER]).values()) == {"UNACK"}


def test_an_answer_comes_from_a_url(lab: Lab, offline: Playbook, playbook: Playbook, tmp_path: Path) -> None:
    offline(ROUTER)
    (usage,) = (tmp_path / "slp_artifacts" / ROUTER / "usage").glob("*.xml")
    number = lab.client.cssm_upload("usage.xml", usage.read_bytes(), "WAN")
    lab.client.advance(30)
    lab.client.put_file("/ack.xml", lab.client.cssm_download(number))

    def take(url: str) -> dict[str, Any]:
        task = {"name": "take", "netops.smart_licensing.slp_import": {"path": url}}
        return playbook(device_play(ROUTER, task)).results("take")[ROUTER]

    refused = take(f"ftp://{USERNAME}:wrong-88@{SERVER}/ack.xml")
    assert refused["reason"] == "transfer_failed"
    assert "wrong-88" not in json.dumps(refused)
    assert take(f"tftp://{SERVER}/nothing.xml")["reason"] == "transfer_failed"
    assert take(f"ftp://{USERNAME}:{PASSWORD}@{SERVER}/ack.xml")["changed"]
    assert_each_is_acknowledged_once(lab.client, [ROUTER])
