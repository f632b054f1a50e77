# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a workflow asks of a product instance: its state, seen with the intent and since when the workflow holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..operations.reachability import planned_reachability
from ..operations.transport import planned_transport
from ..plans.slac import missing_slacs
from ..state.ack import acknowledged
from ..state.state import State, udi_name, without_trust
from ..words.dates import parse_date
from .intent import Intent
from .since import FIRST_SEEN, Since, happened_since, wall_clock


@dataclass(frozen=True)
class Facts:
    """`confirmed`: gates that the operator confirmed; `seen`: what is known beyond the device (see each workflow)."""

    intent: Intent
    state: State
    since: Since
    confirmed: Sequence[str] = ()
    seen: Mapping[str, Any] = field(default_factory=dict)

    # -- the device -----------------------------------------------------------------------------------------------

    @property
    def usage(self) -> dict[str, Any]:
        """Return what the device shows of its usage reporting."""
        return self.state["usage_reporting"]

    @property
    def udi(self) -> str:
        """Return the UDI of the product instance."""
        return udi_name(self.state["product"])

    @property
    def configured(self) -> bool:
        """Return whether the transport is as the workflow wants it."""
        options = self.intent.transport()
        return bool(options) and not planned_transport(options, self.state, save=False)

    @property
    def saved(self) -> bool:
        """Return whether the startup configuration has what the running configuration has, or need not have it."""
        parts = (self.state["config"], self.state["reachability"])
        return not self.intent["save"] or all(part["saved"] is not False for part in parts if part)

    @property
    def trusted(self) -> bool:
        """Return whether every member has a trust code."""
        return not without_trust(self.state)

    @property
    def account_fits(self) -> bool | None:
        """Return whether the device shows the intended accounts; None if it shows none, or none are intended."""
        shown, meant = self.state["account"], self.intent
        pairs = [(meant["virtual_account"], shown.get("virtual_account"))]
        # A Smart Account can be meant by its domain, which no device shows.
        if "." not in (meant["smart_account"] or ""):
            pairs.append((meant["smart_account"], shown.get("smart_account")))
        compared = [wanted == found for wanted, found in pairs if wanted and found]
        return all(compared) if compared else None

    @property
    def slacs_missing(self) -> list[dict[str, str]]:
        """Return `feature` and `udi` of each SLAC that is wanted and not installed."""
        return missing_slacs(self.state, self.intent.features)

    @property
    def slacs_not_wanted(self) -> list[str]:
        """Return the members that have a SLAC although none is intended."""
        installed = [udi_name(entry) for entry in self.state["authorizations"] if entry["installed"]]
        return [] if self.intent.features else installed

    # -- contact with the server ----------------------------------------------------------------------------------

    @property
    def pushed(self) -> bool:
        """Return whether the server accepted a report since the workflow holds."""
        return happened_since(self.since, self.state, self.usage["last_report_push"], "push")

    @property
    def heard(self) -> bool:
        """Return whether an ACK ever arrived since the workflow holds: then all servers are set up."""
        return happened_since(self.since, self.state, self.usage["last_ack_received"], "ack")

    @property
    def acked(self) -> bool:
        """Return whether that is so, and the next ACK is not overdue."""
        return self.heard and not self.overdue

    @property
    def reached(self) -> bool:
        """Return whether the server and the device found each other since the workflow holds."""
        return self.heard or (self.pushed if self.intent.pushes else self.collected)

    @property
    def silent(self) -> bool:
        """Return whether the device itself initiates contact, and nothing shows that its server ever took a report."""
        return self.intent.pushes and not (self.pushed or self.heard)

    @property
    def collected(self) -> bool:
        """Return whether a server that collects got reports since the workflow holds."""
        baseline = (self.since.baseline or {}).get("waiting")
        waiting = self.state["rum_reports"].get("waiting_for_ack") or 0
        return self.acked_lately or (baseline is not None and waiting > baseline)

    @property
    def acked_lately(self) -> bool:
        """Return whether that ACK is also younger than the reporting interval: a server that collects needs no more."""
        return self.acked and acknowledged(self.state, self.usage["push_interval_days"])

    @property
    def overdue(self) -> bool:
        """Return whether the device waits for an ACK beyond its deadline."""
        deadline, now = parse_date(self.usage["next_ack_deadline"]), wall_clock(self.state)
        return deadline is not None and now is not None and deadline < now

    @property
    def acknowledged_here(self) -> bool:
        """Return whether a report of this workflow was acknowledged; see `acknowledged_when` for the words."""
        return self.acked if self.intent.pushes else self.acked_lately

    @property
    def acknowledged_when(self) -> str:
        """Return what shows that, for a gate."""
        if self.intent.pushes:
            return f"the device received an ACK since {self.since_when}"
        return f"the device received an ACK since {self.since_when}, not older than its reporting interval"

    @property
    def since_when(self) -> str:
        """Return since when the workflow holds, in words."""
        if self.since.at is None:
            return "this workflow holds (the device shows no clock)"
        older = self.since.rests_on == FIRST_SEEN and not self.intent.pushes
        hint = "; if the device is older here, set slp_since" if older else ""
        return f"{self.since.at:%b %d %H:%M:%S %Y} ({self.since.rests_on}{hint})"

    # -- what is due ------------------------------------------------------------------------------------------------

    @property
    def trust_is_due(self) -> bool:
        """Return whether a member lacks its trust code, or the device is in another account than intended."""
        return not self.trusted or self.account_fits is False or self.trust_anew

    @property
    def trust_anew(self) -> bool:
        """Return whether `slp_trust_force` asks for trust codes that are younger than the workflow on the device."""
        dates = [code.get("installed_on") for code in self.state["trust_codes"]]
        fresh = dates and all(happened_since(self.since, self.state, date, "trust") for date in dates)
        return bool(self.intent["trust_force"]) and not fresh

    @property
    def can_trust(self) -> bool:
        """Return whether there is a token to establish trust with, or an API that gives one."""
        meant = self.intent
        return bool(meant["id_token"] or (meant.has_cssm_api and meant["smart_account"] and meant["virtual_account"]))

    @property
    def configuration_is_due(self) -> bool:
        """Return whether to configure lines, or to save them because nothing in this workflow could prove them."""
        return not self.configured or self.reachability_is_due or (not self.intent.pushes and not self.saved)

    @property
    def save_is_due(self) -> bool:
        """Return whether to save, in a workflow in which the device itself initiates contact.

        The transport is saved once the server accepted a report, so that a reload undoes a wrong setting.
        """
        unsaved = not self.saved or not self.configured or self.reachability_is_due
        proved = self.pushed or self.acked or self.report_is_due
        return bool(self.intent["save"]) and self.intent.pushes and unsaved and proved

    @property
    def slac_is_due(self) -> bool:
        """Return whether a SLAC that is wanted is missing, or one is to be returned."""
        return bool(self.slacs_missing or (self.intent["slac_return"] and self.slacs_not_wanted))

    @property
    def report_is_due(self) -> bool:
        """Return whether the device should report now: it has not reported in this workflow, or an ACK is overdue.

        Once a report was taken, its ACK is waited for: it can take hours.
        """
        if self.intent["sync_now"] or self.overdue:
            return True
        return bool(self.intent["first_sync"]) and not (self.pushed or self.acked)

    @property
    def reachability_is_due(self) -> bool:
        """Return whether a line of `slp_reachability` is missing on the device, or is not saved."""
        options = self.intent["reachability"]
        return bool(options) and planned_reachability(options, self.intent["vrf"], self.state)
