# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Perform an operation on a scripted CSSM: at the end nothing of the script may be left, and no secret be told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.module_utils.cssm.operations import OPERATIONS
from tests.unit.cssm.service import ACCESS, ACCESS_TOKEN, SECRET, Service

Act = Callable[..., dict[str, Any]]


@pytest.fixture
def act() -> Iterator[Act]:
    """Return a function that performs an operation by its name, as its module does."""
    services: list[Service] = []

    def start(name: str, service: Service, *, check: bool = False, **options: Any) -> dict[str, Any]:
        services.append(service)
        operation = OPERATIONS[name]
        validated = ArgumentSpecValidator(operation.argument_spec, **operation.constraints).validate(ACCESS | options)
        assert validated.error_messages == []
        outcome = operation.perform(validated.validated_parameters, lambda: service, service.clock, check)
        told = json.dumps(outcome)
        assert SECRET not in told
        assert ACCESS_TOKEN not in told
        return outcome

    yield start
    for service in services:
        assert service.script == []
