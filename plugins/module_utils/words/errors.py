# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All errors in one vocabulary: each says why (`reason`) and what to do next (its message)."""

from __future__ import annotations

from typing import Literal, get_args

Reason = Literal[
    "unsupported_mode",
    "unsupported_release",
    "invalid_value",
    "device_error",
    "unreachable",
    "host_key_refused",
    "login_failed",
    "enable_failed",
    "unknown_question",
    "connection_lost",
    "output_too_long",
    "timeout",
    "communication_failed",
    "clock_skew",
    "trust_failed",
    "slac_denied",
    "import_rejected",
    "transfer_failed",
    "storage_full",
    "busy",
    "parse_error",
    "api_failed",
]
REASONS: tuple[Reason, ...] = get_args(Reason)


def split_reason(text: str) -> tuple[Reason | None, str]:
    """Return the reason that a text begins with, as in `timeout: no prompt`, and the rest; None if it has none."""
    word, colon, rest = text.partition(": ")
    return next(((reason, rest) for reason in REASONS if colon and word == reason), (None, text))


class LicensingError(Exception):
    """A step that could not be done. `details` are further keys for the result of a module (JSON types)."""

    def __init__(self, reason: Reason, message: str, **details: object) -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.message = message
        self.details = details


class ParseError(LicensingError):
    """Text that cannot be what its command prints, or that was cut."""

    def __init__(self, message: str, **details: object) -> None:
        super().__init__("parse_error", message, **details)


class InvalidValue(LicensingError):
    """A value that cannot be used as it is.

    `given`: the value, where Ansible may know the file and the line that it comes from.
    """

    def __init__(self, message: str, given: object = None, **details: object) -> None:
        super().__init__("invalid_value", message, **details)
        self.given = given
