# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks that are compared, as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import DEFAULT_SUBSET, SUBSETS

Task = dict[str, Any]
Play = dict[str, Any]

OURS = "netops.smart_licensing.network_cli"
STOCK = "ansible.netcommon.network_cli"
DIRECT = "netops.smart_licensing.direct"
COMPLIANCE = "netops.smart_licensing.compliance"

# What slp_info sends when it is asked for nothing special.
SHOWS = tuple(command for subset in DEFAULT_SUBSET for command in SUBSETS[subset])
# How often, and after what pause, the hand-written play looks again whether the device has got there.
_LOOK_AGAIN = {"retries": 20, "delay": 2}


def play(connection: str, *tasks: Task) -> list[Play]:
    return [{"hosts": "all", "gather_facts": False, "vars": {"ansible_connection": connection}, "tasks": list(tasks)}]


def our_read() -> Task:
    return {"netops.smart_licensing.slp_info": {}}


def fleet_read() -> Task:
    return {
        "netops.smart_licensing.slp_fleet_info": {},
        "register": "read",
        "failed_when": "read.hosts.values() | selectattr('failed', 'defined') | length > 0",
    }


def stock_read() -> Task:
    return {"cisco.ios.ios_command": {"commands": list(SHOWS)}}


def hold(ready: Path, go: Path, seconds: int) -> list[Task]:
    """Tasks that say when they are reached, and then wait while the sessions idle."""
    here = {"delegate_to": "localhost", "run_once": True, "vars": {"ansible_connection": "local"}}
    return [
        {"ansible.builtin.copy": {"content": "", "dest": str(ready), "mode": "0600"}, **here},
        {"ansible.builtin.wait_for": {"path": str(go), "timeout": seconds, "sleep": 1}, **here},
    ]


def hand_written_direct() -> list[Play]:
    """What an engineer writes for the same job: configure, trust, wait, report, wait, save, look."""
    return play(
        STOCK,
        {"name": "Look", "cisco.ios.ios_command": {"commands": ["show license all", "show clock"]}},
        {
            "name": "Configure the transport and save",
            "cisco.ios.ios_config": {
                "lines": ["license smart transport smart", "license smart url default"],
                "save_when": "modified",
            },
        },
        _command("Establish trust", "license smart trust idtoken {{ slp_id_token }} all", no_log=True),
        _wait_for("the trust code", "Trust Code Installed: [A-Z][a-z]{2} "),
        _command("Report", "license smart sync all"),
        _wait_for("the ACK", "Last ACK received: [A-Z][a-z]{2} "),
        _command("Save", "write memory"),
        {"name": "Look again", "cisco.ios.ios_command": {"commands": ["show license all", "show clock"]}},
    )


def _command(name: str, command: str, **keywords: Any) -> Task:
    return {"name": name, "cisco.ios.ios_command": {"commands": [command]}, **keywords}


def _wait_for(what: str, pattern: str) -> Task:
    return {
        "name": f"Wait for {what}",
        "cisco.ios.ios_command": {"commands": ["show license status"]},
        "register": "seen",
        "until": f"seen.stdout is defined and seen.stdout[0] is search('{pattern}')",
        **_LOOK_AGAIN,
    }
