# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of hosts as the check writes them: generated, the same ones each time."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import shipped

HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "sw\u202e1-kcatta",
    "bell\u0007\u001b[31mred",
    "</script><img src=x onerror=alert(1)>",
)
CHECKED = "2026-11-24T12:00:00Z"
_SITES = ("Berlin", "Hamburg", "Köln", "Leipzig", "Munich", "Stuttgart", "Vienna", "Zurich")
_LICENSES = ("network-advantage", "dna-advantage", "hseck9", "network-essentials")


def host(name: str, **changes: Any) -> dict[str, Any]:
    """Return the content of the file of a host without findings."""
    return {
        "schema": 1,
        "host": name,
        "site": "Berlin",
        "checked_at": CHECKED,
        "device": {"pid": "C9300-24T", "sn": "FOC1", "release": "17.12.4", "mode": "policy", "topology": "direct"},
        "deadlines": {"next_ack_deadline": "Dec 24 12:00:00 2026 UTC", "days_to_ack_deadline": 30.0},
        "licenses": [{"name": "network-advantage", "description": "", "count": 1, "status": "IN USE"}],
        "findings": [],
        "ledger": None,
        "error": None,
        **changes,
    }


def finding(rule: str = "ack_overdue", severity: str = "error", **changes: str) -> dict[str, str]:
    """Return a finding as in the file."""
    texts = {"title": f"Title of {rule}", "message": f"Message of {rule}", "remedy": "Report.", "source": "A document."}
    return {"rule": rule, "severity": severity, **texts, **changes}


def ledger(waiting: int, days: float | None, refused: int = 0) -> dict[str, Any]:
    """Return a ledger as in the file: the oldest of its waiting reports has waited for so many days."""
    return {"waiting": waiting, "acknowledged": 12, "refused": refused, "oldest_waiting_days": days}


def write(folder: Path, *contents: dict[str, Any]) -> Path:
    """Write the files below a folder of compliance, and return that folder."""
    hosts = folder / "hosts"
    hosts.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(contents):
        (hosts / f"{number:05}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def fleet_of(number: int, hostile: bool = True) -> list[dict[str, Any]]:
    """Return so many hosts with findings as a fleet has them, five of them with hostile names."""
    chance = random.Random(7)
    rules = shipped()
    contents = []
    for index in range(number):
        name = HOSTILE[index] if hostile and index < len(HOSTILE) else f"sw-{index + 1}"
        chosen = chance.sample(rules, k=chance.choice((0, 0, 0, 0, 1, 1, 2, 3)))
        found = [
            finding(
                rule["id"],
                rule["severity"],
                title=rule["title"].strip(),
                source=rule["source"].strip(),
                message=f"What {name} says of {rule['id']} is {index}, and that is not what is intended for it.",
            )
            for rule in chosen
        ]
        days = chance.choice((chance.uniform(-5, 14), *(chance.uniform(14, 200) for _ in range(9))))
        licenses = [
            {"name": licence, "description": None, "count": chance.randint(1, 2), "status": "IN USE"}
            for licence in chance.sample(_LICENSES, k=2)
        ]
        contents.append(
            host(
                name,
                site=chance.choice(_SITES),
                findings=found,
                licenses=licenses,
                ledger=ledger(index % 3, index % 40 / 2 if index % 3 else None) if index % 7 == 0 else None,
                deadlines={"next_ack_deadline": "Dec 24 2026", "days_to_ack_deadline": days},
                device={
                    **{"pid": "C9300-24T", "sn": f"FOC{index:08}", "release": chance.choice(("17.9.5", "17.12.4"))},
                    **{"mode": "policy", "topology": chance.choice(("direct", "cslu", "offline"))},
                    **{"smart_account": "Example", "virtual_account": chance.choice(("Campus", "WAN"))},
                },
            )
        )
    return contents
