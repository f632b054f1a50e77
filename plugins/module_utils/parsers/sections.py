# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Say of every line of licence output which section it belongs to.

`Status: DISABLED` means nothing without its heading. Here each line gets the name of its section in front
(`utility|Status: DISABLED`), so that the templates need no context and a new section of a new release can never
lend its values to the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .headings import HEADINGS, INSIDE, LABELS, NESTED, NESTED_LABELS
from .lines import is_damaged

DAMAGED = "damaged"

_RULE = re.compile(r"[=\-]{4,}")
# Some agents print the count of a licence behind its name, and no entitlement tag.
_COUNTED = re.compile(r"[^\s:(][^:(]*: +\(\d+\)")
_NEW_SECTION = re.compile(r"[A-Z][^:]*:")
_AROUND_LICENCES = frozenset({"", "usage", "license", "license_authorization"})
# Some agents print this block at the margin; the transport goes on behind it.
_OUTDENTED = ("transport", "Proxy:")
_OF_THE_PROXY = ("Address:", "Port:", "Username:", "Password:", "Not Configured")
_STATISTICS = frozenset({"communication", "message"})
# Sections of several records: a damaged line may have been the first of one.
_RECORDS = frozenset({"trust_codes", "overall", "reservation_members", "entitlements", "platform_enforced"})
_TRUST_DATA = ("P:", "Local Device:")
# show license authorization begins with them, without the title that stands above them elsewhere.
_EXPORTS = ("Last Data Push:", "Last File Export:")


class Tagged(NamedTuple):
    """One line of output: the section it belongs to ("" when no heading is known) and its text without indentation."""

    section: str
    text: str


def tag_lines(lines: Iterable[str]) -> Iterator[Tagged]:
    """Walk over cleaned lines and yield each with its section; rules under titles are left out.

    A heading opens a section when it stands at the left margin; the few that are nested (the policy attributes, the
    proxy) open it inside their parent and close it when the indentation comes back. Any other line at the margin
    that ends in a colon opens a section of unknown name, so that its lines are reported and never misread. So are
    the lines behind a damaged one that may have been their heading, and the rest of it on a line of its own.
    """
    section, broken = "", False
    nested: tuple[str, int] | None = None
    for line in lines:
        text = line.strip()
        if text[0] in "=-" and _RULE.fullmatch(text):
            continue
        indent = len(line) - len(line.lstrip())
        if nested is not None and indent <= nested[1]:
            nested = None
        rest_of_broken, broken = broken and indent < 2, is_damaged(line)
        if broken:
            yield Tagged(DAMAGED, text)
            if indent == 0 or section in _RECORDS:
                section, nested = DAMAGED, None
            continue
        nests = indent > 0 or (section, text) == _OUTDENTED
        opened = _nested_heading(text, section) if nests else _margin_heading(text, section)
        if opened is None:
            own = nested[0] if nested else _own_section(text, section)
            yield Tagged(DAMAGED if rest_of_broken else own, text)
            continue
        if nests:
            nested = (opened[0], indent)
        else:
            section = opened[0]
        yield Tagged(opened[0], "")
        if opened[1]:
            yield Tagged(*opened)


def _own_section(text: str, section: str) -> str:
    """Return the section of a line that says by itself that it is another kind than its neighbours."""
    if section == "other" and text.startswith(_TRUST_DATA):
        return "trust_data"
    if section == "transport" and text.startswith(_OF_THE_PROXY):
        return "proxy"
    return "authorizations" if section == "" and text.startswith(_EXPORTS) else section


def _nested_heading(text: str, section: str) -> tuple[str, str] | None:
    known = NESTED.get((section, text))
    if known is not None:
        return known, ""
    label, colon, rest = text.partition(":")
    known = NESTED_LABELS.get((section, label)) if colon else None
    return (known, rest.strip()) if known is not None else None


def _is_licence(text: str) -> bool:
    return text.endswith("):") and (text.startswith("(") or " (" in text)


def _margin_heading(text: str, section: str) -> tuple[str, str] | None:
    """Return the section that a line at the margin opens, and what of the line is its content; None for no heading."""
    known = INSIDE.get((section, text)) or HEADINGS.get(text)
    if section in _STATISTICS and text.endswith(":") and known in (None, "usage_reporting"):
        # Here a message has the name of a section, and any new message is one too.
        return "message", text
    if known is not None:
        return known, ""
    label = LABELS.get(text.partition(":")[0])
    if label is not None:
        return label.section, text if label.keeps_its_line else text.partition(":")[2].strip()
    if section in _AROUND_LICENCES and _COUNTED.fullmatch(text):
        return "license", text
    if text.endswith(":"):
        if section in _AROUND_LICENCES and _is_licence(text):
            return "license", text
        if _NEW_SECTION.fullmatch(text):
            return f"unknown {text.rstrip(':').lower()}", text
    return None
