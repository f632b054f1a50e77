# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation whose device is a script: at the end of a test nothing of the script may be left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.conversation import Conversation
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.dialects import Rpc
from tests.unit.conversation.twin import OurConnection, RpcError, Script

Converse = Callable[..., Conversation]


@pytest.fixture
def converse() -> Iterator[Converse]:
    """Return a function that opens a conversation over our connection, or over the stock one."""
    scripts: list[Script] = []

    def start(script: Script, *secrets: str, connection: type = OurConnection) -> Conversation:
        scripts.append(script)

        def connect() -> Rpc:
            script.connects += 1
            return cast(Rpc, connection(script))

        return Conversation(connect, RpcError, secrets)

    yield start
    for script in scripts:
        script.finished()
