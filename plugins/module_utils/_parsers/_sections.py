# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Say of every line of licence output which section it stands in.

C(Status: DISABLED) means nothing without its heading. Here each line gets the name of its section in front
(C(utility|Status: DISABLED)), so that the templates need no context and a new section of a new release can never
lend its values to the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Tagged(NamedTuple):
    """One line of output: the section it belongs to ("" when no heading is known) and its text without indentation."""

    section: str
    text: str


class Heading(NamedTuple):
    """A line that opens a section; the text that follows it on the same line, when there is any, is its first line.

    C(inside): the sections in which alone it is a heading (empty: anywhere). C(nested): indented in its parent.
    """

    section: str
    pattern: re.Pattern[str]
    inside: tuple[str, ...] = ()
    nested: bool = False


def _heading(section: str, pattern: str, *inside: str, nested: bool = False) -> Heading:
    return Heading(section, re.compile(pattern), inside, nested)


HEADINGS = (
    _heading("title", r"Smart Licensing (?:Status|Tech Support info)$"),
    _heading("enabled", r"(?=Smart Licensing is ENABLED$)"),
    _heading("conversion", r"License Conversion:$"),
    _heading("export_key", r"Export Authorization Key:$"),
    _heading("utility", r"Utility:$"),
    _heading("policy_mode", r"Smart Licensing Using Policy:$"),
    _heading("account", r"Account Information:$"),
    _heading("privacy", r"Data Privacy:$"),
    _heading("transport", r"Transport:$"),
    _heading("proxy", r"Proxy:$", "transport", nested=True),
    _heading("vrf", r"VRF:", "transport", "proxy", nested=True),
    _heading("miscellaneous", r"Miscellaneous:$"),
    _heading("policy", r"Policy:$"),
    _heading("unenforced_perpetual", r"Unenforced/Non-Export Perpetual Attributes:$", "policy", nested=True),
    _heading("unenforced_subscription", r"Unenforced/Non-Export Subscription Attributes:$", "policy", nested=True),
    _heading("enforced", r"Enforced \(Perpetual/Subscription\) License Attributes:$", "policy", nested=True),
    _heading("export", r"Export \(Perpetual/Subscription\) License Attributes:$", "policy", nested=True),
    _heading("usage_reporting", r"Usage Reporting:$"),
    _heading("trust_codes", r"Trust Code Installed:"),
    _heading("usage", r"License Usage:?$"),
    _heading("license", r"(?=(?:\S.* )?\(.*\):$)", "", "usage", "license", "license_authorization"),
    _heading("product", r"Product Information$"),
    _heading("product", r"(?=UDI: PID:)"),
    _heading("members", r"HA UDI List:$"),
    _heading("agent", r"Agent Version$"),
    _heading("authorizations", r"License Authorizations$"),
    _heading("overall", r"Overall status:$"),
    _heading("entitlements", r"Authorizations:$"),
    _heading("purchased", r"Purchased Licenses:$"),
    _heading("derived", r"Derived Licenses:$"),
    _heading("enforcement", r"Device Enforcement State:$"),
    _heading("rum_summary", r"Usage Report Summary:$"),
    _heading("telemetry", r"Device Telemetry Report Summary:$"),
    _heading("analytics", r"Product Analytics Report Summary:$"),
    _heading("registration", r"Registration:$"),
    _heading("license_authorization", r"License Authorization:$"),
    _heading("reservation", r"Reservation Info$"),
)
_RULE = re.compile(r"[=\-]{4,}")
_NEW_SECTION = re.compile(r"[A-Z][^:]*:")


def tag_lines(lines: Iterable[str]) -> Iterator[Tagged]:
    """Walk over cleaned lines and yield each with its section; rules under titles are left out.

    A heading opens a section when it stands at the left margin; the few that are nested (the policy attributes, the
    proxy) open it inside their parent and close it when the indentation comes back. Any other line at the margin
    that ends in a colon opens a section of unknown name, so that its lines are reported and never misread.
    """
    section = ""
    nested: tuple[str, int] | None = None
    for line in lines:
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if _RULE.fullmatch(text):
            continue
        if nested is not None and indent <= nested[1]:
            nested = None
        inner = _heading_of(text, section, nested=True) if indent else None
        if inner is not None:
            nested = (inner[0], indent)
            yield from _opening(*inner)
            continue
        if indent == 0:
            opened = _margin_heading(text, section)
            if opened is not None:
                section, rest = opened
                yield from _opening(section, rest)
                continue
        yield Tagged(nested[0] if nested else section, text)


def _opening(section: str, rest: str) -> Iterator[Tagged]:
    yield Tagged(section, "")
    if rest:
        yield Tagged(section, rest)


def _margin_heading(text: str, section: str) -> tuple[str, str] | None:
    known = _heading_of(text, section, nested=False)
    if known is None and _NEW_SECTION.fullmatch(text):
        return f"unknown {text.rstrip(':').lower()}", text
    return known


def _heading_of(text: str, section: str, *, nested: bool) -> tuple[str, str] | None:
    for heading in HEADINGS:
        if heading.nested is nested and (not heading.inside or section in heading.inside):
            match = heading.pattern.match(text)
            if match:
                return heading.section, text[match.end() :].strip()
    return None
