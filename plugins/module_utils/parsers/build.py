# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the matches of the licence template to the licence state. Shapes: state/state.py and docs/state.md."""

from __future__ import annotations

from typing import Any

from ..state.state import State
from .build_licenses import build_license
from .build_support import (
    build_certificates,
    build_communication,
    build_ha,
    build_jobs,
    build_mapping,
    build_other,
    trust_of,
)
from .matches import Matches, every, one, udi, words_of
from .templates import POLICY_KINDS
from .words import boolean, bracketed, number, value

_TRANSPORTS = {"transport off": "off"}
_INSTALLED_ON = "Installed On "


def empty_state() -> State:
    """Return the state of a device that said nothing."""
    return build_state({})


def build_state(matches: Matches) -> State:
    """Build the state from template matches; every key is there, whatever was matched."""
    product = udi(one(matches, "product"))
    members = [{"role": entry["role"], **udi(entry)} for entry in every(matches, "members")]
    other = build_other(matches)
    return State(
        mode=None,
        mode_evidence=None,
        status={
            "enabled": boolean(one(matches, "policy_mode").get("status")),
            "reporting_mode": value(one(matches, "policy_mode").get("reporting_mode")),
        },
        utility=_utility(matches),
        account=words_of(matches, "account", "smart_account", "virtual_account", "as_of"),
        privacy={
            key: boolean(one(matches, "privacy").get(key))
            for key in ("sending_hostname", "hostname", "callhome_hostname", "version")
        },
        transport=_transport(matches),
        policy=_policy(matches),
        usage_reporting=_usage_reporting(one(matches, "usage_reporting")),
        trust_codes=_trust_codes(matches, product) or trust_of(other["trust"], members, product),
        licenses=[build_license(entry) for group in ("licenses", "table") for entry in every(matches, group)],
        product=product,
        members=members,
        agent_version=value(one(matches, "agent").get("version")),
        authorizations=_authorizations(matches),
        authorization_channel=words_of(matches, "authorization_channel", "last_data_push", "last_file_export"),
        derived_licenses=[entry["tag"] for entry in every(matches, "derived")],
        reservation=_reservation(matches),
        export_features=[
            feature for entry in every(matches, "export_features") if (feature := value(entry["feature"])) is not None
        ],
        custom_id=value(one(matches, "miscellaneous").get("custom_id")),
        rum_reports=_rum_reports(one(matches, "rum_summary")),
        telemetry=_telemetry(matches),
        conversion={
            "automatic": boolean(one(matches, "conversion").get("automatic")),
            **words_of(matches, "conversion", "status", "last_data_push", "last_file_export"),
        },
        communication=build_communication(matches),
        channel=words_of(matches, "channel", "level_allowed", "overall_state"),
        jobs=build_jobs(matches),
        certificates=build_certificates(one(matches, "certificates")),
        ha=build_ha(one(matches, "ha")),
        other=other,
        mapping=build_mapping(matches),
        reporting_not_required=[entry["tag"] for entry in every(matches, "not_required")],
        call_home=None,
        enforcement_state=value(one(matches, "enforcement").get("state")),
        history=None,
        events=[],
        clock=None,
        platform=None,
        config=None,
        reachability=None,
        unparsed=[],
    )


def _utility(matches: Matches) -> dict[str, Any]:
    report = words_of(matches, "utility_report", "last_success", "last_attempt", "next_attempt")
    return {
        "enabled": boolean(one(matches, "utility").get("status")),
        "report": report if one(matches, "utility_report") else None,
        "customer_info": {
            entry["key"].lower().replace(" ", ""): entry["value"]
            for entry in every(matches, "customer")
            if value(entry["value"]) is not None
        },
    }


def _transport(matches: Matches) -> dict[str, Any]:
    found = one(matches, "transport")
    kind = value(found.get("type"))
    proxy = one(matches, "proxy")
    address = value(proxy.get("address"))
    return {
        "type": _TRANSPORTS.get(kind.lower(), kind.lower()) if kind else None,
        "url": value(found.get("url")),
        "cslu_address": value(found.get("cslu_address")),
        "proxy": {"address": address, "port": number(proxy.get("port"))} if address else None,
        "vrf": value(one(matches, "vrf").get("name")),
        "trust_point": value(found.get("trust_point")),
        "ip_mode": value(found.get("ip_mode")),
        "server_identity_check": boolean(found.get("server_identity_check")),
    }


def _policy(matches: Matches) -> dict[str, Any]:
    found = one(matches, "policy")
    in_use = value(found.get("in_use"))
    installed = in_use.removeprefix(_INSTALLED_ON) if in_use and in_use.startswith(_INSTALLED_ON) else None
    return {
        "in_use": in_use,
        "installed_on": installed,
        "name": value(found.get("name")),
        "ack_required": boolean(found.get("ack_required")),
        "ack_source": bracketed(found.get("ack_required")),
        "attributes": {kind: _attributes(one(matches, kind)) for kind in POLICY_KINDS},
    }


def _attributes(found: Matches) -> dict[str, Any]:
    keys = ("first_report", "reporting_frequency", "report_on_change")
    sources = {key: bracketed(found.get(key)) for key in keys}
    same = len(set(sources.values())) == 1
    return {
        **{f"{key}_days": number(found.get(key)) for key in keys},
        "source": sources["first_report"] if same else None,
        "sources": sources,
    }


def _usage_reporting(found: Matches) -> dict[str, Any]:
    keys = (
        "last_ack_received",
        "next_ack_deadline",
        "next_ack_push_check",
        "next_report_push",
        "last_report_push",
        "last_report_file_write",
    )
    times = {key: value(found.get(key)) for key in keys}
    return {**times, "push_interval_days": number(found.get("push_interval_days"))}


def _trust_codes(matches: Matches, product: dict[str, Any]) -> list[dict[str, Any]]:
    entries = every(matches, "trust_codes")
    if entries:
        return [{"role": entry["role"], **udi(entry), **_trust(entry)} for entry in entries]
    single = one(matches, "trust")
    return [{"role": None, **product, **_trust(single)}] if single.get("installed_on") else []


def _trust(entry: Matches) -> dict[str, Any]:
    installed_on = value(entry.get("installed_on"))
    return {
        "installed": bool(installed_on) or entry.get("status") == "INSTALLED",
        "installed_on": installed_on,
        "valid_on": value(entry.get("valid_on")),
        "expires_on": value(entry.get("expires_on")),
        "type": value(entry.get("type")),
        "attributes": value(entry.get("attributes")),
    }


def _authorizations(matches: Matches) -> list[dict[str, Any]]:
    """Return the authorizations by member; show license tech support prints them as reservations."""
    entitlements = _entitlements_by_member(matches)
    return [
        {
            "role": entry["role"],
            **udi(entry),
            "installed": "INSTALLED" in entry.get("status", "") and "NOT INSTALLED" not in entry.get("status", ""),
            "status": value(entry.get("status")),
            "confirmation_code": value(entry.get("confirmation_code")),
            "return_code": value(entry.get("return_code")),
            "entitlements": list(entitlements.get((entry["role"], entry["pid"], entry["sn"]), [])),
        }
        for entry in every(matches, "authorizations") or every(matches, "reservation_members")
    ]


def _reservation(matches: Matches) -> dict[str, Any]:
    found = one(matches, "reservation")
    return {
        "enabled": boolean(found.get("enabled")),
        "last_data_push": value(found.get("last_data_push")),
        "last_file_export": value(found.get("last_file_export")),
        "members": [
            {
                "role": entry["role"],
                **udi(entry),
                **{
                    key: value(entry.get(key))
                    for key in ("status", "request_code", "return_code", "confirmation_code", "authorization_code")
                },
            }
            for entry in every(matches, "reservation_members")
        ],
    }


def _entitlements_by_member(matches: Matches) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """Return by role, PID and serial number what is installed: two supervisors can share a UDI, but no role."""
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for entitlement in every(matches, "entitlements"):
        for term in every(entitlement, "terms"):
            if "NOT INSTALLED" in term.get("type", ""):
                continue
            found.setdefault((term["role"], term["pid"], term["sn"]), []).append(
                {
                    "name": value(entitlement.get("name")),
                    "tag": value(entitlement.get("tag")),
                    "description": value(entitlement.get("description")),
                    "count": number(term.get("term_count")),
                    "type": value(term.get("type")),
                    "license_type": value(term.get("license_type")),
                    "start_date": value(term.get("start_date")),
                    "end_date": value(term.get("end_date")),
                    "subscription_id": value(term.get("subscription_id")),
                    "available_count": number(entitlement.get("available_count")),
                    "reserved_count": number(entitlement.get("reserved_count")),
                    "enforcement_type": value(entitlement.get("enforcement_type")),
                }
            )
    return found


def _rum_reports(found: Matches) -> dict[str, Any]:
    counts = (
        "total",
        "purged",
        "acknowledged",
        "waiting_for_ack",
        "available",
        "collecting",
        "maximum_display",
        "in_storage",
        "mia",
    )
    return {
        **{key: number(found.get(key)) for key in counts},
        # The second number that show license tech support prints behind the first; nobody says what it counts.
        "in_brackets": {key: number(bracketed(found.get(key))) for key in ("purged", "waiting_for_ack", "mia")},
        "module_status": value(found.get("module_status")),
        "items": [],
        "details": [],
    }


def _telemetry(matches: Matches) -> dict[str, Any]:
    channel = one(matches, "telemetry")
    analytics = one(matches, "analytics")
    return {
        "data_channel": value(channel.get("data_channel")),
        "reports_on_disk": number(channel.get("reports_on_disk")),
        "product_analytics": value(analytics.get("status")),
        "not_available_reason": value(analytics.get("reason")),
        "product_analytics_reports": number(analytics.get("reports")),
    }
