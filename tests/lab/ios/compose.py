# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An output is its blocks in the order of the table of layouts, with the gaps between them that the table gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..device.device import Device

Block = Callable[[Device], list[str]]
_GAPS: Mapping[str, list[str]] = {"blank": [""], "space": [" "], "none": []}


def heading(title: str, rule: str = "=") -> list[str]:
    return [title, rule * len(title)]


def compose(device: Device, output: str, blocks: Mapping[str, Block]) -> list[str]:
    """The lines of `output`. A block that has nothing to say leaves no gap either."""
    lines: list[str] = []
    for row in device.profile.layout.rows(output):
        block = blocks[row.name](device)
        lines += [*(_GAPS[row.gap] if lines and block else []), *block]
    return lines
