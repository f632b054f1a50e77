# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_usage_save by the REST service of the device: its flash and its SSH have no part in the way of the reports."""

from __future__ import annotations

from ..device.smartlic_service import CLOSE_REPORTS, SmartlicService, service_of, warnings_of
from ..files.usage import narrowed, read_usage
from .operation import Result
from .usage_run import UsageRun


def run_by_rest(this: UsageRun, number: int | None, check_mode: bool) -> Result:
    """Close the reports, fetch what the scope asks for, and keep them. Raises LicensingError.

    For the device what was fetched this way is not reported yet; here that does not matter, for the ledger knows it.
    """
    params, device = this.params, this.device
    service = service_of(params, device.open_http, device.clock)
    before = this.unsaved()
    wanted = params["scope"] != "unreported"
    if check_mode:
        commands = [CLOSE_REPORTS] if wanted or before else []
        return this.result(before, [], commands) | warnings_of(params)
    this.claim()
    if wanted or before:
        # It closes them in any case; what it says comes after.
        device.commands.append(CLOSE_REPORTS)
        service.close_reports()
        data = _asked_for(this, service, number)
        if read_usage(data).reports:
            this.keep(data, None)
    return this.result(before, this.unsaved(), device.commands) | warnings_of(params)


def _asked_for(this: UsageRun, service: SmartlicService, number: int | None) -> bytes:
    scope = this.params["scope"]
    data = service.usage_file(number if scope == "days" else None)
    if scope in ("all", "days"):
        return data
    reports = read_usage(data).report_ids
    if scope == "rum_id":
        return narrowed(data, [report for report in reports if report == str(number)])
    safe = {report for event in this.events if event["event"] == "verified" for report in event["reports"]}
    return narrowed(data, [report for report in reports if report not in safe])
