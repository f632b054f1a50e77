# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook offline.yml, with a person who carries files and with CSSM's API, judged by both ends of the way."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.unpack import unpack
from tests.integration.conftest import Lab, Run
from tests.integration.usage_truth import assert_each_is_acknowledged_once, reports_of
from tests.lab.cssm_answers import ENTITLEMENTS

Playbook = Callable[..., Run]
HOSTS = ["c8300-wan", "c9300-campus"]
ROUTER = HOSTS[:1]
SAVE, GIVE, IMPORT = "Save and fetch the usage", "Sort the responses by host", "Import each response for this host"
BOMB = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><smartLicense>&b;&b;&b;</smartLicense>'


@pytest.fixture
def offline(playbook: Playbook) -> Playbook:
    """Run the playbook without credentials of the API, for a person who carries files."""

    def run(hosts: list[str], *arguments: str, **variables: Any) -> Run:
        by_hand = {"slp_cssm_client_id": "", "slp_slac_features": [], "slp_enable_scp": True}
        return playbook("offline", "--limit", ",".join(hosts), *arguments, **{**by_hand, **variables})

    return run


def bundles(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "slp_artifacts").rglob("UD_SA_*.tar.gz"))


def answer_of_cssm(lab: Lab, bundle: Path) -> bytes:
    """Upload a bundle on CSSM's page, wait, and download its answer."""
    number = lab.client.cssm_upload(bundle.name, bundle.read_bytes(), "")
    lab.client.advance(30)
    return lab.client.cssm_download(number)


def put(tmp_path: Path, name: str, data: bytes) -> None:
    inbox = tmp_path / "from_cssm"
    inbox.mkdir(exist_ok=True)
    (inbox / name).write_bytes(data)


def changes(run: Run) -> dict[str, int]:
    return {host: stats["changed"] for host, stats in run.stats.items()}


def assert_only_looked_at(lab: Lab, host: str) -> None:
    assert lab.commands(host), host
    assert all(command.startswith(("show ", "dir ")) for command in lab.commands(host)), lab.commands(host)


def test_a_person_carries_one_file_each_way_and_the_third_run_has_nothing_to_do(
    lab: Lab, offline: Playbook, tmp_path: Path
) -> None:
    first = offline(HOSTS, slp_batch="100%")
    assert first.status == 0, first.output
    (bundle,) = bundles(tmp_path)
    gates = (tmp_path / "slp_artifacts/gates.md").read_text()
    assert str(bundle) in gates
    assert "Upload Usage Data" in gates
    for host in HOSTS:
        assert lab.client.device(host)["transport"]["transport"] == "off"

    put(tmp_path, "ACK.tar.gz", answer_of_cssm(lab, bundle))
    second = offline(HOSTS)
    assert second.status == 0, second.output
    assert_each_is_acknowledged_once(lab.client, HOSTS)
    for host in HOSTS:
        # Without a trust code, a device asks for one in the file that it saves.
        assert [result["trusted"] for result in second.results(IMPORT)[host]["results"]] == [True]
        assert all(code["installed"] for code in lab.client.device(host)["trust_codes"]), host
    assert "- [x] **Upload the usage to CSSM**" in (tmp_path / "slp_artifacts/gates.md").read_text()
    for host in HOSTS:
        assert "ip scp server" not in lab.client.device(host)["running_config"], host

    lab.client.reset_counters()
    third = offline(HOSTS)
    assert third.status == 0, third.output
    assert changes(third) == dict.fromkeys(HOSTS, 0)
    for host in HOSTS:
        assert_only_looked_at(lab, host)
    assert bundles(tmp_path) == [bundle]


def test_with_the_api_the_whole_round_is_one_run(lab: Lab, playbook: Playbook) -> None:
    wanted = {"slp_enable_scp": True, "slp_slac_entitlements": {"hseck9": ENTITLEMENTS["hseck9"]}}
    first = playbook("offline", "--limit", ",".join(HOSTS), **wanted)
    assert first.status == 0, first.output
    assert_each_is_acknowledged_once(lab.client, HOSTS)
    assert all(code["confirmation"] for code in lab.client.device("c8300-wan")["authorizations"])
    # By this way only reports go: no request for a trust code.
    assert not any(code["installed"] for code in lab.client.device("c8300-wan")["trust_codes"])
    assert first.outcome("c8300-wan")["complete"]

    second = playbook("offline", "--limit", ",".join(HOSTS), **wanted)
    assert second.status == 0, second.output
    assert changes(second) == dict.fromkeys(HOSTS, 0)


def test_check_mode_touches_neither_the_device_nor_the_controller(
    lab: Lab, playbook: Playbook, offline: Playbook, tmp_path: Path
) -> None:
    by_hand = offline(HOSTS, "--check")
    by_api = playbook("offline", "--limit", ",".join(HOSTS), "--check")

    for run in (by_hand, by_api):
        assert run.status == 0, run.output
        for host in HOSTS:
            assert run.results(SAVE)[host]["commands"] == ["license smart save usage all file flash:slp_usage_1.xml"]
    for host in HOSTS:
        assert_only_looked_at(lab, host)
    assert not (tmp_path / "slp_artifacts").exists()
    assert lab.client.cssm()["reports"] == []


def test_a_device_in_classic_mode_is_refused(lab: Lab, offline: Playbook) -> None:
    run = offline(["csr1000v-old"])

    assert run.status == 2
    refused = run.results("Assess the product instance")["csr1000v-old"]
    assert refused["reason"] == "unsupported_mode"
    assert_only_looked_at(lab, "csr1000v-old")


def test_a_usage_file_with_a_changed_byte_goes_nowhere(lab: Lab, offline: Playbook, tmp_path: Path) -> None:
    offline(ROUTER)
    (usage,) = (tmp_path / "slp_artifacts/c8300-wan/usage").glob("*.xml")
    usage.write_bytes(usage.read_bytes().replace(b"COUNT", b"C0UNT", 1))
    before = bundles(tmp_path)
    lab.client.reset_counters()

    run = offline(ROUTER)

    assert run.status == 2
    refused = run.results("Pack the usage for CSSM")["c8300-wan"]
    assert refused["reason"] == "transfer_failed"
    assert "sha256" in refused["msg"]
    assert_only_looked_at(lab, "c8300-wan")
    assert bundles(tmp_path) == before


def climbing_archive() -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        member = tarfile.TarInfo("../../outside.xml")
        member.size = len(BOMB)
        archive.addfile(member, io.BytesIO(BOMB))
    return content.getvalue()


def test_what_is_no_answer_for_these_devices_is_named_and_left(lab: Lab, offline: Playbook, tmp_path: Path) -> None:
    offline(["c9300-campus"])
    put(tmp_path, "another-device.tar.gz", answer_of_cssm(lab, bundles(tmp_path)[0]))
    put(tmp_path, "bomb.xml", BOMB)
    put(tmp_path, "climbs.tar.gz", climbing_archive())
    put(tmp_path, "photo.jpg", b"\xff\xd8\xff not XML")
    lab.client.reset_counters()

    run = offline(ROUTER)

    assert run.status == 0, run.output
    left = run.results(GIVE)["c8300-wan"]["results"][0]["left"]
    for name, why in (
        ("another-device", "not a host of this play"),
        ("bomb.xml", "DOCTYPE"),
        ("climbs.tar.gz", "outside.xml"),
        ("photo.jpg", "neither XML nor an archive"),
    ):
        assert any(name in line and why in line for line in left), (name, left)
    assert len(left) == 4
    assert not list(tmp_path.rglob("outside.xml"))
    for host in HOSTS:
        assert not any("license smart import" in command for command in lab.commands(host)), host
        assert not any(name.startswith("slp_import") for name in lab.client.device(host)["files"]), host


def test_an_answer_that_was_changed_on_its_way_is_refused_by_the_device(
    lab: Lab, offline: Playbook, tmp_path: Path
) -> None:
    offline(ROUTER)
    ((_name, answer),) = unpack("ACK.tar.gz", answer_of_cssm(lab, bundles(tmp_path)[0]))
    assert b"Lab Industries" in answer
    put(tmp_path, "changed.xml", answer.replace(b"Lab Industries", b"Lab 1ndustries"))

    run = offline(ROUTER)

    assert run.status == 2
    (refused,) = run.results(IMPORT)["c8300-wan"]["results"]
    assert refused["reason"] == "import_rejected"
    assert set(reports_of(lab.client, ROUTER).values()) == {"UNACK"}


def test_without_scp_the_file_comes_by_the_command_line_and_the_way_back_says_what_to_do(
    lab: Lab, offline: Playbook, tmp_path: Path
) -> None:
    first = offline(ROUTER, slp_enable_scp=False, slp_transfer="cli")
    assert first.status == 0, first.output
    assert "more flash:slp_usage_1.xml" in lab.commands("c8300-wan")
    put(tmp_path, "ACK.tar.gz", answer_of_cssm(lab, bundles(tmp_path)[0]))
    lab.client.reset_counters()

    second = offline(ROUTER, slp_enable_scp=False)

    assert second.status == 2
    (refused,) = second.results(IMPORT)["c8300-wan"]["results"]
    assert refused["reason"] == "transfer_failed"
    assert "ip scp server enable" in refused["msg"]
    assert "enable_scp" in refused["msg"]
    assert_only_looked_at(lab, "c8300-wan")
    assert set(reports_of(lab.client, ROUTER).values()) == {"UNACK"}

    assert offline(ROUTER).status == 0
    assert_each_is_acknowledged_once(lab.client, ROUTER)
