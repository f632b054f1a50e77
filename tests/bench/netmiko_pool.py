# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A contender: what an engineer writes with netmiko. `python -m tests.bench.netmiko_pool TARGETS WIDTH COMMAND...`"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from netmiko import ConnectHandler  # type: ignore[import-not-found,unused-ignore]

_SECONDS = 120


def read(login: dict[str, Any], port: int, commands: list[str]) -> list[str]:
    """Log in, run the commands, log out; returns what was printed."""
    with ConnectHandler(
        device_type="cisco_xe",
        host="127.0.0.1",
        port=port,
        username=login["user"],
        password=login["password"],
        conn_timeout=_SECONDS,
        banner_timeout=_SECONDS,
        auth_timeout=_SECONDS,
    ) as device:
        return [str(device.send_command(command, read_timeout=_SECONDS)) for command in commands]


def main() -> None:
    login = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    commands = sys.argv[3:]
    with ThreadPoolExecutor(int(sys.argv[2])) as pool:
        outputs = list(pool.map(lambda port: read(login, port, commands), login["ports"]))
    if not all("Smart Licensing" in output[0] for output in outputs):
        raise SystemExit("a device did not answer")


if __name__ == "__main__":
    main()
