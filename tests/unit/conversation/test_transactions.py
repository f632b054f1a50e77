# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A transaction of configuration, over both connections: whole or not at all, and no way of leaving it open."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from tests.unit.conftest import Converse
from tests.unit.conversation.twin import OurConnection, Pair, RpcError, StockConnection, script_of

LINES = ["license smart transport smart", "license smart url default"]
OPEN: Pair = ("config-transaction", "admin connected from 127.0.0.1 using ssh on router\n")
COMMIT: Pair = ("commit", "Commit complete.\n")
both = pytest.mark.parametrize("connection", [OurConnection, StockConnection])


@both
def test_lines_are_entered_committed_and_left(converse: Converse, connection: type) -> None:
    script = script_of(OPEN, (LINES[0], ""), (LINES[1], ""), COMMIT, ("end", ""))
    converse(script, connection=connection).commit(LINES)

    assert [step["command"] for step in script.steps] == ["config-transaction", *LINES, "commit", "end"]


@both
@pytest.mark.parametrize("refusal", ["----^\nsyntax error: unknown argument\n", "Aborted: no\n", "Error: locked\n"])
def test_a_refused_line_is_named_and_all_is_aborted(converse: Converse, connection: type, refusal: str) -> None:
    script = script_of(OPEN, (LINES[0], refusal), ("abort", ""))

    with pytest.raises(LicensingError, match="transport smart") as caught:
        converse(script, connection=connection).commit(LINES[:1])
    assert caught.value.reason == "device_error"


@both
def test_a_refused_commit_is_aborted(converse: Converse, connection: type) -> None:
    script = script_of(OPEN, (LINES[0], ""), ("commit", "Aborted: locked by session 21\n"), ("abort", ""))

    with pytest.raises(LicensingError, match="locked by session 21"):
        converse(script, connection=connection).commit(LINES[:1])


@both
def test_where_abort_is_not_known_the_lines_are_left_behind_all_the_same(converse: Converse, connection: type) -> None:
    unknown: Pair = ("abort", "----^\nsyntax error: unknown command\n")
    script = script_of(OPEN, (LINES[0], ""), ("commit", "Aborted: locked\n"), unknown, ("end", ""))

    with pytest.raises(LicensingError, match="locked"):
        converse(script, connection=connection).commit(LINES[:1])
    assert (script.steps[-1]["prompt"], script.steps[-1]["answer"]) == ("yes/no/(?:cancel|CANCEL)", "no")


@both
def test_a_session_that_is_gone_is_what_is_told_though_abort_fails_too(converse: Converse, connection: type) -> None:
    gone = RpcError("connection_lost: the device closed the session")
    script = script_of(OPEN, (LINES[0], ""), ("commit", gone), ("abort", gone))

    with pytest.raises(LicensingError, match="session was lost at 'commit'") as caught:
        converse(script, connection=connection).commit(LINES[:1])
    assert caught.value.reason == "connection_lost"


def test_a_secret_in_a_refused_line_is_masked(converse: Converse) -> None:
    script = script_of(OPEN, ("key s3cret", "syntax error: element s3cret does not exist\n"), ("abort", ""))

    with pytest.raises(LicensingError) as caught:
        converse(script, "s3cret").commit(["key s3cret"])
    assert "s3cret" not in caught.value.message + str(caught.value.details)
