# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage files in CSSM's format: by device, many devices per call, each payload unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..files.envelope import read_usage
from ..files.udi import Udi
from ..words.errors import LicensingError


class Key(NamedTuple):
    """What identifies a report."""

    udi: Udi
    report_id: str


@dataclass(frozen=True)
class UsageReport:
    """One signed RUM report. `payload` is the text whose bytes the signature covers; `file`: where it was read."""

    file: str
    key: Key
    members: tuple[Udi, ...]
    payload: str
    signature: Mapping[str, Any]


@dataclass(frozen=True)
class DeviceUsage:
    """The reports of one device."""

    udi: Udi
    reports: tuple[UsageReport, ...]

    @property
    def udis(self) -> frozenset[Udi]:
        """Return the names of the device: its own, and those of the members of its stack."""
        return frozenset({self.udi, *(member for report in self.reports for member in report.members)})


def read_usage_file(name: str, data: bytes) -> list[UsageReport]:
    """Return the reports of a usage file. Raises LicensingError (transfer_failed) for an incomplete file."""
    try:
        reports = read_usage(data).reports
    except LicensingError as error:
        raise LicensingError(error.reason, f"{name}: {error.message}") from error
    return [
        UsageReport(name, Key(report.udi, report.report_id), report.members, report.payload, report.signature)
        for report in reports
    ]


def by_device(reports: Iterable[UsageReport]) -> list[DeviceUsage]:
    """Return the reports grouped by device, each once, however many files hold it."""
    devices: dict[Udi, dict[tuple[str, str], UsageReport]] = {}
    for report in reports:
        devices.setdefault(report.key.udi, {}).setdefault((report.key.report_id, report.payload), report)
    return [DeviceUsage(udi, tuple(unique.values())) for udi, unique in devices.items()]


def chunks(devices: Sequence[DeviceUsage], size: int) -> Iterator[Sequence[DeviceUsage]]:
    """Yield the devices, so many at a time."""
    for start in range(0, len(devices), size):
        yield devices[start : start + size]


def halves(devices: Sequence[DeviceUsage]) -> list[Sequence[DeviceUsage]]:
    """Return two smaller uploads that are the same together; a single report cannot be divided: an empty list."""
    if len(devices) > 1:
        middle = len(devices) // 2
        return [devices[:middle], devices[middle:]]
    (device,) = devices
    middle = len(device.reports) // 2
    if middle == 0:
        return []
    return [[DeviceUsage(device.udi, device.reports[:middle])], [DeviceUsage(device.udi, device.reports[middle:])]]
