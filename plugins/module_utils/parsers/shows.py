# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The show commands that the collection reads: each has one record, which holds all that is known of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import whole as _whole
from .call_home import CALL_HOME
from .clock import parse_clock
from .events import parse_event_log
from .history import parse_history
from .licence import licence_template, parse_licence, support_template
from .reachability import REACHABILITY_COMMAND, REACHABILITY_STARTUP_COMMAND, parse_reachability
from .rum import RUM_DETAIL, RUM_TABLE
from .running import RUNNING_COMMAND, STARTUP_COMMAND, parse_running
from .template_engine import Template
from .version import VERSION_COMMAND, parse_version

COMMUNICATION_COMMAND = "show license tech support | begin Communication Statistics"
_LAST_RANK = 9
# The subsets that show the whole licence state.
_ALL = ("licence", "tech_support")


@dataclass(frozen=True, eq=False)
class Show:
    """One show command.

    synopsis: `NUMBER` stands for digits; what is in brackets may be left out. With a pipe it is one command, word for
    word, of which only a part is shown.
    sign: a regex for the beginning of one of its lines; of a text without its command, the first record that has such
    a line is the one.

    How its output is read:
    parse: gives a state, or with `key` a mapping. Without it the output shows the licence state in sections.
    template, whole, tells_the_mode: of such sections. Whether the output was cut, and whether it always shows the mode.
    key: of the state, for an output that is no state by itself. `startup`: the same of the startup configuration,
    which tells whether the running one is saved.
    rank: where two outputs show the same, the one of the lower rank is believed: it says more of it.

    How it is asked for:
    subset: the word for it in `gather_subset`; commands with the same word are read together.
    sent: the command that is sent, where it is not the name.
    shown_by: subsets that show all of this one.
    keys: what it shows as whole as show license all does, so that it brings a state up to date. `key`, if any.
    proof: the key that shows in a state that this was read, and not only a part of it. `key`, if any.
    """

    synopsis: str
    sign: str | None = None
    parse: Callable[[str], Any] | None = None
    template: Callable[[], Template] = licence_template
    whole: _whole.ShowsItsEnd | None = None
    tells_the_mode: bool = False
    key: str | None = None
    startup: bool = False
    rank: int = _LAST_RANK
    subset: str | None = None
    sent: str | None = None
    shown_by: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    proof: str | None = None

    @property
    def name(self) -> str:
        """Return the whole words, without number and options."""
        return self.synopsis if "|" in self.synopsis else self.synopsis.partition(" [")[0].replace(" NUMBER", "")

    def read(self, text: str, *, part: bool) -> Any:
        """Read the output into plain JSON types; raises ParseError. `part`: nothing more of it is demanded."""
        if self.parse is not None:
            return self.parse(text)
        if part:
            return parse_licence(self.template(), self.name, text)
        return parse_licence(self.template(), self.name, text, self.whole, tells_the_mode=self.tells_the_mode)


# From the output that holds the sections of others to the one that holds few: see C(sign).
SHOWS = (
    Show(
        "show license tech support",
        sign=r"Smart Licensing Tech Support info$|Communication Statistics:$",
        template=support_template,
        whole=_whole.tech_support,
        tells_the_mode=True,
        # Behind status: often only its end is read, where trust codes and SLACs stand without role and date.
        rank=4,
        subset="tech_support",
    ),
    Show(
        COMMUNICATION_COMMAND,
        template=support_template,
        rank=4,
        subset="communication",
        shown_by=("tech_support",),
        keys=("communication",),
    ),
    Show("show license rum id NUMBER [detail]", sign=r"Smart Licensing Usage Report Detail:", parse=RUM_DETAIL),
    Show(
        "show license rum id all",
        sign=r"Smart Licensing Usage Report:|\d{10} +[A-Z_]+ +[A-Z] +\S",
        parse=RUM_TABLE,
        subset="rum",
    ),
    Show(
        "show license history message",
        sign=r"(?:Import )?Message History \(oldest to newest\):",
        parse=parse_history,
        subset="history",
    ),
    Show(
        "show license eventlog [NUMBER]",
        sign=r"\*+ Event Log \*+|No EventLog Found\.|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S* .*\bSAEVT_",
        parse=parse_event_log,
        subset="events",
    ),
    Show(
        "show call-home smart-licensing",
        sign=r"Current smart-licensing transport settings:",
        parse=CALL_HOME,
        subset="call_home",
    ),
    Show(
        "show license all",
        sign=r"Smart Licensing Status$|License Store: ",
        whole=_whole.all_sections,
        tells_the_mode=True,
        rank=1,
        subset="licence",
        proof="agent_version",
    ),
    # Of IOS 15; it shows the mode only.
    Show("show license", sign=r"Index \d+ Feature: ", tells_the_mode=True),
    Show(
        "show version",
        sign=r"Cisco IOS|Cisco Nexus|Smart Licensing Status: |License Level: ",
        parse=parse_version,
        key="platform",
        subset="platform",
        sent=VERSION_COMMAND,
    ),
    Show(
        "show license status",
        sign=(
            r"Smart Licensing is ENABLED|Smart Licensing Using Policy:|Trust Code Installed:"
            r"|Utility:$|Policy in use: | +License Type Supported"
        ),
        whole=_whole.status,
        tells_the_mode=True,
        rank=2,
        subset="status",
        shown_by=_ALL,
        keys=(
            "mode",
            "mode_evidence",
            "status",
            "utility",
            "account",
            "privacy",
            "transport",
            "policy",
            "usage_reporting",
            "trust_codes",
        ),
    ),
    Show(
        "show license summary",
        sign=r"License Usage:$| *License +Entitlement [Tt]ag",
        whole=_whole.summary,
        rank=7,
        subset="summary",
        shown_by=(*_ALL, "usage"),
    ),
    Show(
        "show license usage",
        sign=r"License Authorization:|[^\s(][^(]* \(.+\):$",
        whole=_whole.usage,
        rank=5,
        subset="usage",
        shown_by=_ALL,
    ),
    Show("show license reservation", sign=r"License reservation:", rank=6),
    Show(
        "show license authorization",
        sign=r"Overall status:$",
        whole=_whole.authorization,
        rank=3,
        subset="authorization",
        shown_by=_ALL,
        keys=("authorizations",),
    ),
    Show("show license udi", sign=r"UDI: PID:|SlotID +PID", whole=_whole.udi, subset="udi", shown_by=_ALL),
    Show("show license data conversion", sign=r"License Conversion:$"),
    Show(
        "show running-config [all]",
        sign=r"license smart (?:transport|url|proxy|vrf|usage interval) |call-home$",
        parse=parse_running,
        key="config",
        subset="config",
        sent=RUNNING_COMMAND,
    ),
    Show("show startup-config", parse=parse_running, key="config", startup=True, subset="config", sent=STARTUP_COMMAND),
    Show(REACHABILITY_COMMAND, parse=parse_reachability, key="reachability", subset="reachability"),
    Show(
        REACHABILITY_STARTUP_COMMAND, parse=parse_reachability, key="reachability", startup=True, subset="reachability"
    ),
    Show(
        "show clock [detail]",
        sign=r"[*.]?\d\d:\d\d:\d\d(?:\.\d+)? \S+ [A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d{4}$",
        parse=parse_clock,
        key="clock",
        subset="clock",
    ),
)
