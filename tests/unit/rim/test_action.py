# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin: options checked before anything else, secrets out of sight, no connection without need."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.netops.smart_licensing.plugins.action.slp import ActionModule
from tests.unit.operations.texts import known as state_of
from tests.unit.operations.texts import licence

NO_SESSION = SimpleNamespace(_load_name="ssh", _shell=SimpleNamespace(tmpdir=None))


def perform(module: str, *, check: bool = False, diff: bool = False, **args: Any) -> dict[str, Any]:
    """Run a task of the module over a connection that holds no session."""
    task = SimpleNamespace(
        action=f"netops.smart_licensing.{module}", args=args, check_mode=check, diff=diff, async_val=0, environment=None
    )
    plugin = ActionModule(task, NO_SESSION, SimpleNamespace(), None, None, None)
    return plugin.run(task_vars={})


def test_an_operation_that_needs_no_device_needs_no_session() -> None:
    result = perform("slp_transport", type="smart", url="default", state="rendered")

    assert result["commands"] == ["license smart transport smart", "license smart url default"]
    assert result["changed"] is False


def test_the_password_of_a_url_is_shown_nowhere() -> None:
    result = perform("slp_transport", type="smart", url="https://admin:sesame-42@a b", state="rendered")

    assert (result["failed"], result["reason"], result["changed"]) == (True, "invalid_value", False)
    assert "sesame-42" not in str(result)


def test_a_known_state_is_handed_in_and_not_shown() -> None:
    result = perform("slp_trust", id_token="T0kenT0ken", smart_licensing=state_of(licence("c8300-wan-trusted")))

    assert result["changed"] is False
    assert "smart_licensing" not in result["invocation"]["module_args"]


def test_a_token_is_shown_nowhere() -> None:
    result = perform(
        "slp_trust", diff=True, id_token="T0kenT0ken", smart_licensing=state_of(licence("c8300-wan-trusted"))
    )

    assert "T0kenT0ken" not in str(result)
    assert result["invocation"]["module_args"]["id_token"] == "********"
    assert result["invocation"]["module_args"]["scope"] == "all"


@pytest.mark.parametrize(
    ("module", "args", "message"),
    [
        ("slp_transport", {"type": "pigeon"}, "pigeon"),
        ("slp_transport", {"usage_interval": "often"}, "usage_interval"),
        ("slp_trust", {"tokn": "x"}, "tokn"),
        ("slp_info", {"gather_subset": ["everything"]}, "everything"),
    ],
)
def test_an_option_that_is_wrong_is_refused_with_its_reason(module: str, args: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleActionFail, match=message) as caught:
        perform(module, **args)

    assert caught.value.result["reason"] == "invalid_value"
    assert module in str(caught.value)


def test_a_connection_without_a_session_is_told_apart() -> None:
    with pytest.raises(AnsibleActionFail, match="set ansible_connection to netops.smart_licensing.network_cli"):
        perform("slp_info")


def test_a_diff_is_there_when_it_is_asked_for() -> None:
    known = state_of(licence("c8300-wan-trusted"))

    assert perform("slp_trust", diff=True, smart_licensing=known)["diff"] == []
    assert "diff" not in perform("slp_trust", smart_licensing=known)


def test_the_state_that_is_handed_in_stays_as_it_is() -> None:
    known = state_of(licence("c8300-wan-trusted"))
    perform("slp_trust", smart_licensing=known)

    assert known == state_of(licence("c8300-wan-trusted"))
