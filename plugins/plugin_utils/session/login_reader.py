# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Learns a device's prompt after a shell opened, and answers nothing that it does not know.

An empty line would make most devices print their prompt again. It would also confirm a reload, end the autoinstall or
set an empty password, where the device asks for that. So nothing is sent to learn the prompt: it is the line at which
the device fell silent. Like the reader of commands, this waits for nothing and looks at no clock.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.prompt import (
    any_prompt_at,
    prompt_alone,
    prompt_before_syslog,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.questions import (
    QUESTION_WINDOW,
    Question,
    asked,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.received import Received
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.terminal_text import clean

# Banners are a few thousand bytes; this many are not one.
MOST_BEFORE_PROMPT = 1 << 20
# A console line says so before its first prompt, and nothing else: Return is what it asks for.
_PRESS_RETURN = re.compile(rb"Press (?:RETURN|ENTER)(?: key)? to (?:get started|continue)[.!]?\s*\Z", re.IGNORECASE)
# How a line ends that waits for an answer.
_QUESTION_END = re.compile(rb"[?:\])][ \t]*\Z")


class Login:
    """Reads what a device prints before its first prompt.

    :param questions: asked by the device before its first prompt (a login menu, a banner to accept).
    :param all_questions: every one of the questions is asked, in this order; otherwise the first that matches.
    """

    def __init__(self, questions: Sequence[Question] = (), *, all_questions: bool = False) -> None:
        self._received = Received(MOST_BEFORE_PROMPT)
        self._questions = list(questions)
        self._all_questions = all_questions
        self._answered_at = 0
        self.prompt: bytes | None = None

    @property
    def done(self) -> bool:
        return self.prompt is not None

    @property
    def text(self) -> str:
        """What the device said since it was answered last, for an error message: never the echo of an answer."""
        after_echo = self._received.line_start if self._answered_at else 0
        return clean(bytes(self._received.raw[after_echo:])) if after_echo >= self._answered_at else ""

    @property
    def question(self) -> str:
        """The unfinished line with an unknown question; empty if there is none."""
        line = self._received.last_line()
        hidden = self._received.line_start < self._answered_at
        return "" if hidden or not _QUESTION_END.search(line) else clean(line).strip()

    def feed(self, data: bytes) -> bytes:
        """Take `data` in and return what to send now (nothing: `b""`).

        :raises TooMuch: no login prints that much.
        """
        received = self._received
        received.add(data)
        if received.new_pager():
            return b" "
        window = received.end(QUESTION_WINDOW, self._answered_at)
        question = asked(self._questions[:1] if self._all_questions else self._questions, window)
        if question:
            self._questions = self._questions[1:] if self._all_questions else []
        elif not _PRESS_RETURN.search(window):
            return b""
        self._answered_at = len(received.raw)
        return question.answer if question else b"\r"

    def settle(self) -> None:
        """The device fell silent: what it stopped at is its prompt, if it looks like one."""
        received = self._received
        line = received.last_line()
        if line.strip():
            self.prompt = prompt_alone(line, any_prompt_at)
        elif found := prompt_before_syslog(received.end(QUESTION_WINDOW, self._answered_at), any_prompt_at):
            self.prompt = found[0]
