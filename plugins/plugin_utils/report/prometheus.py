# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as metrics, in the text format that the textfile collector of a node exporter reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import SEVERITIES

from .fleet import Fleet
from .licences import Consumption

Sample = tuple[dict[str, str], float]


def metrics(fleet: Fleet, consumption: Iterable[Consumption]) -> str:
    """Return every metric with its help and type; a host without a deadline has no sample of it."""
    sites = {host.name: host.site or "" for host in fleet.hosts}
    left = fleet.days_left()
    licences = [(_licence(entry), entry) for entry in consumption]
    families: list[tuple[str, str, Iterable[Sample]]] = [
        (
            "slp_compliance_last_run_timestamp_seconds",
            "When any host was last checked.",
            [({}, fleet.as_of.timestamp())] if fleet.hosts else [],
        ),
        ("slp_compliance_hosts", "Hosts in the report.", [({}, len(fleet.hosts))]),
        ("slp_compliance_damaged_files", "Host files that cannot be used.", [({}, len(fleet.problems))]),
        (
            "slp_compliance_checked_timestamp_seconds",
            "When the host was checked.",
            [({"host": host.name}, host.checked_at.timestamp()) for host in fleet.hosts],
        ),
        (
            "slp_host_read",
            "Whether the host could be read (1) or not (0).",
            [({"host": host.name}, int(host.error is None)) for host in fleet.hosts],
        ),
        (
            "slp_days_to_ack_deadline",
            "Days to the deadline of the next acknowledgement, negative if it has passed.",
            [({"host": host, "site": sites[host]}, round(days, 3)) for host, days in left.items()],
        ),
        ("slp_findings", "Findings on the host, by severity.", _findings(fleet)),
        (
            "slp_licenses_in_use",
            "Licences in use, summed over the hosts.",
            [(labels, entry.in_use) for labels, entry in licences],
        ),
        (
            "slp_licenses_bought",
            "Licences bought, according to CSSM.",
            [(labels, entry.bought) for labels, entry in licences if entry.bought is not None],
        ),
    ]
    return "".join(line for name, told, samples in families for line in _family(name, told, samples))


def _findings(fleet: Fleet) -> Iterator[Sample]:
    # A severity without findings is exported too, so that an alert ends.
    for host in fleet.hosts:
        counts = Counter(finding.severity for finding in host.findings)
        for severity in SEVERITIES:
            yield {"host": host.name, "site": host.site or "", "severity": severity}, counts[severity]


def _licence(entry: Consumption) -> dict[str, str]:
    return {
        "license": entry.name,
        "smart_account": entry.smart_account or "",
        "virtual_account": entry.virtual_account or "",
    }


def _family(name: str, told: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {told}\n# TYPE {name} gauge\n"
    for labels, value in samples:
        shown = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
        yield f"{name}{{{shown}}} {value}\n" if shown else f"{name} {value}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
