# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The CSSM modules over HTTPS against a CSSM that checks signatures, counts, throttles and loses answers."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import Lab, Run
from tests.lab.cssm_answers import ENTITLEMENTS, read_answer
from tests.lab.rum import device_secret, report, sudi, usage_file

Playbook = Callable[..., Run]
SERIALS = ("9LABAAAAAA1", "9LABAAAAAA2")


def udi_of(sn: str) -> str:
    return f"PID:C8000V,SN:{sn}"


@pytest.fixture
def place(lab: Lab) -> dict[str, str]:
    truth = lab.client.cssm()
    return {"smart_account": truth["domain"], "virtual_account": next(iter(truth["virtual_accounts"]))}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Usage files of two devices, two reports each."""
    paths = []
    for sn in SERIALS:
        texts = [report(udi_of(sn), payload(sn, number), device_secret(sn)) for number in (1671840750, 1671840757)]
        path = tmp_path / f"{sn}.xml"
        path.write_bytes(usage_file(texts))
        paths.append(str(path))
    return paths


def payload(sn: str, report_id: int) -> str:
    # The blanks are part of what is signed.
    asset = {"name": "regid.2018-05.com.cisco.C8000V,1.0_lab"}
    identification = {"report_id": report_id, "asset": asset, "instance": {"sudi": sudi(udi_of(sn))}}
    return json.dumps({"version": "2.0", "asset_identification": identification, "meta": {}, "measurements": []})


def play(access: dict[str, Any], *tasks: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a play on the controller; each task is given as a module's name and its options."""
    named = [
        {"name": task.pop("name"), f"netops.smart_licensing.{task.pop('module')}": task, "ignore_errors": True}
        for task in tasks
    ]
    defaults = {"group/netops.smart_licensing.cssm": access}
    return [{"hosts": "localhost", "gather_facts": False, "module_defaults": defaults, "tasks": named}]


def test_accounts_and_a_token_that_is_made_once(lab: Lab, playbook: Playbook, access: Any, place: Any) -> None:
    token = {"module": "cssm_token", **place, "description": "integration"}

    run = playbook(
        play(
            access,
            {"name": "accounts", "module": "cssm_account_info"},
            {"name": "predicted", **token},
            {"name": "nobody", "module": "cssm_account_info", "smart_account": "nobody.example"},
        ),
        "--check",
    )
    made = playbook(play(access, {"name": "first", **token}, {"name": "second", **token}))

    assert place["smart_account"] in str(run.results("accounts"))
    assert run.results("predicted")["localhost"]["changed"] is True
    assert run.results("nobody")["localhost"]["reason"] == "invalid_value"
    first, second = made.results("first")["localhost"], made.results("second")["localhost"]
    assert (first["changed"], second["changed"]) == (True, False)
    assert first["token"] == second["token"]
    assert access["client_secret"] not in run.output + made.output


def test_usage_goes_once_and_every_ack_is_genuine(
    lab: Lab, playbook: Playbook, access: Any, place: Any, files: list[str], tmp_path: Path
) -> None:
    altered = Path(files[1])
    altered.write_bytes(altered.read_bytes().replace(b"1671840757", b"1671840758"))
    upload = {"module": "cssm_usage_report", **place, "files": files, "dest": str(tmp_path / "acks")}

    run = playbook(play(access, {"name": "upload", **upload}, {"name": "again", **upload}), "-vv")

    first, again = run.results("upload")["localhost"], run.results("again")["localhost"]
    assert first["reason"] == "api_failed"
    assert first["counts"] == {"accepted": 3, "duplicate": 0, "failed": 1, "waiting": 0, "not_sent": 0}
    assert "signature" in first["msg"]
    assert again["counts"] == {"accepted": 0, "duplicate": 3, "failed": 1, "waiting": 0, "not_sent": 0}
    for ack, sn in zip(first["acks"], SERIALS, strict=True):
        answer = read_answer(Path(ack["path"]).read_bytes())
        assert answer.genuine
        assert answer.udis == {udi_of(sn)}
        assert stat.S_IMODE(Path(ack["path"]).stat().st_mode) == 0o600
    reports = lab.client.cssm()["reports"]
    assert [(report["received"], report["acknowledged"]) for report in reports] == [(1, 1)] * 3
    assert access["client_secret"] not in run.output


def test_a_bad_day_of_cssm_neither_loses_nor_repeats_a_report(
    lab: Lab, playbook: Playbook, access: Any, place: Any, files: list[str], tmp_path: Path
) -> None:
    lab.client.cssm_faults(throttle=1, retry_after=1, fail=1, drop_uploads=1, token_life=5, duplicates="acknowledged")
    upload = {"module": "cssm_usage_report", **place, "files": files, "dest": str(tmp_path / "acks")}

    run = playbook(play(access, {"name": "upload", **upload}))

    outcome = run.results("upload")["localhost"]
    assert outcome["counts"] == {"accepted": 4, "duplicate": 0, "failed": 0, "waiting": 0, "not_sent": 0}
    assert [report["received"] for report in lab.client.cssm()["reports"]] == [1] * 4


def test_an_upload_whose_answer_was_lost_counts_once(
    lab: Lab, playbook: Playbook, access: Any, place: Any, files: list[str], tmp_path: Path
) -> None:
    lab.client.cssm_faults(drop_uploads=1)
    upload = {"module": "cssm_usage_report", **place, "files": files, "dest": str(tmp_path / "acks")}

    outcome = playbook(play(access, {"name": "upload", **upload})).results("upload")["localhost"]

    assert outcome["counts"] == {"accepted": 0, "duplicate": 4, "failed": 0, "waiting": 0, "not_sent": 0}
    assert [report["received"] for report in lab.client.cssm()["reports"]] == [1] * 4


def test_a_wait_that_was_cut_short_goes_on_in_the_next_run(
    lab: Lab, playbook: Playbook, access: Any, place: Any, files: list[str], tmp_path: Path
) -> None:
    lab.client.cssm_faults(delay=3600)
    upload = {"module": "cssm_usage_report", **place, "files": files, "dest": str(tmp_path / "acks")}
    first = playbook(play(access, {"name": "upload", **upload, "poll_timeout": 1})).results("upload")["localhost"]
    lab.client.advance(3600)

    second = playbook(play(access, {"name": "upload", **upload})).results("upload")["localhost"]

    assert (first["reason"], first["counts"]["waiting"]) == ("timeout", 4)
    assert second["counts"]["accepted"] == 4
    assert [report["received"] for report in lab.client.cssm()["reports"]] == [1] * 4


def test_a_slac_is_taken_once_and_returned(
    lab: Lab, playbook: Playbook, access: Any, place: Any, tmp_path: Path
) -> None:
    def stock() -> int:
        return int(lab.client.cssm()["stock"][place["virtual_account"]]["hseck9"])

    before = stock()
    dest = tmp_path / "slac.xml"
    slac = {"module": "cssm_slac", **place, "udi": udi_of(SERIALS[0])}
    wanted = {**slac, "entitlement_tag": ENTITLEMENTS["hseck9"], "dest": str(dest)}
    removal = {**slac, "state": "absent", "return_code": "Cr9JHx-L1x5Rj-ftwzg1"}

    run = playbook(play(access, {"name": "get", **wanted}, {"name": "again", **wanted}))
    taken = before - stock()
    returned = playbook(play(access, {"name": "return", **removal}, {"name": "twice", **removal}))

    assert [run.results(name)["localhost"]["changed"] for name in ("get", "again")] == [True, False]
    assert taken == 1
    assert read_answer(dest.read_bytes()).genuine
    assert returned.results("return")["localhost"]["changed"] is True
    assert returned.results("twice")["localhost"]["reason"] == "slac_denied"
    assert stock() == before


def test_a_certificate_of_an_unknown_ca_is_refused(lab: Lab, playbook: Playbook, access: Any) -> None:
    system_cas = {key: value for key, value in access.items() if key != "ca_path"}

    outcome = playbook(play(system_cas, {"name": "accounts", "module": "cssm_account_info"})).results("accounts")[
        "localhost"
    ]

    assert outcome["reason"] == "communication_failed"
    assert "ca_path" in outcome["msg"]
