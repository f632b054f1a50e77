# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation with a device: commands in, text out, errors classified, secrets masked.

It speaks over the JSON-RPC of a persistent connection, in the dialect that the connection knows (see `dialects`).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..words.errors import LicensingError, split_reason
from ..words.values import MASK, without_credentials
from .dialects import Asked, Reply, Rpc, Step, exchange_at_once, exchange_stock, lost_its_mode
from .ios_error import log_lines, without_log

_METHOD_NOT_FOUND = -32601
# SD-WAN controller mode: configuration is a transaction, which is committed or aborted as a whole.
TRANSACTION_COMMAND, COMMIT_COMMAND = "config-transaction", "commit"
_TRANSACTION_ERROR = re.compile(r"^\s*(?:syntax error|Aborted|Error)\b.*", re.IGNORECASE | re.MULTILINE)
_NOTHING_NEW = re.compile(r"No modifications to commit", re.IGNORECASE)
_COMMITTED = re.compile(r"Commit complete|No modifications to commit", re.IGNORECASE)
# A commit is validated by all parts of the device.
_COMMIT_SECONDS = 120
# A commit with warnings asks a question; an unexpected question is not answered with yes.
_COMMIT_QUESTION, _LEAVING_QUESTION = r"\[yes[,/]no", r"yes/no/(?:cancel|CANCEL)"
# Who else configures holds the mode: a session, a process, or a transaction.
_LOCKED = re.compile(r"\block(?:ed)?\b|try (?:again )?later|cannot be entered|kill that session", re.IGNORECASE)
_KILL_QUESTION = r"kill that session and continue.*\[no\]"
# IOS asks before it removes a user, and before nothing else that this collection enters.
_ASKS_BACK, _CONFIRM = "no username ", r"\[confirm\]"
_NO_MESSAGE = re.compile(r"(?:Building configuration\.\.\.)?\s*\[OK\]")
_TIMEOUT = re.compile(r"time(?:d )?\s?out", re.IGNORECASE)


class Conversation:
    """Ask one device; every method is one exchange, unless it says more.

    `connect` gives the remote side, again after a loss. `rpc_error` is the exception that the remote side raises.
    `messages`: what the device printed to configuration lines and actions, secrets masked, as `command` and `text`;
    `log`: the lines of its logging process that came in between.
    """

    def __init__(self, connect: Callable[[], Rpc], rpc_error: type[Exception], secrets: Iterable[str] = ()) -> None:
        self._connect = connect
        self._rpc_error = rpc_error
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)
        self._rpc: Rpc | None = None
        self._speaks_exchanges: bool | None = None
        self.exchanges = 0
        self.messages: list[dict[str, str]] = []
        self.log: list[str] = []

    def show(self, commands: Sequence[str]) -> list[str]:
        """Return the output of each show command, all in one exchange; raises LicensingError (device_error ...).

        A lost session is retried once: reading twice does no harm.
        """
        steps = [Step(command, shows=True) for command in commands]
        try:
            replies = self._exchange(steps)
        except LicensingError as error:
            if error.reason != "connection_lost":
                raise
            self._rpc = None
            replies = self._exchange(steps)
        self._raise_refused(steps, replies)
        return [reply.output for reply in replies]

    def look(self, commands: Sequence[str], seconds: int | None = None) -> list[Reply]:
        """Return what the device says to each command, be it a refusal, which stops nothing; all in one exchange.

        For commands that change nothing, because a lost session is retried once. `seconds`: how long each may take.
        """
        steps = [Step(command, go_on=True, seconds=seconds, shows=True) for command in commands]
        try:
            return self._exchange(steps)
        except LicensingError as error:
            if error.reason != "connection_lost":
                raise
            self._rpc = None
            return self._exchange(steps)

    def configure(self, lines: Sequence[str]) -> None:
        """Enter configuration lines; stops at the first that the device refuses, and leaves the mode in any case.

        Raises LicensingError: busy where somebody else holds the mode; nothing was entered then.
        """
        self._enter_mode(Step("configure terminal", _KILL_QUESTION, "no"))
        steps = [
            replace(step, prompt=_CONFIRM, answer="") if step.command.startswith(_ASKS_BACK) else step
            for step in _configuring(lines)
        ]
        try:
            replies = self._converse(steps)
            self._raise_refused(steps, replies)
            self._require_mode_kept(steps, replies)
        except LicensingError:
            # Report the first failure; the session may be gone by now.
            with contextlib.suppress(LicensingError):
                self._exchange([Step("end")])
            raise
        self._exchange([Step("end")])

    def commit(self, lines: Sequence[str]) -> None:
        """Enter configuration lines as one transaction and commit it; after any refusal nothing of it stays.

        Raises LicensingError: busy where somebody else holds the configuration; nothing was changed then. Where the
        session is lost at the commit, whether it was committed is not known.
        """
        self._enter_mode(Step(TRANSACTION_COMMAND))
        steps = _configuring(lines)
        try:
            replies = [_transacted(reply) for reply in self._converse(steps)]
            self._raise_refused(steps, replies)
            self._require_mode_kept(steps, replies)
            commit = Step(COMMIT_COMMAND, _COMMIT_QUESTION, "no", seconds=_COMMIT_SECONDS)
            committed = self._exchange([commit])[0].output
            self._require_committed(committed)
            if _NOTHING_NEW.search(committed):
                self.messages.append({"command": COMMIT_COMMAND, "text": self.mask(committed.strip())})
        except LicensingError:
            with contextlib.suppress(LicensingError):
                self._abort()
            raise
        self._exchange([Step("end")])

    def _enter_mode(self, step: Step) -> None:
        """Enter a configuration mode; only the prompt proves that it was entered."""
        (reply,) = self._exchange([step])
        if reply.configures:
            return
        said = self.mask(" ".join(without_log(reply.output).split())) or "nothing"
        if _LOCKED.search(said):
            raise LicensingError(
                "busy",
                f"another session has locked the configuration; the device answers '{step.command}' with: {said} "
                "Nothing was configured. End that session or let it finish, then run again.",
            )
        self._raise_refused([step], [_transacted(reply)])
        raise LicensingError(
            "device_error",
            f"'{step.command}' did not enter configuration mode, and nothing was configured; the device says: {said}. "
            "Check the privilege of the user, and whether a controller manages the configuration.",
        )

    def _require_mode_kept(self, steps: Sequence[Step], replies: Sequence[Reply]) -> None:
        before = ""
        for step, reply in zip(steps, replies, strict=False):
            command = self.mask(step.command)
            if reply.configures and lost_its_mode(step.mode, reply.prompt, before):
                said = self.mask(" ".join(without_log(reply.output).split())) or "nothing"
                raise LicensingError(
                    "device_error",
                    f"the device did not enter the mode of '{command.strip()}'; it says: {said} The lines of that "
                    "mode were not configured. Check the message, then run again.",
                    refused_command=command,
                )
            before = reply.prompt
            if not reply.configures:
                raise LicensingError(
                    "device_error",
                    f"the device left configuration mode at '{command}'; the lines after it were not configured. "
                    "Check what ended the session, then run again.",
                    refused_command=command,
                )

    def _abort(self) -> None:
        """Leave a transaction without its lines; the session would stay in it otherwise."""
        (aborted,) = self._exchange([Step("abort")])
        if _transacted(aborted).error is not None:
            self._exchange([Step("end", _LEAVING_QUESTION, "no")])

    def _require_committed(self, output: str) -> None:
        if not _COMMITTED.search(output):
            raise LicensingError(
                "busy" if _LOCKED.search(output) else "device_error",
                self.mask(
                    f"the device did not commit the transaction, and it was aborted: {' '.join(output.split())} "
                    "Nothing was changed. Check whether its controller or another session has locked the "
                    "configuration."
                ),
            )

    def execute(self, command: str, prompt: Asked = None, answer: Asked = None, seconds: int | None = None) -> str:
        """Send one action and return what it printed. It is never sent twice. `seconds`: how long it may take."""
        step = Step(command, prompt, answer, seconds=seconds)
        replies = self._converse([step])
        self._raise_refused([step], replies)
        return without_log(replies[0].output)

    def fetch(self, source: str, destination: str) -> None:
        """Copy a file of the device to a path on the controller, by SCP; raises LicensingError (transfer_failed)."""
        self._transfer(f"from {source}", lambda rpc: rpc.get_file(source=source, destination=destination, proto="scp"))

    def push(self, source: str, destination: str) -> None:
        """Copy a file on the controller to a path of the device, by SCP; raises LicensingError (transfer_failed)."""
        self._transfer(
            f"to {destination}", lambda rpc: rpc.copy_file(source=source, destination=destination, proto="scp")
        )

    def mask(self, text: str) -> str:
        """Return the text without the secrets of this conversation, and without the passwords of URLs."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return without_credentials(text)

    def _converse(self, steps: Sequence[Step]) -> list[Reply]:
        """Have an exchange, and keep what the device printed."""
        replies = self._exchange(steps)
        for step, reply in zip(steps, replies, strict=False):
            self.log += log_lines(reply.output)
            text = self.mask(without_log(reply.output))
            if text and not _NO_MESSAGE.fullmatch(text):
                self.messages.append({"command": self.mask(step.command.strip()), "text": text})
        return replies

    def _raise_refused(self, steps: Sequence[Step], replies: Sequence[Reply]) -> None:
        for step, reply in zip(steps, replies, strict=False):
            if reply.error is not None:
                raise LicensingError(
                    "device_error",
                    self.mask(
                        f"the device refused '{step.command}': {reply.error} "
                        "Check that this release knows the command and that the user may enter it."
                    ),
                    refused_command=self.mask(step.command),
                )

    def _exchange(self, steps: Sequence[Step]) -> list[Reply]:
        self.exchanges += 1
        try:
            if self._rpc is None:
                self._rpc = self._connect()
            if self._speaks_exchanges is not False:
                try:
                    replies = exchange_at_once(self._rpc, steps, self.mask)
                except self._rpc_error as error:
                    if getattr(error, "code", None) != _METHOD_NOT_FOUND:
                        raise
                    self._speaks_exchanges = False
                else:
                    self._speaks_exchanges = True
                    return replies
            return exchange_stock(self._rpc, steps)
        except self._rpc_error as error:
            raise self._classified(str(error), steps) from None

    def _transfer(self, what: str, copy: Callable[[Rpc], object]) -> None:
        self.exchanges += 1
        if self._rpc is None:
            self._rpc = self._connect()
        try:
            copy(self._rpc)
        except self._rpc_error as error:
            raise LicensingError(
                "transfer_failed",
                f"the copy {what} failed: {self.mask(str(error))}. "
                "Check 'ip scp server enable', the privilege of the user, and the free space, then run again.",
            ) from None

    def _classified(self, text: str, steps: Sequence[Step]) -> LicensingError:
        # Our connection names the reason first; the stock one has no names.
        reason, text = split_reason(self.mask(text))
        reason = reason or ("timeout" if _TIMEOUT.search(text) else "connection_lost")
        asked = self.mask(steps[0].command)
        if reason == "timeout":
            text = f"no answer to '{asked}' in time; increase ansible_command_timeout if the device is slow: {text}"
        elif reason == "connection_lost":
            text = f"the session was lost at '{asked}': {text}"
        return LicensingError(reason, text)


def _configuring(lines: Sequence[str]) -> list[Step]:
    """Return lines as steps; one that others are indented under must enter the mode that they belong to."""
    indents = [_indent(line) for line in lines]
    return [
        Step(line, stays=True, enters=after > indent, deeper=0 < indent >= before)
        for line, before, indent, after in zip(lines, [0, *indents], indents, [*indents[1:], 0], strict=False)
    ]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _transacted(reply: Reply) -> Reply:
    """Return a reply with the error that a line of a transaction is refused by; IOS words them differently."""
    found = _TRANSACTION_ERROR.search(reply.output)
    return reply if reply.error is not None or found is None else replace(reply, error=found[0].strip())
