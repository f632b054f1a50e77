# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every value of every answer, replaced by an odd one or left out: a task ends with a result or a reason."""

from __future__ import annotations

import copy
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.action.api import OPERATIONS
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply, Request
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.clock import Clock
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import REASONS
from tests.unit.cssm.service import NOON
from tests.unit.http.conversations import OPENING, Conversation, conversations

MISSING = object()
ODD: tuple[Any, ...] = (
    MISSING,
    None,
    True,
    -1,
    0.5,
    float("inf"),
    float("nan"),
    10**400,
    253402300800000,
    "",
    " ",
    "None",
    "9" * 400,
    "²",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "a\r\nX-Evil: 1",
    "../../etc/passwd",
    "\ud800",
    [],
    [None],
    ["x", 1],
    {},
    {"": {}},
)


@dataclass
class Server:
    """Answers each request (method and URL) with its JSON, whenever it is asked; what it does not know with 404."""

    answers: dict[str, Any]
    seconds: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: NOON + sum(self.seconds), elapsed=lambda: sum(self.seconds), sleep=self.seconds.append)

    def send(self, request: Request) -> Reply:
        asked = f"{request.method} {request.url}"
        # What goes into a request line or a header must not end it.
        assert asked.isprintable() and all(value.isprintable() for value in request.headers.values())
        answer = self.answers.get(asked, Reply(404, {}, b"{}"))
        return answer if isinstance(answer, Reply) else Reply(200, {}, json.dumps(answer).encode())


# There a Smart Account with a proxy takes no virtual account, and the list shows no assigned licence afterwards.
FAILURES = {
    "refused usage": "api_failed",
    "waiting": "timeout",
    "settings": "invalid_value",
    "assign": "api_failed",
}
NAMES = (
    *("accounts", "token", "new token", "licenses", "slac", "usage", "refused usage", "waiting", "on-prem", "center"),
    *("older center", "level", "register", "settings", "site", "manager", "sync", "assign", "report"),
)


def act(talk: Conversation, answers: dict[str, Any]) -> dict[str, Any]:
    operation = OPERATIONS[talk.module]
    validated = ArgumentSpecValidator(operation.argument_spec, **operation.constraints).validate(talk.options)
    assert validated.error_messages == []
    server = Server(answers)
    return operation.perform(validated.validated_parameters, lambda: server, server.clock, False)


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where each value stands, the whole one first."""
    yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from places(item, (*place, key))


def changed(answers: dict[str, Any], place: tuple[Any, ...], odd: Any) -> dict[str, Any]:
    """Return the answers with one value replaced, or left out."""
    made: dict[str, Any] = copy.deepcopy(answers)
    holder: Any = made
    for key in place[:-1]:
        holder = holder[key]
    if odd is MISSING:
        del holder[place[-1]]
    else:
        holder[place[-1]] = odd
    return made


@pytest.mark.parametrize("name", NAMES)
def test_an_odd_value_anywhere_ends_in_a_result_or_a_reason(name: str, tmp_path: Path) -> None:
    talk = conversations(tmp_path)[name]
    # How conversations with CSSM begin is the same code in all of them.
    known = {} if name == "accounts" else OPENING
    answers = {asked: answer for asked, answer in talk.answers.items() if asked not in known}
    for number, (place, odd) in enumerate(itertools.product(list(places(answers))[1:], ODD)):
        dest = {"dest": str(tmp_path / str(number))} if "dest" in talk.options else {}

        outcome = act(replace(talk, options=talk.options | dest), changed(talk.answers, place, odd))

        # Ansible writes it down.
        json.dumps(outcome, ensure_ascii=False).encode()
        assert not outcome.get("failed") or outcome["reason"] in REASONS, (place, odd, outcome)


def test_the_conversations_as_they_are_end_as_they_should(tmp_path: Path) -> None:
    talks = conversations(tmp_path)
    ends = {name: act(talk, talk.answers) for name, talk in talks.items()}

    assert tuple(ends) == NAMES
    failures = {name: end["reason"] for name, end in ends.items() if end.get("failed")}
    assert failures == FAILURES
