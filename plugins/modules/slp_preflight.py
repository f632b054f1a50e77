# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look whether a device is ready for what is planned for it."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_preflight
short_description: Check whether a device is ready for its topology, and change nothing
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Checks what a run would need, and says what to fix first. Changes nothing, so check mode makes no difference.
  - One login and one exchange of show commands; a second one with a C(ping) if the device initiates contact with a
    server. The device opens no port, because C(telnet) cannot be ended safely without a person at the console.
  - The statistics of the device's own messages prove more than a ping and take precedence. An unanswered ping is only a
    warning, because many servers drop pings.
  - If a device does not show something, the check has the status V(unknown). A step whose first release comes from
    memory and is not confirmed is a warning, not an error.
extends_documentation_fragment:
  - netops.smart_licensing.device
options:
  topology:
    description: The planned topology, as C(slp_topology). Without it, no server and no step is checked.
    type: str
  initiated_by:
    description: Who initiates contact, as C(slp_initiated_by).
    type: str
  controller:
    description: Which controller, as C(slp_controller).
    type: str
  transport:
    description: V(smart) or V(callhome), for a device that is connected directly.
    type: str
    choices: [smart, callhome]
    default: smart
  url:
    description:
      - The URL of the server. Without it or with V(default), that of CSSM or C(cslu-local), depending on the topology;
        SSM On-Prem has no default.
    type: str
  proxy:
    description: The HTTPS proxy. If there is one, the device must reach the proxy.
    type: dict
    suboptions:
      address:
        description: Host name or address.
        type: str
        required: true
      port:
        description: TCP port.
        type: int
        required: true
  vrf:
    description: The VRF through which the server is reached.
    type: str
  slac_features:
    description: The features that need a SLAC.
    type: list
    elements: str
    default: []
  slac_by_request:
    description: Whether the SLAC is requested with a request file of the device.
    type: bool
    default: false
  utility:
    description: Whether utility mode is planned.
    type: bool
    default: false
  privacy_version:
    description: Whether the version must be kept private.
    type: bool
    default: false
  directory:
    description: The directory on the device whose free space counts.
    type: str
    default: "flash:"
  transfer:
    description: How to fetch files from the device, as C(slp_transfer). Checked for C(offline).
    type: str
    choices: [auto, scp, cli, rest, url]
    default: auto
  transfer_in:
    description: How to send files to the device, as C(slp_transfer_in).
    type: str
    choices: [auto, scp, url, rest]
    default: auto
  transfer_url:
    description: The folder that the device copies files from and to, as C(slp_transfer_url).
    type: str
  enable_scp:
    description: Whether SCP may be enabled for a transfer, as C(slp_enable_scp).
    type: bool
    default: false
  probe:
    description: Whether the device pings its server.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Check whether the device is ready for a direct connection through a VRF
  netops.smart_licensing.slp_preflight:
    topology: direct
    vrf: Mgmt-vrf
  register: slp_preflight_read

- name: Show what to fix
  ansible.builtin.debug:
    msg: "{{ slp_preflight_read.preflight.checks | rejectattr('status', 'eq', 'ok') }}"
"""

RETURN = r"""
preflight:
  description: The result of the checks.
  returned: success
  type: dict
  contains:
    topology:
      description: The planned topology.
      type: str
      returned: success
    mode:
      description: V(policy), V(classic) or V(unsupported), or null if the output does not show it.
      type: str
      returned: success
    release:
      description: The release.
      type: str
      returned: success
    pid:
      description: The product ID of the active member.
      type: str
      returned: success
    status:
      description: The worst status of all checks, of V(error), V(warning), V(unknown), V(ok).
      type: str
      returned: success
    checks:
      description:
        - The checks, in the order in which to fix problems. C(id) is one of V(mode), V(topology), V(release),
          V(platform), V(clock), V(ntp), V(vrf), V(name_resolution), V(reachability), V(certificates), V(storage),
          V(transfer), V(members), V(steps), the last one once for each step that not every release supports.
      type: list
      elements: dict
      returned: success
      sample:
        - id: ntp
          title: NTP
          status: warning
          found: no NTP
          wanted: synchronized by NTP
          remedy: Configure 'ntp server ADDRESS'.
    unread:
      description: By command, why it could not be read.
      type: dict
      returned: success
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: connection_lost
"""
