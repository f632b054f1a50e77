# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licences as Catalyst SD-WAN Manager (vManage) has them.

C(login) is its login; C(accounts) and C(licences) are what is asked and what C(answers) say, as C(records);
C(operations) what its modules do. Note: this is private to the collection and can change at any time.
"""
