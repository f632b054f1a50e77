# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A registration token of CSSM for trust codes."""

from __future__ import annotations

from typing import Any

from ...http.operation import Params, Result, ServerOperation
from ...http.registration_token import TOKEN_OPTIONS, kept_or_made, require_usable
from ...http.session import Session
from ..calls import create_token, list_tokens
from .cssm import CSSM, PLACE, place_of

_OPTIONS: dict[str, Any] = {**PLACE, **TOKEN_OPTIONS}


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    require_usable(params)
    place = place_of(params, session)
    making = create_token(
        params["paths"], place, params["description"], params["expires_after_days"], params["export_controlled"]
    )
    return kept_or_made(params, session, list_tokens(params["paths"], place), making, check_mode)


OPERATION = ServerOperation(CSSM, _OPTIONS, _run)
