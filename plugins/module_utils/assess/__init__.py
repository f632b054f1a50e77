# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The progress of a product instance in its workflow: read once, compared with the intent, every proof dated.

Note: this package is private to the collection and can change at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..state.state import State, udi_name
from . import catalyst_center, cslu, cslu_disconnected, direct, offline, sdwan_manager, ssm_on_prem
from .assessment import Assessment
from .facts import Facts
from .intent import Intent
from .since import Since, Way, since_of

_WORKFLOWS: dict[str, Callable[[Facts], Assessment]] = {
    "direct": direct.assess,
    "cslu_product_instance_initiated": cslu.assess,
    "cslu_initiated": cslu.assess,
    "cslu_disconnected_product_instance_initiated": cslu_disconnected.assess,
    "cslu_disconnected_cslu_initiated": cslu_disconnected.assess,
    "catalyst_center": catalyst_center.assess,
    "sdwan_manager": sdwan_manager.assess,
    "offline": offline.assess,
    "ssm_on_prem_product_instance_initiated": ssm_on_prem.assess,
    "ssm_on_prem_initiated": ssm_on_prem.assess,
}
# How a controller leads to its server no transport of the device shows.
_WAYS: dict[str, Callable[[Facts, Mapping[str, Any] | None], Way]] = {
    "catalyst_center": catalyst_center.way,
    "sdwan_manager": sdwan_manager.way,
}
# What leads from a device to its server, of all that slp_transport sets.
_LEADS = ("type", "url", "proxy", "vrf")


def assess(facts: Facts) -> Assessment:
    """Return the steps, gates and proofs of a product instance in the workflow of its intent. Raises InvalidValue."""
    return _WORKFLOWS[facts.intent.workflow](facts)


def facts_of(
    intent: Intent,
    state: State,
    earlier: Mapping[str, Any] | None,
    confirmed: Sequence[str],
    seen: Mapping[str, Any],
) -> tuple[Facts, Way]:
    """Return what an assessment looks at. `earlier`: the result of an earlier run. Raises InvalidValue."""
    bare = Facts(intent, state, Since(None, "", settled=False), confirmed, seen)
    way = way_of(bare, earlier)
    since = since_of(state, way, earlier, intent["since"], catalyst_center.last_report(bare))
    return Facts(intent, state, since, confirmed, seen), way


def way_of(facts: Facts, earlier: Mapping[str, Any] | None) -> Way:
    """Return how the workflow leads to its server. `earlier`: the result of an earlier run."""
    if facts.intent.workflow in _WAYS:
        return _WAYS[facts.intent.workflow](facts, earlier)
    options = facts.intent.transport()
    wanted = {key: options.get(key) for key in _LEADS}
    # A server that collects may be any: the device shows none of it. Catalyst Center turns the transport off as well.
    return Way(
        facts.intent.workflow,
        udi_name(facts.state["product"]),
        wanted,
        in_force=facts.configured,
        distinct=facts.intent.pushes,
    )
