# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same work for many hosts, in child processes that take one host after the other: cheaper than an Ansible task.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.playbook_end import end_with_parent

Result = dict[str, Any]
Work = Callable[[str], Result]
_PIECE = 1 << 20


class Died(Exception):
    """A child ended without a result; `late`: it was ended because its time was over."""

    def __init__(self, why: str, *, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


@dataclass
class _Child:
    """`host`: what it works on since `began`, None when nothing; `said`: what came of its result so far."""

    pid: int
    line: socket.socket
    host: str | None = None
    began: float = 0.0
    said: bytearray = field(default_factory=bytearray)

    def take(self, host: str) -> None:
        self.host, self.began = host, time.monotonic()
        self.line.sendall(f"{host}\n".encode())

    def end(self) -> None:
        self.line.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def each(hosts: Iterable[str], work: Work, at_once: int, limit: float) -> Iterator[tuple[str, Result | Died]]:
    """Yield each host and what `work` returned for it (JSON types), as they finish; Died where it returned nothing.

    `at_once`: the number of parallel child processes; `limit`: seconds that each host may take. No child outlives this.
    """
    waiting = iter(hosts)
    children: dict[int, _Child] = {}
    poll = select.poll()
    try:
        for host in _up_to(at_once, waiting):
            _begin(children, poll, work, limit).take(host)
        while children:
            for descriptor, _event in poll.poll():
                child = children[descriptor]
                piece = child.line.recv(_PIECE)
                child.said += piece
                if piece and not piece.endswith(b"\n"):
                    continue
                done, outcome = str(child.host), _outcome(child, limit)
                following = next(waiting, None)
                if following is not None and not isinstance(outcome, Died):
                    child.take(following)
                else:
                    poll.unregister(descriptor)
                    children.pop(descriptor).end()
                    if following is not None:
                        _begin(children, poll, work, limit).take(following)
                yield done, outcome
    finally:
        for child in children.values():
            child.end()


def _up_to(count: int, hosts: Iterator[str]) -> Iterator[str]:
    for _free, host in zip(range(count), hosts, strict=False):
        yield host


def _begin(children: dict[int, _Child], poll: select.poll, work: Work, limit: float) -> _Child:
    ours, its = socket.socketpair()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        # Inherited pipes would keep the other child processes alive after the parent has ended.
        for brother in children.values():
            brother.line.close()
        ours.close()
        _live(work, limit, its, parent)
    its.close()
    child = _Child(pid, ours)
    children[ours.fileno()] = child
    poll.register(ours, select.POLLIN)
    return child


def _live(work: Work, limit: float, line: socket.socket, parent: int) -> NoReturn:
    """Never return: what is above us on the stack belongs to the worker."""
    try:
        # What hangs inside a library can be ended only from outside: the default action of these.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        end_with_parent(parent)
        # Memory is shared until it is written to; the collector would write to it.
        gc.freeze()
        with line.makefile("r", encoding="utf-8") as orders:
            for host in orders:
                signal.setitimer(signal.ITIMER_REAL, limit)
                said = _said(work, host.rstrip("\n"))
                signal.setitimer(signal.ITIMER_REAL, 0)
                line.sendall(f"{said}\n".encode())
    finally:
        os._exit(0)


def _said(work: Work, host: str) -> str:
    try:
        return json.dumps({"result": work(host)})
    except Exception:
        return json.dumps({"error": traceback.format_exc(limit=-2)})


def _outcome(child: _Child, limit: float) -> Result | Died:
    """Return what a child said of its host; nothing is left of it afterwards."""
    said, child.said = bytes(child.said), bytearray()
    if not said.endswith(b"\n"):
        late = time.monotonic() - child.began >= limit
        return Died("its time was over" if late else "its process ended before it finished", late=late)
    told: dict[str, Any] = json.loads(said)
    return Died(told["error"]) if "error" in told else told["result"]
