# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The brake: a mistake in a variable meets one device of a workflow, and the others are named and not touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from .conftest import Lab, Run
from .workflow_result import artifacts, result_of

Playbook = Callable[..., Run]
WAN, CAMPUS, ACCESS, WLC = "c8300-wan", "c9300-campus", "c9350-access", "c9800-wlc"
FLEET = [WAN, CAMPUS, ACCESS, WLC]
DIRECT = {"slp_topology": "direct", "slp_transport": "smart", "slp_slac_features": [], "slp_timeout": 20}
NOT_THERE = "https://smartreceiver.cisco.example/licservice/license"


def limited(hosts: Iterable[str]) -> tuple[str, str]:
    return "--limit", ",".join(hosts)


def is_untouched(lab: Lab, host: str) -> bool:
    """Return whether a device was only read."""
    return all(command.startswith("show ") for command in lab.commands(host))


def failed(run: Run) -> list[str]:
    return sorted(host for host, stats in run.stats.items() if stats["failures"])


def test_a_mistyped_url_stops_after_the_canary_and_the_mended_run_takes_all(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    saved = {host: lab.client.device(host)["startup_config"] for host in FLEET}
    run = playbook("site", *limited(FLEET), slp_url=NOT_THERE, **DIRECT)

    assert (run.status, failed(run)) == (2, sorted(FLEET))
    assert [host for host in FLEET if not is_untouched(lab, host)] == [WAN]
    assert {host: lab.client.device(host)["startup_config"] for host in FLEET} == saved, "a reload undoes the canary"
    (line,) = [line for line in run.summary if line.startswith("not begun: ")]
    for words in (*FLEET[1:], "stopped after 1 of 4 hosts", f"since {WAN}", "run again", "slp_max_failures"):
        assert words in line
    said = run.results("List the failed hosts")
    assert "stopped after 1 of 4 hosts" in said[CAMPUS]["msg"] and "communication_failed" in said[WAN]["msg"]
    assert result_of(tmp_path, CAMPUS).reason is None, "it did not fail, and says what it lacks"

    mended = playbook("site", *limited(FLEET), **DIRECT)
    assert (mended.status, failed(mended)) == (0, [])
    assert all(result_of(tmp_path, host).complete for host in FLEET)
    lab.client.reset_counters()
    again = playbook("site", *limited(FLEET), **DIRECT)
    assert again.status == 0
    assert all(is_untouched(lab, host) for host in FLEET)


def test_a_cslu_that_heard_nothing_stops_the_rest_although_its_gate_is_open(lab: Lab, playbook: Playbook) -> None:
    lab.client.cslu_switch(running=True, virtual_account="WAN")
    wrong = "http://192.0.2.77:8182/cslu/v1/pi"
    run = playbook(
        "cslu_product_instance_initiated",
        *limited(FLEET),
        slp_cslu_url=wrong,
        slp_slac_features=[],
        slp_timeout=10,
    )

    assert failed(run) == sorted(FLEET[1:])
    assert [host for host in FLEET if not is_untouched(lab, host)] == [WAN]
    assert any("no server took a report of it" in line and wrong in line for line in run.summary), run.summary


def test_a_stop_file_ends_the_rollout_between_batches_and_another_run_goes_on(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    hosts = [WAN, CAMPUS, ACCESS]
    offline = {"slp_cssm_client_id": "", "slp_enable_scp": True, "slp_slac_features": []}
    # What the first batch writes stands for somebody who stops it then.
    stop = artifacts(tmp_path) / WAN / "ledger.jsonl"
    run = playbook("offline", *limited(hosts), slp_stop_file=str(stop), **offline)

    assert run.status == 2
    assert [host for host in hosts if not is_untouched(lab, host)] == [WAN]
    (line,) = [line for line in run.summary if line.startswith("not begun: ")]
    assert f"{stop} stops the rollout after 1 of 3 hosts. Remove it and run again" in line

    on = playbook("offline", *limited(hosts), **offline)
    assert (on.status, failed(on)) == (0, [])
    assert {lab.client.device(host)["transport"]["transport"] for host in hosts} == {"off"}
    gates = (artifacts(tmp_path) / "gates.md").read_text()
    stopped, *packed = sorted(artifacts(tmp_path).rglob("UD_SA_*.tar.gz"))
    assert len(packed) == 2, "one for each batch of this run"
    assert all(str(bundle) in gates for bundle in packed) and str(stopped) not in gates, gates
    assert all(host in gates for host in hosts)


def test_a_stop_file_that_is_there_already_lets_nothing_begin(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    artifacts(tmp_path).mkdir()
    (artifacts(tmp_path) / "STOP").touch()
    run = playbook("site", *limited(FLEET), **DIRECT)

    assert failed(run) == sorted(FLEET)
    assert all(is_untouched(lab, host) for host in FLEET)


def test_some_may_fail_where_that_is_allowed(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    hosts = {host: {} for host in FLEET}
    hosts[CAMPUS] = {"slp_id_token": "bm8tc3VjaC10b2tlbg"}
    path = tmp_path / "words.json"
    path.write_text(json.dumps({"all": {"hosts": hosts}}))
    arguments = ("-i", str(path), *limited(FLEET))

    run = playbook("direct", *arguments, slp_batch=2, slp_max_failures="25%", **DIRECT)

    assert failed(run) == [CAMPUS]
    assert [host for host in FLEET if result_of(tmp_path, host).complete] == [WAN, ACCESS, WLC]


def test_a_check_run_predicts_all_at_once(lab: Lab, playbook: Playbook) -> None:
    run = playbook("direct", "--check", *limited(FLEET), slp_url=NOT_THERE, **DIRECT)

    assert (run.status, failed(run)) == (0, [])
    assert all(host in run.results("Configure a connection method and transport type") for host in FLEET)


def test_a_url_that_is_mistyped_later_takes_one_complete_device_away_from_its_server(
    lab: Lab, playbook: Playbook
) -> None:
    assert playbook("site", *limited(FLEET), slp_batch="100%", **DIRECT).status == 0
    saved = {host: lab.client.device(host)["startup_config"] for host in FLEET}
    lab.client.reset_counters()

    run = playbook("site", *limited(FLEET), slp_url=NOT_THERE, **DIRECT)

    assert run.status == 2
    assert [host for host in FLEET if not is_untouched(lab, host)] == [WAN]
    assert {host: lab.client.device(host)["startup_config"] for host in FLEET} == saved
    assert any("stopped after 1 of 4 hosts" in line for line in run.summary), run.summary
