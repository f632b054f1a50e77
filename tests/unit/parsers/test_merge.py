# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outputs of one device put together: the output that says more of a thing is believed."""

from __future__ import annotations

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import COMMUNICATION_COMMAND, parse_outputs
from tests.unit.parsers.captures import fixture

END_OF_TECH_SUPPORT = """\
Communication Statistics:
=======================
Communication Level Allowed: DIRECT
Overall State: <empty>

Other Info
==========
P:C9300-24UX,S:FCW2303A0AA: P:C9300-24UX,S:FCW2303A0AA, state[2], Trust Data INSTALLED  TrustId:1
Overall Trust: INSTALLED (2)
"""


def test_the_end_of_tech_support_does_not_hide_the_trust_codes_of_status() -> None:
    state = parse_outputs(
        {
            "show license status": fixture("show-license-status", "c9300-campus-trusted"),
            COMMUNICATION_COMMAND: END_OF_TECH_SUPPORT,
        }
    )

    assert [code["role"] for code in state["trust_codes"]] == ["Active", "Standby", "Member"]
    assert all(code["installed_on"] for code in state["trust_codes"])
