# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetch the usage reports of an SD-WAN Manager that is not connected."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sdwan_manager_report
short_description: Fetch the usage reports of an offline SD-WAN Manager
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Writes the usage reports of each Smart Account to a file that a person uploads to CSSM.
  - Writes the API's response unchanged; its content is not documented. An existing file with the same content is not
    touched.
extends_documentation_fragment:
  - netops.smart_licensing.sdwan_manager
  - netops.smart_licensing.https
options:
  dest:
    description: The folder for the files, which are readable by their owner only.
    type: path
    required: true
"""

EXAMPLES = r"""
- name: Fetch the usage reports
  netops.smart_licensing.sdwan_manager_report:
    base_url: https://sdwan-manager.example.com:8443
    username: licensing
    password: "{{ slp_sdwan_manager_password }}"
    dest: slp_artifacts/_sdwan_manager
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
reports:
  description: The files, each with C(smart_account), C(path) and C(sha256).
  returned: success
  type: list
  elements: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
