# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Save RUM reports to a file and fetch it to the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_usage_save
short_description: Save RUM reports to a file and fetch it to the controller
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Saves the reports of the device that are in no verified file yet, fetches the file to O(dest), verifies it
    (well-formed, every report counted, UDI of this device, size and MD5 as on the device), and records it in the ledger
    there. Keeps the reports byte for byte, because their signatures cover the bytes.
  - Does nothing on a device with nothing to report. The run after a killed one completes its work, looking for files
    that were saved and not fetched.
extends_documentation_fragment:
  - netops.smart_licensing.device
  - netops.smart_licensing.device.rest
options:
  scope:
    description:
      - V(unreported) saves only if a waiting report is in no verified file. The others always save.
    type: str
    choices: [unreported, all, days, rum_id]
    default: unreported
  days:
    description: The number of past days, with O(scope=days).
    type: int
  rum_id:
    description: The ID of the report, with O(scope=rum_id).
    type: int
  directory:
    description: The directory on the device for the file.
    type: str
    default: "flash:"
  dest:
    description: The folder of this device on the controller, for the file and the ledger.
    type: path
    required: true
  transfer:
    description:
      - V(scp) needs C(ip scp server enable) on the device. V(cli) reads the file with C(more). V(auto) uses SCP if the
        device offers it and accepts the login (privilege 15 without C(enable)), otherwise the command line.
      - V(rest) fetches the reports from the REST service of the device (C(/smartlic-service)) over HTTPS; the flash and
        O(directory) are not used. The reports then do not include a request for a trust code, which a saved file can
        contain.
      - V(url) lets the device copy the file to O(url).
    type: str
    choices: [auto, scp, cli, rest, url]
    default: auto
  url:
    description:
      - A folder that the device copies the file to, such as C(tftp://192.0.2.9/slp/); C(ftp), C(scp), C(http) and
        C(https) work too. User and password go into the URL, and the password is never shown.
      - The file is named after the serial number, so one folder serves a whole fleet.
      - Required with O(transfer=url).
    type: str
  fetch_from:
    description:
      - The path of that folder on the controller, such as the root of its TFTP server. The module takes the file from
        there and verifies it like any other file.
      - Without it, the controller cannot verify the file. The reports are recorded as copied, they stay on the device,
        and RV(copies) lists them until their ACK is imported.
    type: path
  remove:
    description: Delete this collection's files from the device once their verified copy is on the controller.
    type: bool
    default: false
  timeout:
    description: Seconds to wait until the device has written the complete file.
    type: int
    default: 60
"""

EXAMPLES = r"""
- name: Save the usage reports of this device
  netops.smart_licensing.slp_usage_save:
    dest: "slp_artifacts/{{ inventory_hostname }}"
    remove: true

- name: Fetch them from the REST service
  netops.smart_licensing.slp_usage_save:
    dest: "slp_artifacts/{{ inventory_hostname }}"
    transfer: rest
    rest_host: "{{ ansible_host }}"
    rest_username: "{{ ansible_user }}"
    rest_password: "{{ ansible_password }}"
    ca_path: devices.pem

- name: Let the device copy them to the TFTP server on the controller
  netops.smart_licensing.slp_usage_save:
    dest: "slp_artifacts/{{ inventory_hostname }}"
    transfer: url
    url: tftp://192.0.2.9/slp
    fetch_from: /srv/tftp/slp
"""

RETURN = r"""
files:
  description:
    - The fetched files, with C(path), C(device_file) (null with O(transfer=rest)), C(sha256), C(size) and the IDs in
      C(reports).
  returned: success
  type: list
  elements: dict
copies:
  description:
    - By C(url), the IDs in C(reports) that the device copied there, that are in no verified file, and for which no ACK
      was imported. The module does not read the URL.
  returned: success
  type: list
  elements: dict
passed_over:
  description: This collection's incomplete files on the device, and why. Their reports were saved again.
  returned: success
  type: list
  elements: str
commands:
  description: The commands sent to change something; in check mode, the commands to send.
  returned: always
  type: list
  elements: str
  sample: ["license smart save usage unreported file flash:slp_usage_1.xml"]
before:
  description: C(unsaved), the waiting reports that were in no verified file.
  returned: success
  type: dict
after:
  description: The same after.
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
  sample: storage_full
"""
