# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same work for many hosts, each in a child of its own: a fork costs less than a task of Ansible.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn


@dataclass
class _Child:
    host: str
    pid: int
    began: float
    said: bytearray = field(default_factory=bytearray)


class Died(Exception):
    """A child ended without a result; C(late): it was ended because its time was over."""

    def __init__(self, why: str, *, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


def each(
    hosts: Iterable[str], work: Callable[[str], dict[str, Any]], at_once: int, limit: float
) -> Iterator[tuple[str, dict[str, Any] | Died]]:
    """Yield each host and what C(work) returned for it (JSON types), as they finish; Died where it returned nothing.

    C(at_once): how many children live at a time; C(limit): seconds that each may take. None is left behind.
    """
    waiting = iter(hosts)
    children: dict[int, _Child] = {}
    poll = select.poll()
    try:
        while True:
            for host in _up_to(at_once - len(children), waiting):
                descriptor, child = _begin(host, work, limit)
                children[descriptor] = child
                poll.register(descriptor, select.POLLIN)
            if not children:
                return
            for descriptor, _event in poll.poll():
                piece = os.read(descriptor, 1 << 20)
                if piece:
                    children[descriptor].said += piece
                    continue
                poll.unregister(descriptor)
                child = children.pop(descriptor)
                os.close(descriptor)
                os.waitpid(child.pid, 0)
                yield child.host, _result(child, limit)
    finally:
        for descriptor, child in children.items():
            os.close(descriptor)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)


def _up_to(count: int, hosts: Iterator[str]) -> Iterator[str]:
    for _free, host in zip(range(count), hosts, strict=False):
        yield host


def _begin(host: str, work: Callable[[str], dict[str, Any]], limit: float) -> tuple[int, _Child]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _live(host, work, limit, writer)
    os.close(writer)
    return reader, _Child(host, pid, time.monotonic())


def _live(host: str, work: Callable[[str], dict[str, Any]], limit: float, writer: int) -> NoReturn:
    """Never return: what is above us on the stack belongs to the worker."""
    try:
        # What hangs inside a library can be ended only from outside: the default action of this alarm.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limit)
        # Memory is shared until it is written to; the collector would write to it.
        gc.freeze()
        try:
            said = {"result": work(host)}
        except Exception:
            said = {"error": traceback.format_exc(limit=-2)}
        with os.fdopen(writer, "wb") as stream:
            stream.write(json.dumps(said).encode())
    finally:
        os._exit(0)


def _result(child: _Child, limit: float) -> dict[str, Any] | Died:
    if not child.said:
        late = time.monotonic() - child.began >= limit
        return Died("its time was over" if late else "its process ended before it was done", late=late)
    said: dict[str, Any] = json.loads(child.said)
    return Died(said["error"]) if "error" in said else said["result"]
