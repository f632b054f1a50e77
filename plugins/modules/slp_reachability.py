# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a product instance needs to reach its server, and what a server needs to pull from it."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_reachability
short_description: Let a product instance and its licence server reach each other
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - From the device to its server - name servers, name lookup, host entries, source interface, routes, and the
    revocation check of the certificate. To the device from a server that collects - the HTTPS server, RESTCONF,
    NETCONF.
  - Current settings are read from the running configuration; only missing lines are added. Existing lines stay, except
    where only one value is possible.
  - Lines that decide who may log in are refused unless O(allow_access_changes=true), and lines that can cut the
    management off unless O(allow_management_changes=true).
extends_documentation_fragment:
  - netops.smart_licensing.device
  - netops.smart_licensing.device.known_state
options:
  vrf:
    description: The VRF of the name servers, the lookup and the domain name.
    type: str
  name_servers:
    description: The addresses of name servers.
    type: list
    elements: str
    default: []
  domain_lookup:
    description: Whether name lookup is enabled.
    type: bool
  domain_lookup_source_interface:
    description: The source interface for name server queries.
    type: str
  domain_name:
    description: The domain; a device looks for C(cslu-local) in it.
    type: str
  hosts:
    description: Static host entries, such as C(cslu-local) or C(tools.cisco.com) without DNS.
    type: list
    elements: dict
    default: []
    suboptions:
      name:
        description: The name.
        type: str
        required: true
      addresses:
        description: The addresses. They replace other addresses of an existing name.
        type: list
        elements: str
        required: true
      vrf:
        description: The VRF of the entry.
        type: str
  http_client_source_interface:
    description: The source interface for messages to the server.
    type: str
  routes:
    description: Static routes.
    type: list
    elements: dict
    default: []
    suboptions:
      prefix:
        description: The network.
        type: str
        required: true
      mask:
        description: The network mask.
        type: str
        required: true
      next_hop:
        description: The address of the next router.
        type: str
        required: true
      vrf:
        description: The VRF of the route.
        type: str
  trust_point:
    description: The trustpoint of O(revocation_check).
    type: str
    default: SLA-TrustPoint
  revocation_check:
    description:
      - How to check the certificate of the server for revocation, in this order. Use V(none) if the device cannot reach
        the CRL, as behind SSM On-Prem.
    type: list
    elements: str
    choices: [crl, none, ocsp]
    default: []
  http_server:
    description: Whether the plain HTTP server runs.
    type: bool
  https_server:
    description: Whether the HTTPS server runs; CSLU and SSM On-Prem collect over it.
    type: bool
  http_authentication:
    description: The authentication method of both servers.
    type: str
    choices: [aaa, enable, local]
  http_max_connections:
    description: The maximum number of simultaneous sessions.
    type: int
  restconf:
    description: Whether RESTCONF is enabled.
    type: bool
  netconf:
    description: Whether NETCONF is enabled; Catalyst Center needs it.
    type: bool
  ntp_servers:
    description: NTP servers, by name or address; a device whose clock is off by an hour gets no trust code.
    type: list
    elements: str
    default: []
  logging_hosts:
    description: The syslog servers.
    type: list
    elements: str
    default: []
  user_name:
    description: A local user of privilege 15 for the server that collects. Only with O(allow_access_changes=true).
    type: str
  user_password:
    description: The password, set only if the user does not exist yet. An existing password cannot be compared.
    type: str
  aaa:
    description:
      - C(aaa new-model), with local login and local authorization of the shell. Only with O(allow_access_changes=true).
      - Refused if the user of this session is neither a local user of privilege 15 nor the given user, because it could
        no longer log in; and if a default list without C(local) exists.
    type: bool
    default: false
  allow_access_changes:
    description: Allow lines that decide who may log in.
    type: bool
    default: false
  allow_management_changes:
    description:
      - Allow lines that can cut the management of the device off - O(routes), an HTTP server, RESTCONF or NETCONF that
        is turned off, and another O(http_authentication) than the one that is configured.
    type: bool
    default: false
  safe_reload:
    description:
      - Minutes after which the device reloads, unless it still answers after the change. C(reload in) is entered before
        the first line, C(reload cancel) once the lines were read back; only then they are saved.
      - Refused where the device has changes that are not saved, for a reload would lose them.
    type: int
  verify_only:
    description: Change nothing, and list in RV(missing) what is missing.
    type: bool
    default: false
  save:
    description: Save the configuration if it was changed.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Let the device find CSLU
  netops.smart_licensing.slp_reachability:
    name_servers: [192.0.2.53]
    domain_name: example.com
    http_client_source_interface: GigabitEthernet0

- name: Check whether a server could collect from the device
  netops.smart_licensing.slp_reachability:
    https_server: true
    http_authentication: local
    verify_only: true
  register: slp_collectable
"""

RETURN = r"""
commands:
  description: The commands sent to change something, secrets masked; in check mode, the commands to send.
  returned: always
  type: list
  elements: str
  sample: [ip name-server 192.0.2.53, write memory]
before:
  description: The requested lines, C(present) and C(missing).
  returned: success
  type: dict
after:
  description: The same afterwards; in check mode, as predicted.
  returned: success
  type: dict
missing:
  description: The lines that are missing now, secrets masked.
  returned: success
  type: list
  elements: str
session_module:
  description: The status of the smart licensing session module (SL_HTTP), if O(https_server) was changed.
  returned: when it was read
  type: str
  sample: Active
device_messages:
  description:
    - The device's output for configuration lines and actions, as C(command) and C(text), secrets masked. It is either
      informational or the refusal that C(msg) quotes.
  returned: when the device printed something
  type: list
  elements: dict
  sample: [{command: ip http secure-server, text: "% Generating 1024 bit RSA keys..."}]
rolled_back:
  description: The lines that restored the configuration.
  returned: when a configuration line was refused, or is missing afterwards
  type: list
  elements: str
not_rolled_back:
  description: The lines that are still needed to restore the configuration, and had no effect.
  returned: when a part of the refused configuration remains
  type: list
  elements: str
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: invalid_value
"""
