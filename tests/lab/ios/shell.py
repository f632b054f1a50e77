# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of one session: modes, prompts, questions. Lines in, text out; no socket, no waiting."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from ..device.device import Device
from .grammar import AmbiguousCommand, CommandError, Grammar, IncompleteCommand, InvalidInput
from .pipes import compile_filter, split_pipe
from .render_system import timestamp_banner


class Mode(Enum):
    EXEC = ""
    CONFIG = "(config)"
    CALL_HOME = "(cfg-call-home)"
    CALL_HOME_PROFILE = "(cfg-call-home-profile)"
    INTERFACE = "(config-if)"
    TRUSTPOINT = "(ca-trustpoint)"
    LINE = "(config-line)"
    VRF = "(config-vrf)"


@dataclass
class Question:
    """Something asked in the middle of a command; the next line typed is its answer."""

    text: str
    answer: Callable[[str], Reply]
    hidden: bool = False


@dataclass(frozen=True)
class Delivery:
    """What came of an errand: the bytes of the answer, or the words between the brackets of an error."""

    data: bytes = b""
    problem: str = ""


@dataclass
class Errand:
    """A URL to read, or to write where there is `data`; the command continues with `then`."""

    url: str
    data: bytes | None
    then: Callable[[Delivery], Reply]


@dataclass
class Reply:
    """`delay` is how many seconds the device thinks before it prints; `text` has bare newlines.

    An `errand` needs the network: whoever has one runs it after the text, and gives what came of it to `resume`.
    """

    text: str = ""
    question: Question | None = None
    close: bool = False
    delay: float = 0.0
    errand: Errand | None = None
    late: Late | None = None


@dataclass(frozen=True)
class Late:
    """What happens, and is then printed, so many seconds after the prompt is back."""

    seconds: float
    act: Callable[[], None]
    text: str


@dataclass
class Terminal:
    length: int = 24
    width: int = 80


Command = Callable[["Shell", tuple[str, ...], dict[str, str]], Reply]
Grammars = dict[Mode, Grammar[Command]]


@dataclass
class Shell:
    """Feed it lines. `context` holds what the current configuration mode is about (a profile, a block header)."""

    device: Device
    user_exec: Grammar[Command]
    grammars: Grammars
    privilege: int = 15
    mode: Mode = Mode.EXEC
    context: str = ""
    terminal: Terminal = field(default_factory=Terminal)
    pending: Question | None = None
    served: int = 0

    @property
    def prompt(self) -> str:
        if self.pending is not None:
            return self.pending.text
        end = "#" if self.privilege > 1 else ">"
        # IOS cuts the name to 20 characters once a mode follows it.
        name = self.device.faults.prompt_name or self.device.config.hostname
        return f"{name if self.mode is Mode.EXEC else name[:20]}{self.mode.value}{end}"

    def feed(self, line: str) -> Reply:
        """Run one typed line."""
        if self.pending is not None:
            question, self.pending = self.pending, None
            reply = question.answer(line)
        else:
            reply = self._command(line)
        self.pending = reply.question
        return reply

    def resume(self, errand: Errand, delivery: Delivery) -> Reply:
        """Go on with a command after its errand."""
        reply = errand.then(delivery)
        self.pending = reply.question
        return reply

    def interrupt(self) -> None:
        """Ctrl-C and Ctrl-Z: back to EXEC, questions forgotten."""
        self.pending, self.mode, self.context = None, Mode.EXEC, ""

    def help(self, line: str) -> str:
        """What `?` prints for the line typed so far."""
        try:
            words = self._grammar().next_words(line)
        except CommandError as error:
            return self._complaint(line, error)
        if line and not line[-1].isspace():
            return "  ".join(words) + "\n"
        return "\n".join(f"  {word}" for word in words) + "\n\n"

    def _grammar(self) -> Grammar[Command]:
        return self.user_exec if self.privilege < 2 else self.grammars[self.mode]

    def _command(self, line: str) -> Reply:
        stripped = line.strip()
        if not stripped or stripped.startswith("!"):
            return Reply()
        self.device.tick()
        self.device.counters.commands.append(stripped)
        self.served += 1
        denied = self.device.faults.deny_commands
        if denied and re.search(denied, stripped):
            return Reply("Command authorization failed.\n\n")
        limit = self.device.faults.close_after
        if limit is not None and self.served > limit:
            return Reply(close=True)
        try:
            return self._run(line)
        except CommandError as error:
            return Reply(self._complaint(line, error))

    def _run(self, line: str) -> Reply:
        if self.mode is not Mode.EXEC:
            do = re.match(r"\s*do\s+", line)
            if do is not None:
                return self._run_exec(line, do.end(), self.grammars[Mode.EXEC])
            return self._configure(line)
        return self._run_exec(line, 0, self._grammar())

    def _run_exec(self, line: str, start: int, grammar: Grammar[Command]) -> Reply:
        command, pipe = split_pipe(line)
        blanked = " " * start + command[start:]
        match = grammar.parse(blanked)
        reply = match.action(self, match.keywords, match.values)
        if pipe is not None:
            if match.keywords[0] not in ("show", "more"):
                raise InvalidInput(pipe - 1)
            reply.text = compile_filter(line, pipe)(reply.text.rstrip("\n"))
        if match.keywords[0] == "show" and self.device.profile.exec_timestamp:
            reply.text = "\n".join([*timestamp_banner(self.device), reply.text])
        return reply

    def _configure(self, line: str) -> Reply:
        """A line that the current sub-mode does not know may still be a global one, and leaves the sub-mode."""
        mode = self.mode
        try:
            match = self.grammars[mode].parse(line)
        except InvalidInput:
            if mode is Mode.CONFIG:
                raise
            match = self.grammars[Mode.CONFIG].parse(line)
            self.mode, self.context = Mode.CONFIG, ""
        self.device.touch()
        reply = match.action(self, match.keywords, match.values)
        remark = self.device.habits.remark(line)
        # The way out is no line that is configured.
        if remark and not reply.text and match.keywords[:1] not in (("end",), ("exit",)):
            reply.text = f"{remark}\n"
        return reply

    def _complaint(self, line: str, error: CommandError) -> str:
        if isinstance(error, InvalidInput):
            column = len(self.prompt) + error.offset
            return f"{' ' * column}^\n% Invalid input detected at '^' marker.\n\n"
        if isinstance(error, IncompleteCommand):
            return "% Incomplete command.\n\n"
        if isinstance(error, AmbiguousCommand):
            return f'% Ambiguous command:  "{line.strip()}"\n'
        raise error
