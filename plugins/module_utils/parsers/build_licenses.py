# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One licence, as show license all, usage, summary or tech support prints it: always the same keys."""

from __future__ import annotations

import re
from typing import Any

from .matches import Matches, every
from .words import boolean, number, value

_WORDS = (
    "name",
    "description",
    "version",
    "export_status",
    "feature_name",
    "feature_description",
    "enforcement_type",
    "license_type",
    "entitlement_tag",
    "subscription_id",
    "status_time",
    "request_time",
)
# The devices that share the licence with this one.
_PEER = ("name", "id", "role", "hostname", "piid", "pid", "sn", "smart_account", "virtual_account")
_COUNTS = ("authorized", "out_of_compliance", "insufficient", "no_license")
_CODED_STATUS = re.compile(r"(?P<words>.*\S)\((?P<code>\d+)\)")


def build_license(entry: Matches) -> dict[str, Any]:
    """Return the licence; `IN USE(15)`, as tech support prints it, becomes a status and its code."""
    status = value(entry.get("status"))
    coded = _CODED_STATUS.fullmatch(status or "")
    return {
        **{key: value(entry.get(key)) for key in _WORDS},
        "count": number(entry.get("count")),
        "status": coded["words"] if coded else status,
        "status_code": int(coded["code"]) if coded else None,
        "handle": number(entry.get("handle")),
        "counts": _together({key: number(entry.get(key)) for key in _COUNTS}),
        "day_0_verification": boolean(entry.get("day_0_verification")),
        "soft_enforced": boolean(entry.get("soft_enforced")),
        "measurement": _together(
            {
                "metric": value(entry.get("metric")),
                "interval": value(entry.get("interval")),
                "current_value": number(entry.get("current_value")),
                "current_report": number(entry.get("current_report")),
                "previous_report": number(entry.get("previous_report")),
            }
        ),
        "application_ha": _application(entry),
    }


def _application(entry: Matches) -> dict[str, Any] | None:
    own = _together({key: value(entry.get(f"application_{key}")) for key in ("name", "id", "role")})
    peers = [{key: value(peer.get(key)) for key in _PEER} for peer in every(entry, "peers")]
    return {**own, "peers": peers} if own else None


def _together(values: dict[str, Any]) -> dict[str, Any] | None:
    return values if any(found is not None for found in values.values()) else None
