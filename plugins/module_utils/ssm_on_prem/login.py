# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The login of SSM On-Prem: OAuth 2.0; without a valid login every call is forbidden."""

from __future__ import annotations

import dataclasses

from ..http.https import Reply
from ..http.login import Asking, ClientCredentials, Granted


class OnPremLogin(ClientCredentials):
    """An application of the API Toolkit of SSM On-Prem."""

    advice = "Check client_id and client_secret (SSM On-Prem, API Toolkit), api_prefix, and the accounts."

    def log_in(self, ask: Asking) -> Granted:
        """Return the access token as a header; see Login."""
        return dataclasses.replace(super().log_in(ask), ended=has_ended)


def has_ended(reply: Reply) -> bool:
    """Return whether a reply says that the login has ended: nothing was done."""
    return reply.status in (401, 403)
