# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what an IOS terminal says to a command: bytes in, decisions out.

Nothing here waits, sends or looks at a clock. A caller feeds what arrived and sends what it gets back, until the
exchange is done. Only the last line is ever looked at while text arrives, so the cost of a response is linear.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.prompt import (
    HostName,
    prompt_alone,
    prompt_before_syslog,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.questions import (
    QUESTION_WINDOW,
    Question,
    asked,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.received import Received
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.terminal_text import (
    clean,
    find_error,
    line_end_after,
)

# The text of a whole "show tech-support" is less.
LONGEST_ANSWER = 32 << 20
ECHO_PROBE = 40
# An error is in the first lines of an output.
ERROR_WINDOW = 1 << 16
# IOS asks for a password three times. So often is a wrong one followed by an empty line.
MOST_EMPTY_LINES = 5
# The password that is known is not an answer to these: it would become the new one, or confirm it.
_NEW_PASSWORD = re.compile(rb"\b(?:new|confirm|re-?enter|re-?type|verify)\b.*passw|passw.*\bagain\b", re.IGNORECASE)


class Exchange:
    """One command and what the device says to it, up to its next prompt.

    :param command: without its line end.
    :param host: whose prompt ends the exchange.
    :param questions: answered at most once each.
    :param all_questions: every question is asked, in order; otherwise the first that matches is the only one.
    :param asked_again_is_wrong: a question that comes again means that its answer was wrong (`wrong_answer`); it
        is then answered with an empty line until the prompt is back. Meant for passwords: elsewhere an empty line
        may be a confirmation.
    :param more_prompts: patterns of the user that also count as a prompt when they match the last line.
    """

    def __init__(
        self,
        command: bytes,
        host: HostName,
        questions: Sequence[Question] = (),
        *,
        all_questions: bool = False,
        asked_again_is_wrong: bool = False,
        more_prompts: Sequence[re.Pattern[bytes]] = (),
    ) -> None:
        host.announce(command)
        self._host = host
        self._received = Received(LONGEST_ANSWER)
        self._echo = _echo_probe(command)
        self._echoed = False
        self._searched = 0
        self._output_from: int | None = None if self._echo else 0
        self._questions = list(questions)
        self._all_questions = all_questions
        self._asked_again_is_wrong = asked_again_is_wrong
        self._more_prompts = more_prompts
        self._answered: Question | None = None
        self._answered_line = b""
        self._segments: list[int] = []
        self._prompt_from: int | None = None
        self.wrong_answer: Question | None = None
        self.prompt = b""

    @property
    def done(self) -> bool:
        return self._prompt_from is not None

    def feed(self, data: bytes) -> bytes:
        """Take `data` in and return what to send now (nothing: `b""`).

        :raises TooMuch: the response is longer than LONGEST_ANSWER.
        """
        received = self._received
        received.add(data)
        if self._output_from is None:
            self._look_for_echo()
        if received.new_pager():
            return b" "
        if self._output_from is None:
            return b""
        reply = self._answer() if self._questions or self._answered else b""
        if not reply:
            self._look_for_prompt()
        return reply

    def settle(self) -> None:
        """Nothing came for a while: a prompt that waits at the end is taken even without an echo before it."""
        if self._output_from is None:
            self._output_from = 0
            self._look_for_prompt()
            if not self.done:
                self._output_from = None

    @property
    def output(self) -> str:
        """The response without echo, prompt, pager and terminal codes; lines end in a newline."""
        return clean(bytes(self._received.raw[self._output_from or 0 : self._prompt_from]))

    @property
    def waits_at(self) -> str:
        """For an error message: the line that the device stopped at, if it cannot hold a command or an answer."""
        if self._output_from is None or (self._segments and self._received.line_start < self._segments[-1]):
            return ""
        return f", the device waits at {clean(self._received.last_line())!r}"

    @property
    def error(self) -> str | None:
        """The error that the command, or the answer to one of its questions, was met with."""
        raw = self._received.raw[: self._prompt_from]
        starts = [self._output_from or 0]
        # The rest of a question's line is the echo of the answer.
        starts += [end for end in (line_end_after(raw, at) for at in self._segments) if end is not None]
        texts = (clean(bytes(raw[start : start + ERROR_WINDOW])) for start in starts)
        return next(filter(None, map(find_error, texts)), None)

    def _look_for_echo(self) -> None:
        raw = self._received.raw
        if not self._echoed:
            at = raw.find(self._echo, self._searched)
            self._echoed = at >= 0
            self._searched = at + len(self._echo) if self._echoed else max(0, len(raw) - len(self._echo))
        if self._echoed:
            self._output_from = line_end_after(raw, self._searched)
            self._searched = len(raw)

    def _answer(self) -> bytes:
        received = self._received
        since = max(self._output_from or 0, self._segments[-1] if self._segments else 0)
        line = received.last_line()
        if self._asked_again_is_wrong and _NEW_PASSWORD.search(line):
            return b""
        questions = self._questions[:1] if self._all_questions else self._questions
        question = asked(questions, received.end(QUESTION_WINDOW, since))
        if question:
            self._questions = self._questions[1:] if self._all_questions else []
            self._answered, self._answered_line = question, line.strip()
        elif not self._is_asked_again(line, since):
            return b""
        else:
            self.wrong_answer = self._answered
        self._segments.append(len(received.raw))
        return question.answer if question else b"\r"

    def _is_asked_again(self, line: bytes, since: int) -> bool:
        """Return whether the last answered question appears again, word for word."""
        again = bool(line.strip()) and line.strip() == self._answered_line and self._received.line_start > since
        return again and self._asked_again_is_wrong and len(self._segments) <= MOST_EMPTY_LINES

    def _look_for_prompt(self) -> None:
        received = self._received
        line = received.last_line()
        if line.strip():
            prompt = prompt_alone(line, self._host.prompt_at)
            if prompt or any(pattern.search(line) for pattern in self._more_prompts):
                self._finish(prompt or line.strip(), received.line_start)
        elif received.line_start == len(received.raw):
            window = received.end(QUESTION_WINDOW, self._output_from or 0)
            found = prompt_before_syslog(window, self._host.prompt_at)
            if found:
                prompt, at = found
                self._finish(prompt, len(received.raw) - len(window) + at)

    def _finish(self, prompt: bytes, start: int) -> None:
        self._prompt_from = max(start, self._output_from or 0)
        self.prompt = prompt
        self._host.settle(prompt)


def _echo_probe(command: bytes) -> bytes:
    """The beginning of a command that IOS surely echoes as it is: printable ASCII of its first line."""
    printable = re.match(rb"[ -~]*", command.lstrip())
    return printable.group()[:ECHO_PROBE].rstrip() if printable else b""
