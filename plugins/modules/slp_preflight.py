# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look whether a device is ready for what is planned for it."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_preflight
short_description: Look whether a device is ready for its topology, and change nothing
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads what a run would need and says what is right and what to fix first. Nothing is changed, so that check mode is
    no different.
  - One login and one exchange of show commands; a second one with a C(ping) where the device itself makes contact with
    a server. No port is opened from the device, for C(telnet) cannot be ended safely when nobody sits there.
  - The statistics of the device's own messages prove more than a ping and are believed first. A ping that is not
    answered is a warning only, since many servers drop it.
  - A device that does not tell something gets the status V(unknown); a step whose first release is recalled and not
    confirmed is a warning and no error.
extends_documentation_fragment:
  - netops.smart_licensing.device
options:
  topology:
    description: The topology that is planned, as C(slp_topology). Without it no server and no step is looked at.
    type: str
  initiated_by:
    description: Who makes contact, as C(slp_initiated_by).
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
      - The URL of the server. Without it or with V(default), that of CSSM or C(cslu-local), as the topology has it; an
        SSM On-Prem has none.
    type: str
  proxy:
    description: The HTTPS proxy. Where there is one, it is what the device must reach.
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
    description: Whether the SLAC is asked for with a request file of the device.
    type: bool
    default: false
  utility:
    description: Whether utility mode is planned.
    type: bool
    default: false
  privacy_version:
    description: Whether the version is to be kept private.
    type: bool
    default: false
  directory:
    description: The directory of the device whose free space counts.
    type: str
    default: "flash:"
  transfer:
    description: How files are to come from the device, as C(slp_transfer). Looked at where files travel (C(offline)).
    type: str
    choices: [auto, scp, cli, rest, url]
    default: auto
  transfer_in:
    description: How files are to go to the device, as C(slp_transfer_in).
    type: str
    choices: [auto, scp, url, rest]
    default: auto
  transfer_url:
    description: The folder that the device copies files from and to, as C(slp_transfer_url).
    type: str
  enable_scp:
    description: Whether SCP may be turned on for a transfer, as C(slp_enable_scp).
    type: bool
    default: false
  probe:
    description: Whether the device pings its server.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Look whether the device is ready to be connected directly, through a VRF
  netops.smart_licensing.slp_preflight:
    topology: direct
    vrf: Mgmt-vrf
  register: slp_preflight_read

- name: Show what is to be fixed
  ansible.builtin.debug:
    msg: "{{ slp_preflight_read.preflight.checks | rejectattr('status', 'eq', 'ok') }}"
"""

RETURN = r"""
preflight:
  description: What was found.
  returned: success
  type: dict
  contains:
    topology:
      description: The topology that was planned.
      type: str
      returned: success
    mode:
      description: V(policy), V(classic) or V(unsupported), or null when the output cannot tell.
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
        - The checks, in the order in which to fix what is wrong. C(id) is one of V(mode), V(topology), V(release),
          V(platform), V(clock), V(ntp), V(vrf), V(name_resolution), V(reachability), V(certificates), V(storage),
          V(transfer), V(members), V(steps), the last one for each step that not every release can do.
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
