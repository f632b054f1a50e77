# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The input of the checks: the state and the other outputs, each with the error if it could not be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..device.device import assemble
from ..device.dialects import Reply
from ..device.flash import Directory, parse_directory
from ..parsers import COMMUNICATION_COMMAND, SUBSETS, VERSION_COMMAND
from ..state.state import State
from ..words.errors import LicensingError, ParseError
from .outputs import (
    NTP_COMMAND,
    SURROUNDINGS_COMMAND,
    TRUSTPOINT_COMMAND,
    Ntp,
    Ping,
    Surroundings,
    parse_ntp_status,
    parse_surroundings,
    parse_trust_point_status,
)

STATE_COMMANDS = (
    *SUBSETS["licence"],
    *SUBSETS["clock"],
    SURROUNDINGS_COMMAND,
    VERSION_COMMAND,
    COMMUNICATION_COMMAND,
)


@dataclass
class Reading:
    """`surroundings` and `directory` are None if they could not be read, `ping` where nothing was probed."""

    state: State
    ntp: Ntp
    surroundings: Surroundings | None
    directory: Directory | None
    trust_point_authenticated: bool | None
    now: dt.datetime
    ping: Ping | None = None
    unread: dict[str, str] = field(default_factory=dict)


def commands(directory: str) -> list[str]:
    """Return what is asked, in one exchange."""
    return [*STATE_COMMANDS, NTP_COMMAND, TRUSTPOINT_COMMAND, f"dir {directory}"]


def reading_of(replies: Mapping[str, Reply], directory: str, now: dt.datetime) -> Reading:
    """Put the answers together, by command. What was refused, or is not what its command prints, is named."""
    refused = {command: reply.error for command, reply in replies.items() if reply.error is not None}
    texts = {command: reply.output for command, reply in replies.items() if command not in refused}
    state, damaged = _state({command: texts[command] for command in STATE_COMMANDS if command in texts})
    listing = _directory(texts.get(f"dir {directory}"))
    running = texts.get(SURROUNDINGS_COMMAND)
    return Reading(
        state=state,
        # It begins with a percent sign where there is no NTP, which is an answer.
        ntp=parse_ntp_status(replies[NTP_COMMAND].output),
        surroundings=None if running is None else parse_surroundings(running),
        directory=listing,
        trust_point_authenticated=parse_trust_point_status(texts.get(TRUSTPOINT_COMMAND, "")),
        now=now,
        unread={command.split(" |")[0]: why for command, why in {**refused, **damaged}.items()},
    )


def _state(texts: dict[str, str]) -> tuple[State, dict[str, str]]:
    """Return the state from all texts that can be read, and what is wrong with the others."""
    damaged = {command: why for command, text in texts.items() if (why := _damage(command, text)) is not None}
    return assemble({command: text for command, text in texts.items() if command not in damaged}), damaged


def _damage(command: str, text: str) -> str | None:
    try:
        assemble({command: text})
    except ParseError as error:
        return error.message
    return None


def _directory(text: str | None) -> Directory | None:
    if text is None:
        return None
    try:
        return parse_directory(text)
    except LicensingError:
        return None
