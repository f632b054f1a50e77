# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor: one process a device, libssh, nothing else. `python -m tests.bench.libssh_forks TARGETS WIDTH COMMAND...`

Processes, since libssh's Python binding is not safe in threads.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

from pylibsshext.errors import LibsshChannelException
from pylibsshext.session import Session

_SECONDS = 120
_PROMPT = re.compile(rb"[\r\n][\w-]+#\Z")


def read(login: dict[str, Any], port: int, commands: list[str]) -> bytes:
    """Log in, run the commands, log out; returns what was printed."""
    session = Session()
    session.connect(
        host="127.0.0.1",
        port=port,
        user=login["user"],
        password=login["password"],
        host_key_checking=False,
        look_for_keys=False,
    )
    # The channel is closed first: a session that is freed before its channel crashes the interpreter.
    channel = session.new_channel()
    try:
        channel.request_shell()
        output = _until_prompt(channel)
        for command in ("terminal length 0", *commands):
            channel.write(command.encode() + b"\r")
            output += _until_prompt(channel)
        return output
    finally:
        channel.close()
        session.close()


def _until_prompt(channel: Any) -> bytes:
    output = b"\n"
    deadline = time.monotonic() + _SECONDS
    while not _PROMPT.search(output[-80:]):
        if time.monotonic() > deadline:
            raise TimeoutError("no prompt")
        channel.poll(timeout=1000)
        data = channel.read_nonblocking(65536)
        if data is None:
            raise LibsshChannelException("the device closed the session")
        output += data
    return output


def _child(login: dict[str, Any], port: int, commands: list[str]) -> None:
    status = 1
    try:
        status = 0 if b"Smart Licensing" in read(login, port, commands) else 1
    finally:
        os._exit(status)


def main() -> None:
    login = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    width, commands = int(sys.argv[2]), sys.argv[3:]
    failures = running = 0
    for port in login["ports"]:
        if running == width:
            failures += os.waitstatus_to_exitcode(os.wait()[1]) != 0
            running -= 1
        if os.fork() == 0:
            _child(login, port, commands)
        running += 1
    for _ in range(running):
        failures += os.waitstatus_to_exitcode(os.wait()[1]) != 0
    if failures:
        raise SystemExit(f"{failures} devices did not answer")


if __name__ == "__main__":
    main()
