# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import an ACK, a SLAC, a policy or a trust code from a file."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_import
short_description: Import an ACK, a SLAC, a policy or a trust code from a file
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads the file, refuses one that was made for another device, brings it to the device, imports it, and waits until
    the state shows what is inside. A file whose content the device already shows is not sent.
  - With O(path) the device takes the file from its own storage or from a URL; what is inside is then not known here, so
    it is imported every time.
  - Whether it was taken is read from the state over SSH, whatever way it went.
  - SCP needs C(ip scp server enable) on the device (see O(enable_scp)), and a user whose login has privilege 15; what
    C(enable) gives does not count there. A device where neither may be had copies the file itself, from O(url).
extends_documentation_fragment:
  - netops.smart_licensing.device
  - netops.smart_licensing.device.controller_mode
  - netops.smart_licensing.device.rest
options:
  src:
    description: The file on the controller.
    type: path
  path:
    description:
      - The file as the device reaches it, such as C(bootflash:ack.xml) or C(tftp://192.0.2.9/ack.xml). A password in a
        URL is shown nowhere.
    type: str
  directory:
    description: The directory of the device that the file goes to.
    type: str
    default: "flash:"
  dest:
    description:
      - The folder of this device on the controller, as for M(netops.smart_licensing.slp_usage_save). The import is
        noted in its ledger. An ACK that cannot be read is not imported again where it is noted.
    type: path
  transfer:
    description:
      - How a file of O(src) goes to the device. V(auto) takes V(url) where O(url) is given, else V(scp).
      - With V(url) the device copies it from O(url) to O(directory). Whatever it says meanwhile, the size and the MD5
        that it shows afterwards decide.
      - V(rest) hands it to the REST service of the device (C(/smartlic-service)) over HTTPS, in base64 and, where that
        is refused, as it is; its flash has no part in it.
    type: str
    choices: [auto, scp, url, rest]
    default: auto
  url:
    description:
      - A folder that the device copies the file from, such as C(tftp://192.0.2.9/slp/); C(ftp), C(scp), C(http) and
        C(https) work too. User and password go into the URL, and the password is shown nowhere.
      - Without O(put_into) the file is looked for there under the name that it has in O(src).
    type: str
  put_into:
    description:
      - Where that folder is seen from here, such as the root of a TFTP server on the controller. The file is put there,
        readable by every user, under a name with the serial number, and removed after the copy.
    type: path
  enable_scp:
    description:
      - Where C(ip scp server enable) is not configured, configure it for the transfer and take it away again. It is not
        saved.
      - Where a run was ended in between, the next one with the same O(dest) takes it away.
    type: bool
    default: false
  remove:
    description: Delete the file from the device once its content is seen in the state.
    type: bool
    default: false
  timeout:
    description: Seconds to wait for what the file brings.
    type: int
    default: 60
"""

EXAMPLES = r"""
- name: Import the ACK that CSSM gave for this device
  netops.smart_licensing.slp_import:
    src: "from_cssm/ACK_{{ inventory_hostname }}.xml"
    remove: true

- name: Let the device copy it from the TFTP server of the controller
  netops.smart_licensing.slp_import:
    src: "from_cssm/ACK_{{ inventory_hostname }}.xml"
    url: tftp://192.0.2.9/slp
    put_into: /srv/tftp/slp

- name: Install a SLAC that was copied to the device by hand
  netops.smart_licensing.slp_import:
    path: bootflash:slac.xml
"""

RETURN = r"""
content:
  description: What is inside the file of O(src).
  returned: success, with O(src)
  type: dict
  sample: {kinds: [ack], udis: ["PID:C9300-24T,SN:FOC12345678"], sha256: 0a1b2c}
trusted:
  description: Whether every member has a trust code now.
  returned: success, with O(src)
  type: bool
commands:
  description: What was sent to change something (in check mode, what would be).
  returned: always
  type: list
  elements: str
  sample: ["scp slp_import_0a1b2c3d4e5f.xml flash:", "license smart import flash:slp_import_0a1b2c3d4e5f.xml"]
before:
  description: Trust codes, policy, authorizations and usage reporting before.
  returned: success
  type: dict
after:
  description: The same after. In check mode as before, since only the device can tell what it takes.
  returned: success
  type: dict
device_messages:
  description:
    - What the device printed to configuration lines and actions, C(command) and C(text), secrets masked. It decided
      nothing, or it is the refusal that C(msg) tells of.
  returned: when the device printed something
  type: list
  elements: dict
  sample: [{command: ip http secure-server, text: "% Generating 1024 bit RSA keys..."}]
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: import_rejected
"""
