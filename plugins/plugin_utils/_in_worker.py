# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a task inside the worker instead of a separate process: its options, its environment, its end.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
from collections.abc import Iterator, Mapping
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

_PR_SET_PDEATHSIG = 1


def checked_options(
    name: str, args: Mapping[str, Any], argument_spec: Mapping[str, Any], constraints: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the options of a task as a module would get them. Raises AnsibleActionFail (invalid_value)."""
    validated = ArgumentSpecValidator(argument_spec, **constraints).validate(args)
    if validated.error_messages:
        raise AnsibleActionFail(f"{name}: {'; '.join(validated.error_messages)}", result={"reason": "invalid_value"})
    params: dict[str, Any] = validated.validated_parameters
    return params


@contextlib.contextmanager
def environment(variables: Mapping[str, Any]) -> Iterator[None]:
    """Have these variables in the environment for a while; proxies are looked for there."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update({name: str(value) for name, value in variables.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def end_with_playbook() -> None:
    """Have this worker end when its playbook is killed; without it, it would go on with what it is at.

    Linux does that for a process that asks for it; elsewhere the worker ends with its task.
    """
    playbook = multiprocessing.parent_process()
    if playbook is None:
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != playbook.pid:
        # It was just killed, before it could report anything.
        os._exit(1)
