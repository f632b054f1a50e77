# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of a device in SD-WAN controller mode: configuration is a transaction of its session.

Known from public transcripts and clients: `config-transaction`, the greeting after it, `commit` with `Commit complete.`
and `% No modifications to commit.`, `abort`, the question of `end`, and that a wrong line is a `syntax error` that
leaves the transaction open, without that line. Not known: the words of a refused commit after `Aborted:`, and what
`write memory` says there; it is refused unless a fault says otherwise.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass

from ..device.device import Device
from .grammar import CommandError, InvalidInput
from .shell import Mode, Question, Reply, Shell

_OPEN = ("config-transaction", "config-t")
_SAVES = ("write", "copy running-config startup-config")


@dataclass
class TransactionShell(Shell):
    """`running` is the device while a transaction is open, and `device` its twin with a configuration of its own."""

    running: Device | None = None

    @property
    def prompt(self) -> str:
        blank = " " if self.running is not None and self.pending is None else ""
        return f"{super().prompt}{blank}"

    def interrupt(self) -> None:
        super().interrupt()
        self._leave()

    def _run(self, line: str) -> Reply:
        command = " ".join(line.split())
        if self.running is None:
            if command in _OPEN and self.privilege > 1:
                return self._open()
            if command.startswith(_SAVES) and not self.device.faults.save_in_controller_mode:
                raise InvalidInput(0)
            return super()._run(line)
        if command == "commit":
            return self._commit()
        if command == "abort":
            self.interrupt()
            return Reply()
        if command == "end" or (command == "exit" and self.mode is Mode.CONFIG):
            return self._end()
        return super()._run(line)

    def _open(self) -> Reply:
        if self.device.is_locked():
            # The words of a transaction that is not opened are not known.
            return Reply(f"Error: {self.device.habits.lock_text}\n")
        self.running = self.device
        self.device = copy.copy(self.running)
        self.device.config = copy.deepcopy(self.running.config)
        self.device.counters.transactions_open += 1
        self.mode = Mode.CONFIG
        return Reply(f"\n{self.running.account.username} connected from 127.0.0.1 using ssh on {self.running.name}\n")

    def _leave(self) -> None:
        if self.running is not None:
            self.device, self.running = self.running, None
            self.device.counters.transactions_open -= 1

    def _commit(self) -> Reply:
        faults = self.device.faults
        if faults.commit_refused:
            return Reply(f"Aborted: {faults.commit_refused}\n")
        if not faults.commit_warning:
            return self._committed()
        warning = f"The following warnings were generated:\n  {faults.commit_warning}\n"
        return Reply(warning, Question("Proceed? [yes,no] ", self._proceed))

    def _proceed(self, answer: str) -> Reply:
        return self._committed() if answer == "yes" else Reply("Aborted: by user\n")

    def _committed(self) -> Reply:
        running = self.running
        if running is None or not self._modified():
            return Reply("% No modifications to commit.\n")
        running.config = copy.deepcopy(self.device.config)
        running.touch()
        running.save()
        return Reply("Commit complete.\n")

    def _modified(self) -> bool:
        return self.running is not None and self.running.config.lines() != self.device.config.lines()

    def _end(self) -> Reply:
        if not self._modified():
            self.interrupt()
            return Reply()
        return Reply(question=Question("Uncommitted changes found, commit them? [yes/no/CANCEL] ", self._answer_end))

    def _answer_end(self, answer: str) -> Reply:
        if answer not in ("yes", "no"):
            return Reply()
        reply = self._commit() if answer == "yes" else Reply()
        if not self._modified() or answer == "no":
            self.interrupt()
        return reply

    def _complaint(self, line: str, error: CommandError) -> str:
        if self.running is None or not isinstance(error, InvalidInput):
            return super()._complaint(line, error)
        return f"{'-' * (len(self.prompt) + error.offset)}^\nsyntax error: unknown argument\n"
