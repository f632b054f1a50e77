# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What anybody on the machine can see of a play while it runs: command lines and environments of its processes."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from pathlib import Path

_EVERY_SECONDS = 0.2


class Watch:
    """Looks at every process that inherited a mark (`NAME=value`) in its environment, until it is stopped."""

    def __init__(self, mark: str, secrets: Iterable[str]) -> None:
        self._mark = mark.encode()
        self._secrets = [secret.encode() for secret in secrets]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.seen: set[str] = set()

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def alive(self) -> list[str]:
        """Return the command lines of the marked processes that are there now."""
        return [line.replace(b"\0", b" ").decode(errors="replace") for line, _environment in self._processes()]

    def _look(self) -> None:
        while not self._stop.wait(_EVERY_SECONDS):
            for line, environment in self._processes():
                for secret in self._secrets:
                    if secret in line:
                        self.seen.add(f"a secret in a command line: {line[:60]!r}")
                    if secret in environment:
                        self.seen.add(f"a secret in the environment of {line[:60]!r}")

    def _processes(self) -> list[tuple[bytes, bytes]]:
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            # A process that has ended and was not waited for no longer has an environment.
            with contextlib.suppress(OSError):
                environment = (place / "environ").read_bytes()
                if self._mark in environment.split(b"\0"):
                    found.append(((place / "cmdline").read_bytes(), environment))
        return found
