# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of what came of the comparison, as docs/parsing.md shows it."""

from __future__ import annotations

from .trial import GENIE, Trial

_COLUMNS = (
    "texts",
    "captures",
    "mode only",
    "cut",
    "Genie refuses",
    "fields compared",
    "in captures",
    "equal",
    "explained",
)
_HEAD = (f"| command | {' | '.join(_COLUMNS)} |", f"|---|{'---:|' * len(_COLUMNS)}")


def table(trial: Trial) -> str:
    """Return the table in Markdown, and below it how often each explanation was needed."""
    lines = [f"Genie {GENIE}", "", *_HEAD]
    for command, count in trial.counts.items():
        numbers = (
            count.texts,
            count.captures,
            count.not_policy,
            count.cut,
            count.refused,
            count.compared,
            count.compared_in_captures,
            count.equal,
            sum(count.explained.values()),
        )
        lines.append(f"| {command} | {' | '.join(map(str, numbers))} |")
    for command, count in trial.counts.items():
        lines += ["", command] if count.explained else []
        lines += [f"{number:6}  {why}" for why, number in count.explained.items()]
    return "\n".join([*lines, "", f"not explained: {len(trial.differences)}"])
