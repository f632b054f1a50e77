# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_info: read the state of a product instance."""

from __future__ import annotations

from .._device import DEFAULT_SUBSET, SUBSETS, Device
from ._operation import Operation, Params, Result

ARGUMENT_SPEC = {
    "gather_subset": {"type": "list", "elements": "str", "choices": sorted(SUBSETS), "default": list(DEFAULT_SUBSET)},
}


def run(params: Params, device: Device, _check_mode: bool) -> Result:
    """Read the parts that were asked for, in one exchange."""
    subsets = [subset for subset in SUBSETS if subset in params["gather_subset"]]
    return {"changed": False, "smart_licensing": device.read(*subsets)}


OPERATION = Operation(ARGUMENT_SPEC, run)
