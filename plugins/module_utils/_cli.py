# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation with a device: commands in, text out, errors classified, secrets masked.

It speaks over the JSON-RPC of a persistent connection. Two dialects lie below: the connection of this collection
takes a whole exchange at once; the stock network_cli is first told this device's exact prompt, since its own pattern
takes C(Last ACK received: <none>) at the end of a chunk for one and cuts the output there.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from ._errors import LicensingError
from ._ios_error import ios_error
from ._values import MASK, without_credentials

_METHOD_NOT_FOUND = -32601
# IOS shortens a long host name in the prompts of configuration modes.
_PROMPT_NAME_LENGTH = 20
# SD-WAN controller mode: configuration is a transaction, which is committed or aborted as a whole.
TRANSACTION_COMMAND, COMMIT_COMMAND = "config-transaction", "commit"
_TRANSACTION_ERROR = re.compile(r"^\s*(?:syntax error|Aborted|Error)\b.*", re.IGNORECASE | re.MULTILINE)
_COMMITTED = re.compile(r"Commit complete|No modifications to commit", re.IGNORECASE)
# A commit is validated by all parts of the device.
_COMMIT_SECONDS = 120
# Asked where a commit has warnings: a question that nobody foresaw is not answered with yes.
_COMMIT_QUESTION, _LEAVING_QUESTION = r"\[yes[,/]no", r"yes/no/(?:cancel|CANCEL)"
_TIMEOUT = re.compile(r"time(?:d )?\s?out", re.IGNORECASE)


Asked: TypeAlias = "str | tuple[str, ...] | None"


@dataclass(frozen=True)
class Step:
    """One command of an exchange; C(prompt) (a pattern) and C(answer) for a command that asks back.

    Of a command that asks several things, both are tuples: what is asked in this order, and not more than once each.
    C(go_on): its refusal does not stop the exchange; C(seconds): how long it may take, where that is not the usual.
    """

    command: str
    prompt: Asked = None
    answer: Asked = None
    go_on: bool = False
    seconds: int | None = None


@dataclass(frozen=True)
class Reply:
    """What the device printed, and the line of it that is an error."""

    output: str
    error: str | None


class Rpc(Protocol):
    """The remote side of a persistent connection: its methods are called by name."""

    def __getattr__(self, name: str) -> Callable[..., Any]: ...


class Conversation:
    """Ask one device; every method is one exchange, unless it says more.

    C(connect) gives the remote side, again after a loss. C(rpc_error) is the exception that the remote side raises.
    """

    def __init__(self, connect: Callable[[], Rpc], rpc_error: type[Exception], secrets: Iterable[str] = ()) -> None:
        self._connect = connect
        self._rpc_error = rpc_error
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)
        self._rpc: Rpc | None = None
        self._speaks_exchanges: bool | None = None
        self.exchanges = 0

    def show(self, commands: Sequence[str]) -> list[str]:
        """Return the output of each show command, all in one exchange; raises LicensingError (device_error ...).

        A lost session is tried once more: reading twice does no harm.
        """
        steps = [Step(command) for command in commands]
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

        For commands that change nothing, since a lost session is tried once more. C(seconds): how long each may take.
        """
        steps = [Step(command, go_on=True, seconds=seconds) for command in commands]
        try:
            return self._exchange(steps)
        except LicensingError as error:
            if error.reason != "connection_lost":
                raise
            self._rpc = None
            return self._exchange(steps)

    def configure(self, lines: Sequence[str]) -> None:
        """Enter configuration lines; stops at the first that the device refuses, and leaves the mode in any case."""
        entered = self._exchange([Step("configure terminal")])
        self._raise_refused([Step("configure terminal")], entered)
        steps = [Step(line) for line in lines]
        try:
            self._raise_refused(steps, self._exchange(steps))
        except LicensingError:
            # What went wrong first is what is told; the session may be gone by now.
            with contextlib.suppress(LicensingError):
                self._exchange([Step("end")])
            raise
        self._exchange([Step("end")])

    def commit(self, lines: Sequence[str]) -> None:
        """Enter configuration lines as one transaction and commit it; after any refusal nothing of it stays.

        Where the session is lost at the commit, whether it was committed is not known.
        """
        opening = [Step(TRANSACTION_COMMAND)]
        self._raise_refused(opening, [_transacted(reply) for reply in self._exchange(opening)])
        steps = [Step(line) for line in lines]
        try:
            self._raise_refused(steps, [_transacted(reply) for reply in self._exchange(steps)])
            commit = Step(COMMIT_COMMAND, _COMMIT_QUESTION, "no", seconds=_COMMIT_SECONDS)
            self._require_committed(self._exchange([commit])[0].output)
        except LicensingError:
            with contextlib.suppress(LicensingError):
                self._abort()
            raise
        self._exchange([Step("end")])

    def _abort(self) -> None:
        """Leave a transaction without its lines; the session would stay in it otherwise."""
        (aborted,) = self._exchange([Step("abort")])
        if _transacted(aborted).error is not None:
            self._exchange([Step("end", _LEAVING_QUESTION, "no")])

    def _require_committed(self, output: str) -> None:
        if not _COMMITTED.search(output):
            raise LicensingError(
                "device_error",
                self.mask(
                    f"the device did not commit the transaction, and it was aborted: {' '.join(output.split())} "
                    "Nothing was changed. Look whether its controller or another session holds the configuration."
                ),
            )

    def execute(self, command: str, prompt: Asked = None, answer: Asked = None) -> str:
        """Send one action and return what it printed. It is never sent twice."""
        step = Step(command, prompt, answer)
        replies = self._exchange([step])
        self._raise_refused([step], replies)
        return replies[0].output.strip()

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
                    replies = _exchange_at_once(self._rpc, steps, self.mask)
                except self._rpc_error as error:
                    if getattr(error, "code", None) != _METHOD_NOT_FOUND:
                        raise
                    self._speaks_exchanges = False
                else:
                    self._speaks_exchanges = True
                    return replies
            return _exchange_stock(self._rpc, steps)
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
        text = self.mask(text)
        asked = self.mask(steps[0].command)
        # Our connection names the reason first; the stock one has no names.
        if not text.startswith("connection_lost:") and _TIMEOUT.search(text):
            return LicensingError(
                "timeout",
                f"no answer to '{asked}' in time; raise ansible_command_timeout when the device is slow: {text}",
            )
        return LicensingError("connection_lost", f"the session was lost at '{asked}': {text}")


def _transacted(reply: Reply) -> Reply:
    """Return a reply with the error that a line of a transaction is refused by; IOS words them differently."""
    found = _TRANSACTION_ERROR.search(reply.output)
    return reply if reply.error is not None or found is None else Reply(reply.output, found[0].strip())


def _exchange_at_once(rpc: Rpc, steps: Sequence[Step], mask: Callable[[str], str]) -> list[Reply]:
    replies = rpc.converse(
        [
            {
                "command": step.command,
                "prompt": step.prompt,
                "answer": step.answer,
                "secret": mask(step.command) != step.command,
                **({"on_error": "go_on"} if step.go_on else {}),
                **({"timeout": step.seconds} if step.seconds else {}),
            }
            for step in steps
        ]
    )
    return [Reply(reply["output"], reply["error"]) for reply in replies]


def _exchange_stock(rpc: Rpc, steps: Sequence[Step]) -> list[Reply]:
    """Send the steps through cisco.ios and network_cli, one by one where a refusal must stop the rest."""
    _teach_exact_prompt(rpc)
    replies: list[Reply] = []
    shows_only = all(step.command.startswith("show ") for step in steps)
    for batch in [list(steps)] if shows_only else [[step] for step in steps]:
        outputs = rpc.run_commands(commands=[_stock_command(step) for step in batch], check_rc=False)
        replies += [Reply(output, ios_error(output)) for output in outputs]
        if replies[-1].error is not None and not batch[-1].go_on:
            break
    return replies


def _stock_command(step: Step) -> dict[str, Any]:
    command: dict[str, Any] = {"command": step.command}
    if step.prompt is not None:
        command |= {"prompt": step.prompt, "answer": step.answer or ""}
    if isinstance(step.prompt, tuple):
        command["check_all"] = True
    return command


def _teach_exact_prompt(rpc: Rpc) -> None:
    name = re.split(r"[(>#]", str(rpc.get_prompt()).strip())[0]
    known = re.escape(name[:_PROMPT_NAME_LENGTH])
    prompt = rf"(?:^|[\r\n]){known}[^\s()>#]*(?:\([^)\r\n]*\))?[>#] ?$"
    rpc.set_option("terminal_stdout_re", [{"pattern": prompt}])
    # Errors are found in the answers, where IOS prints them; nothing in the middle of output is one.
    rpc.set_option("terminal_stderr_re", [{"pattern": r"(?!)"}])
