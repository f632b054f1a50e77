# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of the modules for a server: options checked, secrets out of sight, the environment of the task."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.netops.smart_licensing.plugins.action.api import ActionModule
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.in_worker import environment
from tests.unit.rim.collection import load

CONNECTION = SimpleNamespace(_load_name="local", _shell=SimpleNamespace(tmpdir=None))
SECRET = "open-sesame-42"
CSSM = {"client_id": "tests", "client_secret": SECRET, "base_url": "https://127.0.0.1:9", "retries": 0}


def perform(module: str, environment: list[dict[str, str]] | None = None, **args: Any) -> dict[str, Any]:
    task = SimpleNamespace(
        action=f"netops.smart_licensing.{module}", args=args, check_mode=True, async_val=0, environment=environment
    )
    templar = SimpleNamespace(template=lambda value: value)
    result: dict[str, Any] = ActionModule(task, CONNECTION, SimpleNamespace(), None, templar, None).run(task_vars={})
    return result


def test_secrets_are_shown_nowhere_at_any_depth() -> None:
    credentials = {"username": "admin", "password": "deep-sesame", "snmp_community": "open-community"}
    result = perform(
        "catalyst_center_device",
        base_url="https://127.0.0.1:9",
        username="admin",
        password=SECRET,
        retries=0,
        devices=[{"name": "r1", "serial_numbers": ["9ABC"]}],
        credentials=credentials,
    )

    assert result["reason"] == "communication_failed"
    for secret in (SECRET, "deep-sesame", "open-community"):
        assert secret not in str(result)
    assert result["invocation"]["module_args"]["credentials"]["username"] == "admin"
    assert result["invocation"]["module_args"]["credentials"]["password"] == "********"


def test_a_secret_that_comes_back_in_a_result_is_masked() -> None:
    result = perform("cssm_account_info", **CSSM | {"base_url": f"http://{SECRET}.example"})

    assert result["reason"] == "invalid_value"
    assert SECRET not in str(result["msg"])


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ({**CSSM, "smart_acount": "x"}, "smart_acount"),
        ({"client_id": "tests"}, "client_secret"),
        ({**CSSM, "virtual_account": "x"}, "smart_account"),
    ],
)
def test_options_that_are_wrong_are_told_before_anything_is_asked(args: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleActionFail, match=message) as failure:
        perform("cssm_account_info", **args)

    assert failure.value.result["reason"] == "invalid_value"


@pytest.mark.parametrize(("validate", "warns"), [(True, False), (False, True)])
def test_a_certificate_that_is_not_verified_is_a_warning_that_names_the_option(validate: bool, warns: bool) -> None:
    warnings = perform("cssm_account_info", **CSSM, validate_certs=validate).get("warnings", [])

    assert any("validate_certs" in warning for warning in warnings) is warns


def test_the_proxy_of_the_task_is_the_one_that_is_asked() -> None:
    result = perform(
        "cssm_account_info",
        environment=[{"https_proxy": "http://proxy.nowhere.invalid:3128"}, {"https_proxy": "http://127.0.0.1:8"}],
        **CSSM | {"base_url": "https://cssm.nowhere.invalid", "token_url": "https://cssm.nowhere.invalid/token"},
    )

    # The name of the server is not looked up: the proxy of the innermost environment refuses.
    assert "Connection refused" in result["msg"]
    assert "https_proxy" not in os.environ


def test_the_environment_is_as_before_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "before")
    monkeypatch.delenv("https_proxy", raising=False)

    with pytest.raises(ZeroDivisionError), environment({"NO_PROXY": "x", "https_proxy": "y"}):
        assert (os.environ["NO_PROXY"], os.environ["https_proxy"]) == ("x", "y")
        raise ZeroDivisionError

    assert os.environ["NO_PROXY"] == "before"
    assert "https_proxy" not in os.environ


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("catalyst_center_register", "catalyst_center_device"),
        ("sdwan_manager_licensing_info", "sdwan_manager_info"),
    ],
)
def test_a_name_of_before_leads_to_the_module_that_does_its_work(before: str, now: str) -> None:
    modules = load("meta", "runtime.yml")["plugin_routing"]["modules"]
    access = {"base_url": "http://127.0.0.1", "username": "admin", "password": SECRET}
    devices = {"devices": [{"name": "r1", "virtual_account": "WAN"}]} if now == "catalyst_center_device" else {}

    assert modules[before] == {"redirect": f"netops.smart_licensing.{now}"}
    assert perform(before, **access, **devices)["reason"] == "invalid_value"
