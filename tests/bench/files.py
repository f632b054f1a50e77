# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the reports of a fleet take into one bundle and its ACKs back: python -m tests.bench.files [DEVICES]

Every usage file is verified before it is packed; the answer comes once as an archive that mirrors the bundle, once
as a single file for all. Seconds are of the CPU: one process, no disk, so an idle machine takes as long by the clock.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.bundle import pack
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.envelope import read_usage
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.split import split
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import Udi
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.unpack import unpack
from tests.unit.files.samples import ack, answer, slac, usage_file

# For a thousand devices of ten reports each.
SECONDS, MEGABYTES = 10.0, 300.0
_REPORTS = range(10)
# Makes a file of about 20 kB.
_SAMPLES = 9
_NOW = datetime(2026, 11, 24, tzinfo=UTC)


def main(devices: int) -> int:
    """Print what was done, in seconds and MB, and return 1 when a limit is not kept."""
    fleet = [Udi("C9300-24T", f"FOC{number:08}") for number in range(devices)]
    before = time.process_time()
    bundle = pack({"Branches": _proved(fleet)}, "Example", _NOW)
    packed = time.process_time()
    sizes = [len(data) for _name, data in unpack(bundle.name, bundle.data)]
    unpacked = time.process_time()
    mirrored = pack({"Branches": ((f"ACK_{udi.sn}.xml", _answer(udi)) for udi in fleet)}, "Example", _NOW)
    pieces = split(unpack(mirrored.name, mirrored.data))
    split_back = time.process_time()
    single = answer(*(ack(*((udi, number) for number in _REPORTS)) for udi in fleet))
    shares = split([("ack.xml", single)])
    taken_apart = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if [len(pieces), len(shares), len(sizes)] != [devices] * 3:
        print(f"{devices} devices became {len(sizes)} files, {len(pieces)} ACKs, {len(shares)} shares")
        return 1
    print(f"{devices} devices, {sum(sizes) / devices / 1000:.1f} kB a file, bundle {len(bundle.data) / 1e6:.1f} MB")
    for what, seconds in {
        "made, verified and packed": packed - before,
        "unpacked": unpacked - packed,
        "ACK archive made, unpacked, split": split_back - unpacked,
        "one ACK file for all, split": taken_apart - split_back,
    }.items():
        print(f"  {what:36} {seconds:6.2f} s")
    total = taken_apart - before
    print(f"  {'all':36} {total:6.2f} s (limit {SECONDS:.0f}), peak {peak:.0f} MB (limit {MEGABYTES:.0f})")
    return int(total > SECONDS or peak > MEGABYTES)


def _proved(fleet: list[Udi]) -> Iterator[tuple[str, bytes]]:
    for udi in fleet:
        data = usage_file(udi, _REPORTS, _SAMPLES)
        if len(read_usage(data).reports) != len(_REPORTS):
            raise SystemExit(f"{udi}: reports are missing")
        yield f"{udi.sn}.xml", data


def _answer(udi: Udi) -> bytes:
    return answer(slac(udi), ack(*((udi, number) for number in _REPORTS)))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
