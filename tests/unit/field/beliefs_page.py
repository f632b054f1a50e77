# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/beliefs.md, made from the list of beliefs: python -m tests.unit.field.beliefs_page."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.netops.smart_licensing.plugins.module_utils._field.beliefs import BELIEFS
from ansible_collections.netops.smart_licensing.plugins.module_utils._field.checks import CHECKS

PAGE = Path(__file__).parents[3] / "docs" / "beliefs.md"
_HEAD = """\
<!--
Copyright: (c) 2026, netops.smart_licensing contributors
GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later

Made by python -m tests.unit.field.beliefs_page.
-->
# What we believe of devices

No device was at hand when this collection was written. What it does rests on recorded outputs, on models and on
programs that work; where these say nothing, on what stands here. The playbook `field_check.yml` holds a device of yours
against this list, reads only, and says which of these it confirms, contradicts or leaves open (those that reading can
tell are marked *read*). With `record.yml` you can show us what your device says: it replaces serial numbers, names,
addresses, accounts, tokens and keys, and writes a file that is a test as soon as it lies in `tests/replay/field`.

"""


def page() -> str:
    """Return the text of the page."""
    rows = "".join(
        f"| `{belief.id}` | {belief.text} | {belief.evidence} | {'read' if belief.id in CHECKS else 'action'} "
        f"| `{belief.where[0]}`: `{belief.where[1]}` | {belief.if_wrong} |\n"
        for belief in BELIEFS
    )
    head = "| id | we believe | because it is | told by | on it relies | if it is wrong |\n|---|---|---|---|---|---|\n"
    return _HEAD + head + rows


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
