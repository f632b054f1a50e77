# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of ansible.netcommon.network_cli, taken from its own documentation so that they are stated once."""

from __future__ import annotations

import re

from ansible_collections.ansible.netcommon.plugins.connection.network_cli import DOCUMENTATION as STOCK


class ModuleDocFragment:
    """Documentation fragment `netops.smart_licensing.network_cli`."""

    # "version_added" would be read as a version of this collection.
    DOCUMENTATION = "options:" + re.sub(r"(?m)^ +version_added:.*\n", "", STOCK.split("\noptions:", 1)[1])
