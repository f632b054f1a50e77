# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operation run as an ordinary module, and the diff of its result."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils._module import run_module
from ansible_collections.netops.smart_licensing.plugins.module_utils._operations import OPERATIONS
from ansible_collections.netops.smart_licensing.plugins.module_utils._run import diff_of, secrets_of


class Ended(Exception):
    """How a module ends: its result."""

    def __init__(self, result: dict[str, Any]) -> None:
        super().__init__(str(result))
        self.result = result


class PlainModule:
    """What run_module needs of an AnsibleModule."""

    check_mode = False
    _diff = True

    def __init__(self, socket_path: str | None, **given: Any) -> None:
        spec = OPERATIONS["slp_transport"].argument_spec
        self.params = {**{name: option.get("default") for name, option in spec.items()}, **given}
        self._socket_path = socket_path
        self.no_log_values: set[str] = set()

    def exit_json(self, **result: Any) -> NoReturn:
        raise Ended(result)

    def fail_json(self, **result: Any) -> NoReturn:
        raise Ended({"failed": True, **result})


def end_of(module: PlainModule) -> dict[str, Any]:
    """Return the result with which the module ends."""
    with pytest.raises(Ended) as ended:
        run_module(module, "slp_transport")
    return ended.value.result


def test_without_a_persistent_connection_it_says_which_to_use() -> None:
    result = end_of(PlainModule(None, type="smart"))

    assert (result["failed"], result["reason"]) == (True, "connection_lost")
    assert "netops.smart_licensing.network_cli" in result["msg"]


def test_an_operation_that_needs_no_device_ends_with_its_result() -> None:
    result = end_of(PlainModule("/nowhere", type="smart", url="default", state="rendered"))

    assert result["commands"] == ["license smart transport smart", "license smart url default"]
    assert result["diff"] == []


def test_a_failure_ends_with_its_reason() -> None:
    result = end_of(PlainModule("/nowhere", type="smart", url="https://a b", state="rendered"))

    assert (result["failed"], result["reason"], result["changed"]) == (True, "invalid_value", False)


def test_the_password_of_a_url_is_shown_neither_by_us_nor_by_ansible() -> None:
    url = "https://admin:sesame-42@a b"
    module = PlainModule("/nowhere", type="smart", url=url, state="rendered")

    assert "sesame-42" not in str(end_of(module))
    assert module.no_log_values == {url}


def test_the_diff_shows_states_and_commands_only_where_something_changes() -> None:
    changed = {"changed": True, "before": {"type": "cslu"}, "after": {"type": "smart"}, "commands": ["a", "b"]}

    assert diff_of(changed) == [
        {"before": {"type": "cslu"}, "after": {"type": "smart"}},
        {"prepared": "commands:\n+ a\n+ b\n"},
    ]
    assert diff_of({**changed, "changed": False}) == []
    assert diff_of({"changed": True, "failed": True, "commands": ["a"]}) == []


def test_secrets_are_the_values_that_are_not_logged() -> None:
    assert secrets_of(OPERATIONS["slp_trust"], {"id_token": "S3cret", "scope": "all"}) == ["S3cret"]
    assert secrets_of(OPERATIONS["slp_trust"], {"id_token": None, "scope": "all"}) == []
