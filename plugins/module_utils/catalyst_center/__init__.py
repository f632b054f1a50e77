# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Catalyst Center's public API: inventory, sites, licence settings, and licence data of each device.

`calls`, `inventory` and `licences` say what is asked and read what comes back, `lookup` and `tasks` are the
conversations that several operations have in common, and `operations` is what the modules do.
Note: this is private to the collection and can change at any time.
"""
