# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All beliefs, in the order of docs/beliefs.md, which is made from them: python -m tests.unit.field.beliefs_page."""

from __future__ import annotations

from ..words.releases import ABILITIES
from .belief import Belief
from .beliefs_of_actions import OF_ACTIONS
from .beliefs_of_outputs import OF_OUTPUTS

OF_RELEASES = tuple(
    Belief(
        id=f"release-{name.replace('_', '-')}",
        text=f"{ability.title[0].upper()}{ability.title[1:]} begins with {ability.release}.",
        evidence="recalled",
        where=("words/releases.py", name),
        if_wrong="A capable earlier release gets a needless warning; an incapable later one refuses the command.",
    )
    for name, ability in ABILITIES.items()
    if not ability.certain
)
BELIEFS: tuple[Belief, ...] = (*OF_ACTIONS, *OF_OUTPUTS, *OF_RELEASES)
