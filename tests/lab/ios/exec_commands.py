# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EXEC commands: what each does to the device and what it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..device.agent import NOT_FOUND, SmartAgent
from ..device.device import Device
from ..device.profile import Profile
from . import record_blocks, render_classic, render_license, render_system
from .grammar import Grammar
from .shell import Command, Mode, Question, Reply, Shell

Render = Callable[[Device], list[str]]
Words = tuple[str, ...]
Values = dict[str, str]


def user_exec() -> Grammar[Command]:
    """What a login at `>` may do."""
    grammar: Grammar[Command] = Grammar()
    grammar.add("enable", _enable)
    _add_common(grammar)
    _add_shows(grammar, {"show version": render_system.show_version, "show inventory": render_system.show_inventory})
    return grammar


def privileged_exec(profile: Profile) -> Grammar[Command]:
    grammar: Grammar[Command] = Grammar()
    _add_common(grammar)
    grammar.add("enable", lambda shell, words, values: Reply())
    grammar.add("disable", _disable)
    grammar.add("configure terminal", _configure_terminal)
    grammar.add("copy running-config startup-config", _copy)
    grammar.add("write [memory]", lambda shell, words, values: _save(shell))
    _add_shows(
        grammar,
        {
            "show version": render_system.show_version,
            "show inventory [raw]": render_system.show_inventory,
            "show running-config [all]": render_system.show_running_config,
            "show startup-config": render_system.show_startup_config,
            "show logging": render_system.show_logging,
            "show call-home smart-licensing": render_system.show_call_home_smart_licensing,
        },
    )
    if profile.platform == "switch":
        _add_shows(grammar, {"show vlan [brief]": lambda _: render_system.show_vlan()})
    _LICENSING[profile.mode](grammar, profile)
    return grammar


# -- sessions ---------------------------------------------------------------------------------------------------


def _add_common(grammar: Grammar[Command]) -> None:
    grammar.add("{exit|logout|quit}", lambda shell, words, values: Reply(close=True))
    grammar.add("terminal length <lines:0..512>", _terminal_length)
    grammar.add("terminal width <columns:0..512>", _terminal_width)
    grammar.add("terminal no monitor", lambda shell, words, values: Reply())
    grammar.add("terminal monitor", lambda shell, words, values: Reply())
    grammar.add("show privilege", lambda shell, words, values: _said(f"Current privilege level is {shell.privilege}"))
    grammar.add("show clock [detail]", _show_clock)


def _said(text: str) -> Reply:
    return Reply(text + "\n" if text else "")


def _terminal_length(shell: Shell, words: Words, values: Values) -> Reply:
    shell.terminal.length = int(values["lines"])
    return Reply()


def _terminal_width(shell: Shell, words: Words, values: Values) -> Reply:
    shell.terminal.width = int(values["columns"])
    return Reply()


def _show_clock(shell: Shell, words: Words, values: Values) -> Reply:
    detail = ["Time source is NTP"] if "detail" in words else []
    return _said("\n".join([shell.device.clock_line(), *detail]))


def _enable(shell: Shell, words: Words, values: Values) -> Reply:
    secret = shell.device.account.enable_secret
    if not secret:
        return _said("% Error in authentication.")

    def asked(tries: int) -> Question:
        def answer(typed: str) -> Reply:
            if typed == secret:
                shell.privilege = 15
                return Reply()
            return Reply(question=asked(tries - 1)) if tries > 1 else _said("% Bad secrets\n")

        return Question("Password: ", answer, hidden=True)

    return Reply(question=asked(3))


def _disable(shell: Shell, words: Words, values: Values) -> Reply:
    shell.privilege = 1
    return Reply()


def _configure_terminal(shell: Shell, words: Words, values: Values) -> Reply:
    if shell.device.profile.controller_mode:
        # The real words are not known. These carry no % sign, and the prompt stays at EXEC.
        return _said("configure terminal is disabled in controller mode, use config-transaction")
    shell.mode = Mode.CONFIG
    return _said("Enter configuration commands, one per line.  End with CNTL/Z.")


def _save(shell: Shell) -> Reply:
    """The first save after an upgrade asks whether it may; Enter is yes."""
    if not shell.device.startup_is_foreign:
        return _build(shell)
    warning = "Warning: Attempting to overwrite an NVRAM configuration previously written\n"
    return Reply(
        warning + "by a different version of the system image.\n",
        Question("Overwrite the previous NVRAM configuration?[confirm]", lambda _: _build(shell)),
    )


def _build(shell: Shell) -> Reply:
    shell.device.save()
    return _said("Building configuration...\n[OK]")


def _copy(shell: Shell, words: Words, values: Values) -> Reply:
    if not shell.device.profile.copy_asks:
        return _save(shell)
    return Reply(question=Question("Destination filename [startup-config]? ", lambda _: _save(shell)))


# -- shows ------------------------------------------------------------------------------------------------------


def _show(render: Render, slow: bool = False) -> Command:
    def run(shell: Shell, words: Words, values: Values) -> Reply:
        device = shell.device
        return Reply("\n".join(render(device)) + "\n", delay=device.show_delay if slow else 0.0)

    return run


def _add_shows(grammar: Grammar[Command], renders: Mapping[str, Render]) -> None:
    for synopsis, render in renders.items():
        grammar.add(synopsis, _show(render, slow=synopsis == "show license all"))


def _show_report(shell: Shell, words: Words, values: Values) -> Reply:
    for report in shell.device.agent.reports:
        if str(report.number) == values["number"]:
            return _said("\n".join(record_blocks.rum_detail(shell.device, report)))
    return _said(NOT_FOUND)


def _add_policy_licensing(grammar: Grammar[Command], profile: Profile) -> None:
    _add_shows(grammar, render_license.RENDERERS)
    grammar.add("show license eventlog <days:0..365>", _show(render_license.RENDERERS["show license eventlog"]))
    grammar.add("show license rum id <number> [detail]", _show_report)
    commands: dict[str, Command] = {
        "license smart trust idtoken <token> {local|all} [force]": _trust,
        "license smart sync {all|local}": lambda shell, words, values: _said(_agent(shell).synchronize(_now(shell))),
        "license smart authorization request {add|replace} <feature> {all|local}": _request_authorization,
        "license smart authorization request save <path>": _save_request,
        "license smart authorization return {all|local} {online|offline [<path>]}": _return_authorization,
        "license smart save usage all file <path>": _save_usage("CLOSED", "UNACK", "ACK"),
        "license smart save usage days <days:1..365> file <path>": _save_usage("CLOSED", "UNACK", "ACK"),
        "license smart save usage unreported file <path>": _save_usage("CLOSED"),
        "license smart save usage rum-id <number> file <path>": _save_one_report,
        "license smart import <source>": _import,
        "license smart factory reset": _factory_reset,
        "license smart clear eventlog": _clear_event_log,
    }
    for synopsis, command in commands.items():
        if not synopsis.startswith(profile.unsupported):
            grammar.add(synopsis, command)


def _add_classic_licensing(grammar: Grammar[Command], profile: Profile) -> None:
    _add_shows(grammar, render_classic.CLASSIC_RENDERERS)
    grammar.add("license smart register idtoken <token> [force]", _register)
    grammar.add("license smart renew {auth|id}", lambda shell, words, values: Reply())


def _register(shell: Shell, words: Words, values: Values) -> Reply:
    return _said(
        "Registration process is in progress. Use the 'show license status' command to check the progress and result"
    )


def _add_ios15_licensing(grammar: Grammar[Command], profile: Profile) -> None:
    renders = {
        "show license": render_classic.ios15_license,
        "show license all": render_classic.ios15_all,
        "show license status": render_classic.ios15_status,
    }
    _add_shows(grammar, renders)


_LICENSING: dict[str, Callable[[Grammar[Command], Profile], None]] = {
    "policy": _add_policy_licensing,
    "classic": _add_classic_licensing,
    "ios15": _add_ios15_licensing,
}


# -- licence actions --------------------------------------------------------------------------------------------


def _now(shell: Shell) -> float:
    return shell.device.clock.now()


def _agent(shell: Shell) -> SmartAgent:
    return shell.device.agent


def _scope(words: Words) -> str:
    return "all" if "all" in words else "local"


def _trust(shell: Shell, words: Words, values: Values) -> Reply:
    return _said(_agent(shell).request_trust(values["token"], _scope(words), "force" in words, _now(shell)))


def _request_authorization(shell: Shell, words: Words, values: Values) -> Reply:
    return _said(_agent(shell).request_authorization(values["feature"], _scope(words), _now(shell)))


def _save_request(shell: Shell, words: Words, values: Values) -> Reply:
    # No real file of this kind was seen; what is in it is ours.
    shell.device.files[values["path"]] = f"<smartLicense>{shell.device.profile.udi}</smartLicense>"
    return Reply()


def _return_authorization(shell: Shell, words: Words, values: Values) -> Reply:
    printed = _agent(shell).return_authorization(_scope(words), "online" in words, _now(shell))
    if "path" in values and "Return code" in printed:
        shell.device.files[values["path"]] = printed
        return Reply()
    return _said(printed)


def _save_usage(*states: str) -> Command:
    def run(shell: Shell, words: Words, values: Values) -> Reply:
        return _write_reports(shell, [found.number for found in _agent(shell).reports_in(*states)], values["path"])

    return run


def _save_one_report(shell: Shell, words: Words, values: Values) -> Reply:
    known = [found.number for found in _agent(shell).reports if str(found.number) == values["number"]]
    return _write_reports(shell, known, values["path"])


def _write_reports(shell: Shell, numbers: list[int], path: str) -> Reply:
    printed = _agent(shell).save_usage(numbers, _now(shell))
    if not printed:
        reports = "\n".join(f"<RUMReport><![CDATA[{number}]]></RUMReport>" for number in numbers)
        shell.device.files[path] = f"<smartLicense>{reports}</smartLicense>"
    return _said(printed)


def _import(shell: Shell, words: Words, values: Values) -> Reply:
    if values["source"] not in shell.device.files:
        return _said(f"%Error opening {values['source']} (No such file or directory)")
    return _said("Import Data Successful")


def _factory_reset(shell: Shell, words: Words, values: Values) -> Reply:
    shell.device.factory_reset()
    return _said('%Warning: reload required after "license smart factory reset" command')


def _clear_event_log(shell: Shell, words: Words, values: Values) -> Reply:
    shell.device.events.clear()
    return Reply()
