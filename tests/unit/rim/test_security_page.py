# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/security.md: each promise names a test that exists, and the commands are what the code sends."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.device import SUBSETS
from tests.unit.rim.collection import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_BLOCK = re.compile(r"<!-- .+? -->\n```text\n(.+?)```", re.DOTALL)
# Where commands are made. The others read outputs, or talk to servers.
_ELSEWHERE = ("parsers", "field", "assess", "cssm", "catalyst_center", "sdwan_manager", "ssm_on_prem")
_COMMAND = re.compile(
    r"(?:no )?((?:license smart|show \w|copy|dir|delete /|more|verify /|ping|ip \w|aaa|username|crypto pki|restconf|"
    r"netconf-yang|logging host|ntp server|service call-home|call-home|write memory|reload|configure terminal|"
    r"config-transaction|commit|abort|end)(?= |$).*|show \w.*|license smart.*|ip \w.*|delete /.*|verify /.*)"
)


def listed() -> list[str]:
    """Return the beginnings of commands that the page lists."""
    return [line for block in _BLOCK.findall(PAGE) for line in block.splitlines()]


def sent() -> Iterator[str]:
    """Return the commands in the code, as far as they are written there: up to the first value."""
    yield from (command for commands in SUBSETS.values() for command in commands)
    for path in sorted((ROOT / "plugins" / "module_utils").rglob("*.py")):
        if any(part in _ELSEWHERE for part in path.relative_to(ROOT).parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
            text = first.value if isinstance(first, ast.Constant) else None
            found = _COMMAND.fullmatch(text) if isinstance(text, str) and len(text) < 90 else None
            if found:
                yield found[1].rstrip()


def test_every_promise_names_a_test_that_exists() -> None:
    promises = [
        line for line in PAGE.partition("## What is promised")[2].partition("\n\nThe")[0].splitlines()[4:] if line
    ]
    named = _TEST.findall(PAGE)

    assert len(promises) == len(named) >= 15, "a promise has one test"
    for file, name in named:
        assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), name


def test_every_command_in_the_code_begins_as_one_that_the_page_lists() -> None:
    known = listed()

    assert len(known) == len(set(known)) > 40
    unknown = {text for text in sent() if not any(text.startswith(head) or head.startswith(text) for head in known)}
    assert unknown == set()


def test_no_command_is_listed_in_vain() -> None:
    commands = set(sent())

    assert [head for head in listed() if not any(text.startswith(head) for text in commands)] == []
