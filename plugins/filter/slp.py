# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters: text of a show command to values, and states to rows for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.on_prem_url import on_prem_url
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.slac import missing_slacs
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import without_trust
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.summary import summary, table
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import workflow
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.all_findings import all_findings


def _workflow(topology: str, initiated_by: str = "", controller: str = "") -> str:
    try:
        return workflow(topology, initiated_by, controller)
    except LicensingError as error:
        raise AnsibleFilterError(f"slp_workflow: {error.message}") from error


def _on_prem_url(host: str, account: str) -> str:
    try:
        return on_prem_url(host, account)
    except LicensingError as error:
        raise AnsibleFilterError(f"slp_on_prem_url: {error.message}") from error


def _parse_show(text: str, command: str) -> Any:
    try:
        return parse_show(command, text)
    except LicensingError as error:
        raise AnsibleFilterError(f"parse_show: {error.message}") from error


class FilterModule:
    """The filters of this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters by name."""
        return {
            "parse_show": _parse_show,
            "slp_findings": all_findings,
            "slp_missing_slacs": missing_slacs,
            "slp_on_prem_url": _on_prem_url,
            "slp_summary": summary,
            "slp_table": table,
            "slp_untrusted": without_trust,
            "slp_workflow": _workflow,
        }
