# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that an assessment knows are the files that the role of its workflow includes, in the same order."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess import assess, facts_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.assessment import RESULT
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.intent import Intent
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import empty_state
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import WORKFLOWS
from tests.unit.rim.collection import ROOT, load

# What an assessment of the workflow without any connection looks at beside the device.
_NOTHING_SAVED = dict.fromkeys(
    ("waiting_for_fetch", "copied_to_url", "waiting_for_upload", "waiting_for_ack", "waiting_for_import"), 0
)
PLAYBOOKS = [(role, name) for role, words in WORKFLOWS.items() if role != "controller" for name in words.values()]


@pytest.mark.parametrize(("role", "workflow"), PLAYBOOKS)
def test_a_role_includes_the_steps_of_its_assessment_in_their_order(role: str, workflow: str) -> None:
    intent = Intent(workflow, "r1", "192.0.2.1", {"slp_ssm_url": "https://ssm.example/cslu/v1/pi/a-1"})
    facts, _way = facts_of(intent, empty_state(), None, [], {"ledger": _NOTHING_SAVED, "inbox": False})
    steps = load("roles", role, "tasks", "steps.yml")
    included = [task["vars"]["slp_step"] for task in steps[:-1]]

    assert included == [step.file for step in assess(facts).steps]
    assert [task["ansible.builtin.include_tasks"] for task in steps[:-1]] == [f"{step}.yml" for step in included]
    assert [task["when"] for task in steps[:-1]] == [f"'{step}' in slp_assessed.due" for step in included]
    assert steps[-1]["ansible.builtin.include_tasks"] == f"{RESULT}.yml"
    assert all((ROOT / "roles" / role / "tasks" / f"{step}.yml").is_file() for step in included)
