# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documented workflows: which topology, initiated by whom or through which controller, is which playbook."""

from __future__ import annotations

from collections.abc import Iterable

from .errors import InvalidValue

# By topology: the word that tells its workflows apart (none if there is one), and the playbook of each.
WORKFLOWS: dict[str, dict[str, str]] = {
    "cslu": {"product_instance": "cslu_product_instance_initiated", "cslu": "cslu_initiated"},
    "direct": {"": "direct"},
    "controller": {"catalyst_center": "catalyst_center", "sdwan_manager": "sdwan_manager"},
    "cslu_disconnected": {
        "product_instance": "cslu_disconnected_product_instance_initiated",
        "cslu": "cslu_disconnected_cslu_initiated",
    },
    "offline": {"": "offline"},
    "ssm_on_prem": {
        "product_instance": "ssm_on_prem_product_instance_initiated",
        "ssm_on_prem": "ssm_on_prem_initiated",
    },
}


def all_workflows() -> list[str]:
    """Return the names of all workflows, which are those of their playbooks."""
    return [name for words in WORKFLOWS.values() for name in words.values()]


def workflow(topology: str, initiated_by: str = "", controller: str = "") -> str:
    """Return the playbook for a device, from its `slp_topology`, `slp_initiated_by` and `slp_controller`.

    Raises InvalidValue, with the words that fit.
    """
    choices = WORKFLOWS.get(topology)
    if choices is None:
        raise _unfit("slp_topology", topology, WORKFLOWS)
    if "" in choices:
        return choices[""]
    name, word = ("slp_controller", controller) if topology == "controller" else ("slp_initiated_by", initiated_by)
    if word not in choices:
        raise _unfit(name, word, choices)
    return choices[word]


def _unfit(variable: str, word: str, choices: Iterable[str]) -> InvalidValue:
    return InvalidValue(f"{variable}: {word or 'not given'}; it must be one of {', '.join(choices)}.")
