# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a prompt of IOS looks like, and which prompts belong to the device of this session.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.terminal_text import SYSLOG

# A longer last line is output, never a prompt.
LONGEST_PROMPT = 160
# IOS shortens a long host name in the prompts of configuration modes; it keeps at least this much.
KEPT_OF_LONG_NAME = 16

_PROMPT = re.compile(rb"(?P<name>[^\s<>#()]{1,64})(?P<mode>\([^()\r\n]{1,64}\))?(?P<level>[>#])")
_HOSTNAME_COMMAND = re.compile(rb"\s*hostn(?:a|am|ame)?\s+(\S+)\s*\Z")
_NO_HOSTNAME_COMMAND = re.compile(rb"\s*(?:no|default)\s+hostn(?:a|am|ame)?\b")
_LATE_OK = b"[OK]"
_FACTORY_NAMES = (b"Router", b"Switch", b"WLC")

PromptAt = Callable[[bytes], bytes | None]


def any_prompt_at(line: bytes) -> bytes | None:
    """Return what `line` begins with, if that looks like a prompt of any device, else None."""
    found = _PROMPT.match(line)
    return found.group() if found else None


def prompt_alone(line: bytes, prompt_at: PromptAt) -> bytes | None:
    """Return the prompt that `line` consists of, else None."""
    prompt = prompt_at(line)
    return prompt if prompt and not line[len(prompt) :].strip() else None


def prompt_before_syslog(window: bytes, prompt_at: PromptAt) -> tuple[bytes, int] | None:
    """Return the prompt that only messages of the logging process, or of a save, follow; and where in `window`.

    IOS does not print a prompt again after such a message, which may come on a line of its own or right behind it.
    """
    position = len(window)
    seen_syslog = False
    for line in reversed(re.split(rb"(?<=[\r\n])", window)):
        position -= len(line)
        text = line.strip()
        prompt = prompt_at(text)
        rest = text[len(prompt) :].lstrip() if prompt else b""
        if prompt and (_is_message(rest) or (seen_syslog and not rest)):
            return prompt, position
        if _is_message(text):
            seen_syslog = True
        elif text:
            return None
    return None


def _is_message(line: bytes) -> bool:
    return line == _LATE_OK or SYSLOG.match(line) is not None


class HostName:
    """The name that every prompt of this session begins with; it follows `hostname` commands."""

    def __init__(self, name: bytes) -> None:
        self.name = name
        self._announced: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, prompt: bytes) -> HostName:
        """:raises ValueError: this is not a prompt."""
        found = _PROMPT.match(prompt)
        if not found:
            raise ValueError("the prompt is not known yet")
        return cls(found.group("name"))

    def announce(self, command: bytes) -> None:
        """Take note of a command that is about to be sent: it may change the name."""
        new = _HOSTNAME_COMMAND.match(command)
        if new:
            self._announced = (new.group(1).strip(b'"'),)
        elif _NO_HOSTNAME_COMMAND.match(command):
            self._announced = _FACTORY_NAMES
        else:
            self._announced = ()

    def prompt_at(self, line: bytes) -> bytes | None:
        """Return the prompt that `line` begins with, if it is one of this device, else None."""
        found = _PROMPT.match(line)
        if not found:
            return None
        seen = found.group("name")
        if any(_same_name(seen, name, found.group("mode")) for name in (self.name, *self._announced)):
            return found.group()
        return None

    def settle(self, prompt: bytes) -> None:
        """A command is done and left `prompt`: if an announced name shows there, it is the name from now on."""
        found = _PROMPT.match(prompt)
        for name in self._announced:
            if found and _same_name(found.group("name"), name, found.group("mode")):
                self.name = name
        self._announced = ()


def _same_name(seen: bytes, name: bytes, mode: bytes | None) -> bool:
    return seen == name or (mode is not None and len(seen) >= KEPT_OF_LONG_NAME and name.startswith(seen))
