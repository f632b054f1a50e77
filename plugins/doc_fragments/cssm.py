# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the CSSM modules share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options and notes of the modules that talk to CSSM's cloud API."""

    DOCUMENTATION = r"""
options:
  base_url:
    description:
      - The beginning of the URL of every call but the login; only C(https).
      - Cisco moves this service from time to time; the page of your API application names the address that it may use.
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
    description: The paths of the calls below O(base_url), should they have moved.
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
        description: The question how far a request is.
        type: str
        default: v2/accounts/poll
notes:
  - Needs no device. Run it on the controller, once for all hosts (C(delegate_to=localhost), C(run_once=true)).
  - The options of the access can be given once, in C(module_defaults) of the group C(netops.smart_licensing.cssm).
  - The API is not public; access to "Smart Licensing Using Policy" has to be asked for at Cisco, for an application
    that logs in with client credentials. The shapes of the calls are those of programs that engineers of Cisco
    published.
"""

    POLLING = r"""
options:
  poll_timeout:
    description: Seconds to wait for CSSM to finish. It needs minutes.
    type: int
    default: 900
  poll_interval:
    description:
      - Seconds between two questions whether CSSM has finished. Without it, as CSSM says, which is mostly 300 seconds,
        and never more than 900; where it says nothing, 2 seconds and then less and less often.
      - It is asked once more when O(poll_timeout) ends.
    type: int
"""

    PLACE = r"""
options:
  smart_account:
    description: The domain of the Smart Account, or its name where only one has it.
    type: str
    required: true
  virtual_account:
    description: The name of the virtual account.
    type: str
    required: true
"""
