# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the beliefs against one device: each is confirmed, contradicted or left open.

A check says `True`, or the evidence against (a text), or None where this device tells nothing about it. What only an
action would tell has no check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from ..parsers import COMMUNICATION_COMMAND, RUNNING_COMMAND
from ..words.releases import at_least

Outputs: TypeAlias = Mapping[str, str]
Verdict: TypeAlias = "bool | str | None"

LOGGING_COMMAND = "show logging | include SMART_LIC"
DIRECTORY_COMMAND = "dir flash:"
SESSION_COMMAND = "show ip http server session-module"
WHOLE_VERSION_COMMAND = "show version"
# What the checks read in addition to the subsets of a reading.
COMMANDS = (WHOLE_VERSION_COMMAND, DIRECTORY_COMMAND, LOGGING_COMMAND, SESSION_COMMAND)
_STATES = {"OPEN", "CLOSED", "UNACK", "ACK", "DELETED"}
_FIRST_WITH_NAME, _FIRST_WITH_POLICY = "17.10", "17.3.2"


def _line(text: str, pattern: str) -> re.Match[str] | None:
    return re.search(pattern, text, re.MULTILINE)


def _begins(command: str, pattern: str) -> Callable[[Outputs], Verdict]:
    def check(outputs: Outputs) -> Verdict:
        text = outputs.get(command, "").strip()
        return None if not text else bool(re.match(pattern, text)) or text.splitlines()[0]

    return check


def _trust_in_status(outputs: Outputs) -> Verdict:
    text = outputs.get("show license status", "")
    return None if not text else bool(_line(text, r"^Trust Code Installed:")) or "no line Trust Code Installed"


def _trust_by_member(outputs: Outputs) -> Verdict:
    members = len(re.findall(r"^ *(?:Active|Standby|Member): *PID:", outputs.get("show license udi", ""), re.MULTILINE))
    if members < 2:
        return None
    codes = outputs.get("show license status", "").partition("Trust Code Installed:")[2]
    named = len(re.findall(r"^ *(?:Active|Standby|Member): *PID:", codes, re.MULTILINE))
    return named >= members or f"{members} members, and {named} of them at the trust codes"


def _slac_by_member(outputs: Outputs) -> Verdict:
    text = outputs.get("show license authorization", "")
    found = _line(text, r"^ *Status: (.*)")
    if found is None:
        return text.strip()[:80] or None
    return bool(re.match(r"NOT INSTALLED|SMART AUTHORIZATION INSTALLED", found[1])) or found[0].strip()


def _last_code(outputs: Outputs) -> Verdict:
    return True if _line(outputs.get("show license authorization", ""), r"[Rr]eturn code:") else None


def _rum_states(outputs: Outputs) -> Verdict:
    rows = re.findall(r"^\d+ +([A-Z]+) ", outputs.get("show license rum id all", ""), re.MULTILINE)
    strange = sorted(set(rows) - _STATES)
    return None if not rows else f"states {', '.join(strange)}" if strange else True


def _default_transport(outputs: Outputs) -> Verdict:
    configured = _line(outputs.get(RUNNING_COMMAND, ""), r"^license smart transport ")
    shown = _line(outputs.get("show license status", ""), r"^ +Type: *(\S+)")
    if configured or shown is None:
        return None
    return shown[1].lower() == "cslu" or f"no line, and the status says {shown[1]}"


def _default_interval(outputs: Outputs) -> Verdict:
    configured = _line(outputs.get(RUNNING_COMMAND, ""), r"^license smart usage interval ")
    shown = _line(outputs.get("show license status", ""), r"push interval: (\d+)")
    if configured or shown is None:
        return None
    # A policy may shorten the default.
    return True if shown[1] == "30" else None


def _smart_url(outputs: Outputs) -> Verdict:
    shown = _line(outputs.get("show license status", ""), r"Type: *Smart\s+URL: *(\S+)")
    return True if shown and shown[1].startswith("https://smartreceiver.cisco.com/") else None


def _call_home_profile(outputs: Outputs) -> Verdict:
    profiles = re.findall(r'^ profile "?([^"\n]+)"?', outputs.get(RUNNING_COMMAND, ""), re.MULTILINE)
    return None if not profiles else "CiscoTAC-1" in profiles or f"profiles {', '.join(profiles)}"


def _operating_mode(outputs: Outputs) -> Verdict:
    text = outputs.get(WHOLE_VERSION_COMMAND, "")
    if "Router operating mode" in text:
        return True
    switch = _line(text, r"^Switch +Ports +Model|Catalyst L3 Switch")
    return True if switch else "no line Router operating mode, and no switch" if "IOS XE" in text else None


def _version_words(outputs: Outputs) -> Verdict:
    text = outputs.get(WHOLE_VERSION_COMMAND, "")
    release, words = _line(text, r"IOS[ -]XE Software, Version (\d\S*)"), _line(text, r"^Smart Licensing Status: *(.*)")
    if release is None or words is None:
        return None
    named = at_least(release[1], _FIRST_WITH_NAME)
    right = "Smart Licensing Using Policy" if named else "Registration Not Applicable/Not Applicable"
    return words[1].strip() == right or f"{release[1]}: {words[0].strip()}"


def _first_release(outputs: Outputs) -> Verdict:
    release = _line(outputs.get(WHOLE_VERSION_COMMAND, ""), r"IOS[ -]XE Software, Version (\d\S*)")
    if release is None or "Smart Licensing Using Policy:" not in outputs.get("show license all", ""):
        return None
    return at_least(release[1], _FIRST_WITH_POLICY) or f"Smart Licensing Using Policy on {release[1]}"


def _directory(outputs: Outputs) -> Verdict:
    text = outputs.get(DIRECTORY_COMMAND, "")
    rows = _line(text, r"^ *\d+ +[d-][rwx-]+ +\d+ +.*\S$")
    if not text.strip():
        return None
    return bool(rows and _line(text, r"\(\d+ bytes free\)")) or text.strip().splitlines()[0]


def _event_log(outputs: Outputs) -> Verdict:
    text = outputs.get("show license eventlog", "").strip()
    return None if not text or "SAEVT" in text else text == "No EventLog Found." or text.splitlines()[0]


def _session_module(outputs: Outputs) -> Verdict:
    text = outputs.get(SESSION_COMMAND, "")
    return None if "Name" not in text else bool(_line(text, r"^\s*SL_HTTP\s+\S+\s+(?:Ina|A)ctive")) or "no line SL_HTTP"


def _cslu_port(outputs: Outputs) -> Verdict:
    shown = _line(outputs.get("show license status", ""), r"Cslu address: *http://[^/\s:]+(?::(\d+))?/cslu")
    return None if shown is None else shown[1] == "8182" or shown[0]


CHECKS: dict[str, Callable[[Outputs], Verdict]] = {
    "trust-in-status": _trust_in_status,
    "trust-by-member": _trust_by_member,
    "statistics-by-pipe": _begins(COMMUNICATION_COMMAND, "Communication Statistics:"),
    "slac-member-block": _slac_by_member,
    "return-last-code-kept": _last_code,
    "rum-states": _rum_states,
    "default-transport": _default_transport,
    "default-interval": _default_interval,
    "default-smart-url": _smart_url,
    "call-home-profile": _call_home_profile,
    "operating-mode": _operating_mode,
    "version-status-words": _version_words,
    "first-release": _first_release,
    "clock-signs": _begins("show clock", r"[*.]?\d\d:\d\d:\d\d"),
    "directory-layout": _directory,
    "flash-name": _begins(DIRECTORY_COMMAND, "Directory of (?:boot)?flash"),
    "event-log-empty": _event_log,
    "history-heading": _begins("show license history message", "Message History"),
    "session-module": _session_module,
    "cslu-port": _cslu_port,
}
