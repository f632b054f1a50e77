# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests: yes or no questions about a licence state, for conditionals."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.netops.smart_licensing.plugins.module_utils.state.ack import acknowledged
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import State, without_trust


def _trusted(state: State) -> bool:
    return not without_trust(state)


class TestModule:
    """The tests of this file."""

    def tests(self) -> dict[str, Callable[..., bool]]:
        """Return the tests by name."""
        return {"slp_acknowledged": acknowledged, "slp_trusted": _trusted}
