# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IOS XE releases: which of two is the later one."""

from __future__ import annotations

import re

# 17.3.2a, and 17.03.02a as show version pads it; what follows (a build, a date) says nothing about the order.
_RELEASE = re.compile(r"(\d+)\.(\d+)(?:\.(\d+)([a-z]*))?", re.IGNORECASE)


def release_key(release: str) -> tuple[int, int, int, str] | None:
    """Return what releases can be compared by; None for a text that is no release."""
    found = _RELEASE.match(release.strip())
    return (int(found[1]), int(found[2]), int(found[3] or 0), (found[4] or "").lower()) if found else None


def at_least(release: str | None, first: str) -> bool:
    """Say whether a release is C(first) or a later one; False for one that is not known."""
    key, lowest = release_key(release or ""), release_key(first)
    return key is not None and lowest is not None and key >= lowest
