# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/beliefs.md, made from the list of beliefs: python -m tests.unit.field.beliefs_page."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.netops.smart_licensing.plugins.module_utils.field.beliefs import BELIEFS
from ansible_collections.netops.smart_licensing.plugins.module_utils.field.checks import CHECKS

PAGE = Path(__file__).parents[3] / "docs" / "beliefs.md"
_HEAD = """\
<!--
Copyright: (c) 2026, netops.smart_licensing contributors
GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later

Made by python -m tests.unit.field.beliefs_page.
-->
# What we believe about devices

This collection was written without access to a device. It relies on recorded outputs, on models and on working
programs; where these say nothing, it relies on the assumptions below. The playbook `field_check.yml` checks your
device against this list, only reads, and says which entries the device confirms, contradicts or leaves open (reading
can decide those marked *read*). `record.yml` records what your device says: it replaces serial numbers, names,
addresses, accounts, tokens and keys, and writes a file that becomes a test when you put it into `tests/replay/field`.

"""


def page() -> str:
    """Return the text of the page."""
    rows = "".join(
        f"| `{belief.id}` | {belief.text} | {belief.evidence} | {'read' if belief.id in CHECKS else 'action'} "
        f"| `{belief.where[0]}`: `{belief.where[1]}` | {belief.if_wrong} |\n"
        for belief in BELIEFS
    )
    head = "| id | we believe | evidence | decided by | relied on by | if it is wrong |\n|---|---|---|---|---|---|\n"
    return _HEAD + head + rows


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
