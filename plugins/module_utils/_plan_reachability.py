# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a product instance needs to reach its server, what a server needs to pull from it, and the lines for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ._errors import InvalidValue
from ._values import checked, checked_number

HIGHEST_PRIVILEGE = 15
_MOST_CONNECTIONS = 99
TRUST_POINT = "SLA-TrustPoint"
# What the options call it, and the state.
Reachability = Mapping[str, Any]
Params = Mapping[str, Any]


@dataclass(frozen=True)
class Need:
    """One thing that is wanted: the configuration C(lines) that give it, and whether the device has it.

    C(shown): the lines as they may be seen. C(access): it decides who may log in.
    """

    lines: tuple[str, ...]
    met: bool
    access: bool = False
    secret: str = ""

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the lines without the password in them."""
        return tuple(line.replace(self.secret, "********") if self.secret else line for line in self.lines)


def needs(params: Params, now: Reachability) -> list[Need]:
    """Return what the options ask for, in the order in which it is to be entered; raises InvalidValue.

    What the options do not name is left as it is: lines of the operator are never removed, but for a value of which
    there can be only one.
    """
    found = [*_from_the_device(params, now), *_to_the_device(params, now), *_access(params, now)]
    refused = [line for need in found if need.access and not need.met for line in need.shown]
    if refused and not params["allow_access_changes"] and not params["verify_only"]:
        raise InvalidValue(
            f"these lines decide who may log in: {'; '.join(refused)}. Enter them yourself, or set "
            "allow_access_changes where the accounts are known to be right."
        )
    return found


def _scope(vrf: str | None) -> str:
    return f"vrf {checked('vrf', 'vrf', vrf)} " if vrf else ""


def _from_the_device(params: Params, now: Reachability) -> Iterator[Need]:
    vrf = params["vrf"] or None
    scope = _scope(vrf)
    for address in params["name_servers"]:
        line = f"ip name-server {scope}{checked('name_servers', 'host', address)}"
        yield Need((line,), {"vrf": vrf, "address": address} in now["name_servers"])
    if params["domain_lookup"] is not None:
        yield Need(
            ("ip domain lookup" if params["domain_lookup"] else "no ip domain lookup",),
            now["domain_lookup"] == params["domain_lookup"],
        )
    if interface := params["domain_lookup_source_interface"]:
        line = (
            f"ip domain lookup {scope}source-interface {checked('domain_lookup_source_interface', 'path', interface)}"
        )
        yield Need((line,), {"vrf": vrf, "interface": interface} in now["domain_lookup_sources"])
    if name := params["domain_name"]:
        line = f"ip domain name {scope}{checked('domain_name', 'host', name)}"
        yield Need((line,), {"vrf": vrf, "name": name} in now["domain_names"])
    for host in params["hosts"]:
        yield _host(host, now)
    if interface := params["http_client_source_interface"]:
        line = f"ip http client source-interface {checked('http_client_source_interface', 'path', interface)}"
        yield Need((line,), now["http_client_source_interface"] == interface)
    for route in params["routes"]:
        yield _route(route, now)
    if checks := params["revocation_check"]:
        point = checked("trust_point", "profile", params["trust_point"])
        lines = (f"crypto pki trustpoint {point}", f" revocation-check {' '.join(checks)}", " exit")
        yield Need(lines, now["revocation_checks"].get(point) == checks)


def _host(host: Mapping[str, Any], now: Reachability) -> Need:
    name = checked("hosts.name", "host", host["name"])
    addresses = [checked("hosts.addresses", "host", address) for address in host["addresses"]]
    if not addresses:
        raise InvalidValue(f"hosts: {name} has no address")
    vrf = host["vrf"] or None
    wanted = {"vrf": vrf, "name": name, "addresses": addresses}
    known = [one for one in now["hosts"] if (one["vrf"], one["name"]) == (vrf, name)]
    # A second line of the same name would add an address to it.
    old = tuple(f"no ip host {_scope(vrf)}{name} {' '.join(one['addresses'])}" for one in known)
    return Need((*old, f"ip host {_scope(vrf)}{name} {' '.join(addresses)}"), wanted in now["hosts"])


def _route(route: Mapping[str, Any], now: Reachability) -> Need:
    wanted = {key: checked(f"routes.{key}", "host", route[key]) for key in ("prefix", "mask", "next_hop")}
    vrf = route["vrf"] or None
    line = f"ip route {_scope(vrf)}{wanted['prefix']} {wanted['mask']} {wanted['next_hop']}"
    return Need((line,), {"vrf": vrf, **wanted} in now["routes"])


def _to_the_device(params: Params, now: Reachability) -> Iterator[Need]:
    http = now["http"]
    for option, key, line in (
        ("http_server", "plain", "ip http server"),
        ("https_server", "secure", "ip http secure-server"),
    ):
        if params[option] is not None:
            yield Need((line if params[option] else f"no {line}",), http[key] is params[option])
    if params["http_authentication"]:
        line = f"ip http authentication {params['http_authentication']}"
        yield Need((line,), http["authentication"] == params["http_authentication"])
    if params["http_max_connections"] is not None:
        number = checked_number("http_max_connections", params["http_max_connections"], 1, _MOST_CONNECTIONS)
        yield Need((f"ip http max-connections {number}",), http["max_connections"] == number)
    for option, line in (("restconf", "restconf"), ("netconf", "netconf-yang")):
        if params[option] is not None:
            yield Need((line if params[option] else f"no {line}",), now[option] is params[option])
    for address in params["logging_hosts"]:
        yield Need((f"logging host {checked('logging_hosts', 'host', address)}",), address in now["logging_hosts"])


def _access(params: Params, now: Reachability) -> Iterator[Need]:
    user = params["user_name"]
    administrators = [known["name"] for known in now["users"] if known["privilege"] == HIGHEST_PRIVILEGE]
    if user:
        name = checked("user_name", "profile", user)
        password = checked("user_password", "password", params["user_password"])
        line = f"username {name} privilege {HIGHEST_PRIVILEGE} secret {password}"
        # Whether the password is still that one, nobody can read.
        yield Need((line,), name in administrators, access=True, secret=password)
    if not params["aaa"]:
        return
    aaa = now["aaa"]
    if not aaa["new_model"] and not administrators and not user:
        raise InvalidValue(
            "aaa: the device has no local user of privilege 15, so with 'aaa new-model' nobody could log in any more; "
            "give one in user_name and user_password."
        )
    yield Need(("aaa new-model",), aaa["new_model"], access=True)
    for key, line in (
        ("login_default", "aaa authentication login default"),
        ("exec_default", "aaa authorization exec default"),
    ):
        # Whoever has servers of AAA set up keeps them: local is enough where it is among the methods.
        yield Need((f"{line} local",), "local" in (aaa[key] or "").split(), access=True)
