# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API of SSM On-Prem: the registration tokens of a local virtual account.

`calls` says what is asked, `login` how one logs in, `operations` is what the module does.
Note: this is private to the collection and can change at any time.
"""
