# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of slp_info within an action; a device that does not answer is also a reading.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.conversation import Conversation
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.device import Device
from ansible_collections.netops.smart_licensing.plugins.module_utils.operations import OPERATIONS
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import DEFAULT_SUBSET
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import split_reason

INFO = OPERATIONS["slp_info"]
# What rules are about. A device with other licensing refuses the second; what it has instead shows in the first.
TO_JUDGE = ((*DEFAULT_SUBSET, "communication"), DEFAULT_SUBSET)

Reading = dict[str, Any]


def read(conversation: Conversation, subsets: Sequence[Sequence[str]]) -> Reading:
    """Read parts of a device (see slp_info); if it refuses one, read the next list of parts."""
    reading: Reading = {}
    for parts in subsets:
        params = {"gather_subset": list(parts), "parse_only": None, "ledger": None}
        reading = INFO.perform(params, Device(conversation), check_mode=False)
        if reading.get("reason") != "device_error":
            break
    return reading


def unreached(error: Exception | str) -> Reading:
    """Return the reading of a device after a failed login; the text of `error` starts with its reason."""
    reason, text = split_reason(str(error))
    reason = reason or "connection_lost"
    return {"failed": True, "unreachable": True, "reason": reason, "msg": f"{reason}: {text}", "changed": False}
