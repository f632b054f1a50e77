# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be read of a device by the word for it: the commands that show it, and what of a state they fill."""

from __future__ import annotations

from collections.abc import Collection

from .shows import SHOWS

DEFAULT_SUBSET = ("licence", "clock", "config", "platform")
_OTHERS = [show.subset for show in SHOWS if show.subset is not None]
# The commands, in the order in which they are sent.
SUBSETS = {
    subset: tuple(show.sent or show.name for show in SHOWS if show.subset == subset)
    for subset in (*DEFAULT_SUBSET, *_OTHERS)
}
# The commands that can be shared: the lines of reachability name users.
SHARED_COMMANDS = [command for subset in SUBSETS if subset != "reachability" for command in SUBSETS[subset]]
_SHOWN_BY = {show.subset: show.shown_by for show in SHOWS}
_KEYS = {show.subset: (show.key,) for show in SHOWS if show.key} | {
    show.subset: show.keys for show in SHOWS if show.keys
}
_PROOFS = {subset: proof for subset, proof in ((show.subset, show.proof or show.key) for show in SHOWS) if proof}


def fewest(wanted: Collection[str]) -> list[str]:
    """Return the subsets to read, in one order, without the subsets that another of them shows."""
    return [
        subset for subset in SUBSETS if subset in wanted and not any(shown in wanted for shown in _SHOWN_BY[subset])
    ]


def keys_of(subset: str) -> tuple[str, ...]:
    """Return the keys of a state that `subset` shows as whole as show license all; KeyError where there is none."""
    return _KEYS[subset]


def proofs_of(subsets: Collection[str]) -> list[str]:
    """Return the keys that show in a state that `subsets` were read; a subset that no key proves has none."""
    return [_PROOFS[subset] for subset in subsets if subset in _PROOFS]
