# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A belief: what this collection assumes about devices without having seen it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Evidence = Literal["recalled", "guessed", "derived from captures"]


@dataclass(frozen=True)
class Belief:
    """`where`: a file below plugins/module_utils that relies on it, and a name in it."""

    id: str
    text: str
    evidence: Evidence
    where: tuple[str, str]
    if_wrong: str
