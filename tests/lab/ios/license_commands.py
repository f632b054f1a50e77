# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`license smart ...` in configuration mode, with every `no` form."""

from __future__ import annotations

from ..device.config import DEFAULT_USAGE_INTERVAL, LicenseConfig
from .grammar import Grammar
from .shell import Command, Reply, Shell

_CUSTOMER_KEYS = "{city|country|id|name|postalcode|state|street}"

Words = tuple[str, ...]
Values = dict[str, str]

_UTILITY_ON = "Operation is not supported because Utility management is enabled"
_NOT_WITH_THIS_TRANSPORT = "The current transport type does not support this feature"


def add_license_commands(grammar: Grammar[Command], unsupported: tuple[str, ...]) -> None:
    """`unsupported` are beginnings of commands that this release does not have."""
    for synopsis, command in _commands().items():
        if not synopsis.removeprefix("no ").startswith(unsupported):
            grammar.add(synopsis, command)


def _commands() -> dict[str, Command]:
    return {
        "license smart transport {automatic|callhome|cslu|off|smart}": _transport,
        "no license smart transport": _no_transport,
        "license smart url <url>": _url,
        "license smart url default": _url_default,
        "license smart url smart <url>": _url_smart,
        "license smart url cslu <url>": _url_cslu,
        "license smart url utility <url>": _url_utility,
        "no license smart url [<url>]": _no_url,
        "no license smart url default": _no_url,
        "no license smart url smart [<url>]": _no_url_smart,
        "no license smart url cslu [<url>]": _no_url_cslu,
        "no license smart url utility [<url>]": _no_url_utility,
        "license smart proxy address <address>": _proxy_address,
        "license smart proxy port <port:1..65535>": _proxy_port,
        "no license smart proxy address [<address>]": _no_proxy_address,
        "no license smart proxy port [<port>]": _no_proxy_port,
        "license smart vrf <vrf>": _vrf,
        "no license smart vrf [<vrf>]": _no_vrf,
        "license smart usage interval <days:1..3650>": _interval,
        "no license smart usage interval [<days>]": _no_interval,
        "license smart usage customer-tags {tag1|tag2|tag3|tag4} <value:line>": _tag,
        "no license smart usage customer-tags {tag1|tag2|tag3|tag4} [<value:line>]": _no_tag,
        "license smart privacy all": _privacy("hostname", "version"),
        "license smart privacy hostname": _privacy("hostname"),
        "license smart privacy version": _privacy("version"),
        "no license smart privacy all": _no_privacy("hostname", "version"),
        "no license smart privacy hostname": _no_privacy("hostname"),
        "no license smart privacy version": _no_privacy("version"),
        "license smart utility": _utility,
        "no license smart utility": _no_utility,
        f"license smart utility customer_info {_CUSTOMER_KEYS} <value:line>": _customer,
        f"no license smart utility customer_info {_CUSTOMER_KEYS} [<value:line>]": _no_customer,
        "license smart server-identity-check": _identity_check,
        "no license smart server-identity-check": _no_identity_check,
        # Always on; neither form does anything.
        "license smart enable": _nothing,
        "no license smart enable": _nothing,
    }


def _licence(shell: Shell) -> LicenseConfig:
    return shell.device.config.license


def _nothing(shell: Shell, words: Words, values: Values) -> Reply:
    return Reply()


def _transport(shell: Shell, words: Words, values: Values) -> Reply:
    licence = _licence(shell)
    if words[-1] == "callhome" and licence.utility:
        return Reply(f"{_UTILITY_ON}\n")
    licence.transport = words[-1]
    return Reply()


def _no_transport(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).transport = _licence(shell).default_transport
    return Reply()


def _url(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).set_url(values["url"])
    return Reply()


def _url_default(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).set_url_default()
    return Reply()


def _url_smart(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).set_url_smart(values["url"])
    return Reply()


def _url_cslu(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).url_cslu = values["url"]
    if _licence(shell).transport == "cslu":
        shell.device.agent.schedule_first_push(shell.device.clock.now())
    return Reply()


def _url_utility(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).url_utility = values["url"]
    return Reply()


def _no_url(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).url = _licence(shell).url_smart = ""
    return Reply()


def _no_url_smart(shell: Shell, words: Words, values: Values) -> Reply:
    """Takes away its own line only: the other one, that it once brought along, stays."""
    _licence(shell).url_smart = ""
    return Reply()


def _no_url_cslu(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).url_cslu = ""
    return Reply()


def _no_url_utility(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).url_utility = ""
    return Reply()


def _proxy_address(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).proxy_address = values["address"]
    return Reply()


def _proxy_port(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).proxy_port = int(values["port"])
    return Reply()


def _no_proxy_address(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).proxy_address = ""
    return Reply()


def _no_proxy_port(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).proxy_port = None
    return Reply()


def _vrf(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).vrf = values["vrf"]
    return Reply()


def _no_vrf(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).vrf = ""
    return Reply()


def _interval(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).usage_interval = int(values["days"])
    shell.device.agent.schedule_push()
    return Reply()


def _no_interval(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).usage_interval = DEFAULT_USAGE_INTERVAL
    shell.device.agent.schedule_push()
    return Reply()


def _tag(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).customer_tags[words[-1]] = values["value"]
    return Reply()


def _no_tag(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).customer_tags.pop(words[-1], None)
    return Reply()


def _privacy(*kinds: str) -> Command:
    def run(shell: Shell, words: Words, values: Values) -> Reply:
        _licence(shell).privacy.update(kinds)
        return Reply()

    return run


def _no_privacy(*kinds: str) -> Command:
    def run(shell: Shell, words: Words, values: Values) -> Reply:
        _licence(shell).privacy.difference_update(kinds)
        return Reply()

    return run


def _utility(shell: Shell, words: Words, values: Values) -> Reply:
    if _licence(shell).transport == "callhome":
        return Reply(f"{_NOT_WITH_THIS_TRANSPORT}\n")
    _licence(shell).utility = True
    return Reply()


def _no_utility(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).utility = False
    return Reply()


def _customer(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).customer_info[words[-1]] = values["value"]
    return Reply()


def _no_customer(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).customer_info.pop(words[-1], None)
    return Reply()


def _identity_check(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).server_identity_check = True
    return Reply()


def _no_identity_check(shell: Shell, words: Words, values: Values) -> Reply:
    _licence(shell).server_identity_check = False
    return Reply()
