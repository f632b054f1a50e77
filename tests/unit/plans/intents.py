# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings that a device has, and intents as slp_transport gets them: each test names only what matters to it."""

from __future__ import annotations

from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.operations.transport import ARGUMENT_SPEC
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import empty_state
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.settings import (
    CALL_HOME_URL,
    CallHome,
    Settings,
    settings_of,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.transport import (
    desired_settings,
    transport_commands,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.transport_intent import (
    TransportIntent,
    transport_intent,
)

NO_CALL_HOME = settings_of(empty_state())["call_home"]
CALL_HOME = CallHome(
    service=True,
    profile="CiscoTAC-1",
    active=True,
    http=True,
    destination=CALL_HOME_URL,
    contact_email="sch-smart-licensing@cisco.com",
    proxy=None,
)


def settings(**known: Any) -> Settings:
    """Return the settings of a device fresh from its box (transport cslu), but for what is named."""
    fresh: dict[str, Any] = {**settings_of(empty_state()), "type": "cslu", **known}
    return fresh  # type: ignore[return-value]


def intent(**given: Any) -> TransportIntent:
    """Return the intent of slp_transport with all its defaults, but for what is given."""
    return transport_intent({**{name: spec.get("default") for name, spec in ARGUMENT_SPEC.items()}, **given})


def lines(current: Settings, **given: Any) -> list[str]:
    """Return the configuration lines from the current settings to what is given."""
    return transport_commands(current, desired_settings(current, intent(**given)))
