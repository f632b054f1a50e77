# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_reachability: lines go in as a whole, and what the device prints to them decides nothing."""

from __future__ import annotations

from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import SUBSETS
from tests.unit.conversation.twin import Pair, script_of
from tests.unit.operations.conftest import Act
from tests.unit.operations.texts import INVALID, licence, read

TEXT = licence("c8300-wan-trusted")
WANTED: dict[str, Any] = {"name_servers": ["192.0.2.53"], "https_server": True}
SESSIONS = ("show ip http server session-module", " SL_HTTP  0  Active  Active\n")
KEYS = "% Generating 1024 bit RSA keys, keys will be non-exportable...[OK]\n"
SERVER, SECURE = "ip name-server 192.0.2.53", "ip http secure-server"


def reading(running: str, startup: str | None = None) -> list[Pair]:
    """Return what reads the lines of reachability."""
    texts = (running, running if startup is None else startup)
    return list(zip(SUBSETS["reachability"], texts, strict=True))


def first(running: str = "") -> list[Pair]:
    """Return the exchange before anything is sent."""
    return [*read("licence", "config", "platform", text=TEXT), *reading(running)]


def entering(*pairs: Pair) -> list[Pair]:
    """Return configuration mode around lines."""
    return [("configure terminal", ""), *pairs, ("end", "")]


def test_a_line_to_which_the_device_prints_something_is_entered_seen_and_saved(act: Act) -> None:
    script = script_of(
        first(),
        entering((SERVER, ""), (SECURE, KEYS)),
        reading(f"{SERVER}\n{SECURE}\n", ""),
        read("config", text=TEXT),
        ("write memory", "[OK]"),
        SESSIONS,
    )
    outcome = act("slp_reachability", script, **WANTED)

    assert (outcome["changed"], outcome["missing"]) == (True, [])
    assert outcome["device_messages"] == [{"command": SECURE, "text": KEYS.strip()}]


def test_a_refused_line_takes_back_what_was_entered_before_it(act: Act) -> None:
    script = script_of(
        first(),
        entering((SERVER, ""), (SECURE, INVALID)),
        reading(f"{SERVER}\n", ""),
        entering((f"no {SERVER}", "")),
        reading(""),
    )
    outcome = act("slp_reachability", script, **WANTED)

    assert (outcome["reason"], outcome["refused_command"]) == ("device_error", SECURE)
    assert (outcome["rolled_back"], outcome["changed"]) == ([f"no {SERVER}"], False)
    assert "write memory" not in outcome["commands"]


def test_a_line_that_the_configuration_does_not_show_is_an_error_with_the_words_of_the_device(act: Act) -> None:
    script = script_of(
        first(),
        entering((SERVER, ""), (SECURE, "Secure server is administratively off\n")),
        reading(f"{SERVER}\n", ""),
        read("config", text=TEXT),
        reading(f"{SERVER}\n", ""),
        entering((f"no {SERVER}", "")),
        reading(""),
    )
    outcome = act("slp_reachability", script, **WANTED)

    assert outcome["reason"] == "device_error"
    assert f"does not show {SECURE}" in outcome["msg"]
    assert "administratively off" in outcome["msg"]


def test_a_save_is_proved_by_the_lines_of_reachability(act: Act) -> None:
    entered = f"{SERVER}\n{SECURE}\n"
    script = script_of(
        first(),
        entering((SERVER, ""), (SECURE, "")),
        reading(entered, ""),
        read("config", text=TEXT),
        ("write memory", "Building configuration...\n"),
        reading(entered, ""),
        reading(entered),
        SESSIONS,
    )

    assert act("slp_reachability", script, **WANTED)["changed"] is True
