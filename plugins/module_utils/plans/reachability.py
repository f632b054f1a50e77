# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a product instance needs to reach its server, what a server needs to pull from it, and the lines for that."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..words.errors import InvalidValue
from ..words.values import MASK, checked, checked_number

HIGHEST_PRIVILEGE = 15
_MOST_CONNECTIONS = 300
TRUST_POINT = "SLA-TrustPoint"
# What the options call it, and the state.
Reachability = Mapping[str, Any]
Params = Mapping[str, Any]


@dataclass(frozen=True)
class Need:
    """One thing that is wanted: the configuration `lines` that give it, and whether the device has it.

    `shown`: the lines as they may be seen. `access`: it decides who may log in. `has`: what is in its place
    now, each entry with the lines of its block; `adds_up`: a second entry there does not replace the first.
    `management`: it decides how the device is reached, so a mistake can cut it off.
    """

    lines: tuple[str, ...]
    met: bool
    has: tuple[str, ...] = ()
    access: bool = False
    secret: str = ""
    adds_up: bool = False
    management: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the lines without the password in them."""
        return tuple(f"{line.removesuffix(self.secret)}{MASK}" if self.secret else line for line in self.lines)


def needs(params: Params, now: Reachability, me: str | None = None) -> list[Need]:
    """Return what the options ask for, in the order in which it is to be entered; raises InvalidValue.

    Lines that the options do not name stay: the operator's lines are never removed, except for a value of which
    there can be only one. `me`: the user of this session, as far as it is known.
    """
    found = [*_from_the_device(params, now), *_to_the_device(params, now), *_access(params, now)]
    if params["verify_only"]:
        return found
    refused = [line for need in found if need.access and not need.met for line in need.shown]
    if refused and not params["allow_access_changes"]:
        raise InvalidValue(
            f"these lines decide who may log in: {'; '.join(refused)}. Enter them yourself, or set "
            "allow_access_changes: true (for a workflow in slp_reachability) where the accounts are known to be right."
        )
    cutting = [line for need in found if need.management and not need.met for line in need.shown]
    if cutting and not params["allow_management_changes"]:
        raise InvalidValue(
            f"these lines can cut the management of the device off: {'; '.join(cutting)}. Enter them yourself, or set "
            "allow_management_changes: true (for a workflow in slp_reachability), best with slp_safe_reload: 10."
        )
    if refused and params["aaa"]:
        _require_a_way_back(params, now, me)
    return found


def taking_back(params: Params, before: Reachability, now: Reachability) -> list[str]:
    """Return the configuration lines that lead from `now` back to `before`, for what the options name."""
    asked = {**params, "verify_only": True}
    pairs = list(zip(needs(asked, before), needs(asked, now), strict=True))
    return [line for was, found in reversed(pairs) for line in _back(was, found)]


def _back(was: Need, found: Need) -> Iterator[str]:
    if was.adds_up or not was.has:
        for entry in found.has:
            if entry not in was.has:
                yield from _without(entry)
    for entry in was.has:
        if entry not in found.has:
            yield from entry.split("\n")


def _without(entry: str) -> Iterator[str]:
    """Yield the lines that take an entry away; of a block, the line inside."""
    head, *inside = entry.split("\n")
    if inside:
        yield from (head, f" no{inside[0]}", *inside[1:])
    elif head.startswith("username "):
        yield f"no username {head.split()[1]}"
    else:
        yield head.removeprefix("no ") if head.startswith("no ") else f"no {head}"


def _single(line: str, met: bool, *, access: bool = False, management: bool = False) -> Need:
    """Return a need whose line is there, or nothing is in its place."""
    return Need((line,), met, (line,) if met else (), access=access, management=management)


def _require_a_way_back(params: Params, now: Reachability, me: str | None) -> None:
    """Raise InvalidValue if AAA would lock this very session's user out, or take over from servers."""
    for key, what in (("login_default", "aaa authentication login"), ("exec_default", "aaa authorization exec")):
        methods = now["aaa"][key]
        if methods and not _is_local(methods):
            raise InvalidValue(f"aaa: {what} default is '{methods}', and is not replaced; add local yourself.")
    administrators = [
        user["name"] for user in now["users"] if user["privilege"] == HIGHEST_PRIVILEGE and user["password"]
    ]
    if me is None or me not in (*administrators, params["user_name"]):
        own = f"the user of this session, {me}," if me else "this session, which has no user name,"
        raise InvalidValue(
            f"aaa: {own} is not a local user of privilege 15 with a password, and could no longer log in; set "
            "user_name and user_password."
        )


def _is_local(methods: str | None) -> bool:
    return any(method in ("local", "local-case") for method in (methods or "").split())


def _scope(vrf: str | None) -> str:
    return f"vrf {checked('vrf', 'vrf', vrf)} " if vrf else ""


def _address(option: str, value: str) -> str:
    try:
        found = str(ipaddress.ip_address(value))
    except ValueError as error:
        raise InvalidValue(f"{option}: {value!r} is no address") from error
    # Python takes any text for the zone of an IPv6 address, the end of a line as well.
    return checked(option, "host", found)


def _same_address(first: str, second: str) -> bool:
    try:
        return ipaddress.ip_address(first) == ipaddress.ip_address(second)
    except ValueError:
        return first == second


def same_interface(first: str | None, second: str | None) -> bool:
    """Return whether two names mean one interface: Gi0/0 is GigabitEthernet0/0."""
    if first is None or second is None:
        return first is second
    (kind, number), (other, other_number) = _kind_and_number(first), _kind_and_number(second)
    return number == other_number and (kind.startswith(other) or other.startswith(kind))


def _kind_and_number(interface: str) -> tuple[str, str]:
    name = interface.replace(" ", "").lower()
    number = name.lstrip("abcdefghijklmnopqrstuvwxyz-")
    return name.removesuffix(number) if number else name, number


def _from_the_device(params: Params, now: Reachability) -> Iterator[Need]:
    vrf = params["vrf"] or None
    scope = _scope(vrf)
    for given in params["name_servers"]:
        address = _address("name_servers", given)
        known = [server["address"] for server in now["name_servers"] if server["vrf"] == vrf]
        yield _single(f"ip name-server {scope}{address}", any(_same_address(address, one) for one in known))
    if params["domain_lookup"] is not None:
        yield Need(
            ("ip domain lookup" if params["domain_lookup"] else "no ip domain lookup",),
            now["domain_lookup"] == params["domain_lookup"],
            () if now["domain_lookup"] else ("no ip domain lookup",),
        )
    if interface := params["domain_lookup_source_interface"]:
        line = f"ip domain lookup {scope}source-interface"
        name = checked("domain_lookup_source_interface", "path", interface)
        known = [source["interface"] for source in now["domain_lookup_sources"] if source["vrf"] == vrf]
        met = any(same_interface(interface, one) for one in known)
        yield Need((f"{line} {name}",), met, tuple(f"{line} {one}" for one in known))
    if name := params["domain_name"]:
        line = f"ip domain name {scope}"
        known = [domain["name"] for domain in now["domain_names"] if domain["vrf"] == vrf]
        met = name.lower() in (one.lower() for one in known)
        yield Need((f"{line}{checked('domain_name', 'host', name)}",), met, tuple(f"{line}{one}" for one in known))
    for given in params["ntp_servers"]:
        server = checked("ntp_servers", "host", given)
        known = [one["server"].lower() for one in now["ntp_servers"] if one["vrf"] == vrf]
        yield _single(f"ntp server {scope}{server}", server.lower() in known)
    for host in params["hosts"]:
        yield _host(host, now)
    if interface := params["http_client_source_interface"]:
        line, known = "ip http client source-interface", now["http_client_source_interface"]
        name = checked("http_client_source_interface", "path", interface)
        yield Need((f"{line} {name}",), same_interface(known, interface), (f"{line} {known}",) if known else ())
    for route in params["routes"]:
        yield _route(route, now)
    if checks := params["revocation_check"]:
        point = checked("trust_point", "profile", params["trust_point"])
        lines = (f"crypto pki trustpoint {point}", f" revocation-check {' '.join(checks)}", " exit")
        known = now["revocation_checks"].get(point)
        block = (f"{lines[0]}\n revocation-check {' '.join(known)}\n exit",) if known else ()
        yield Need(lines, known == checks, block)


def _host(host: Mapping[str, Any], now: Reachability) -> Need:
    name = checked("hosts.name", "host", host["name"])
    addresses = [_address("hosts.addresses", address) for address in host["addresses"]]
    if not addresses:
        raise InvalidValue(f"hosts: {name} has no address")
    vrf = host["vrf"] or None
    known = [one for one in now["hosts"] if (one["vrf"], one["name"].lower()) == (vrf, name.lower())]
    met = any([_address("", one) for one in entry["addresses"]] == addresses for entry in known)
    # A second line of the same name would add an address to it.
    has = tuple(f"ip host {_scope(vrf)}{one['name']} {' '.join(one['addresses'])}" for one in known)
    lines = (*(f"no {line}" for line in has), f"ip host {_scope(vrf)}{name} {' '.join(addresses)}")
    return Need(lines, met, has, adds_up=True)


def _route(route: Mapping[str, Any], now: Reachability) -> Need:
    try:
        network = ipaddress.IPv4Network(f"{route['prefix']}/{route['mask']}")
        if str(network.netmask) != route["mask"]:
            raise ValueError("the mask is invalid, unlike 255.255.255.0")
    except ValueError as error:
        raise InvalidValue(f"routes: {route['prefix']} {route['mask']} is not a network ({error})") from error
    wanted = {
        "prefix": str(network.network_address),
        "mask": str(network.netmask),
        "next_hop": _address("routes.next_hop", route["next_hop"]),
    }
    vrf = route["vrf"] or None
    line = f"ip route {_scope(vrf)}{wanted['prefix']} {wanted['mask']} {wanted['next_hop']}"
    return _single(line, {"vrf": vrf, **wanted} in now["routes"], management=True)


def _to_the_device(params: Params, now: Reachability) -> Iterator[Need]:
    http = now["http"]
    servers = (("http_server", "plain", "ip http server"), ("https_server", "secure", "ip http secure-server"))
    for option, key, line in servers:
        if params[option] is not None:
            # A service without a line is off.
            has = () if http[key] is None else (line if http[key] else f"no {line}",)
            lines, off = (line if params[option] else f"no {line}",), not params[option]
            yield Need(lines, bool(http[key]) is params[option], has, management=off)
    if wanted := params["http_authentication"]:
        # aaa may have lists of its own behind it.
        line, known = "ip http authentication", http["authentication"] or ""
        has = (f"{line} {known}",) if known else ()
        yield Need((f"{line} {wanted}",), known.split()[:1] == [wanted], has, management=bool(known))
    if params["http_max_connections"] is not None:
        number = checked_number("http_max_connections", params["http_max_connections"], 1, _MOST_CONNECTIONS)
        line, most = "ip http max-connections", http["max_connections"]
        yield Need((f"{line} {number}",), most == number, (f"{line} {most}",) if most else ())
    for option, line in (("restconf", "restconf"), ("netconf", "netconf-yang")):
        if params[option] is not None:
            has = (line,) if now[option] else ()
            lines, off = (line if params[option] else f"no {line}",), not params[option]
            yield Need(lines, now[option] is params[option], has, management=off)
    for address in params["logging_hosts"]:
        yield _single(f"logging host {checked('logging_hosts', 'host', address)}", address in now["logging_hosts"])


def _access(params: Params, now: Reachability) -> Iterator[Need]:
    if params["user_name"]:
        yield _user(params, now)
    if not params["aaa"]:
        return
    aaa = now["aaa"]
    yield _single("aaa new-model", aaa["new_model"], access=True)
    lists = (("login_default", "aaa authentication login default"), ("exec_default", "aaa authorization exec default"))
    for key, line in lists:
        # Existing AAA servers stay: it is sufficient if local is among the methods.
        yield Need((f"{line} local",), _is_local(aaa[key]), (f"{line} {aaa[key]}",) if aaa[key] else (), access=True)


def _user(params: Params, now: Reachability) -> Need:
    name = checked("user_name", "profile", params["user_name"])
    password = checked("user_password", "password", params["user_password"])
    known = next((user for user in now["users"] if user["name"] == name), None)
    line = f"username {name} privilege {HIGHEST_PRIVILEGE}"
    has = (f"username {name} privilege {known['privilege']}",) if known else ()
    if known is not None and known["password"]:
        # The current password cannot be read, so it is not changed.
        return Need((line,), known["privilege"] == HIGHEST_PRIVILEGE, has, access=True)
    # The 0 says that what follows is the password, whatever it looks like.
    return Need((f"{line} secret 0 {password}",), met=False, has=has, access=True, secret=password)
