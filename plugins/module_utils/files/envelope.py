# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two envelopes: a usage file from a device to CSSM, a response file from CSSM to a device."""

from __future__ import annotations

from .answer import KINDS, Answer, Authorization, Kind, Part, read_answer, refuse_strangers
from .usage import Report, Usage, check_digest, read_payload, read_usage

__all__ = [
    "KINDS",
    "Answer",
    "Authorization",
    "Kind",
    "Part",
    "Report",
    "Usage",
    "check_digest",
    "read_answer",
    "read_payload",
    "read_usage",
    "refuse_strangers",
]
