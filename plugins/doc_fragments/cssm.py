# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the CSSM modules share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options, attributes and notes of the modules that talk to CSSM's cloud API."""

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
  validate_certs:
    description: Verify the certificate of the server. Leave this on, for the secret travels over the connection.
    type: bool
    default: true
  ca_path:
    description: A file with the certificates of the CAs to trust instead of the system's, in PEM.
    type: path
  timeout:
    description: Seconds to wait for a sign of the server, in each call.
    type: int
    default: 30
  retries:
    description:
      - How often a call is repeated when the server is not reached, has no time (C(429), with C(Retry-After) respected
        up to two minutes) or fails (C(5xx)). What could do something twice is not repeated.
    type: int
    default: 3
  paths:
    description: The paths of the calls below O(base_url), should they have moved.
    type: dict
    suboptions:
      accounts:
        description: The search for the accounts of the login.
        type: str
        default: v2/accounts/search
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
attributes:
  check_mode:
    description: Logs in, looks, and says what would change; changes nothing.
    support: full
  diff_mode:
    description: There is no diff, for nothing is compared line by line.
    support: none
notes:
  - Needs no device. Run it on the controller, once for all hosts (C(delegate_to=localhost), C(run_once=true)).
  - The options of the access can be given once, in C(module_defaults) of the group C(netops.smart_licensing.cssm).
  - Proxies are those of the environment, for one C(https_proxy).
  - The API is not public; access to "Smart Licensing Using Policy" has to be asked for at Cisco, for an application
    that logs in with client credentials. The shapes of the calls are those of programs that engineers of Cisco
    published.
  - On failure the result carries RV(ignore:reason), one of the words of the device modules, mostly V(api_failed)
    (CSSM refused, or its answer made no sense), V(communication_failed), V(connection_lost), V(invalid_value) or
    V(timeout); RV(ignore:msg) says what to do next.
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
