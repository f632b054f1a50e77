# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a device printed so far, up to a bound, and the line at its end.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.prompt import LONGEST_PROMPT
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.terminal_text import (
    PAGER_AND_ITS_REMOVAL,
    TERMINAL_CODES,
)


class TooMuch(Exception):
    """The device printed more than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the device printed more than {limit:,} bytes")


class Received:
    """Bytes as they came; only the last line is looked at while they come, so that the cost stays linear."""

    def __init__(self, limit: int) -> None:
        self.raw = bytearray()
        self.line_start = 0
        self._limit = limit
        self._paged_at = -1

    def add(self, data: bytes) -> None:
        """:raises TooMuch: with `data` it is more than the limit; nothing is kept of it."""
        if len(self.raw) + len(data) > self._limit:
            raise TooMuch(self._limit)
        last = max(data.rfind(b"\n"), data.rfind(b"\r"))
        if last >= 0:
            self.line_start = len(self.raw) + last + 1
        self.raw += data

    def end(self, size: int, start: int = 0) -> bytes:
        """Return the last `size` bytes that arrived after `start`."""
        return bytes(self.raw[max(start, len(self.raw) - size) :])

    def last_line(self) -> bytes:
        """Return the unfinished last line without terminal codes, or nothing if it is too long to matter."""
        if len(self.raw) - self.line_start > 4 * LONGEST_PROMPT:
            return b""
        line = TERMINAL_CODES.sub(b"", bytes(self.raw[self.line_start :]))
        return PAGER_AND_ITS_REMOVAL.sub(b"", line) if b"\x08" in line else line

    def new_pager(self) -> bool:
        """Return True once for each `--More--` that waits at the end."""
        if self.last_line().strip() != b"--More--" or self._paged_at == self.line_start:
            return False
        self._paged_at = self.line_start
        return True
