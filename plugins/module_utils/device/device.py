# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One device as the modules see it: read its state, send commands, wait for their effect."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..parsers import SUBSETS, parse_outputs
from ..state.refresh import renewed
from ..state.state import State
from ..words.clock import Clock
from ..words.errors import LicensingError, ParseError
from .conversation import COMMIT_COMMAND, TRANSACTION_COMMAND, Conversation
from .dialects import Asked
from .smartlic_service import OpenHttp, open_https

# What "copy running-config startup-config" does, with fewer questions.
SAVE_COMMAND = "write memory"
# A message of the smart agent, of severity error or worse.
_FAILURE = re.compile(r"%SMART_LIC-[0-3]-")
# So long (seconds) somebody else may hold the configuration, and a save may go on after its prompt came back.
_LOCK_SECONDS, _SAVE_SECONDS = 60, 30
_SAVE_PAUSE = 1.0


@dataclass
class Device:
    """A conversation and a clock. `commands` collects what was sent to change something, secrets masked.

    `open_http` leads to the device's REST service.
    """

    conversation: Conversation
    clock: Clock = field(default_factory=Clock)
    commands: list[str] = field(default_factory=list)
    open_http: OpenHttp = open_https

    def read(self, *subsets: str) -> State:
        """Read the named parts of the state (see `parsers.subsets`) in one exchange.

        An incomplete output is read again once, then it is a ParseError: never an incomplete state.
        """
        try:
            return self._read(subsets)
        except ParseError:
            return self._read(subsets)

    def renew(self, state: State, *subsets: str) -> State:
        """Read the named parts again and return the state with them; see `state.refresh`."""
        return renewed(state, self.read(*subsets), subsets)

    def _read(self, subsets: tuple[str, ...]) -> State:
        commands = [command for subset in subsets for command in SUBSETS[subset]]
        return assemble(dict(zip(commands, self.conversation.show(commands), strict=True)))

    def configure(self, lines: list[str]) -> None:
        """Enter configuration lines; waits, within a bound, for somebody else who holds the mode."""
        sent = [self.conversation.mask(line.strip()) for line in lines]
        try:
            self.clock.when_free(lambda: self.conversation.configure(lines), _LOCK_SECONDS)
        except LicensingError as error:
            refused = str(error.details.get("refused_command")).strip()
            self.commands += sent[: sent.index(refused) + 1] if refused in sent else []
            raise
        self.commands += sent

    def commit(self, lines: list[str]) -> None:
        """Enter configuration lines as one transaction: all of them, or after a refusal none."""
        sent = [TRANSACTION_COMMAND, *(line.strip() for line in lines), COMMIT_COMMAND]
        try:
            self.clock.when_free(lambda: self.conversation.commit(lines), _LOCK_SECONDS)
        except LicensingError as error:
            # What was refused was aborted as a whole. After anything else it may have been committed.
            self.commands += [] if error.reason in ("device_error", "busy") else sent
            raise
        self.commands += sent

    def execute(self, command: str, prompt: Asked = None, answer: Asked = None, seconds: int | None = None) -> str:
        """Send one action and return what it printed (blanks stripped). `seconds`: how long it may take."""
        self.commands.append(self.conversation.mask(command))
        return self.conversation.execute(command, prompt, answer, seconds)

    def ask(self, command: str, prompt: Asked = None, answer: Asked = None, seconds: int | None = None) -> str:
        """Send one action and return what the device says to it, also a refusal."""
        try:
            return self.execute(command, prompt, answer, seconds)
        except LicensingError as error:
            if error.reason != "device_error":
                raise
            return error.message

    def save(self, shown_by: str | None = "config") -> None:
        """Copy the running to the startup configuration.

        `shown_by`: the subset of Device.read that tells whether that was done, where the device does not say OK; None
        if none does. Raises LicensingError.
        """
        said = self.execute(SAVE_COMMAND, prompt=r"\[confirm\]", answer="")
        if "[OK]" in said or "bytes copied" in said:
            return
        # What it still has to say would fall into the answer to the next command.
        self.clock.sleep(_SAVE_PAUSE)
        if shown_by is None or not self.clock.wait(lambda: self._is_saved(shown_by), _SAVE_SECONDS):
            raise LicensingError(
                "device_error",
                f"the configuration was changed but not saved; the device says: {said or 'nothing'}. Enter "
                f"'{SAVE_COMMAND}' yourself, and check its output.",
            )

    def _is_saved(self, subset: str) -> bool:
        part = self.read(subset)[subset]  # type: ignore[literal-required]
        return bool((part or {}).get("saved"))

    def said(self) -> str:
        """Return a sentence with the device's output so far, to append to an error message."""
        said = "; ".join(
            f"to '{message['command']}': {' '.join(message['text'].split())}" for message in self.conversation.messages
        )
        failures = [line for line in self.conversation.log if _FAILURE.search(line)]
        logged = f" It logged {self.conversation.mask(failures[-1])}." if failures else ""
        return (f" It said {said}." if said else "") + logged


def assemble(outputs: dict[str, str]) -> State:
    """Put outputs, by command, together into one state."""
    return parse_outputs(outputs)
