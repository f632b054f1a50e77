# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A state that a user hands in is proved before anything rests on it: no device is asked, no traceback shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.operations import OPERATIONS
from ansible_collections.netops.smart_licensing.plugins.module_utils.operations.operation import KNOWN_STATE
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_outputs
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.known import known_state
from tests.unit.conversation.twin import Script
from tests.unit.operations.conftest import Act
from tests.unit.operations.texts import CLOCK, VERSION, known, licence
from tests.unit.parsers.captures import every_capture

WHOLE = [(command, path) for command, path in every_capture() if "truncated" not in path.name]
STATE = known(licence("c8300-wan-trusted"))
OPTIONS: dict[str, list[dict[str, Any]]] = {
    "slp_reachability": [{"restconf": True}],
    "slp_rollback": [{"src": "before.json"}],
    "slp_slac": [{}, {"method": "file", "dest": "r1"}, {"method": "file", "dest": "r1", "state": "absent"}],
    "slp_sync": [{"max_age_days": 7}],
    "slp_transport": [{"type": "smart"}],
    "slp_trust": [{"id_token": "T0ken"}],
}
TASKS = [(name, options) for name, tasks in OPTIONS.items() for options in tasks]
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "empty": ({}, "it lacks account"),
    "something else": ({"foo": 1}, "it lacks account"),
    "a part that is no dictionary": ({**STATE, "transport": "smart"}, "transport is no dictionary"),
    "a part without its keys": ({**STATE, "transport": {}}, "transport lacks cslu_address, ip_mode, proxy"),
    "a list that is none": ({**STATE, "trust_codes": "yes"}, "trust_codes is no list"),
    "an entry that is none": ({**STATE, "members": [7]}, "members[0] is no dictionary"),
    "an entry without its keys": ({**STATE, "authorizations": [{"pid": "X"}]}, "authorizations[0] lacks entitlements"),
    "a configuration that is none": ({**STATE, "config": {"url": None}}, "config lacks call_home"),
    "a platform that is none": ({**STATE, "platform": ["17.12.4"]}, "platform is no dictionary"),
}


def test_every_option_that_takes_a_state_is_tried_here() -> None:
    takers = [name for name, operation in OPERATIONS.items() if operation.argument_spec.keys() >= KNOWN_STATE.keys()]

    assert takers == sorted(OPTIONS)


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize(("given", "fault"), BAD.values(), ids=BAD)
@pytest.mark.parametrize(("name", "options"), TASKS)
def test_a_state_that_is_none_is_refused_by_the_name_of_its_option(
    act: Act, tmp_path: Path, name: str, options: dict[str, Any], given: dict[str, Any], fault: str, check: bool
) -> None:
    script = Script([])
    folder = {"dest": str(tmp_path / options["dest"])} if "dest" in options else {}
    outcome = act(name, script, check=check, smart_licensing=given, **{**options, **folder})

    assert (outcome["reason"], outcome["changed"], script.connects) == ("invalid_value", False, 0)
    assert outcome["msg"].startswith(f"invalid_value: smart_licensing: {fault}")
    assert "slp_info" in outcome["msg"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("command", "path"), WHOLE, ids=str)
def test_every_state_that_is_read_can_be_handed_in(command: str, path: Path) -> None:
    state = parse_outputs({command: path.read_text(), "show version": VERSION, "show clock": CLOCK})

    assert known_state(state) is state
