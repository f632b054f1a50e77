# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compliance of a device's licence state: facts, rules, findings.

`facts` derives from a state what rules ask for, `rules` reads rules and `expressions` compiles them, `findings` is
what comes of both; `judge` applies them to a host of the inventory.

Note: this is private to the collection and can change at any time.
"""
