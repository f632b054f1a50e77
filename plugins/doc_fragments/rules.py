# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options that name rules of compliance."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of every module that judges."""

    DOCUMENTATION = r"""
options:
  rules:
    description:
      - Rules of your own. Each has C(id), C(title), C(severity) (V(error), V(warning), V(info)), C(when) (a JMESPath
        expression that is true where there is a finding), C(message), C(remedy) and C(source).
      - With the C(id) of a rule that ships, only what differs.
      - A mistake is told, with its place, before any host is touched.
    type: list
    elements: dict
    default: []
  rules_off:
    description: The ids of rules that do not apply here.
    type: list
    elements: str
    default: []
"""
