# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licences in Catalyst SD-WAN Manager (vManage).

`login` is its login; `accounts` and `licences` are what is asked and what `answers` say, as `records`;
`operations` what its modules do. Note: this is private to the collection and can change at any time.
"""
