# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The URL that devices use for SSM On-Prem."""

from __future__ import annotations

import urllib.parse

from ..words.errors import InvalidValue
from ..words.values import checked


def on_prem_url(host: str, account: str) -> str:
    """Return the "CSLU Transport URL" of SSM On-Prem, from its host (a port may follow) and the local account.

    The name of the account is encoded, and "-1" follows it, as in the URLs of working devices. Raises InvalidValue.
    """
    if not account.strip():
        raise InvalidValue("account: use the name of the local account as SSM On-Prem spells it.")
    path = urllib.parse.quote(account.strip(), safe="")
    return checked("url", "url", f"https://{checked('host', 'host', host)}/cslu/v1/pi/{path}-1")
