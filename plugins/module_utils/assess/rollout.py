# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rollout: which hosts are changed in which batch, and why the next batch may not begin."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..words.errors import InvalidValue

# One host first, the canary; then a tenth; then all that are left.
DEFAULT_BATCH: tuple[int | str, ...] = (1, "10%", "100%")
# In slp_artifact_dir: while a file of this name is there, no batch begins.
STOP_FILE = "STOP"
_AMOUNT = re.compile(r"([0-9]{1,9})(%?)")
# What comes with the ACK, or after it. It can take hours, and says nothing of what was configured.
_WITH_THE_ACK = frozenset({"acknowledgement", "next_report", "policy", "reports", "utility"})


@dataclass(frozen=True)
class Candidate:
    """A host with something to do. `changes`: it is to be changed; else it has only routine to do.

    `batch`, `max_failures`: the variables `slp_batch` and `slp_max_failures` as they were given, None where not.
    """

    host: str
    workflow: str
    changes: bool
    batch: object = None
    max_failures: object = None


@dataclass(frozen=True)
class Lane:
    """The hosts of one workflow that are to be changed, in their batches; `allowed`: how many of them may fail."""

    batches: list[list[str]]
    allowed: int

    @property
    def size(self) -> int:
        """Return the number of its hosts."""
        return sum(map(len, self.batches))


def lanes_of(candidates: Sequence[Candidate]) -> dict[str, Lane]:
    """Return by workflow the hosts that are to be changed, in batches. Its first host says how. Raises InvalidValue."""
    changing = [candidate for candidate in candidates if candidate.changes]
    lanes = {}
    for workflow in dict.fromkeys(candidate.workflow for candidate in changing):
        own = [candidate for candidate in changing if candidate.workflow == workflow]
        sizes = _sizes(own[0].batch, len(own))
        hosts = iter(candidate.host for candidate in own)
        lanes[workflow] = Lane(
            [list(itertools.islice(hosts, size)) for size in sizes],
            _number("slp_max_failures", own[0].max_failures or 0, len(own)),
        )
    return lanes


def batches_of(candidates: Sequence[Candidate], lanes: Mapping[str, Lane]) -> list[list[str]]:
    """Return the batches of a play: those of all workflows side by side; whoever has only routine is in the first."""
    routine = [candidate.host for candidate in candidates if not candidate.changes]
    side_by_side = itertools.zip_longest(*(lane.batches for lane in lanes.values()), fillvalue=())
    first, *others = [list(itertools.chain(*batches)) for batches in side_by_side] or [[]]
    return [batch for batch in [first + routine, *others] if batch]


def unproved(failed: Mapping[str, Any] | None, assessed: Mapping[str, Any], *, reported: bool) -> str | None:
    """Return why a host that was changed proves nothing for the others, in a few words; None where it does.

    `failed`, `assessed`: what slp_assess returned, of the failure and last. `reported`: the run had it report.
    """
    if failed:
        return str(failed["msg"])
    result = assessed["result"]
    missing = {proof["step"]: proof["by"] for proof in result["proofs"] if not proof["proved"]}
    if reported and assessed.get("unheard"):
        return f"no server took a report of it; {missing.get('configuration', 'look at the URL and the way to it')}"
    if result["complete"] or result["open_gates"]:
        return None
    return "; ".join(f"{step}: {by}" for step, by in missing.items() if step not in _WITH_THE_ACK) or None


def stopped(lane: Lane, begun: Sequence[Mapping[str, str | None]]) -> str | None:
    """Return why the next batch of a workflow may not begin; None where it may.

    `begun`: of each batch before it, by host, why it proves nothing; None where it is proved.
    """
    whys = [(host, why) for batch in begun for host, why in batch.items() if why is not None]
    if not whys:
        return None
    done = sum(map(len, begun))
    useless = any(batch and all(why is not None for why in batch.values()) for batch in begun)
    if not useless and len(whys) <= lane.allowed:
        return None
    host, why = whys[0]
    others = f" and {len(whys) - 1} more" if len(whys) > 1 else ""
    return (
        f"the rollout stopped after {done} of {lane.size} hosts, since {host}{others} did not end well: {why} "
        "Mend that and run again; hosts that are complete are not touched. slp_max_failures lets more hosts fail, "
        'slp_batch: "100%" takes all at once.'
    )


def _sizes(asked: object, count: int) -> list[int]:
    """Return the sizes of batches for a number of hosts; the last one that is asked for repeats."""
    if asked is None or asked == "":
        asked = list(DEFAULT_BATCH)
    if isinstance(asked, str):
        asked = asked.split(",")
    words = list(asked) if isinstance(asked, Sequence) else [asked]
    sizes = [max(_number("slp_batch", word, count), 1) for word in words]
    if not sizes:
        raise _unfit("slp_batch", asked)
    found: list[int] = []
    left = count
    for size in itertools.chain(sizes, itertools.repeat(sizes[-1])):
        if left <= 0:
            return found
        found.append(min(size, left))
        left -= size
    return found


def _number(variable: str, word: object, count: int) -> int:
    """Return a number of hosts from `5` or `10%`, rounded down."""
    match = _AMOUNT.fullmatch(str(word).strip()) if not isinstance(word, bool) else None
    if match is None or (match[2] and int(match[1]) > 100):
        raise _unfit(variable, word)
    return count * int(match[1]) // 100 if match[2] else int(match[1])


def _unfit(variable: str, word: object) -> InvalidValue:
    return InvalidValue(
        f'{variable}: {str(word)[:80]!r}; it takes a number of hosts, as 5, or a share of them, as "10%".', word
    )
