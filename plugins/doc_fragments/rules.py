# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options that name rules of compliance."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of every module that evaluates the compliance rules."""

    DOCUMENTATION = r"""
options:
  rules:
    description:
      - Your own rules. Each has C(id), C(title), C(severity) (V(error), V(warning), V(info)), C(when) (a JMESPath
        expression that is true if there is a finding), C(message), C(remedy) and C(source).
      - To change a shipped rule, give its C(id) and only the keys that differ.
      - A mistake is reported with its place before any host is contacted.
    type: list
    elements: dict
    default: []
  rules_off:
    description: The ids of rules that do not apply here.
    type: list
    elements: str
    default: []
"""
