# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that every room uses: errors, values, dates, releases, the clock. Nothing here imports a room.

Note: this is private to the collection and can change at any time.
"""
