# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from a device or a file, escaped so that it can neither hide nor reverse the text next to it."""

from __future__ import annotations

import unicodedata
from typing import Any

# Control, format (bidi among them), surrogate and unassigned characters; line and paragraph separators.
_HIDDEN = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
_LONGEST = 2_000
_DEEPEST = 20


def plain(text: str) -> str:
    """Return a text in one line, with each character that is not seen written as its code (`\\u202e`); cut if long."""
    if text.isascii() and text.isprintable() and len(text) <= _LONGEST:
        return text
    cut = f"{text[:_LONGEST]}..." if len(text) > _LONGEST else text
    return "".join(_shown(sign) for sign in cut.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def plain_data(value: Any, depth: int = 0) -> Any:
    """Return JSON data whose texts, keys included, are plain. Raises ValueError if it is nested too deeply."""
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(key): plain_data(entry, depth + 1) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain_data(entry, depth + 1) for entry in value]
    return value


def _shown(sign: str) -> str:
    if unicodedata.category(sign) not in _HIDDEN:
        return sign
    code = ord(sign)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
