# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that a template captures is in the state, or is listed here with the reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils import parsers
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.build import build_state, empty_state
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.lists import ListParser
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.shows import SHOWS
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.templates import LICENSE
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.templates_support import SUPPORT

NOT_CARRIED = {
    "proxy.username": "a credential stays on the device",
    "proxy.password": "a credential stays on the device",
    "trust_data.local": "a name without a UDI; the state behind it is read",
}
# Words for yes and for no, two numbers, and what some of the values are recognized by.
WORDS = ("7", "ENABLED", "DISABLED", "70001", "70002 (70003)", "INSTALLED", "state[1], TrustId:7", "Installed On 7")
LISTS = [show.parse for show in SHOWS if isinstance(show.parse, ListParser)]
TEMPLATES = [LICENSE + SUPPORT, *(parser.template for parser in LISTS)]


def built_by(parser: ListParser) -> Any:
    """Return what a list parser makes of matches, as a function of them."""

    def build(matches: dict[str, Any]) -> Any:
        state = empty_state()
        parser.fill(state, matches)
        return state

    return build


BUILDERS = [
    pytest.param(LICENSE + SUPPORT, build_state, id="licences and tech support"),
    *(pytest.param(parser.template, built_by(parser), id=parser.command) for parser in LISTS),
]
REGEXES = [path for path in Path(str(parsers.__file__)).parent.glob("*.py") if "(?P<" in path.read_text()]
# Regexes whose match is carried as a whole, every part under its own name.
WHOLE_MATCHES = {
    "build_support": {"pid", "sn"},
    "reachability": {"prefix", "mask", "next_hop", "interface"},
}

Name = tuple[str, ...]


def captured(template: str) -> list[Name]:
    """Return the names that a template captures, each after its groups."""
    found: dict[Name, None] = {}
    groups: list[str] = []
    for line in template.splitlines():
        if opened := re.fullmatch(r'<group name="(\w+)\*?"(?: method="table")?>', line):
            groups.append(opened[1])
        elif line == "</group>":
            groups.pop()
        else:
            names = re.findall(r"\{\{ *(\w+)", line)
            found |= {(*groups, name): None for name in names if name not in ("_start_", "ignore")}
    return list(found)


def matches_of(paths: list[Name], held: Name, word: str, other: str) -> dict[str, Any]:
    """Return what a template would match if one name held `word`, and all others `other`."""
    matches: dict[str, Any] = {}
    for path in paths:
        *groups, name = path
        place = matches
        for group in groups:
            place = place.setdefault(group, {})
        place[name] = word if path == held else other
    return matches


def unread(template: str, build: Any) -> Iterator[str]:
    """Yield the names whose words change nothing of what is built.

    Some values are taken only where others say nothing: all others hold a word, or none, or other groups are not there.
    """
    paths = captured(template)
    for path in paths:
        group = [other for other in paths if other[0] == path[0]]
        surroundings = [(paths, "7"), (paths, ""), (group, "7")]
        if not any(
            differ(build, [matches_of(there, path, word, other) for word in WORDS]) for there, other in surroundings
        ):
            yield ".".join(path)


def differ(build: Any, matches: list[dict[str, Any]]) -> bool:
    built = [build(each) for each in matches]
    return any(one != built[0] for one in built)


@pytest.mark.parametrize(("template", "build"), BUILDERS)
def test_every_name_of_a_template_is_carried_or_excused(template: str, build: Any) -> None:
    excused = {name for name in NOT_CARRIED if tuple(name.split(".")) in captured(template)}

    assert set(unread(template, build)) == excused


def test_nothing_is_excused_that_no_template_captures() -> None:
    names = {".".join(path) for template in TEMPLATES for path in captured(template)}

    assert set(NOT_CARRIED) <= names


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in REGEXES])
def test_every_named_part_of_a_regex_is_used(path: Path) -> None:
    source = path.read_text()
    named = set(re.findall(r"\(\?P<(\w+)>", source))
    taken = set(re.findall(r"[\"'](\w+)[\"']", source))
    if "groupdict()" in source:
        taken |= WHOLE_MATCHES[path.stem]

    assert named - taken == set()
