# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EXEC commands: what each does to the device and what it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..device.device import Device
from ..device.model import NOT_FOUND
from ..device.profile import Profile
from . import record_blocks, render_classic, render_license, render_system
from .file_commands import add_file_commands
from .grammar import Grammar
from .licence_actions import add_licence_actions
from .probe_commands import add_probe_commands, add_probe_shows
from .reload_commands import add_reload_commands
from .shell import Command, Late, Mode, Question, Reply, Shell

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
    add_file_commands(grammar)
    add_reload_commands(grammar)
    add_probe_shows(grammar)
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
    add_probe_commands(grammar)


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
    if shell.device.is_locked():
        return locked(shell)
    shell.mode = Mode.CONFIG
    # Who only looks in leaves a mark as well.
    shell.device.touch()
    return _said("Enter configuration commands, one per line.  End with CNTL/Z.")


def locked(shell: Shell) -> Reply:
    """Somebody else configures. Whoever agrees to kill that session gets in."""
    habits = shell.device.habits
    text = f"{habits.lock_text}\n"

    def answer(typed: str) -> Reply:
        if typed.strip().lower() in ("y", "yes"):
            shell.mode = Mode.CONFIG
        return Reply()

    return Reply(text, Question(f"{habits.lock_question}: ", answer) if habits.lock_question else None)


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
    device, late = shell.device, shell.device.habits.late_ok
    if late:
        return Reply("Building configuration...\n", late=Late(late, device.save, "[OK]\n"))
    device.save()
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
    add_licence_actions(grammar, profile)


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
