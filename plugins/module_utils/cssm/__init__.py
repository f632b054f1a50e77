# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud API of CSSM: accounts and their licences, registration tokens, SLACs, usage reports and their ACKs.

`calls` and `licenses` say what is asked and read what comes back, `operations` is what the modules do.
Note: this is private to the collection and can change at any time.
"""
