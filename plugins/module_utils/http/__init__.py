# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Call a server's API over HTTPS: CSSM, SSM On-Prem, a controller, a device.

An `operation` asks `calls` of a `session`, which has a `login`; `https` is the only part that opens a socket, and
`run` makes a module of an operation. Note: this is private to the collection and can change at any time.
"""
