# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls about devices and their licences: pure, and the only place that knows their formats.

The shapes are those of the published OpenAPI documents (20.16 to 26.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..http.calls import Call, Json
from ..words.errors import LicensingError
from .records import Applicable, Assignment, Compliance, EdgeDevice, Licence
from .responses import dicts, number, rows, text, texts

_API = "dataservice"


def edge_devices() -> Call:
    """Ask for the devices with their licences; see read_devices."""
    return Call("devices", "GET", f"{_API}/v1/licensing/devices", True)


def read_devices(answer: Json) -> list[EdgeDevice]:
    """Return the devices. Raises LicensingError (api_failed) for another answer."""
    if not isinstance(answer.get("devices"), list):
        raise LicensingError(
            "api_failed", "devices: the response has no list of devices; requires SD-WAN Manager 20.16."
        )
    return [
        EdgeDevice(
            text(row, "uuid"),
            text(row, "hostName"),
            text(row, "configuredSystemIP"),
            text(row, "deviceModel"),
            text(row, "complianceStatus"),
            text(row, "inCompliantReason"),
            text(row, "hsecCompatible").casefold() in ("yes", "true") or row.get("hsecCompatible") is True,
            text(row, "hsecStatus"),
            text(row, "hsecLicenseStatus"),
            tuple(
                Licence(
                    text(licence, "tag"),
                    text(licence, "displayName"),
                    text(licence, "saName"),
                    text(licence, "vaName"),
                    text(licence, "billingType"),
                    text(licence, "subscriptionId"),
                )
                for licence in dicts(row.get("licenses"))
            ),
        )
        for row in dicts(answer["devices"])
    ]


def compliance() -> Call:
    """Ask whether all devices are in compliance; see read_compliance."""
    return Call("compliance", "GET", f"{_API}/msla/licenses/compliance", True)


def read_compliance(answer: Any) -> Compliance:
    """Return the compliance; its status is empty if the answer says none."""
    first: Json = next(iter(rows(answer, (), "")), {})
    inside = first.get("data")
    data: Json = inside if isinstance(inside, dict) else first
    reasons = [(text(row, "complianceStatus"), text(row, "reason")) for row in dicts(data.get("complianceStatus"))]
    return Compliance(text(data, "status"), tuple(reasons))


def applicable_licences(uuids: Iterable[str], billing_type: str, classification: str | None) -> Call:
    """Ask which licences fit devices; see read_applicable. It only asks, though by POST."""
    filters = _filters(billing_type, classification)
    body = {"appliedFilters": filters, "uuids": list(uuids)}
    return Call("licenses", "POST", f"{_API}/v1/licensing/licenses", True, lambda _stamp: body)


def read_applicable(answer: Json) -> list[Applicable]:
    """Return the licences that fit, by class of platforms."""
    return [
        Applicable(
            text(group, "platformClass"),
            texts(group.get("uuids")),
            tuple(
                Licence(text(row, "tag"), text(row, "displayName"), available=number(row, "available"))
                for row in dicts(group.get("licenses"))
            ),
        )
        for group in dicts(answer.get("baseLicenses"))
    ]


def account_distribution(wanted: Sequence[Assignment], billing_type: str, classification: str | None) -> Call:
    """Ask from which accounts licences can be taken; see read_distribution. It only asks, though by POST."""
    body = {
        "appliedFilters": _filters(billing_type, classification),
        "baseLicenses": [
            {
                "displayName": assignment.licence.display_name,
                "tag": assignment.licence.tag,
                "platformClass": assignment.platform_class,
                "uuids": list(assignment.uuids),
            }
            for assignment in wanted
        ],
    }
    return Call("accounts of licenses", "POST", f"{_API}/v1/licensing/sa-va-distribution", True, lambda _stamp: body)


def read_distribution(answer: Json) -> list[Licence]:
    """Return what each virtual account has of the licences that were asked about."""
    return [
        Licence(
            text(group, "tag"),
            text(group, "displayName"),
            text(row, "saName"),
            text(row, "vaName"),
            subscription_id=text(row, "subscriptionId"),
            available=number(row, "available"),
        )
        for group in dicts(answer.get("baseLicenses"))
        for row in dicts(group.get("savaMap"))
    ]


def assign(assignments: Sequence[Assignment], billing_type: str) -> Call:
    """Give devices their licences. What asking twice does is not documented."""
    body = {
        "baseLicenses": [
            {
                "assignLicenses": [
                    {
                        "allocated": len(assignment.uuids),
                        "billingType": billing_type.capitalize(),
                        "displayName": assignment.licence.display_name,
                        "saName": assignment.licence.smart_account,
                        "tag": assignment.licence.tag,
                        "vaName": assignment.licence.virtual_account,
                        **({"subscriptionId": found} if (found := assignment.licence.subscription_id) else {}),
                    }
                ],
                "uuids": list(assignment.uuids),
            }
            for assignment in assignments
        ],
        "tenantLicenses": [],
    }
    return Call("assign", "POST", f"{_API}/v1/licensing/assign-licenses", False, lambda _stamp: body)


def release(uuids: Iterable[str]) -> Call:
    """Take all licences from devices; from one that has none, nothing."""
    body = {"uuids": list(uuids)}
    return Call("release", "PUT", f"{_API}/v1/licensing/release-licenses", True, lambda _stamp: body)


def _filters(billing_type: str, classification: str | None) -> dict[str, str]:
    chosen = {"billingType": billing_type.capitalize()}
    return chosen | ({"licenseClassification": classification} if classification else {})
