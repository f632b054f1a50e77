# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connected to CSSM Through a Controller: SD-WAN Manager.

`Facts.seen`: `manager`, from what sdwan_manager_info returned: `settings`, `compliance`, `accounts` (where
asked for) and, of this host, `rows`, the devices that have one of its names; or only `problem` (`reason` and `msg`)
where asking it failed. `reports`: the files of usage that it gave. Without `manager` an assessment says what to ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..device.controller_mode import is_controller_managed
from ..operations.transport import planned_transport
from ..words.errors import InvalidValue
from ..words.releases import ABILITIES, at_least
from . import controller, gates, proofs
from . import sdwan_manager_gates as manager_gates
from .assessment import Assessment, Proof, Step
from .facts import Facts
from .since import Way

_ONLINE = "online"


def assess(facts: Facts) -> Assessment:
    """Return the steps of the workflow, due or not, and what proves it.

    Raises InvalidValue for a device that SD-WAN Manager does not have, LicensingError if it did not answer.
    """
    controller.refuse_utility(facts.intent)
    look_up = {
        "has_api": _has_api(facts),
        "names": _names(facts),
        "asks_accounts": bool(facts.intent["ordered_licenses"]),
    }
    if _has_api(facts) and "manager" not in facts.seen:
        return Assessment([], [], look_up, final=False)
    controller.stop_at(_manager(facts))
    if _has_api(facts) and facts.intent["sdwan_device"] and not _row(facts):
        raise InvalidValue(
            f"slp_sdwan_device: SD-WAN Manager has no device '{facts.intent['sdwan_device']}'; use a UUID, host name "
            "or system IP from its device list."
        )
    return _assessment(facts, look_up)


def way(facts: Facts, _earlier: Mapping[str, Any] | None) -> Way:
    """Return how the workflow leads to SD-WAN Manager: the device is in controller mode, and in its list."""
    settings = {"url": facts.intent["sdwan_manager_url"]}
    return Way(facts.intent.workflow, facts.udi, settings, in_force=_is_managed(facts), distinct=False)


def _assessment(facts: Facts, look_up: dict[str, Any]) -> Assessment:
    meant, supports = facts.intent, _supports_release(facts)
    wanted = _wanted(facts)
    assigns = bool(wanted) and _is_connected(facts) and _is_managed(facts) and not _is_licensed(facts)
    other_mode = _settings(facts).get("mode") != _mode(facts)
    manages = bool(wanted) and _is_connected(facts) and (assigns or other_mode or bool(meant["sdwan_force_sync"]))
    by_file, online = _installs_file(facts), _online(facts)
    steps = [
        Step(
            "step_1_smart_account_set_up",
            gates=[
                gates.smart_account_set_up(
                    facts,
                    "SD-WAN Manager has a licence for the device, or the device has a trust code or a SLAC",
                    done=bool(_licences(facts)) or facts.trusted or (bool(meant.features) and not facts.slacs_missing),
                ),
                *([manager_gates.ordered_licenses(facts, done=_has_ordered(facts))] if meant["migrating"] else []),
            ],
            asks=["ordered_licenses"],
        ),
        Step(
            "step_2_product_instance_configuration",
            gates=[manager_gates.overlay_bring_up(facts, _has_api(facts), done=_is_managed(facts))],
            asks=["overlay_bring_up"],
        ),
        Step(
            "step_3_manager_configuration",
            due=manages,
            gates=[
                manager_gates.login(facts, done=_is_connected(facts)),
                manager_gates.assign(facts, done=_is_licensed(facts)),
            ]
            if supports
            else [],
            asks=["manager_cssm_login", *([] if assigns else ["manager_assign_licenses"])],
        ),
        Step(
            "usage_reports",
            routine=True,
            due=_reports_by_file(facts),
            gates=[manager_gates.upload_usage(facts)]
            if _reports_by_file(facts) and facts.seen.get("reports") != []
            else [],
            asks=["manager_upload_usage"],
        ),
        Step(
            "step_4_option_1_file",
            due=by_file,
            gates=[manager_gates.authorization_code(facts)] if _takes_slac(facts, "file") else [],
            asks=["authorization_code"],
        ),
        Step(
            "step_4_option_2_online",
            due=any(online.values()),
            gates=[gates.generate_token(facts, done=not facts.trust_is_due)] if _takes_slac(facts, _ONLINE) else [],
            asks=[] if facts.can_trust else ["generate_token"],
        ),
        Step(
            "compliance",
            routine=True,
            gates=[manager_gates.compliance(facts, _row(facts), _told(facts), _is_compliant(facts))]
            if supports
            else [],
            asks=[] if manages else ["manager_compliance"],
        ),
    ]
    fetches = online["trusts"] and meant["id_token"] is None
    options = {
        "wanted": wanted,
        "assigns": assigns,
        "mode": _mode(facts),
        "by_file": by_file,
        **online,
        "token_account": [meant["smart_account"], meant["virtual_account"]] if fetches else [],
    }
    return Assessment(steps, _proofs(facts), {**look_up, **options})


def _proofs(facts: Facts) -> list[Proof]:
    proved = [_overlay(facts)]
    if not _supports_release(facts):
        first = ABILITIES["sdwan_reporting"].release
        by = f"SD-WAN Manager reports no usage of IOS XE {_release(facts)}; upgrade it to {first}a or later"
        proved.append(Proof("compliance", False, by))
    elif not _has_api(facts):
        proved.append(Proof("compliance", False, "SD-WAN Manager was not queried; set slp_sdwan_manager_url"))
    else:
        names = ", ".join(licence["display_name"] or licence["tag"] for licence in _licences(facts))
        said = manager_gates.said_of(_row(facts))
        proved.append(Proof("licence", _is_licensed(facts), f"SD-WAN Manager shows {names or 'no licence'}"))
        proved.append(Proof("compliance", _is_compliant(facts), f"SD-WAN Manager says {said}"))
    return [*proved, *proofs.authorization(facts)]


def _overlay(facts: Facts) -> Proof:
    if not is_controller_managed(facts.state):
        return Proof("overlay", False, "the device is not in controller mode")
    if not _has_api(facts):
        return Proof("overlay", True, "the device is in controller mode")
    by = "SD-WAN Manager lists it" if _row(facts) else f"SD-WAN Manager lists no {' or '.join(_names(facts))}"
    return Proof("overlay", bool(_row(facts)), f"the device is in controller mode, and {by}")


# -- the device -------------------------------------------------------------------------------------------------------


def _names(facts: Facts) -> list[str]:
    """Return the names under which SD-WAN Manager may know the device: hardware by its product id and serial number."""
    product = facts.state["product"]
    return [facts.intent["sdwan_device"] or facts.intent.host, f"{product['pid']}-{product['sn']}"]


def _release(facts: Facts) -> str | None:
    release: str | None = (facts.state["platform"] or {}).get("release")
    return release


def _supports_release(facts: Facts) -> bool:
    return at_least(_release(facts), ABILITIES["sdwan_reporting"].release)


def _is_managed(facts: Facts) -> bool:
    return is_controller_managed(facts.state) and (not _has_api(facts) or bool(_row(facts)))


def _takes_slac(facts: Facts, method: str) -> bool:
    """Return whether a SLAC is wanted that way. A device outside the overlay is another topology's."""
    chosen = facts.intent["slac_method"] == method
    return chosen and bool(facts.intent.features) and is_controller_managed(facts.state)


def _installs_file(facts: Facts) -> bool:
    return _takes_slac(facts, "file") and bool(facts.slacs_missing)


def _online(facts: Facts) -> dict[str, bool]:
    """Return what option 2 has to do: `connects`, `trusts`, `requests`, `returns`."""
    asks = _takes_slac(facts, _ONLINE)
    options = facts.intent.transport()
    returns = bool(options) and is_controller_managed(facts.state) and facts.slac_is_due and not facts.intent.features
    connects = (asks or returns) and bool(planned_transport(options, facts.state, save=bool(facts.intent["save"])))
    return {
        "connects": connects,
        "trusts": asks and facts.trust_is_due and facts.can_trust,
        "requests": asks and bool(facts.slacs_missing) and (facts.trusted or facts.can_trust),
        "returns": returns,
    }


# -- what SD-WAN Manager says -----------------------------------------------------------------------------------------


def _has_api(facts: Facts) -> bool:
    return bool(facts.intent["sdwan_manager_url"])


def _manager(facts: Facts) -> Mapping[str, Any]:
    found: Mapping[str, Any] = facts.seen.get("manager") or {}
    return found


def _settings(facts: Facts) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _manager(facts).get("settings") or {}
    return found


def _row(facts: Facts) -> Mapping[str, Any]:
    """Return its data of the device; empty if it has none."""
    names, rows = _names(facts), _manager(facts).get("rows") or []
    by_name = (row for key in ("uuid", "host_name", "system_ip") for row in rows if row[key] in names)
    return next(by_name, {})


def _licences(facts: Facts) -> list[dict[str, Any]]:
    return list(_row(facts).get("licenses") or [])


def _is_licensed(facts: Facts) -> bool:
    """Return whether the device has the licence that is named, or any. A tag counts with its version or without."""
    wanted = facts.intent["sdwan_license"]
    names = [(row["display_name"], row["tag"], row["tag"].partition(",")[0]) for row in _licences(facts)]
    return any(wanted in alike for alike in names) if wanted else bool(names)


def _is_compliant(facts: Facts) -> bool:
    status = (_row(facts).get("compliance_status") or "").lower()
    return bool(status) and not status.startswith(("out", "non", "not"))


def _told(facts: Facts) -> str:
    """Return its compliance of all devices together."""
    found = _manager(facts).get("compliance") or {}
    reasons = ", ".join(dict.fromkeys(entry["reason"] for entry in found.get("reasons") or []))
    return f"{found['status']} ({reasons})" if found.get("status") else ""


def _mode(facts: Facts) -> str:
    return facts.intent["sdwan_manager_mode"] or _settings(facts).get("mode") or _ONLINE


def _is_connected(facts: Facts) -> bool:
    known = _has_api(facts) and _settings(facts).get("mode") is not None
    return known and (_mode(facts) == "offline" or bool(_settings(facts)["has_credentials"]))


def _reports_by_file(facts: Facts) -> bool:
    return _has_api(facts) and _mode(facts) == "offline"


def _wanted(facts: Facts) -> dict[str, str]:
    """Return the licence to assign: `device`, `license`, `virtual_account`; empty where SD-WAN Manager cannot.

    It has no licences for a release that it does not support.
    """
    meant, uuid = facts.intent, _row(facts).get("uuid")
    named = uuid and meant["sdwan_license"] and meant["smart_account"] and meant["virtual_account"]
    if not (named and _supports_release(facts)):
        return {}
    return {"device": str(uuid), "license": meant["sdwan_license"], "virtual_account": meant["virtual_account"]}


def _has_ordered(facts: Facts) -> bool:
    """Return whether its books have at least what was ordered for the accounts of the device."""
    ordered, meant = facts.intent["ordered_licenses"] or {}, facts.intent
    known = {
        licence["display_name"]: licence["quantity"]
        for owner in _manager(facts).get("accounts") or []
        if owner["name"] == meant["smart_account"]
        for account in owner["virtual_accounts"]
        if account["name"] == meant["virtual_account"]
        for licence in account["licenses"]
    }
    return bool(ordered) and all(known.get(name, 0) >= number for name, number in ordered.items())
