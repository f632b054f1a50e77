# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the workflows of both controllers have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..words.errors import REASONS, InvalidValue, LicensingError, Reason
from .intent import Intent


def refuse_utility(intent: Intent) -> None:
    """Raise InvalidValue if utility mode is requested: the document has none in this topology."""
    if intent.wants_utility:
        raise InvalidValue(
            "slp_utility: utility mode does not exist in the controller topology. Remove it, or use another "
            "slp_topology (direct, cslu, cslu_disconnected, offline, ssm_on_prem)."
        )


def stop_at(seen: Mapping[str, Any]) -> None:
    """Raise LicensingError if the controller did not answer, or refused something. `seen`: what it said."""
    problem = seen.get("problem")
    if problem:
        said = problem.get("reason")
        reason: Reason = said if said in REASONS else "api_failed"
        raise LicensingError(reason, str(problem.get("msg")).removeprefix(f"{reason}: "))
