# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Perform an operation on a scripted device, in a time that passes only when the operation waits."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.device import Device
from ansible_collections.netops.smart_licensing.plugins.module_utils.operations import OPERATIONS
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.clock import Clock
from tests.unit.conftest import Converse
from tests.unit.conversation.twin import Script
from tests.unit.cssm.service import Service

Act = Callable[..., dict[str, Any]]


@dataclass
class Waiting:
    """A time of its own: noon of Dec 1 2025 UTC, unless told otherwise; `pauses` are the sleeps so far, in seconds."""

    now: dt.datetime = dt.datetime(2025, 12, 1, 12, 0, 0, tzinfo=dt.UTC)
    pauses: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        """Return what an operation is given."""
        return Clock(now=self.now.timestamp, elapsed=lambda: sum(self.pauses), sleep=self.pauses.append)


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


@pytest.fixture
def act(converse: Converse, waiting: Waiting) -> Act:
    """Return a function that performs an operation by its name, as the action plugin does."""

    def start(
        name: str, script: Script, *, check: bool = False, rest: Service | None = None, **options: Any
    ) -> dict[str, Any]:
        operation = OPERATIONS[name]
        validated = ArgumentSpecValidator(operation.argument_spec, **operation.constraints).validate(options)
        assert validated.error_messages == []
        params = validated.validated_parameters
        secrets = operation.secrets(params)
        device = Device(converse(script, *secrets), waiting.clock)
        if rest is not None:
            device.open_http = lambda **_options: rest
        outcome = operation.perform(params, device, check)
        assert rest is None or rest.script == []
        shown = json.dumps(outcome)
        assert not any(secret in shown for secret in secrets)
        return outcome

    return start
