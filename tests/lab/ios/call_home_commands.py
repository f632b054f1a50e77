# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`service call-home`, the `call-home` block and its profiles."""

from __future__ import annotations

from ..device.config import CallHome, CallHomeProfile
from .grammar import Grammar
from .shell import Command, Mode, Reply, Shell

Words = tuple[str, ...]
Values = dict[str, str]


def call_home(globally: Grammar[Command], block: Grammar[Command]) -> None:
    globally.add("service call-home", _service)
    globally.add("no service call-home", _no_service)
    globally.add("call-home", _enter)
    commands: dict[str, Command] = {
        "exit": _leave,
        "contact-email-addr <address>": _contact,
        "no contact-email-addr [<address>]": _no_contact,
        "http-proxy <address> port <port:1..65535>": _proxy,
        "no http-proxy [<rest:line>]": _no_proxy,
        "http secure server-identity-check": _identity_check,
        "no http secure server-identity-check": _no_identity_check,
        "http resolve-hostname ipv4-first": _other,
        "source-interface <value>": _other,
        "vrf <value>": _other,
        "profile <name>": _enter_profile,
        "no profile <name>": _no_profile,
    }
    for synopsis, command in commands.items():
        block.add(synopsis, command)


def call_home_profile(grammar: Grammar[Command]) -> None:
    commands: dict[str, Command] = {
        "exit": _leave_profile,
        "active": _active,
        "no active": _no_active,
        "destination transport-method {http|email}": _method,
        "no destination transport-method {http|email}": _no_method,
        "destination address http <url>": _address,
        "no destination address http [<url>]": _no_address,
        "reporting smart-licensing-data": _nothing,
    }
    for synopsis, command in commands.items():
        grammar.add(synopsis, command)


def _home(shell: Shell) -> CallHome:
    return shell.device.config.call_home


def _profile(shell: Shell) -> CallHomeProfile:
    return _home(shell).profiles[shell.context]


def _nothing(shell: Shell, words: Words, values: Values) -> Reply:
    return Reply()


def _service(shell: Shell, words: Words, values: Values) -> Reply:
    _home(shell).service = True
    return Reply()


def _no_service(shell: Shell, words: Words, values: Values) -> Reply:
    if shell.device.profile.mode == "policy" and shell.device.config.license.transport == "callhome":
        return Reply("Call home service cannot be turned off, smart licensing needs it.\n")
    _home(shell).service = False
    return Reply()


def _enter(shell: Shell, words: Words, values: Values) -> Reply:
    shell.mode = Mode.CALL_HOME
    return Reply()


def _leave(shell: Shell, words: Words, values: Values) -> Reply:
    shell.mode = Mode.CONFIG
    return Reply()


def _contact(shell: Shell, words: Words, values: Values) -> Reply:
    if "@" not in values["address"]:
        return Reply("The email address is invalid.\n")
    _home(shell).contact = values["address"]
    return Reply()


def _no_contact(shell: Shell, words: Words, values: Values) -> Reply:
    _home(shell).contact = ""
    return Reply()


def _proxy(shell: Shell, words: Words, values: Values) -> Reply:
    _home(shell).proxy = (values["address"], int(values["port"]))
    return Reply()


def _no_proxy(shell: Shell, words: Words, values: Values) -> Reply:
    _home(shell).proxy = None
    return Reply()


def _identity_check(shell: Shell, words: Words, values: Values) -> Reply:
    _home(shell).server_identity_check = True
    return Reply()


def _no_identity_check(shell: Shell, words: Words, values: Values) -> Reply:
    _home(shell).server_identity_check = False
    return Reply()


def _other(shell: Shell, words: Words, values: Values) -> Reply:
    line = " ".join([*words, *values.values()])
    if line not in _home(shell).other:
        _home(shell).other.append(line)
    return Reply()


def _enter_profile(shell: Shell, words: Words, values: Values) -> Reply:
    _home(shell).profiles.setdefault(values["name"], CallHomeProfile())
    shell.mode, shell.context = Mode.CALL_HOME_PROFILE, values["name"]
    return Reply()


def _no_profile(shell: Shell, words: Words, values: Values) -> Reply:
    if values["name"] == "CiscoTAC-1":
        return Reply("Error: CiscoTAC-1 profile can not be removed.\n")
    _home(shell).profiles.pop(values["name"], None)
    return Reply()


def _leave_profile(shell: Shell, words: Words, values: Values) -> Reply:
    shell.mode, shell.context = Mode.CALL_HOME, ""
    return Reply()


def _active(shell: Shell, words: Words, values: Values) -> Reply:
    _profile(shell).active = True
    return Reply()


def _no_active(shell: Shell, words: Words, values: Values) -> Reply:
    _profile(shell).active = False
    return Reply()


def _set_method(shell: Shell, method: str, wanted: bool) -> Reply:
    if method == "http":
        _profile(shell).http = wanted
    else:
        _profile(shell).email = wanted
    return Reply()


def _method(shell: Shell, words: Words, values: Values) -> Reply:
    return _set_method(shell, words[-1], True)


def _no_method(shell: Shell, words: Words, values: Values) -> Reply:
    return _set_method(shell, words[-1], False)


def _address(shell: Shell, words: Words, values: Values) -> Reply:
    """Addresses add up: a new one does not replace the old one."""
    addresses = _profile(shell).addresses
    if values["url"] not in addresses:
        addresses.append(values["url"])
    return Reply()


def _no_address(shell: Shell, words: Words, values: Values) -> Reply:
    addresses = _profile(shell).addresses
    addresses[:] = [kept for kept in addresses if "url" in values and kept != values["url"]]
    return Reply()
