# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_info: read the state of a product instance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..device.device import Device
from ..files.ledger import summary
from ..files.ledger_file import read
from ..parsers import DEFAULT_SUBSET, SUBSETS, fewest, parse_pasted
from .operation import DeviceOperation, Params, Result

ARGUMENT_SPEC = {
    "gather_subset": {"type": "list", "elements": "str", "choices": sorted(SUBSETS), "default": list(DEFAULT_SUBSET)},
    "parse_only": {"type": "str"},
    "ledger": {"type": "path"},
}


def run(params: Params, device: Device, _check_mode: bool) -> Result:
    """Read the parts that were asked for, in one exchange; or a text, without the device. And the ledger, if asked."""
    if params["parse_only"] is not None:
        state, parsed = parse_pasted(params["parse_only"])
        return {"changed": False, "smart_licensing": state, "parsed": parsed}
    result: Result = {"changed": False, "smart_licensing": device.read(*fewest(params["gather_subset"]))}
    return {**result, "ledger": _ledger(Path(params["ledger"]))} if params["ledger"] else result


def _ledger(folder: Path) -> dict[str, Any]:
    known = read(folder)
    return {**summary(known.events), "notes": [*known.refused, *known.notes]}


OPERATION = DeviceOperation(ARGUMENT_SPEC, run)
