# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Set how a product instance reaches its licence server."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_transport
short_description: Set the Smart Licensing transport of an IOS XE device
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Sets transport type, URL, proxy, VRF, usage interval, utility mode, privacy, customer tags and Call Home profile.
  - Compares the state of the device, not the text of its configuration. After a change, the module reads the state
    again, verifies that it shows the requested settings, and saves the configuration.
  - If the device refuses a line or does not show it afterwards, the module rolls back the change and saves nothing.
extends_documentation_fragment:
  - netops.smart_licensing.device
  - netops.smart_licensing.device.controller_mode
  - netops.smart_licensing.device.known_state
options:
  type:
    description: The transport type.
    type: str
    choices: [smart, cslu, callhome, 'off', automatic]
  url:
    description:
      - The URL of the server for this transport type. V(default) is Cisco's own.
      - With O(type=callhome) it is the destination address of the Call Home profile.
    type: str
  proxy:
    description:
      - An HTTPS proxy without authentication. With O(type=callhome) it is the proxy of the Call Home service.
      - Refused if a device would not use it, which is with O(type=off) and towards SSM On-Prem.
    type: dict
    suboptions:
      address:
        description: Host name or address.
        type: str
      port:
        description: TCP port.
        type: int
  vrf:
    description: The VRF through which the server is reached. An empty string removes it.
    type: str
  usage_interval:
    description: Days between two usage reports, 1 to 365.
    type: int
  utility:
    description: Utility mode, for holders of an MSLA. Not supported with O(type=callhome).
    type: dict
    suboptions:
      enabled:
        description: Whether utility mode is on.
        type: bool
      customer_info:
        description: Information that identifies the customer.
        type: dict
        suboptions:
          city:
            description: City.
            type: str
          country:
            description: Country.
            type: str
          id:
            description: Customer ID (newer releases).
            type: str
          name:
            description: Customer name (newer releases).
            type: str
          postalcode:
            description: Postal code.
            type: str
          state:
            description: State.
            type: str
          street:
            description: Street.
            type: str
  privacy:
    description: What to omit from reports.
    type: dict
    suboptions:
      hostname:
        description: Whether the host name is kept private.
        type: bool
      version:
        description: Whether the software version is kept private.
        type: bool
  customer_tags:
    description: Up to four tags, sent with each report. Tags that are not given are removed.
    type: dict
    suboptions:
      tag1:
        description: First tag.
        type: str
      tag2:
        description: Second tag.
        type: str
      tag3:
        description: Third tag.
        type: str
      tag4:
        description: Fourth tag.
        type: str
  server_identity_check:
    description: Whether the certificate of the server must name it.
    type: bool
  call_home:
    description: The Call Home profile that licensing uses, with O(type=callhome).
    type: dict
    suboptions:
      profile:
        description: Name of the profile.
        type: str
        default: CiscoTAC-1
      contact_email:
        description: Contact address; that of the Smart Agent when the device has none.
        type: str
  state:
    description:
      - V(merged) changes what is given and keeps the rest.
      - V(replaced) also removes the settings of other transports, for example when a device moves to another topology -
        the proxy if it is not given, and the URLs of other types. An unused Call Home profile does not change, because
        Smart Call Home may use it.
      - V(deleted) resets what is given (or type, URL, proxy and VRF if nothing is given) to the default of the device.
      - V(rendered) returns the commands for an unconfigured device, without contacting a device.
    type: str
    choices: [merged, replaced, deleted, rendered]
    default: merged
  save:
    description: Whether a changed configuration is copied to the startup configuration.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Smart transport to CSSM
  netops.smart_licensing.slp_transport:
    type: smart
    url: default
    usage_interval: 30

- name: Smart transport through an HTTPS proxy, in a VRF
  netops.smart_licensing.slp_transport:
    type: smart
    url: default
    proxy:
      address: proxy.example.com
      port: 3128
    vrf: Mgmt-intf

- name: Call Home
  netops.smart_licensing.slp_transport:
    type: callhome
    call_home:
      contact_email: noc@example.com
"""

RETURN = r"""
commands:
  description: The commands sent to change something, secrets masked; in check mode, the commands to send.
  returned: always
  type: list
  elements: str
  sample: [license smart transport smart, license smart url default]
before:
  description: The settings before.
  returned: success
  type: dict
after:
  description: The settings after; in check mode, as predicted.
  returned: success
  type: dict
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
rollback:
  description: The lines that would undo this change; empty if nothing changed.
  returned: success, except with O(state=rendered)
  type: list
  elements: str
  sample: [license smart transport cslu]
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: device_error
"""
