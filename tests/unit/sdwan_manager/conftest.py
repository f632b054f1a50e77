# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Perform an operation on a scripted SD-WAN Manager: at the end nothing may be left, and no secret be told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.module_utils.sdwan_manager.operations import OPERATIONS
from tests.unit.sdwan_manager.manager import BASE, COOKIE, PASSWORD, TOKEN, Manager

Act = Callable[..., dict[str, Any]]
ACCESS = {"base_url": BASE, "username": "licensing", "password": PASSWORD}


@pytest.fixture
def act() -> Iterator[Act]:
    """Return a function that performs an operation by the end of its name, as its module does."""
    managers: list[Manager] = []

    def start(name: str, manager: Manager, *, check: bool = False, **options: Any) -> dict[str, Any]:
        managers.append(manager)
        operation = OPERATIONS[f"sdwan_manager_{name}"]
        validated = ArgumentSpecValidator(operation.argument_spec, **operation.constraints).validate(ACCESS | options)
        assert validated.error_messages == []
        outcome = operation.perform(validated.validated_parameters, lambda: manager, manager.clock, check)
        told = json.dumps(outcome)
        assert not [secret for secret in (PASSWORD, COOKIE, TOKEN) if secret in told]
        return outcome

    yield start
    for manager in managers:
        assert manager.script == []
