# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a device of a story says of its reports and of the files on its flash."""

from __future__ import annotations

import hashlib

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import VERSION_COMMAND
from tests.unit.conversation.twin import Pair
from tests.unit.operations.texts import VERSION

SCP = "show running-config | include ^ip scp server enable"
SCP_IS_ON: Pair = (SCP, "ip scp server enable\n")
SCP_IS_OFF: Pair = (SCP, "")

FAILURES = "show logging | include INSTALL_FAILED"


def rum(*states: str) -> str:
    """Return the list of reports, numbered from 1001, in these states."""
    rows = [f"{1001 + index}                {state}  N     network-advantage" for index, state in enumerate(states)]
    head = ["Smart Licensing Usage Report:", "=" * 36, "Report Id,          State,    Flag, Feature Name"]
    return "\n".join([*head, *rows, ""])


def reading(text: str, *states: str) -> list[Pair]:
    """Return the exchange that reads licences, platform and reports."""
    return [("show license all", text), (VERSION_COMMAND, VERSION), ("show license rum id all", rum(*states))]


def look(text: str, *states: str, log: str = "") -> list[Pair]:
    """Return what is read to see what came of an import: licences, platform and reports, and the log."""
    return [*reading(text, *states), (FAILURES, log)]


def listing(files: dict[str, int] | None = None, free: int = 5_000_000_000, scp: Pair = SCP_IS_ON) -> list[Pair]:
    """Return the exchange that reads the directory and whether SCP is on."""
    return [("dir flash:", directory(files or {}, free)), scp]


def directory(files: dict[str, int], free: int = 5_000_000_000) -> str:
    """Return what dir prints."""
    rows = [
        f"{number:5}  -rw-  {size:15}  Nov 24 2026 10:00:00 +00:00  {name}"
        for number, (name, size) in enumerate(files.items(), 11)
    ]
    folder = "   10  drwx             4096  Nov 24 2026 10:00:00 +00:00  .installer"
    return "\n".join(["Directory of flash:/", "", folder, *rows, "", f"7897796608 bytes total ({free} bytes free)", ""])


def shown(name: str, data: bytes) -> list[Pair]:
    """Return the exchange that brings a file over the terminal, which shows no line end at the end of a file."""
    digest = hashlib.md5(data).hexdigest()
    return [
        (f"more flash:{name}", data.decode().rstrip("\n")),
        (f"verify /md5 flash:{name}", f"...Done!\nverify /md5 (flash:{name}) = {digest}\n"),
    ]
