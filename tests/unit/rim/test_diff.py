# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the action of the device modules shows of a result, and what it keeps secret."""

from __future__ import annotations

from ansible_collections.netops.smart_licensing.plugins.action.slp import diff_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.operations import OPERATIONS


def test_the_diff_shows_states_and_commands_only_where_something_changes() -> None:
    changed = {"changed": True, "before": {"type": "cslu"}, "after": {"type": "smart"}, "commands": ["a", "b"]}

    assert diff_of(changed) == [
        {"before": {"type": "cslu"}, "after": {"type": "smart"}},
        {"prepared": "commands:\n+ a\n+ b\n"},
    ]
    assert diff_of({**changed, "changed": False}) == []
    assert diff_of({"changed": True, "failed": True, "commands": ["a"]}) == []


def test_secrets_are_the_values_that_are_not_logged() -> None:
    assert OPERATIONS["slp_trust"].secrets({"id_token": "S3cret", "scope": "all"}) == ["S3cret"]
    assert OPERATIONS["slp_trust"].secrets({"id_token": None, "scope": "all"}) == []
