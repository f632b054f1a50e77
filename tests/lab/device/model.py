# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The records a smart agent keeps."""

from __future__ import annotations

from dataclasses import dataclass, field

from .troubles import Trouble

MESSAGE_TYPES = (
    "Trust Establishment",
    "Trust Acknowledgement",
    "Usage Reporting",
    "Result Polling",
    "Authorization Request",
    "Authorization Confirmation",
    "Authorization Return",
    "Trust Sync",
    "Hello Message",
    "Telemetry Reporting",
)

# Words of the agent that several of its commands print.
NOT_FOUND = "The requested item was not found"
NOT_TRUSTED = "Insufficient trust for direct communication"
WRONG_TRANSPORT = "The transport type needed is not configured"


@dataclass
class TrustCode:
    installed_at: float
    valid_from: float


@dataclass
class Authorization:
    """An authorization code (SLAC) on one member. A return code stays after the code itself went."""

    feature: str = ""
    installed_at: float | None = None
    confirmation: str = ""
    return_code: str = ""


@dataclass(frozen=True)
class PendingRequest:
    """A request for an authorization code that waits to be saved to a file."""

    feature: str
    scope: str


@dataclass
class Terms:
    first_report: int
    frequency: int
    on_change: int
    source: str


@dataclass
class Policy:
    """`installed_at` is None for the built-in default, which has no name."""

    perpetual: Terms
    subscription: Terms
    enforced: Terms
    export: Terms
    name: str = ""
    installed_at: float | None = None

    @property
    def reporting_days(self) -> int:
        """The shortest interval that asks for a report at all (0 in a policy means never)."""
        terms = (self.perpetual, self.subscription, self.enforced, self.export)
        return min((term.frequency for term in terms if term.frequency), default=0)

    def wants_reports(self, kinds: set[str]) -> bool:
        """Whether licences of these kinds (Perpetual, Subscription) are to be reported now and then."""
        asked = {"Perpetual": self.perpetual.frequency, "Subscription": self.subscription.frequency}
        return any(asked.get(kind) for kind in kinds)


def default_policy() -> Policy:
    source = "CISCO default"
    return Policy(
        perpetual=Terms(365, 0, 90, source),
        subscription=Terms(90, 90, 90, source),
        enforced=Terms(0, 0, 0, source),
        export=Terms(0, 0, 0, source),
    )


@dataclass
class UsageReporting:
    last_ack: float | None = None
    ack_deadline: float | None = None
    next_ack_check: float | None = None
    next_push: float | None = None
    last_push: float | None = None
    last_file_write: float | None = None


@dataclass
class Exchange:
    """One message and its answer, for `show license history message`."""

    moment: float
    answer: str
    detail: str


@dataclass
class MessageStatistics:
    success: int = 0
    fail: int = 0
    ongoing: int = 0
    communication: int = 0
    last_response: str = ""
    last_response_at: float | None = None
    failure_reason: str = ""
    last_success: float | None = None
    last_failure: float | None = None
    history: list[Exchange] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.success + self.fail

    def succeeded(self, moment: float, response: str = "OK") -> None:
        self.success += 1
        self.ongoing = self.communication = 0
        self.last_response, self.last_response_at = response, moment
        self.failure_reason, self.last_success = "", moment
        self.history.append(Exchange(moment, response, ""))

    def failed(self, moment: float, response: str, reason: str, communication: bool) -> None:
        self.fail += 1
        self.ongoing += 1
        self.communication += int(communication)
        self.last_response, self.last_response_at = response, moment
        self.failure_reason, self.last_failure = reason, moment
        self.history.append(Exchange(moment, response, reason))


@dataclass
class RumReport:
    """States seen in captures: CLOSED, ACK and DELETED; OPEN and UNACK are our guesses for the two others.

    `payload` is written once, when the report is closed; its signature covers every byte of it.
    """

    number: int
    feature: str
    state: str = "OPEN"
    opened_at: float | None = None
    closed_at: float | None = None
    entitlement: str = ""
    payload: str = ""


@dataclass
class Faults:
    """What a test may break on one device. All off by default.

    `storage_full` leaves a few hundred bytes of flash; `close_in_more` ends the session in the middle of a file;
    `drops_icmp`: nobody answers a ping, whatever is reached; `probe_delay` is how long a ping thinks;
    `trust_point_empty`: the trustpoint of licensing has no certificate; `crl_unreachable`: no revocation list
    comes. `import_seconds` is how long an import takes;
    `save_log` is a syslog line that comes while usage is saved; `no_config_header`: no comments stand above the
    configuration. `cut_off_from`: servers that it does not reach, of cssm, cslu and on_prem; `cssm_unreachable` means
    all of them.
    `awkward` is the seed of the device's habits (see habits.py), 0 for none; `import_fails` is the reason by which its
    log says that an import failed, after words of success.
    `cut_by` is a part of a configuration line that cuts the management off: with it in the running configuration, every
    session ends and no login comes through.
    In controller mode: `commit_refused` is what stands after "Aborted:", `commit_warning` a warning that asks back, and
    `save_in_controller_mode` makes `write memory` known there.
    `troubles`: what befalls its sessions (see troubles.py). `flash_read_only`: nothing is written or deleted.
    `vty_full`: it takes no session. `login_privilege`: of its users, instead of that of the profile. `banner` stands
    before the first prompt. `always_pages`: `terminal length` has no effect. `prompt_name` is in prompts instead of
    the host name.
    """

    skew_seconds: float = 0.0
    cssm_unreachable: bool = False
    chunk_pause: dict[str, float | str] | None = None
    show_delay: float | None = None
    syslog_splice: str = ""
    close_after: int | None = None
    deny_commands: str = ""
    trust_partial: bool = False
    features_in_use: list[str] = field(default_factory=list)
    storage_full: bool = False
    close_in_more: bool = False
    import_seconds: float = 0.0
    drops_icmp: bool = False
    probe_delay: float = 0.0
    trust_point_empty: bool = False
    crl_unreachable: bool = False
    save_log: str = ""
    cut_off_from: list[str] = field(default_factory=list)
    no_config_header: bool = False
    awkward: int = 0
    import_fails: str = ""
    commit_refused: str = ""
    commit_warning: str = ""
    save_in_controller_mode: bool = False
    cut_by: str = ""
    troubles: list[Trouble] = field(default_factory=list)
    flash_read_only: bool = False
    vty_full: bool = False
    login_privilege: int | None = None
    banner: str = ""
    always_pages: bool = False
    prompt_name: str = ""
