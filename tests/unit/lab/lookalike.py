# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device of the lab in the state that an output shows: a pure function of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tests.lab.clock import DAY, LabClock
from tests.lab.cssm import Cssm
from tests.lab.device.config import LicenseConfig
from tests.lab.device.device import Account, Device
from tests.lab.device.model import MESSAGE_TYPES, MessageStatistics, Policy, RumReport, Terms, TrustCode
from tests.lab.device.profile import Licence, Profile, Udi

from .conftest import NOON

_MEMBER = re.compile(r" *(Active|Standby|Member): ?PID:(\S+),SN:(\S+)")
_USAGE = re.compile(r"(\S.*) \((.*)\):$")
_ROW = re.compile(r" *(\S+) +\((.*)\) +(\d+) (?:NOT )?IN USE")
_STATISTICS = "Communication Statistics:"
_FEATURE = re.compile(r"Index \d+ Feature: (\S+)")
_TRANSPORTS = {"Smart": "smart", "Callhome": "callhome", "cslu": "cslu", "Transport Off": "off"}


def block(lines: list[str], heading: str) -> list[str]:
    """The indented lines under a heading; none if it is missing."""
    if heading not in lines:
        return []
    found: list[str] = []
    for line in lines[lines.index(heading) + 1 :]:
        if not line.startswith(" ") or not line.strip():
            break
        found.append(line)
    return found


def value(lines: list[str], label: str) -> str:
    """The text after a label; `<none>`, `<empty>` and no such line are all the empty text."""
    for line in lines:
        name, colon, text = line.strip().partition(":")
        if colon and name == label:
            return "" if text.strip() in ("<none>", "<empty>", "Not Configured") else text.strip()
    return ""


def device_like(lines: list[str], agent: str) -> Device:
    """A device of this agent version, a minute before now, in the state shown."""
    profile = Profile(
        name="lookalike",
        platform="router" if any("throughput level" in line for line in lines) else "switch",
        # What show version says of the mode tells older releases from newer ones.
        release="17.12.4" if "Smart Licensing Status: Smart Licensing Using Policy" in lines else "17.9.4",
        codename="",
        image="",
        members=tuple(_members(lines)),
        mode=_mode(lines),
        agent=agent,
        licences=tuple(_licences(lines)),
        export_features=("hseck9",) if any(line.startswith("    hseck9: ") for line in lines) else (),
        not_reported=tuple(
            text for text in [value(block(lines, "Last Reporting Not Required:"), "Entitlement Tag")] if text
        ),
        clock_mark="*" if "Clock sync-ed with NTP: False" in lines else "",
    )
    smart, *_ = value(block(lines, "Account Information:"), "Smart Account").split(" As of ")
    cssm = Cssm(smart or value(lines, "Smart Account"), {}, {})
    device = Device("r1", profile, cssm, LabClock(NOON, source=lambda: 0.0), Account("a", "b", ""))
    _configure(device.config.license, lines)
    addresses = [line.split()[-1] for line in lines if "Destination  URL(s):" in line]
    device.config.call_home.profiles["CiscoTAC-1"].addresses += addresses
    state = device.agent
    if smart:
        state.account_as_of = NOON
        state.virtual_account = value(block(lines, "Account Information:"), "Virtual Account")
    state.policy = _policy(block(lines, "Policy:")) or state.policy
    usage = block(lines, "Usage Reporting:")
    for name, label in (
        ("last_ack", "Last ACK received"),
        ("ack_deadline", "Next ACK deadline"),
        ("next_ack_check", "Next ACK push check"),
        ("next_push", "Next report push"),
        ("last_push", "Last report push"),
    ):
        setattr(state.usage, name, NOON + DAY if value(usage, label) else None)
    if re.search(r"^Trust Code Installed: [A-Z]|INSTALLED on|Trust Data INSTALLED", "\n".join(lines), re.MULTILINE):
        state.trust = [TrustCode(NOON, NOON) for _ in state.members]
    exchanged = lines[lines.index(_STATISTICS) :] if _STATISTICS in lines else []
    for name in MESSAGE_TYPES:
        if f"{name}:" in exchanged:
            state.statistics[name] = _statistics(block(exchanged, f"{name}:"))
    state.book.all = list(_reports(lines))
    device.events = [line for line in lines if " SAEVT_" in line]
    return device


def _mode(lines: list[str]) -> str:
    text = "\n".join(lines)
    if "License Type Supported" in text or "Index 1 Feature" in text:
        return "ios15"
    return "classic" if "Registration:" in lines or "  Status: AUTHORIZED" in lines else "policy"


def _members(lines: list[str]) -> Iterator[Udi]:
    found = list(dict.fromkeys(match.groups() for match in map(_MEMBER.match, lines) if match))
    alone = re.match(r"PID:(\S+),SN:(\S+)", value(lines, "UDI"))
    if not found:
        found = [("Active", *alone.groups())] if alone else [("Active", "C9300-24U", "FOC1")]
    yield from (Udi(*member) for member in found)


def _licences(lines: list[str]) -> Iterator[Licence]:
    """From usage, from the handles of tech support, or from the table of the summary."""
    for index, line in enumerate(lines):
        usage, row = _USAGE.match(line), _ROW.match(line)
        under = lines[index + 1 : index + 24]
        if row:
            # The table cuts long tags; any longer one is cut to the same.
            tag = row[2].replace("...", "and so on") if row[2].endswith("...") else row[2]
            yield Licence(row[1], tag, row[1], "Perpetual", "regid.some", int(row[3]))
        elif (usage and under and under[0].startswith("  Description:")) or line.startswith("Handle: "):
            yield Licence(
                usage[1] if usage else value(under, "License"),
                usage[2] if usage else "SOME_TAG",
                value(under, "Description"),
                value(under, "License type"),
                value(under, "Entitlement Tag"),
                int(value(under, "Count")),
            )
        elif feature := _FEATURE.match(line):
            kind = value(under[:3], "License Type") if under and under[0].startswith(" ") else ""
            yield Licence(feature[1], "", "", kind, "")
    if any(line.endswith("(no reporting)") for line in lines):
        yield Licence("appxk9", "", "", "Perpetual", "")
    if value(lines, "Metric Value"):
        yield Licence(value(lines, "Feature Name"), "", "", "Perpetual", value(lines, "Metric Value"))
    level, addon = value(lines, "License Level"), value(lines, "Addon License Level")
    if level:
        yield Licence(level, "", level, value(lines, "License Type"), "")
    if addon:
        yield Licence(addon, "", addon, value(lines, "Addon License Type"), "")


def _configure(config: LicenseConfig, lines: list[str]) -> None:
    transport = block(lines, "Transport:")
    config.transport = _TRANSPORTS.get(value(transport, "Type"), "cslu")
    config.url_smart, config.url_cslu = value(transport, "URL"), value(transport, "Cslu address")
    config.proxy_address, config.vrf = value(transport, "Address"), value(transport, "VRF")
    config.proxy_port = int(value(transport, "Port") or 0) or None
    privacy = block(lines, "Data Privacy:")
    config.privacy = {"hostname"} if value(privacy, "Smart Licensing hostname privacy") == "ENABLED" else set()
    config.privacy |= {"version"} if value(privacy, "Version privacy") == "ENABLED" else set()


def _policy(lines: list[str]) -> Policy | None:
    numbers = [re.search(r"(?<=: )(\d+) \((.*)\)$", line) for line in lines if "(days)" in line]
    found = [(int(match[1]), match[2]) for match in numbers if match]
    if len(found) != 12:
        return None
    groups = [found[start : start + 3] for start in range(0, 12, 3)]
    terms = [Terms(first[0], often[0], change[0], change[1]) for first, often, change in groups]
    installed = NOON if "Installed On" in value(lines, "Policy in use") else None
    return Policy(*terms, name=value(lines, "Policy name"), installed_at=installed)


def _statistics(lines: list[str]) -> MessageStatistics:
    counts = {name: int(number) for name, number in re.findall(r"(\w+)=(\d+)", value(lines, "Attempts"))}
    response, on, _ = value(lines, "Last Response").partition(" on ")
    return MessageStatistics(
        success=counts["Success"],
        fail=counts["Fail"],
        ongoing=counts["Overall"],
        communication=counts["Communication"],
        last_response=response,
        last_response_at=NOON if on else None,
        failure_reason=value(lines, "Failure Reason"),
        last_success=NOON if value(lines, "Last Success Time") else None,
        last_failure=NOON if value(lines, "Last Failure Time") else None,
    )


def _reports(lines: list[str]) -> Iterator[RumReport]:
    name = ""
    for line in lines:
        name = line.partition(": ")[2] if line.startswith("  License: ") else name
        both = re.match(r" +Current Report: (\d+) +Previous: (\d+)", line)
        row = re.match(r"(\d{10}) +([A-Z]+) +N +(\S+)$", line)
        if both:
            yield from (RumReport(int(number), name) for number in (both[2], both[1]) if number != "0")
        if row:
            yield RumReport(int(row[1]), row[3], row[2])
    if "Smart Licensing Usage Report Detail:" in lines:
        report = RumReport(int(value(lines, "Report Id")), value(lines, "Feature Name"), opened_at=NOON, closed_at=NOON)
        yield replace(report, state=value(lines, "State").split(",")[0], entitlement=value(lines, "Metric Value"))
