# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`reload in`, `reload cancel`, `show reload`: a reload at a later time, with the questions that stand before it."""

from __future__ import annotations

from ..device.device import Device
from .grammar import Grammar
from .shell import Command, Late, Question, Reply, Shell

_UNSAVED = "\nSystem configuration has been modified. Save? [yes/no]: "
_PROCEED = "Proceed with reload? [confirm]"
_ABORTED = "\n\n***\n*** --- SHUTDOWN ABORTED ---\n***\n\n"
Words = tuple[str, ...]
Values = dict[str, str]


def add_reload_commands(grammar: Grammar[Command]) -> None:
    grammar.add("reload in <minutes:1..34560>", _reload_in)
    grammar.add("reload cancel", _cancel)
    grammar.add("show reload", lambda shell, words, values: Reply(_scheduled(shell.device) + "\n"))


def _scheduled(device: Device) -> str:
    at = device.reload_at
    if at is None:
        return "No reload is scheduled."
    minutes, seconds = divmod(max(round(at - device.clock.now()), 0), 60)
    left = f"{minutes} minutes and {seconds} seconds"
    return f"Reload scheduled for {device.stamp(at)} (in {left}) by {device.account.username} on vty0 (127.0.0.1)"


def _reload_in(shell: Shell, words: Words, values: Values) -> Reply:
    device, at = shell.device, shell.device.clock.now() + 60 * int(values["minutes"])

    def proceed(typed: str) -> Reply:
        if typed.strip().lower() in ("", "y", "yes"):
            device.reload_at = at
        return Reply()

    def ask() -> Reply:
        minutes = values["minutes"]
        words = f"Reload scheduled for {device.stamp(at)} (in {minutes} minutes) by {device.account.username} on vty0\n"
        return Reply(f"{words}Reload reason: Reload Command\n", Question(_PROCEED, proceed))

    def save(typed: str) -> Reply:
        word = typed.strip().lower()
        if not word or not any(choice.startswith(word) for choice in ("yes", "no")):
            return Reply("% Please answer 'yes' or 'no'.\n", Question(_UNSAVED.lstrip(), save))
        if word.startswith("y"):
            device.save()
        return ask()

    return ask() if device.saved else Reply(question=Question(_UNSAVED, save))


def _cancel(shell: Shell, words: Words, values: Values) -> Reply:
    """The words come to every terminal, and not before the prompt."""
    device = shell.device
    if device.reload_at is None:
        return Reply("%No reload is scheduled.\n")
    device.reload_at = None
    return Reply(late=Late(0.1, lambda: None, _ABORTED))
