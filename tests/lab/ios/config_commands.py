# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Global configuration that is not about licences: names, clock, interfaces, and lines kept as they are."""

from __future__ import annotations

from ..clock import Zone
from ..device.config import RunningConfig
from ..device.profile import Profile
from .call_home_commands import call_home, call_home_profile
from .grammar import Grammar
from .license_commands import add_license_commands
from .shell import Command, Grammars, Mode, Reply, Shell

Words = tuple[str, ...]
Values = dict[str, str]

# Global lines that the lab stores word for word, with their `no` form; reachability tasks need them.
_PLAIN = (
    "aaa",
    "crypto key",
    "ip http",
    "ip route",
    "ip routing",
    "ip tftp",
    "ip scp",
    "logging",
    "netconf-yang",
    "ntp",
    "platform",
    "restconf",
    "snmp-server",
    "username",
)
_BLOCKS = {
    "interface": Mode.INTERFACE,
    "crypto pki trustpoint": Mode.TRUSTPOINT,
    "line": Mode.LINE,
    "vrf definition": Mode.VRF,
}


def config_grammars(profile: Profile) -> Grammars:
    """One grammar for each configuration mode."""
    grammars: Grammars = {mode: Grammar[Command]() for mode in Mode if mode is not Mode.EXEC}
    for grammar in grammars.values():
        grammar.add("end", _end)
    grammars[Mode.CONFIG].add("exit", _end)
    _add_global(grammars[Mode.CONFIG])
    if profile.mode == "policy":
        add_license_commands(grammars[Mode.CONFIG], profile.unsupported)
    call_home(grammars[Mode.CONFIG], grammars[Mode.CALL_HOME])
    call_home_profile(grammars[Mode.CALL_HOME_PROFILE])
    for mode in _BLOCKS.values():
        grammars[mode].add("exit", _to_global)
        for word in _BLOCK_WORDS[mode]:
            grammars[mode].add(f"{word} [<rest:line>]", _block_line)
            grammars[mode].add(f"no {word} [<rest:line>]", _no_block_line)
    return grammars


_BLOCK_WORDS = {
    Mode.INTERFACE: ("description", "ip", "shutdown", "vrf", "switchport", "negotiation"),
    Mode.TRUSTPOINT: ("revocation-check", "enrollment", "subject-name"),
    Mode.VRF: ("rd", "address-family", "exit-address-family", "description"),
    Mode.LINE: ("transport", "login", "exec-timeout", "length"),
}


def _config(shell: Shell) -> RunningConfig:
    return shell.device.config


def _end(shell: Shell, words: Words, values: Values) -> Reply:
    shell.interrupt()
    return Reply()


def _to_global(shell: Shell, words: Words, values: Values) -> Reply:
    shell.mode, shell.context = Mode.CONFIG, ""
    return Reply()


def _add_global(grammar: Grammar[Command]) -> None:
    commands: dict[str, Command] = {
        "hostname <name>": _hostname,
        "clock timezone <zone> <hours:-23..23> [<minutes:0..59>]": _timezone,
        "no clock timezone [<zone:line>]": _no_timezone,
        "ip name-server [vrf <vrf>] <addresses:line>": _name_server,
        "no ip name-server [vrf <vrf>] <addresses:line>": _no_name_server,
        "ip domain name [vrf <vrf>] <name>": _domain_name,
        "no ip domain name [vrf <vrf>] [<name>]": _no_domain_name,
        "ip domain lookup": _domain_lookup,
        "no ip domain lookup": _no_domain_lookup,
        "ip domain lookup [vrf <vrf>] source-interface <interface>": _lookup_source,
        "no ip domain lookup [vrf <vrf>] source-interface [<interface>]": _no_lookup_source,
        "ip host [vrf <vrf>] <name> <addresses:line>": _host,
        "no ip host [vrf <vrf>] <name> [<addresses:line>]": _no_host,
        "ip http client source-interface <interface>": _http_source,
        "no ip http client source-interface [<interface>]": _no_http_source,
    }
    for synopsis, command in commands.items():
        grammar.add(synopsis, command)
    for words in _PLAIN:
        if words != "ip http":
            grammar.add(f"{words} [<rest:line>]", _plain)
            grammar.add(f"no {words} [<rest:line>]", _no_plain)
    for words in ("server", "secure-server", "authentication", "max-connections"):
        grammar.add(f"ip http {words} [<rest:line>]", _plain)
        grammar.add(f"no ip http {words} [<rest:line>]", _no_plain)
    for header in _BLOCKS:
        grammar.add(f"{header} <rest:line>", _enter_block)
        grammar.add(f"no {header} <rest:line>", _no_block)


def _hostname(shell: Shell, words: Words, values: Values) -> Reply:
    if not values["name"][0].isalpha():
        return Reply("% Hostname contains one or more illegal characters.\n\n")
    _config(shell).hostname = values["name"]
    return Reply()


def _timezone(shell: Shell, words: Words, values: Values) -> Reply:
    hours, minutes = int(values["hours"]), int(values.get("minutes", "0"))
    offset = hours * 60 + (minutes if hours >= 0 else -minutes)
    _config(shell).zone = Zone(values["zone"], offset)
    shell.device.write_log(
        shell.device.clock.now(), f"%SYS-6-CLOCKUPDATE: System clock has been updated to {shell.device.clock_line('')}"
    )
    return Reply()


def _no_timezone(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).zone = Zone()
    return Reply()


def _name_server(shell: Shell, words: Words, values: Values) -> Reply:
    servers = _config(shell).name_servers.setdefault(values.get("vrf", ""), [])
    servers += [address for address in values["addresses"].split() if address not in servers]
    return Reply()


def _no_name_server(shell: Shell, words: Words, values: Values) -> Reply:
    servers = _config(shell).name_servers.get(values.get("vrf", ""), [])
    for address in values["addresses"].split():
        if address in servers:
            servers.remove(address)
    return Reply()


def _domain_name(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).domain_names[values.get("vrf", "")] = values["name"]
    return Reply()


def _no_domain_name(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).domain_names.pop(values.get("vrf", ""), None)
    return Reply()


def _domain_lookup(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).domain_lookup = True
    return Reply()


def _no_domain_lookup(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).domain_lookup = False
    return Reply()


def _lookup_source(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).domain_lookup_source[values.get("vrf", "")] = values["interface"]
    return Reply()


def _no_lookup_source(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).domain_lookup_source.pop(values.get("vrf", ""), None)
    return Reply()


def _host(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).hosts[values.get("vrf", ""), values["name"]] = values["addresses"].split()
    return Reply()


def _no_host(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).hosts.pop((values.get("vrf", ""), values["name"]), None)
    return Reply()


def _http_source(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).http_client_source = values["interface"]
    return Reply()


def _no_http_source(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).http_client_source = ""
    return Reply()


# -- lines that only need to be remembered ----------------------------------------------------------------------


def _text(words: Words, values: Values) -> str:
    return " ".join([*words, *([values["rest"]] if "rest" in values else [])])


def _plain(shell: Shell, words: Words, values: Values) -> Reply:
    line, stored = _text(words, values), _config(shell).plain
    negative = f"no {line}"
    if negative in stored:
        stored.remove(negative)
    elif line not in stored:
        stored.append(line)
    return Reply()


def _no_plain(shell: Shell, words: Words, values: Values) -> Reply:
    line, stored = _text(words[1:], values), _config(shell).plain
    stored[:] = [kept for kept in stored if kept != line and not kept.startswith(f"{line} ")]
    return Reply()


def _enter_block(shell: Shell, words: Words, values: Values) -> Reply:
    header = _text(words, values)
    _config(shell).blocks.setdefault(header, [])
    shell.mode, shell.context = _BLOCKS[" ".join(words)], header
    return Reply()


def _no_block(shell: Shell, words: Words, values: Values) -> Reply:
    _config(shell).blocks.pop(_text(words[1:], values), None)
    return Reply()


def _block_line(shell: Shell, words: Words, values: Values) -> Reply:
    line, lines = _text(words, values), _config(shell).blocks[shell.context]
    if words[0] == "revocation-check":
        lines[:] = [kept for kept in lines if not kept.startswith("revocation-check")]
    if line not in lines:
        lines.append(line)
    return Reply()


def _no_block_line(shell: Shell, words: Words, values: Values) -> Reply:
    line, lines = _text(words[1:], values), _config(shell).blocks[shell.context]
    lines[:] = [kept for kept in lines if kept != line and not kept.startswith(f"{line} ")]
    return Reply()
