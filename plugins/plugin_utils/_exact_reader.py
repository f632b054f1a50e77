# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an IOS terminal: bytes in, decisions out.

Nothing here waits, sends or looks at a clock. A caller feeds what arrived and sends what it gets back, until the
exchange is done. Only the last line is ever looked at while text arrives, so the cost of a response is linear.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ansible_collections.netops.smart_licensing.plugins.plugin_utils._questions import Question, asked
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._terminal_text import (
    LINE_END,
    PAGER_AND_ITS_REMOVAL,
    SYSLOG,
    TERMINAL_CODES,
    clean,
    find_error,
)

# A longer last line is output, never a prompt.
LONGEST_PROMPT = 160
# IOS shortens a long host name in the prompts of configuration modes; it keeps at least this much.
KEPT_OF_LONG_NAME = 16
# Question patterns see this much of the end of the response.
QUESTION_WINDOW = 1024
ECHO_PROBE = 40

_PROMPT = re.compile(rb"(?P<name>[^\s<>#()]{1,64})(?P<mode>\([^()\r\n]{1,64}\))?(?P<level>[>#])")
_PROMPT_ALONE = re.compile(_PROMPT.pattern + rb"[ \t]*\Z")
_HOSTNAME_COMMAND = re.compile(rb"\s*hostn(?:a|am|ame)?\s+(\S+)\s*\Z")
_NO_HOSTNAME_COMMAND = re.compile(rb"\s*(?:no|default)\s+hostn(?:a|am|ame)?\b")
_LATE_OK = b"[OK]"
_FACTORY_NAMES = (b"Router", b"Switch", b"WLC")


class HostName:
    """The name that every prompt of this session begins with; it follows C(hostname) commands."""

    def __init__(self, name: bytes) -> None:
        self.name = name
        self._announced: tuple[bytes, ...] = ()

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
        """Return the prompt that C(line) begins with, if it is one of this device, else None."""
        found = _PROMPT.match(line)
        if not found:
            return None
        seen = found.group("name")
        if any(_same_name(seen, name, found.group("mode")) for name in (self.name, *self._announced)):
            return found.group()
        return None

    def settle(self, prompt: bytes) -> None:
        """A command is done and left C(prompt): if an announced name shows there, it is the name from now on."""
        found = _PROMPT.match(prompt)
        for name in self._announced:
            if found and _same_name(found.group("name"), name, found.group("mode")):
                self.name = name
        self._announced = ()


def _same_name(seen: bytes, name: bytes, mode: bytes | None) -> bool:
    return seen == name or (mode is not None and len(seen) >= KEPT_OF_LONG_NAME and name.startswith(seen))


class _Tail:
    """What arrived so far, and where its last line starts."""

    def __init__(self) -> None:
        self.raw = bytearray()
        self.line_start = 0
        self._paged_at = -1

    def add(self, data: bytes) -> None:
        last = max(data.rfind(b"\n"), data.rfind(b"\r"))
        if last >= 0:
            self.line_start = len(self.raw) + last + 1
        self.raw += data

    def last_line(self) -> bytes:
        """The unfinished last line without terminal codes, or nothing where it is too long to matter."""
        if len(self.raw) - self.line_start > 4 * LONGEST_PROMPT:
            return b""
        line = TERMINAL_CODES.sub(b"", bytes(self.raw[self.line_start :]))
        return PAGER_AND_ITS_REMOVAL.sub(b"", line) if b"\x08" in line else line

    def new_pager(self) -> bool:
        """True once for each C(--More--) that waits at the end."""
        if self.last_line().strip() != b"--More--" or self._paged_at == self.line_start:
            return False
        self._paged_at = self.line_start
        return True


class Login:
    """Learns the host name after a shell opened: what a prompt looks like, and prints again after an empty line.

    :param questions: asked by the device before its first prompt (a login menu, a banner to accept).
    :param all_questions: every one of the questions is asked, in this order; otherwise the first that matches.
    """

    def __init__(self, questions: Sequence[Question] = (), *, all_questions: bool = False) -> None:
        self._tail = _Tail()
        self._questions = list(questions)
        self._all_questions = all_questions
        self._asked_from = 0
        self._candidate: tuple[bytes, int] | None = None
        self.prompt: bytes | None = None

    @property
    def done(self) -> bool:
        return self.prompt is not None

    @property
    def text(self) -> str:
        """What the device said so far, for an error message."""
        return clean(bytes(self._tail.raw))

    def feed(self, data: bytes) -> bytes:
        """Take C(data) in and return what to send now (nothing: C(b""))."""
        tail = self._tail
        tail.add(data)
        if tail.new_pager():
            return b" "
        window = bytes(tail.raw[max(self._asked_from, len(tail.raw) - QUESTION_WINDOW) :])
        question = asked(self._questions[:1] if self._all_questions else self._questions, window)
        if question:
            self._asked_from = len(tail.raw)
            self._questions = self._questions[1:] if self._all_questions else []
            return question.answer
        line = tail.last_line()
        if not _PROMPT_ALONE.match(line):
            return b""
        if self._candidate is None or self._candidate[0] != line.strip():
            self._candidate = (line.strip(), tail.line_start)
            return b"\r"
        if tail.line_start > self._candidate[1]:
            self.prompt = line.strip()
        return b""

    def nudge(self) -> bytes:
        """Nothing came for a while: an empty line wakes a terminal that waits for Return, or repeats a prompt."""
        return b"\r"

    def host_name(self) -> HostName:
        """:raises ValueError: the prompt is not known yet."""
        found = _PROMPT.match(self.prompt or b"")
        if not found:
            raise ValueError("the prompt is not known yet")
        return HostName(found.group("name"))


class Exchange:
    """One command and what the device says to it, up to its next prompt.

    :param command: without its line end.
    :param host: whose prompt ends the exchange.
    :param questions: answered at most once each.
    :param all_questions: every question is asked, in order; otherwise the first that matches is the only one.
    :param asked_again_is_wrong: a question that comes again means that its answer was wrong (C(wrong_answer)); it
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
        self._tail = _Tail()
        self._echo = _echo_probe(command)
        self._output_from: int | None = None if self._echo else 0
        self._questions = list(questions)
        self._all_questions = all_questions
        self._asked_again_is_wrong = asked_again_is_wrong
        self._more_prompts = more_prompts
        self._answered: Question | None = None
        self._segments: list[int] = []
        self._prompt_from: int | None = None
        self.wrong_answer: Question | None = None
        self.prompt = b""

    @property
    def done(self) -> bool:
        return self._prompt_from is not None

    def feed(self, data: bytes) -> bytes:
        """Take C(data) in and return what to send now (nothing: C(b""))."""
        tail = self._tail
        tail.add(data)
        if self._output_from is None:
            self._look_for_echo()
        if tail.new_pager():
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
        return clean(bytes(self._tail.raw[self._output_from or 0 : self._prompt_from]))

    @property
    def waits_at(self) -> str:
        """For an error message: the line that the device stopped at, if it cannot hold a command or an answer."""
        if self._output_from is None or (self._segments and self._tail.line_start < self._segments[-1]):
            return ""
        return f", the device waits at {clean(self._tail.last_line())!r}"

    @property
    def error(self) -> str | None:
        """The error that the command, or the answer to one of its questions, was met with."""
        raw = bytes(self._tail.raw[: self._prompt_from])
        starts = [self._output_from or 0]
        # The rest of a question's line is the echo of the answer.
        starts += [end.end() for end in (LINE_END.search(raw, at) for at in self._segments) if end]
        return next(filter(None, (find_error(clean(raw[start:])) for start in starts)), None)

    def _look_for_echo(self) -> None:
        at = self._tail.raw.find(self._echo)
        if at < 0:
            return
        end = LINE_END.search(self._tail.raw, at + len(self._echo))
        if end:
            self._output_from = end.end()

    def _answer(self) -> bytes:
        raw = self._tail.raw
        since = max(self._output_from or 0, self._segments[-1] if self._segments else 0)
        question = asked(
            self._questions[:1] if self._all_questions else self._questions,
            bytes(raw[max(since, len(raw) - QUESTION_WINDOW) :]),
        )
        if question:
            self._questions = self._questions[1:] if self._all_questions else []
            self._answered = question
        elif self._asked_again_is_wrong and self._answered and self._tail.line_start > since:
            question = asked([self._answered], self._tail.last_line())
            self.wrong_answer = question or self.wrong_answer
        if not question:
            return b""
        self._segments.append(len(raw))
        return b"\r" if self.wrong_answer else question.answer

    def _look_for_prompt(self) -> None:
        tail = self._tail
        line = tail.last_line()
        if line.strip():
            prompt = self._host.prompt_at(line)
            if prompt and (not line[len(prompt) :].strip()):
                self._finish(prompt, tail.line_start)
            elif any(pattern.search(line) for pattern in self._more_prompts):
                self._finish(line.strip(), tail.line_start)
        elif tail.line_start == len(tail.raw):
            self._look_before_syslog()

    def _look_before_syslog(self) -> None:
        """A message of the logging process or of a save may follow the prompt, which IOS does not print again."""
        begin = max(self._output_from or 0, len(self._tail.raw) - QUESTION_WINDOW)
        window = bytes(self._tail.raw[begin:])
        position = len(window)
        seen_syslog = False
        for line in reversed(re.split(rb"(?<=[\r\n])", window)):
            position -= len(line)
            text = line.strip()
            prompt = self._host.prompt_at(text)
            rest = text[len(prompt) :].lstrip() if prompt else b""
            if prompt and (_is_message(rest) or (seen_syslog and not rest)):
                self._finish(prompt, begin + position)
                return
            if _is_message(text):
                seen_syslog = True
            elif text:
                return

    def _finish(self, prompt: bytes, start: int) -> None:
        self._prompt_from = max(start, self._output_from or 0)
        self.prompt = prompt
        self._host.settle(prompt)


def _is_message(line: bytes) -> bool:
    return line == _LATE_OK or SYSLOG.match(line) is not None


def _echo_probe(command: bytes) -> bytes:
    """The beginning of a command that IOS surely echoes as it is: printable ASCII of its first line."""
    printable = re.match(rb"[ -~]*", command.lstrip())
    return printable.group()[:ECHO_PROBE].rstrip() if printable else b""
