# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request or return a SLAC, online or by file."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_slac
short_description: Request or return a Smart Licensing Authorization Code (SLAC)
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Requests a SLAC online for each member that has none and waits until it is installed, or returns it online.
  - With O(method=file) the device saves its request to a file, which the module fetches to O(dest) and verifies
    (complete, and from this device). Upload the file to CSSM, and install the response with
    M(netops.smart_licensing.slp_import). A pending request in O(dest) is not created again. This needs IOS XE 17.7.1 or
    later; on earlier releases generate the SLAC in CSSM with the UDI of the device.
  - A return with O(method=file) stores the return code in O(dest); enter it in CSSM.
  - Request the SLAC before you configure a throughput above 250 Mbps. It cannot be returned while its licence is in
    use.
extends_documentation_fragment:
  - netops.smart_licensing.device
  - netops.smart_licensing.device.controller_mode
  - netops.smart_licensing.device.known_state
options:
  feature:
    description: The export-controlled feature, as the command line names it.
    type: str
    default: hseck9
  scope:
    description: Every member of a stack or high availability set, or the active one.
    type: str
    choices: [local, all]
    default: all
  state:
    description: Whether the SLAC must be installed. V(absent) returns the code to CSSM.
    type: str
    choices: [present, absent]
    default: present
  method:
    description:
      - V(online) requests it from CSSM, or from the server that the device's transport uses. With V(file) you carry the
        file to CSSM.
      - Some releases cannot save a request while the transport is on; turn it off first
        (M(netops.smart_licensing.slp_transport)).
    type: str
    choices: [online, file]
    default: online
  dest:
    description:
      - The folder of this device on the controller, as for M(netops.smart_licensing.slp_usage_save). It gets
        C(request/slac_<feature>_<scope>.xml) or C(return/<time>.txt). A request is recorded in the ledger there.
      - Required with O(method=file).
    type: path
  directory:
    description: The directory on the device for the request.
    type: str
    default: "flash:"
  transfer:
    description:
      - How to fetch a request from the device. V(scp) needs C(ip scp server enable) on the device. V(cli) reads the
        file with C(more). V(auto) uses SCP if the device offers it and accepts the login, otherwise the command line.
    type: str
    choices: [auto, scp, cli]
    default: auto
  remove:
    description: Delete the request from the device once it is on the controller.
    type: bool
    default: false
  timeout:
    description: Seconds to wait for the effect.
    type: int
    default: 180
"""

EXAMPLES = r"""
- name: Request the SLAC for HSECK9
  netops.smart_licensing.slp_slac:
    feature: hseck9
    scope: all

- name: Save a request to a file
  netops.smart_licensing.slp_slac:
    method: file
    dest: "slp_artifacts/{{ inventory_hostname }}"

- name: Return the SLAC, and store the return code
  netops.smart_licensing.slp_slac:
    state: absent
    method: file
    dest: "slp_artifacts/{{ inventory_hostname }}"
"""

RETURN = r"""
commands:
  description: The commands sent to change something, secrets masked; in check mode, the commands to send.
  returned: always
  type: list
  elements: str
  sample: [license smart authorization request add hseck9 all]
before:
  description: The authorizations before.
  returned: success
  type: dict
after:
  description: The authorizations after; in check mode, as predicted.
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
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: slac_denied
request:
  description: The pending request, with C(path) on the controller and C(sha256).
  returned: with O(method=file), when a SLAC is missing and its request exists, also when nothing changed
  type: dict
artifact:
  description: The file on the controller with the return codes.
  returned: with O(method=file), when a SLAC was returned, also when the module fails afterwards
  type: str
return_codes:
  description:
    - By member, the return code that the device printed. The device deletes the SLAC before it notifies CSSM, so keep
      the codes - they are the only proof if CSSM was not reachable.
    - With O(method=file) also the code of an earlier return that the device still shows and no file contains.
  returned: when a SLAC was returned, also when the module fails afterwards
  type: list
  elements: dict
  contains:
    udi:
      description: The member, as PID:..,SN:..
      type: str
    code:
      description: The return code of the member.
      type: str
"""
