# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the CSSM modules share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options and notes of the modules that use CSSM's cloud API."""

    DOCUMENTATION = r"""
options:
  base_url:
    description:
      - The base URL of every call except the login; only C(https).
      - Cisco moves this service from time to time; the page of your API application shows the current address.
    type: str
    default: https://swapi.cisco.com/services/api/smart-accounts-and-licensing
  token_url:
    description: The URL of the login (OAuth 2.0, client credentials); only C(https).
    type: str
    default: https://cloudsso.cisco.com/as/token.oauth2
  client_id:
    description: The id of the API application.
    type: str
    required: true
  client_secret:
    description: The secret of the API application.
    type: str
    required: true
  paths:
    description: The paths of the calls below O(base_url), in case they moved.
    type: dict
    suboptions:
      accounts:
        description: The search for the accounts of the login.
        type: str
        default: v2/accounts/search
      licenses:
        description: The licences of virtual accounts.
        type: str
        default: v1/accounts/{domain}/licenses
      tokens:
        description: The registration tokens of a virtual account.
        type: str
        default: v1/accounts/{domain}/virtual-accounts/{virtual_account}/tokens
      authorization_request:
        description: Request and return of a SLAC.
        type: str
        default: v2/devices/authrequest
      usage_report:
        description: Upload of usage reports.
        type: str
        default: v2/devices/reportusage
      poll:
        description: Progress of a request.
        type: str
        default: v2/accounts/poll
notes:
  - Needs no device. Run it once for all hosts, on the controller (C(delegate_to=localhost), C(run_once=true)).
  - Set the access options once, with C(module_defaults) of the group C(netops.smart_licensing.cssm).
  - The API is not public; request access to "Smart Licensing Using Policy" from Cisco, for an application that logs in
    with client credentials. The request and response formats are taken from programs that Cisco engineers published.
"""

    POLLING = r"""
options:
  poll_timeout:
    description: Seconds to wait until CSSM finishes, which takes minutes.
    type: int
    default: 900
  poll_interval:
    description:
      - Seconds between two polls. By default, CSSM's response sets the interval, mostly 300 seconds and never more than
        900; if it sets none, polling starts after 2 seconds and slows down.
      - The module polls one last time when O(poll_timeout) ends.
    type: int
"""

    PLACE = r"""
options:
  smart_account:
    description: The domain of the Smart Account, or its name if the name is unique.
    type: str
    required: true
  virtual_account:
    description: The name of the virtual account.
    type: str
    required: true
"""
