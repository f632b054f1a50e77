# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`show license ...` of a device under Smart Licensing Using Policy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ..device.device import Device
from . import licence_blocks, record_blocks, status_blocks, support_blocks, support_internals
from .compose import Block, compose

_BLOCKS: Mapping[str, Block] = {
    "support title": status_blocks.support_title,
    "title": status_blocks.title,
    "conversion": status_blocks.conversion,
    "export key": status_blocks.export_key,
    "utility": status_blocks.utility,
    "policy mode": status_blocks.policy_mode,
    "account": status_blocks.account,
    "privacy": status_blocks.privacy,
    "transport": status_blocks.transport,
    "transport in full": status_blocks.transport_in_full,
    "miscellaneous": status_blocks.miscellaneous,
    "policy": status_blocks.policy,
    "usage reporting": status_blocks.usage_reporting,
    "usage reporting in full": status_blocks.usage_reporting_in_full,
    "trust codes": status_blocks.trust_codes,
    "usage": licence_blocks.usage,
    "licences": licence_blocks.licences,
    "summary table": licence_blocks.summary_table,
    "authorization status": licence_blocks.authorization_status,
    "udi": licence_blocks.udi,
    "product": licence_blocks.product,
    "agent": licence_blocks.agent_version,
    "authorizations": licence_blocks.authorizations,
    "authorizations under a heading": licence_blocks.headed_authorizations,
    "enforcement state": licence_blocks.enforcement,
    "usage summary": licence_blocks.report_summary,
    "telemetry summary": licence_blocks.telemetry,
    "analytics summary": licence_blocks.analytics,
    "handles": support_blocks.handles,
    "jobs": support_blocks.jobs,
    "statistics": support_blocks.statistics,
    "certificates": support_blocks.certificates,
    "redundancy": support_blocks.redundancy,
    "reservation": support_blocks.reservation,
    "enforcement state in full": support_blocks.enforcement_in_full,
    "last reporting not required": support_blocks.last_not_reported,
    "usage summary in full": support_blocks.usage_summary,
    "other info": support_internals.other_info,
    "mapping table": support_internals.mapping_table,
    "messages": record_blocks.messages,
    "imports": record_blocks.imports,
    "rum table": record_blocks.rum_table,
    "event log": record_blocks.event_log,
}

_COMMANDS = (
    "all",
    "status",
    "summary",
    "usage",
    "udi",
    "authorization",
    "tech support",
    "history message",
    "eventlog",
    "rum id all",
)


def _render(command: str, device: Device) -> list[str]:
    return compose(device, command, _BLOCKS)


RENDERERS: Mapping[str, Block] = {
    f"show license {name}": partial(_render, f"show license {name}") for name in _COMMANDS
}
