# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data for the page's table: each text that hosts share is included once."""

from __future__ import annotations

from typing import Any

from .fleet import Fleet
from .host_file import Host


class _Texts:
    """Texts by number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


def page_data(fleet: Fleet) -> dict[str, Any]:
    """Return `texts`, and `hosts`, whose findings are [severity, rule, title, message, remedy, source] by number."""
    texts = _Texts()
    hosts = [_host(host, fleet, texts) for host in fleet.hosts]
    return {"hosts": hosts, "texts": list(texts.numbers)}


def _host(host: Host, fleet: Fleet, texts: _Texts) -> dict[str, Any]:
    days, waiting = host.days_left(fleet.now), host.days_waiting(fleet.now)
    return {
        "name": host.name,
        "site": host.site,
        "checked": f"{host.checked_at:%Y-%m-%d %H:%M}",
        "days": None if days is None else round(days, 1),
        "device": _known(host.device),
        "dates": {key: value for key, value in host.deadlines.items() if isinstance(value, str)},
        "licenses": [
            [texts.number(entry.name), entry.count, texts.number(entry.status or "")] for entry in host.licenses
        ],
        "findings": [
            [
                texts.number(part)
                for part in (
                    *(finding.severity, finding.rule, finding.title),
                    *(finding.message, finding.remedy, finding.source),
                )
            ]
            for finding in host.findings
        ],
        "ledger": _known({**host.ledger, "oldest_waiting_days": None if waiting is None else round(waiting, 1)}),
        "error": host.error,
    }


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}
