# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the matches of the licence template to the licence state. Shapes: _state.py and docs/state.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._state import State
from ._words import boolean, bracketed, number, value

Matches = Mapping[str, Any]

_TRANSPORTS = {"transport off": "off"}
_ATTRIBUTES = ("unenforced_perpetual", "unenforced_subscription", "enforced", "export")
_INSTALLED_ON = "Installed On "


def empty_state() -> State:
    """Return the state of a device that said nothing."""
    return build_state({})


def build_state(matches: Matches) -> State:
    """Build the state from template matches; every key is there, whatever was matched."""
    product = _product(_one(matches, "product"))
    return State(
        mode="unsupported",
        mode_evidence=None,
        status={
            "enabled": boolean(_one(matches, "policy_mode").get("status")),
            "reporting_mode": value(_one(matches, "policy_mode").get("reporting_mode")),
        },
        utility={"enabled": boolean(_one(matches, "utility").get("status"))},
        account=_words_of(matches, "account", "smart_account", "virtual_account", "as_of"),
        privacy={
            key: boolean(_one(matches, "privacy").get(key))
            for key in ("sending_hostname", "hostname", "callhome_hostname", "version")
        },
        transport=_transport(matches),
        policy=_policy(matches),
        usage_reporting=_usage_reporting(_one(matches, "usage_reporting")),
        trust_codes=_trust_codes(matches, product),
        licenses=[_license(entry) for entry in _all(matches, "licenses")],
        product=product,
        members=[{"role": entry["role"], **_product(entry)} for entry in _all(matches, "members")],
        agent_version=value(_one(matches, "agent").get("version")),
        authorizations=_authorizations(matches),
        derived_licenses=[entry["tag"] for entry in _all(matches, "derived")],
        export_features=[
            line for line in _one(matches, "export_key").get("features", "").splitlines() if value(line) is not None
        ],
        custom_id=value(_one(matches, "miscellaneous").get("custom_id")),
        rum_reports=_rum_reports(_one(matches, "rum_summary")),
        telemetry=_telemetry(matches),
        conversion={
            "automatic": boolean(_one(matches, "conversion").get("automatic")),
            "last_data_push": value(_one(matches, "conversion").get("last_data_push")),
            "last_file_export": value(_one(matches, "conversion").get("last_file_export")),
        },
        communication={},
        enforcement_state=value(_one(matches, "enforcement").get("state")),
        history=None,
        clock=None,
        platform=None,
        config=None,
        unparsed=[],
    )


def _one(matches: Matches, group: str) -> dict[str, Any]:
    """Return a group as one mapping; where an output printed its section twice, the later line counts."""
    merged: dict[str, Any] = {}
    for entry in _all(matches, group):
        merged.update(entry)
    return merged


def _all(matches: Matches, group: str) -> list[dict[str, Any]]:
    found = matches.get(group, [])
    return [found] if isinstance(found, dict) else list(found)


def _words_of(matches: Matches, group: str, *keys: str) -> dict[str, Any]:
    found = _one(matches, group)
    return {key: value(found.get(key)) for key in keys}


def _product(entry: Matches) -> dict[str, Any]:
    return {"pid": value(entry.get("pid")), "sn": value(entry.get("sn"))}


def _transport(matches: Matches) -> dict[str, Any]:
    found = _one(matches, "transport")
    kind = value(found.get("type"))
    proxy = _one(matches, "proxy")
    address = value(proxy.get("address"))
    return {
        "type": _TRANSPORTS.get(kind.lower(), kind.lower()) if kind else None,
        "url": value(found.get("url")),
        "cslu_address": value(found.get("cslu_address")),
        "proxy": {"address": address, "port": number(proxy.get("port"))} if address else None,
        "vrf": value(_one(matches, "vrf").get("name")),
        "trust_point": value(found.get("trust_point")),
        "ip_mode": value(found.get("ip_mode")),
        "server_identity_check": boolean(found.get("server_identity_check")),
    }


def _policy(matches: Matches) -> dict[str, Any]:
    found = _one(matches, "policy")
    in_use = value(found.get("in_use"))
    installed = in_use.removeprefix(_INSTALLED_ON) if in_use and in_use.startswith(_INSTALLED_ON) else None
    return {
        "in_use": in_use,
        "installed_on": installed,
        "name": value(found.get("name")),
        "ack_required": boolean(found.get("ack_required")),
        "ack_source": bracketed(found.get("ack_required")),
        "attributes": {kind: _attributes(_one(matches, kind)) for kind in _ATTRIBUTES},
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
    entries = _all(matches, "trust_codes")
    if entries:
        return [{"role": entry["role"], **_product(entry), **_trust(entry)} for entry in entries]
    single = _one(matches, "trust")
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


def _license(entry: Matches) -> dict[str, Any]:
    keys = (
        "name",
        "description",
        "version",
        "status",
        "export_status",
        "feature_name",
        "feature_description",
        "enforcement_type",
        "license_type",
        "entitlement_tag",
        "subscription_id",
    )
    role = value(entry.get("application_role"))
    application = {
        "name": value(entry.get("application_name")),
        "id": value(entry.get("application_id")),
        "role": role,
    }
    return {
        **{key: value(entry.get(key)) for key in keys},
        "count": number(entry.get("count")),
        "application_ha": application if any(application.values()) else None,
    }


def _authorizations(matches: Matches) -> list[dict[str, Any]]:
    entitlements = _all(matches, "entitlements")
    return [
        {
            "role": entry["role"],
            **_product(entry),
            "installed": "INSTALLED" in entry.get("status", "") and "NOT INSTALLED" not in entry.get("status", ""),
            "status": value(entry.get("status")),
            "confirmation_code": value(entry.get("confirmation_code")),
            "return_code": value(entry.get("return_code")),
            "entitlements": _entitlements_of(entry, entitlements),
        }
        for entry in _all(matches, "authorizations")
    ]


def _entitlements_of(member: Matches, entitlements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": value(entitlement.get("name")),
            "tag": value(entitlement.get("tag")),
            "description": value(entitlement.get("description")),
            "count": number(term.get("term_count")),
            "type": value(term.get("type")),
            "license_type": value(term.get("license_type")),
            "enforcement_type": value(entitlement.get("enforcement_type")),
        }
        for entitlement in entitlements
        for term in _all(entitlement, "terms")
        # Two supervisors can share a UDI: the role tells their terms apart.
        if (term.get("role"), term.get("pid"), term.get("sn")) == (member["role"], member["pid"], member["sn"])
        and "NOT INSTALLED" not in term.get("type", "")
    ]


def _rum_reports(found: Matches) -> dict[str, Any]:
    keys = ("total", "purged", "acknowledged", "waiting_for_ack", "available", "collecting")
    return {**{key: number(found.get(key)) for key in keys}, "items": []}


def _telemetry(matches: Matches) -> dict[str, Any]:
    channel = _one(matches, "telemetry")
    analytics = _one(matches, "analytics")
    return {
        "data_channel": value(channel.get("data_channel")),
        "reports_on_disk": number(channel.get("reports_on_disk")),
        "product_analytics": value(analytics.get("status")),
        "not_available_reason": value(analytics.get("reason")),
        "product_analytics_reports": number(analytics.get("reports")),
    }
