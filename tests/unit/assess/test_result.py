# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""result.json: its schema, and what a file that is not ours does."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import jsonschema
import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.result import (
    failed_result,
    read_result,
    shown,
    write_result,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.workflow_lines import line_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import all_workflows
from tests.unit.assess.devices import ACCOUNTS, BEFORE_THE_ACK, DIRECT, assessed, changed_at, device

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "result-schema.json").read_text())


def result(**changes: object) -> dict[str, object]:
    return assessed("direct", device(config__last_change=changed_at(BEFORE_THE_ACK), **changes), **DIRECT, **ACCOUNTS)[
        1
    ]


def test_the_schema_names_every_workflow() -> None:
    assert SCHEMA["properties"]["workflow"]["enum"] == all_workflows()


@pytest.mark.parametrize("changes", [{}, {"account__virtual_account": "Campus"}, {"trust_codes": []}])
def test_a_result_and_a_failure_are_as_the_schema_says(changes: dict[str, object]) -> None:
    written = result(**changes)
    failed = failed_result("rtr-1", "direct", "timeout", "timeout: no answer", True, written)
    for each in (written, shown(written), failed, failed_result("rtr-1", "direct", None, "?", False, None)):
        jsonschema.validate(each, SCHEMA)
    assert "basis" not in shown(written)
    assert failed["complete"] is False


def test_a_failure_proves_nothing_and_leaves_the_gates_open() -> None:
    written = result(trust_codes=[])
    failed = failed_result("rtr-1", "direct", "timeout", "timeout: no answer", True, written)

    assert failed["proofs"] == failed["closed_gates"] == []
    assert failed["open_gates"] == written["open_gates"] != []
    assert failed["basis"] == written["basis"]


def test_a_failure_of_one_workflow_keeps_nothing_of_another() -> None:
    failed = failed_result("rtr-1", "offline", "busy", "busy: wait", False, result())

    assert failed["proofs"] == [] and failed["basis"] is None


def test_it_is_written_for_its_owner_only_and_read_back(tmp_path: Path) -> None:
    path = write_result(tmp_path, result())

    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert read_result(tmp_path, "rtr-1") == json.loads(path.read_text())


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"schema": 2}', "[" * 100_000, '{"schema": 1, "open_gates": 1}'])
def test_a_file_that_is_not_ours_is_none(tmp_path: Path, text: str) -> None:
    write_result(tmp_path, result()).write_text(text)

    assert read_result(tmp_path, "rtr-1") is None


def test_a_file_that_is_too_large_or_is_a_pipe_is_none(tmp_path: Path) -> None:
    path = write_result(tmp_path, result())
    path.write_text(json.dumps({**result(), "padding": "x" * 2_000_000}))
    assert read_result(tmp_path, "rtr-1") is None

    path.unlink()
    os.mkfifo(path)
    assert read_result(tmp_path, "rtr-1") is None


def test_the_line_of_a_host_says_how_it_ended() -> None:
    assert line_of(result()) == "rtr-1: direct complete; last ACK Nov 24 03:11:38 2026 UTC, next report push " + str(
        device()["usage_reporting"]["next_report_push"]
    )
    other = line_of(result(account__virtual_account="Campus"))
    assert other.startswith("rtr-1: direct not complete; account: Lab Industries, Campus instead of")
    assert other.endswith("gate smart_account_set_up; gate generate_token")
    assert line_of(failed_result("rtr-1", "direct", "timeout", "timeout: no answer", True, None)).endswith(
        "direct FAILED, timeout: no answer"
    )


def test_the_example_of_the_page_is_a_result() -> None:
    page = (Path(__file__).parents[3] / "docs" / "results.md").read_text()
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)

    jsonschema.validate(json.loads(example), SCHEMA)
