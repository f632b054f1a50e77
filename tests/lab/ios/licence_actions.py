# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`license smart ...` in EXEC mode under Smart Licensing Using Policy: trust, authorization codes, usage, files."""

from __future__ import annotations

from collections.abc import Callable

from ..device.agent import SmartAgent
from ..device.authorization_codes import REQUEST_IN_A_FILE, bare
from ..device.device import Device
from ..device.flash import NO_SUCH_FILE, FlashError
from ..device.imports import SUCCESS, import_answer
from ..device.model import NOT_FOUND, RumReport
from ..device.profile import Profile
from ..device.reports import signed
from ..device.requests import REQUEST_WITH_USAGE, authorization_request, trust_element, trust_request
from ..device.syslog import policy_failed
from ..rum import usage_file
from .file_commands import cannot_open
from .grammar import Grammar
from .shell import Command, Delivery, Errand, Question, Reply, Shell

Words = tuple[str, ...]
Values = dict[str, str]
Select = Callable[[SmartAgent, Values, float], list[RumReport]]


def add_licence_actions(grammar: Grammar[Command], profile: Profile) -> None:
    commands: dict[str, Command] = {
        "license smart trust idtoken <token> {local|all} [force]": _trust,
        "license smart sync {all|local}": _sync,
        "license smart authorization request {add|replace} <feature> {all|local}": _request_authorization,
        "license smart authorization return {all|local} {online|offline [<path>]}": _return_authorization,
        "license smart save usage all file <path>": _save_usage(lambda agent, values, now: agent.book.stored()),
        "license smart save usage days <days:1..365> file <path>": _save_usage(
            lambda agent, values, now: agent.book.of_days(int(values["days"]), now)
        ),
        "license smart save usage unreported file <path>": _save_usage(
            lambda agent, values, now: agent.book.unreported()
        ),
        "license smart save usage rum-id <number> file <path>": _save_one_report,
        "license smart save trust-request <path>": _save_trust_request,
        "license smart import <source>": _import,
        "license smart factory reset": _factory_reset,
        "license smart clear eventlog": _clear_event_log,
    }
    if profile.numbers >= REQUEST_IN_A_FILE:
        commands["license smart authorization request save <path>"] = _save_request
        commands["license smart authorization request save {add|replace} <feature> {all|local} <path>"] = (
            _request_and_save
        )
    for synopsis, command in commands.items():
        grammar.add(synopsis, command)


def _said(text: str) -> Reply:
    return Reply(text + "\n" if text else "")


def _now(shell: Shell) -> float:
    return shell.device.clock.now()


def _agent(shell: Shell) -> SmartAgent:
    return shell.device.agent


def _scope(words: Words) -> str:
    return "all" if "all" in words else "local"


# -- trust and authorization codes ------------------------------------------------------------------------------


def _trust(shell: Shell, words: Words, values: Values) -> Reply:
    printed = _agent(shell).request_trust(values["token"], _scope(words), "force" in words, _now(shell))
    return _said(printed or shell.device.habits.action)


def _sync(shell: Shell, words: Words, values: Values) -> Reply:
    return _said(_agent(shell).synchronize(_now(shell)) or shell.device.habits.action)


def _save_trust_request(shell: Shell, words: Words, values: Values) -> Reply:
    device = shell.device
    return _deliver(shell, values["path"], trust_request(device.profile, device.config.hostname, _now(shell)), _done)


def _request_authorization(shell: Shell, words: Words, values: Values) -> Reply:
    printed = _agent(shell).codes.request(values["feature"], _scope(words), _now(shell))
    return _said(printed or shell.device.habits.action)


def _save_request(shell: Shell, words: Words, values: Values) -> Reply:
    """Writes what `request add` left behind with the transport off; it stays pending, and can be saved again."""
    agent, device = _agent(shell), shell.device
    if agent.pending_request is None:
        return _said(NOT_FOUND)
    count = len(agent.members) if agent.pending_request.scope == "all" else 1
    members = [
        (member, code.return_code)
        for member, code in zip(agent.members[:count], agent.authorizations[:count], strict=True)
    ]
    feature, hostname = agent.pending_request.feature, device.config.hostname
    data = authorization_request(device.profile, hostname, feature, members, _now(shell))
    return _deliver(shell, values["path"], data, _done)


def _request_and_save(shell: Shell, words: Words, values: Values) -> Reply:
    printed = _agent(shell).codes.prepare(values["feature"], _scope(words))
    return _said(printed) if printed else _save_request(shell, words, values)


def _return_authorization(shell: Shell, words: Words, values: Values) -> Reply:
    if not shell.device.habits.asks_before_return:
        return _give_back(shell, words, values)

    def answer(typed: str) -> Reply:
        return _give_back(shell, words, values) if typed.strip().lower() in ("y", "yes") else Reply()

    return Reply(question=Question("Do you want to continue? [yes/no]: ", answer))


def _give_back(shell: Shell, words: Words, values: Values) -> Reply:
    printed = _agent(shell).codes.give_back(_scope(words), "online" in words, _now(shell))
    if shell.device.habits.bare_return_code and "path" not in values:
        printed = bare(printed)
    if "path" in values and "Return code" in printed:
        return _deliver(shell, values["path"], f"{printed}\n".encode(), _done)
    return _said(printed)


# -- usage ------------------------------------------------------------------------------------------------------


def _save_usage(select: Select) -> Command:
    def run(shell: Shell, words: Words, values: Values) -> Reply:
        _agent(shell).book.close(_now(shell))
        return _write_reports(shell, select(_agent(shell), values, _now(shell)), values["path"])

    return run


def _save_one_report(shell: Shell, words: Words, values: Values) -> Reply:
    return _write_reports(shell, _agent(shell).book.numbered(values["number"]), values["path"])


def _write_reports(shell: Shell, reports: list[RumReport], path: str) -> Reply:
    """They count as handed over once the whole file is written, and not before."""
    device = shell.device
    if not reports:
        return _said(NOT_FOUND)

    def written() -> Reply:
        device.agent.book.hand_over(reports)
        device.agent.usage.last_file_write = device.clock.now()
        if not device.faults.save_log:
            return Reply()
        device.write_log(device.clock.now(), device.faults.save_log)
        return _said(f"\n{device.log[-1]}")

    texts = (signed(device.profile, report) for report in reports)
    return _deliver(shell, path, usage_file(texts, _request_beside_usage(shell)), written)


def _request_beside_usage(shell: Shell) -> str:
    device = shell.device
    if device.profile.numbers < REQUEST_WITH_USAGE or all(device.agent.trust):
        return ""
    return trust_element(device.profile, device.config.hostname, _now(shell))


def _done() -> Reply:
    return Reply()


def _deliver(shell: Shell, path: str, data: bytes, written: Callable[[], Reply]) -> Reply:
    """Write a file to the flash or a URL; nothing is printed about one that is there already: it is replaced."""
    flash = shell.device.flash
    if not flash.holds(path):

        def sent(delivery: Delivery) -> Reply:
            return Reply(f"%Error writing {path} ({delivery.problem})\n") if delivery.problem else written()

        return Reply(errand=Errand(path, data, sent))
    try:
        flash.write(path, data, _now(shell))
    except FlashError as error:
        # No capture shows a save that fails; the words are those of a copy.
        shown = "writing" if str(error) != NO_SUCH_FILE else "opening"
        return Reply(f"%Error {shown} {flash.spell(path)} ({error})\n")
    return written()


# -- import -----------------------------------------------------------------------------------------------------


def _import(shell: Shell, words: Words, values: Values) -> Reply:
    device, source = shell.device, values["source"]

    def arrived(delivery: Delivery) -> Reply:
        if delivery.problem:
            return cannot_open(source, delivery.problem)
        return _imported(device, delivery.data)

    if not device.flash.holds(source):
        return Reply(errand=Errand(source, None, arrived))
    try:
        return _imported(device, device.flash.read(source))
    except FlashError as error:
        return cannot_open(device.flash.spell(source), str(error))


def _imported(device: Device, data: bytes) -> Reply:
    now = device.clock.now()
    if device.faults.import_fails:
        device.write_log(now, policy_failed(device.faults.import_fails))
        return Reply(f"{SUCCESS}\n")
    printed = import_answer(device.agent, data, now)
    return Reply(f"{printed.replace(SUCCESS, device.habits.imported or SUCCESS)}\n", delay=device.faults.import_seconds)


def _factory_reset(shell: Shell, words: Words, values: Values) -> Reply:
    shell.device.factory_reset()
    return _said('%Warning: reload required after "license smart factory reset" command')


def _clear_event_log(shell: Shell, words: Words, values: Values) -> Reply:
    shell.device.events.clear()
    return Reply()
