# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Record the conversation of a workflow on request (slp_record_workflow), anonymously.

Each task appends its options, its outcome, and what it said and heard to `workflow.yml` in the folder of its host, so
that the workflow can be played again. Nothing is written before the task is over and its values are replaced.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.parsing.convert_bool import boolean

from ansible_collections.netops.smart_licensing.plugins.module_utils.field.recording import disguise_for
from ansible_collections.netops.smart_licensing.plugins.module_utils.field.transcript import (
    Said,
    Told,
    opening,
    steps,
    task,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifact_paths import host_folder
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import make_private

_FILE = "workflow.yml"
# Variables whose values identify the owner of a device, wherever they occur.
_TELLING = re.compile(
    r"inventory_hostname|ansible_(?:host|user|password|become_pass(?:word)?)|slp_record_names"
    r"|(?!slp_hosts$)slp_\w*(?:token|password|secret|account|user|mail|customer|host|domain)\w*"
)
_PROMPT_NAME = re.compile(r"[^\s(>#]+")


class Listener:
    """Proxies a conversation to the remote side and records it; `rpc` may be reopened."""

    def __init__(self) -> None:
        self._heard: list[Said] = []

    def between(self, rpc: Any) -> Any:
        """Return the remote side with this listener before it."""
        return _Overheard(rpc, self._heard)

    def write(self, folder: Path, names: Iterable[str], told: Told) -> None:
        """Append a task and what was heard in it to the transcript in `folder`. Raises OSError."""
        if not self._heard:
            return
        disguise = disguise_for(folder, names)
        disguise.learn(told.options)
        for said in self._heard:
            disguise.learn(f"{said.command}\n{said.answer}")
        prompts = (_PROMPT_NAME.match(said.prompt or "") for said in self._heard)
        name = next((found[0] for found in prompts if found), "device")
        own = disguise.instead(name)
        shown = [
            Said(
                disguise.rewrite(said.command),
                disguise.rewrite(said.answer),
                said.prompt.replace(name, own) if said.prompt else None,
            )
            for said in self._heard
        ]
        path = folder / _FILE
        text = task(dataclasses.replace(told, options=disguise.rewrite(told.options))) + steps(shown)
        if not path.exists():
            text = opening(own, "a workflow") + text
        make_private(folder)
        with open(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as stream:
            stream.write(text)


class _Overheard:
    def __init__(self, rpc: Any, heard: list[Said]) -> None:
        self._rpc = rpc
        self._heard = heard

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rpc, name)

    def converse(self, given: Sequence[Mapping[str, Any]]) -> Any:
        """Have the exchange, and note what became of it."""
        replies = self._rpc.converse(given)
        for step, reply in zip(given, replies, strict=False):
            self._heard.append(Said(step["command"].strip(), reply["output"], reply["prompt"].strip() or None))
        return replies


def listener_for(variables: Mapping[str, Any]) -> Listener | None:
    """Return a listener where the variables of the host ask for a recording."""
    return Listener() if boolean(variables.get("slp_record_workflow", False), strict=False) else None


def told(module: str, options: Mapping[str, Any], outcome: Mapping[str, Any]) -> Told:
    """Return a task as a recording keeps it."""
    given = {name: value for name, value in options.items() if value is not None}
    return Told(module, json.dumps(given, sort_keys=True), bool(outcome.get("changed")), outcome.get("reason"))


def write(listener: Listener, variables: Mapping[str, Any], templar: Any, secrets: Iterable[str], done: Told) -> None:
    """Write down a task of a host and what it heard. Raises AnsibleActionFail where that is not possible."""
    telling = {name: templar.template(value) for name, value in variables.items() if _TELLING.fullmatch(name)}
    names = [text for value in telling.values() for text in _texts(value)]
    root = Path(templar.template(variables.get("slp_artifact_dir", "slp_artifacts")))
    try:
        listener.write(host_folder(root, str(variables["inventory_hostname"])), [*names, *secrets], done)
    except OSError as error:
        raise AnsibleActionFail(
            f"transfer_failed: slp_record_workflow: the recording cannot be written: {error.strerror}",
            result={"reason": "transfer_failed"},
        ) from error


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for inner in value.values() for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, (list, tuple)) else []
