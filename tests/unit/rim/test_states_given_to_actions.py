# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions of the controller that take the state of a device: what is no state is refused by its option."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.netops.smart_licensing.plugins.action import slp_assess, slp_compliance, slp_cssm_responses
from tests.unit.operations.texts import known, licence

BAD = {"foo": 1}


def run(plugin: Any, variables: dict[str, Any] | None = None, **args: Any) -> Any:
    task = SimpleNamespace(action="", args=args, check_mode=False, diff=False, async_val=0, environment=None)
    connection = SimpleNamespace(_load_name="ssh", _shell=SimpleNamespace(tmpdir=None))
    templar = SimpleNamespace(template=lambda value: value)
    action = plugin.ActionModule(task, connection, SimpleNamespace(), None, templar, None)
    return action.run(task_vars={"inventory_hostname": "r1", **(variables or {})})


def test_an_assessment_fails_with_the_reason_and_writes_it_down(tmp_path: Path) -> None:
    result = run(slp_assess, {"slp_artifact_dir": str(tmp_path)}, workflow="direct", smart_licensing=BAD)

    assert (result["failed"], result["reason"]) == (True, "invalid_value")
    assert "smart_licensing: it lacks account" in result["msg"]
    assert "invalid_value" in (tmp_path / "r1" / "result.json").read_text()


def test_no_rule_is_held_against_what_is_no_state() -> None:
    with pytest.raises(AnsibleActionFail, match="smart_licensing: it lacks account") as caught:
        run(slp_compliance, smart_licensing=BAD)

    assert caught.value.result["reason"] == "invalid_value"


def test_no_file_is_split_for_a_host_without_a_state(tmp_path: Path) -> None:
    states = {"r1": {"smart_licensing": known(licence("c8300-wan-trusted"))}, "r2": {"smart_licensing": BAD}}
    with pytest.raises(AnsibleActionFail, match=r"states\.r2: it lacks account"):
        run(slp_cssm_responses, src=str(tmp_path), artifact_dir=str(tmp_path / "a"), states=states)

    assert list(tmp_path.iterdir()) == []
