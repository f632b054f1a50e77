# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether somebody waits for the failure of a task.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

from typing import Any


def has_rescue(task: Any) -> bool:
    """Return whether a task is in a block with a `rescue`, over all that includes it."""
    above = task._parent
    while above is not None:
        if getattr(above, "rescue", None):
            return True
        above = above._parent
    return False
