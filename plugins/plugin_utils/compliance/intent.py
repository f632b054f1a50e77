# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The intent for a device, from the inventory variables that the roles use as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.module_utils.parsing.convert_bool import boolean

from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.on_prem_url import on_prem_url
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.settings import SMART_URL
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue

_TEXTS = (
    "slp_cslu_url",
    "slp_initiated_by",
    "slp_policy",
    "slp_site",
    "slp_smart_account",
    "slp_ssm_account",
    "slp_ssm_host",
    "slp_ssm_url",
    "slp_topology",
    "slp_transport",
    "slp_url",
    "slp_virtual_account",
    "slp_vrf",
)
_GROUPS = ("slp_privacy", "slp_proxy", "slp_utility")
# The limits of the rules.
_NUMBERS = {"slp_compliance_window": 14, "slp_most_reports": 100, "slp_offline_days": 30}
_LISTS = ("slp_slac_features",)
# The variables for the intent, and for the check itself.
VARIABLES = (*_TEXTS, *_GROUPS, *_LISTS, *_NUMBERS)


def intent_of(variables: Mapping[str, Any], mistakes: Sequence[str] = ()) -> dict[str, Any]:
    """Return the intent that rules compare with a state; None for values that are not set.

    `transport` follows from the topology, and from who initiates contact: a server that collects by itself requires
    nothing of the transport. `compliance_window`, `most_reports` and `offline_days` are the limits of the rules.
    `mistakes`: those given, and the variables that are invalid, which count as not set.
    """
    told = list(mistakes)
    said = {
        **{name: _understood(str, variables, name, told) for name in _TEXTS},
        **{name: _understood(_group, variables, name, told) or {} for name in _GROUPS},
        **{name: _understood(_list, variables, name, told) or [] for name in _LISTS},
        **{name: _understood(int, variables, name, told) for name in _NUMBERS},
    }
    transport = _transport(said)
    return {
        "topology": said["slp_topology"],
        "initiated_by": said["slp_initiated_by"],
        "site": said["slp_site"],
        "transport": transport,
        "url": _url(transport, said, told),
        "proxy": said["slp_proxy"] or None if transport == "smart" else None,
        "vrf": said["slp_vrf"],
        # An account can be meant by its domain, which no device shows.
        "smart_account": None if "." in (said["slp_smart_account"] or "") else said["slp_smart_account"],
        "virtual_account": said["slp_virtual_account"],
        "policy": said["slp_policy"],
        "slac_features": said["slp_slac_features"],
        "utility": _understood(boolean, said["slp_utility"], "enabled", told, "slp_utility."),
        "hostname_private": _understood(boolean, said["slp_privacy"], "hostname", told, "slp_privacy."),
        **{
            name.removeprefix("slp_"): default if said[name] is None else said[name]
            for name, default in _NUMBERS.items()
        },
        "mistakes": told,
    }


def _understood(
    kind: Callable[[Any], Any], said: Mapping[str, Any], name: str, mistakes: list[str], prefix: str = ""
) -> Any:
    value = said.get(name)
    if value in (None, ""):
        return None
    try:
        return kind(value)
    except (TypeError, ValueError):
        # The value stays unsaid: it may be secret.
        mistakes.append(f"{prefix}{name} is not {_NAMES[kind]}")
        return None


def _group(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError
    return dict(value)


def _list(value: Any) -> list[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError
    return [str(entry) for entry in value]


_NAMES: dict[Callable[[Any], Any], str] = {
    str: "a text",
    int: "a whole number",
    boolean: "a boolean",
    _group: "a dictionary",
    _list: "a list",
}


def _transport(said: Mapping[str, Any]) -> str | None:
    if said["slp_topology"] == "direct":
        return said["slp_transport"] or "smart"
    if said["slp_topology"] == "offline":
        return "off"
    pushes = said["slp_initiated_by"] == "product_instance"
    return "cslu" if said["slp_topology"] in ("cslu", "cslu_disconnected", "ssm_on_prem") and pushes else None


def _url(transport: str | None, said: Mapping[str, Any], mistakes: list[str]) -> str | None:
    if transport == "smart":
        return said["slp_url"] if said["slp_url"] not in (None, "default") else SMART_URL
    if transport == "cslu":
        wanted = _on_prem(said, mistakes) if said["slp_topology"] == "ssm_on_prem" else said["slp_cslu_url"]
        return wanted if wanted != "default" else None
    return None


def _on_prem(said: Mapping[str, Any], mistakes: list[str]) -> str | None:
    host, account = said["slp_ssm_host"], said["slp_ssm_account"]
    if said["slp_ssm_url"] or not (host and account):
        return str(said["slp_ssm_url"]) if said["slp_ssm_url"] else None
    try:
        return on_prem_url(host, account)
    except InvalidValue as error:
        mistakes.append(f"slp_ssm_host, slp_ssm_account: {error.message}")
        return None
