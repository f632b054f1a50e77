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
  - Reads the file, refuses one that was made for another device, copies it to the device, imports it, and waits until
    the state shows its content. A file whose content the device already shows is not sent.
  - With O(path) the device reads the file from its own storage or from a URL; the module does not know the content, so
    it imports the file every time.
  - Verifies the import by reading the state over SSH, whatever the transfer method.
  - SCP needs C(ip scp server enable) on the device (see O(enable_scp)), and a user whose login has privilege 15;
    privilege gained through C(enable) does not count. If either is impossible, let the device copy the file itself from
    O(url).
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
        URL is never shown.
    type: str
  directory:
    description: The directory on the device for the file.
    type: str
    default: "flash:"
  dest:
    description:
      - The folder of this device on the controller, as for M(netops.smart_licensing.slp_usage_save). The import is
        recorded in its ledger. An unreadable ACK is not imported again if the ledger has recorded it.
    type: path
  transfer:
    description:
      - How to transfer the O(src) file to the device. V(auto) uses V(url) if O(url) is given, otherwise V(scp).
      - With V(url) the device copies it from O(url) to O(directory). The size and the MD5 that the device shows
        afterwards decide, not its messages during the copy.
      - V(rest) sends it to the REST service of the device (C(/smartlic-service)) over HTTPS, in base64 or, if the
        device refuses that, unencoded; the flash is not used.
    type: str
    choices: [auto, scp, url, rest]
    default: auto
  url:
    description:
      - A folder that the device copies the file from, such as C(tftp://192.0.2.9/slp/); C(ftp), C(scp), C(http) and
        C(https) work too. User and password go into the URL, and the password is never shown.
      - Without O(put_into), the device looks for the file under its name in O(src).
    type: str
  put_into:
    description:
      - The path of that folder on the controller, such as the root of its TFTP server. The module puts the file there,
        readable by every user, under a name with the serial number, and removes it after the copy.
    type: path
  enable_scp:
    description:
      - If C(ip scp server enable) is not configured, configure it for the transfer and remove it again. It is not
        saved.
      - If a run was killed in between, the next run with the same O(dest) removes it.
    type: bool
    default: false
  remove:
    description: Delete the file from the device once the state shows its content.
    type: bool
    default: false
  timeout:
    description: Seconds to wait until the state shows the content.
    type: int
    default: 60
"""

EXAMPLES = r"""
- name: Import the ACK from CSSM for this device
  netops.smart_licensing.slp_import:
    src: "from_cssm/ACK_{{ inventory_hostname }}.xml"
    remove: true

- name: Let the device copy it from the TFTP server on the controller
  netops.smart_licensing.slp_import:
    src: "from_cssm/ACK_{{ inventory_hostname }}.xml"
    url: tftp://192.0.2.9/slp
    put_into: /srv/tftp/slp

- name: Install a SLAC that was copied to the device manually
  netops.smart_licensing.slp_import:
    path: bootflash:slac.xml
"""

RETURN = r"""
content:
  description: The content of the O(src) file.
  returned: success, with O(src)
  type: dict
  sample: {kinds: [ack], udis: ["PID:C9300-24T,SN:FOC12345678"], sha256: 0a1b2c}
trusted:
  description: Whether every member has a trust code now.
  returned: success, with O(src)
  type: bool
commands:
  description: The commands sent to change something; in check mode, the commands to send.
  returned: always
  type: list
  elements: str
  sample: ["scp slp_import_0a1b2c3d4e5f.xml flash:", "license smart import flash:slp_import_0a1b2c3d4e5f.xml"]
before:
  description: Trust codes, policy, authorizations and usage reporting before.
  returned: success
  type: dict
after:
  description: The same after. In check mode as before, because only the device decides what it accepts.
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
  sample: import_rejected
"""
