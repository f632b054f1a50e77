# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connected to CSSM Through a Controller: Catalyst Center.

`Facts.seen`: `center`, from what catalyst_center_info returned: `release`, `license_api`, `settings`, `smart_accounts`,
`accounts_problem` and, of this host, `device`; or only `problem` (`reason` and `msg`) where asking it failed. Without
`center` an assessment says which device to look up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..catalyst_center.due import due
from ..catalyst_center.slac_table import require_slac_support
from ..operations.reachability import planned_reachability
from ..operations.transport import planned_transport
from ..plans.settings import settings_of
from ..words.errors import InvalidValue
from . import catalyst_center_gates as center_gates
from . import controller, proofs
from .assessment import Assessment, Proof, Step
from .facts import Facts
from .since import Way, comes_from_elsewhere, reported_since

# Only this API changes levels.
_LEVEL_API = "network_device_licenses"
_DEFAULT_TRANSPORT = {"type": "cslu", "url": "default", "state": "replaced"}


def assess(facts: Facts) -> Assessment:
    """Return the steps of the workflow, due or not, and what proves it.

    Raises InvalidValue for what Catalyst Center cannot do, LicensingError if it did not answer.
    """
    controller.refuse_utility(facts.intent)
    center = facts.seen.get("center")
    options = {"device": _device(facts), "reachability": _reachability(facts)}
    _refuse_slacs(facts, (center or {}).get("release"))
    if center is None:
        return Assessment([], [], options, final=False)
    controller.stop_at(center)
    here = center["device"]
    if here["problem"]:
        raise InvalidValue(here["problem"])
    return _assessment(facts, center, here, options)


def way(facts: Facts, earlier: Mapping[str, Any] | None) -> Way:
    """Return how the workflow leads to Catalyst Center: the device is managed, and at a site.

    The transport is its business then, unless another topology left one that it has not replaced.
    """
    udi, settings = facts.udi, {"url": facts.intent["catalyst_center_url"]}
    found = Way(facts.intent.workflow, udi, settings, in_force=_is_under_it(facts), distinct=False)
    if found.in_force and comes_from_elsewhere(earlier, found.name) and _leads_elsewhere(facts):
        return Way(facts.intent.workflow, udi, settings, in_force=False, distinct=False)
    return found


def last_report(facts: Facts) -> str | None:
    """Return when CSSM last accepted usage of the device, according to Catalyst Center; None if unknown."""
    found: str | None = _here(facts).get("last_usage_report")
    return found


def _assessment(facts: Facts, center: Mapping[str, Any], here: dict[str, Any], options: dict[str, Any]) -> Assessment:
    meant = facts.intent
    can_add, takes_over = bool(meant["catalyst_center_device_secrets"]), _takes_over(facts)
    wish = {
        "device": options["device"],
        "site": meant["site"],
        "virtual_account": meant["virtual_account"] if meant["catalyst_center_register"] else None,
        "level": meant["license_level"] if center["license_api"] == _LEVEL_API else None,
    }
    left = due({meant.host: here}, [wish], can_add)
    reported, accounts = _has_reported(facts), _accounts(facts, center)
    sets = bool(accounts) and _settings_differ(facts, center, accounts)
    steps = [
        Step("step_1_product_instance_configuration", due=_lacks_netconf(facts) or _is_unsaved(facts) or takes_over),
        Step(
            "step_2a_smart_account_and_virtual_account",
            due=sets,
            gates=[center_gates.login(facts, center["accounts_problem"], done=bool(accounts))],
            asks=["center_cssm_login"],
        ),
        Step(
            "step_2b_inventory_and_site",
            due=bool(left["place"] or left["register"]),
            gates=[
                *([] if can_add else [center_gates.inventory(facts, options["device"], done=here["managed"])]),
                *([] if meant["site"] else [center_gates.site(facts, done=here["site"] is not None)]),
            ],
            asks=["center_inventory", "center_site"],
        ),
        Step(
            "step_2c_authorization_codes",
            gates=[center_gates.authorization_code(facts)] if meant.features else [],
            asks=["center_authorization_code"],
        ),
        Step(
            "first_report_policy_and_level",
            due=bool(left["level"]),
            gates=[
                center_gates.first_report(facts, tells=_tells_reports(facts), done=reported),
                *([center_gates.policy(facts)] if meant["usage_interval"] else []),
                *([center_gates.level(facts, here)] if meant["license_level"] and not wish["level"] else []),
            ],
            asks=["center_first_report", "center_license_policy", "center_license_level"],
        ),
    ]
    more = {
        "takes_over": takes_over,
        "can_add": can_add,
        "sets": sets,
        # What can only be decided once the device is managed.
        "waits_for_place": bool(left["place"] and (wish["virtual_account"] or wish["level"])),
        **left,
    }
    return Assessment(steps, _proofs(facts, here, reported), {**options, **more})


def _proofs(facts: Facts, here: Mapping[str, Any], reported: bool) -> list[Proof]:
    meant = facts.intent
    site, level = here["site"], here["license_level"]
    proved = [
        _configuration(facts),
        Proof("inventory", here["managed"], _collection(here)),
        Proof("site", bool(site) and meant["site"] in (None, site), site or "at no site"),
        *_account(facts, here),
        *proofs.authorization(facts),
        _usage_report(facts, here, reported),
    ]
    if meant["license_level"]:
        proved.append(Proof("license_level", level == meant["license_level"], f"level {level or 'not known'}"))
    return proved


def _configuration(facts: Facts) -> Proof:
    at = ((facts.state["config"] or {}).get("last_change") or {}).get("at")
    if _lacks_netconf(facts):
        return Proof("configuration", False, "NETCONF, or a setting of slp_reachability, is missing", at)
    if _is_under_it(facts) and not facts.since.settled:
        kind = facts.state["transport"]["type"]
        return Proof("configuration", False, f"transport {kind} of another topology", at)
    if _is_unsaved(facts):
        return Proof("configuration", False, "the configuration is not saved", at)
    return Proof("configuration", True, "NETCONF is on", at)


def _collection(here: Mapping[str, Any]) -> str:
    if here["id"] is None:
        return "not in the inventory of Catalyst Center"
    error = f", {here['error']}" if here["error"] else ""
    return f"Catalyst Center says {here['collection']}{error}"


def _account(facts: Facts, here: Mapping[str, Any]) -> list[Proof]:
    """Prove the virtual account: as Catalyst Center shows it, otherwise as the device does."""
    shown, meant = here["virtual_account"], facts.intent["virtual_account"]
    if not (shown and meant):
        return proofs.account(facts)
    fits = shown.casefold() == meant.casefold()
    return [Proof("account", fits, shown if fits else f"{shown} instead of {meant}")]


def _usage_report(facts: Facts, here: Mapping[str, Any], reported: bool) -> Proof:
    """Prove that usage reached CSSM since the workflow holds."""
    if not _tells_reports(facts):
        return proofs.acknowledgement(facts)
    at = here["last_usage_report"]
    if facts.overdue:
        return Proof("usage_report", False, f"an ACK was due by {facts.usage['next_ack_deadline']}", at)
    told = "a report" if reported else "no report"
    return Proof("usage_report", reported, f"Catalyst Center reported {told} since {facts.since_when}", at)


# -- the device -------------------------------------------------------------------------------------------------------


def _device(facts: Facts) -> dict[str, Any]:
    """Return the device as the modules for Catalyst Center take it."""
    product = [facts.state["product"]["sn"]]
    numbers = [member["sn"] for member in facts.state["members"]] or product
    return {
        "name": facts.intent.host,
        "serial_numbers": list(dict.fromkeys(filter(None, numbers))),
        "address": facts.intent["management_address"] or facts.intent.address,
    }


def _reachability(facts: Facts) -> dict[str, Any]:
    return {**(facts.intent["reachability"] or {}), "netconf": True}


def _lacks_netconf(facts: Facts) -> bool:
    return planned_reachability(_reachability(facts), None, facts.state)


def _is_unsaved(facts: Facts) -> bool:
    return bool(facts.intent["save"]) and not (facts.state["reachability"] or {}).get("saved")


def _leads_elsewhere(facts: Facts) -> bool:
    """Return whether the transport leads to a server of another topology. Off leads to no server."""
    found = settings_of(facts.state)
    return found["type"] not in ("cslu", "off") or bool(found["url"] or found["proxy"] or found["foreign_urls"])


def _takes_over(facts: Facts) -> bool:
    """Return whether the transport of another topology is to go.

    That is due before the run hands the device over, and where a person did that, in the first run that sees it.
    """
    here, meant = _here(facts), facts.intent
    if _is_under_it(facts):
        return not facts.since.settled
    added = here["id"] is None and bool(meant["catalyst_center_device_secrets"])
    assigned = here["managed"] and here["site"] is None and bool(meant["site"])
    return (added or assigned) and bool(planned_transport(_DEFAULT_TRANSPORT, facts.state, save=False))


def _refuse_slacs(facts: Facts, release: str | None) -> None:
    """Raise LicensingError for a SLAC that Catalyst Center cannot generate; an installed one is not refused."""
    pid, ios_xe = facts.state["product"]["pid"] or "", (facts.state["platform"] or {}).get("release") or ""
    for feature in dict.fromkeys(slac["feature"] for slac in facts.slacs_missing):
        require_slac_support(feature, pid, ios_xe, release)


# -- what Catalyst Center says ----------------------------------------------------------------------------------------


def _here(facts: Facts) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (facts.seen.get("center") or {}).get("device") or {}
    return found


def _is_under_it(facts: Facts) -> bool:
    here = _here(facts)
    return bool(here.get("managed")) and here.get("site") is not None


def _tells_reports(facts: Facts) -> bool:
    here = _here(facts)
    # No release shows data of a device that Catalyst Center does not manage yet.
    return bool(here["tells_usage_reports"]) or not here["managed"]


def _has_reported(facts: Facts) -> bool:
    if facts.overdue:
        return False
    return reported_since(facts.since, facts.state, last_report(facts)) if _tells_reports(facts) else facts.acked


def _accounts(facts: Facts, center: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the Smart Accounts that are meant, as far as Catalyst Center sees them with the virtual account."""
    accounts: list[dict[str, Any]] = center["smart_accounts"]
    smart, virtual = facts.intent["smart_account"], facts.intent["virtual_account"]
    if smart:
        by_domain = [account for account in accounts if account["domain"] == smart]
        accounts = by_domain or [account for account in accounts if account["name"] == smart]
    names = {found["name"] for account in accounts for found in account["virtual_accounts"]}
    return accounts if virtual is None or virtual in names else []


def _settings_differ(facts: Facts, center: Mapping[str, Any], accounts: list[dict[str, Any]]) -> bool:
    meant, settings = facts.intent, center["settings"]
    mode, account = meant["catalyst_center_connection_mode"], meant["catalyst_center_auto_account"]
    if settings is None:
        return bool(mode or account)
    secrets = meant["catalyst_center_on_prem_secrets"] or {}
    on_prem = mode == "on_prem" and any(
        secrets.get(ours) not in (None, settings[theirs])
        for ours, theirs in (("host", "on_prem_host"), ("smart_account", "on_prem_account"))
    )
    wanted = {row["id"] for owner in accounts for row in owner["virtual_accounts"] if row["name"] == account}
    registers = bool(account) and settings["virtual_account_id"] not in wanted
    return bool(mode) and mode != settings["connection_mode"] or on_prem or registers
