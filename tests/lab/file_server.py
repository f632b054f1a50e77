# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file server that the devices reach by tftp, ftp, scp and http: a state, and nothing that listens anywhere.

With a `root`, what devices put there is written into that folder of this machine as well, and what lies in it is given
out: so it is when the server runs beside Ansible.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

HOSTS = ("192.0.2.69", "files.lab.example")
USERNAME, PASSWORD = "files", "lab-Files-1"
TIMED_OUT, NO_SUCH_FILE, NO_SPACE = "Timed out", "No such file or directory", "No space left on device"
# By scheme, what a device says of a user that the server does not know; tftp knows no users.
_REFUSED = {"ftp": "Incorrect Login/Password", "scp": "Permission denied", "http": "Permission denied"}


class Trouble(Exception):
    """What went wrong, in the words between the brackets of a device's message."""


@dataclass
class FileServer:
    """`files` by path, which begins with a slash. `unreachable`: nobody answers; `full`: it takes nothing."""

    files: dict[str, bytes] = field(default_factory=dict)
    root: str = ""
    unreachable: bool = False
    full: bool = False

    def reset(self) -> None:
        self.files.clear()
        self.root, self.unreachable, self.full = "", False, False

    def get(self, url: str) -> bytes:
        """Raises Trouble."""
        path = self._admitted(url).path
        beside = Path(self.root + path) if self.root else None
        if beside is not None and beside.is_file():
            return beside.read_bytes()
        if path not in self.files:
            raise Trouble(NO_SUCH_FILE)
        return self.files[path]

    def put(self, url: str, data: bytes) -> None:
        """Raises Trouble. A folder must be there, with a root; what does not fit leaves an empty file, as tftp does."""
        path = self._admitted(url).path
        if self.root and not Path(self.root + path).parent.is_dir():
            raise Trouble(NO_SUCH_FILE)
        self.files[path] = b"" if self.full else data
        if self.root:
            Path(self.root + path).write_bytes(self.files[path])
        if self.full:
            raise Trouble(NO_SPACE)

    def _admitted(self, url: str) -> SplitResult:
        parts = urlsplit(url)
        if self.unreachable or parts.hostname not in HOSTS:
            raise Trouble(TIMED_OUT)
        scheme = "http" if parts.scheme == "https" else parts.scheme
        if scheme in _REFUSED and (parts.username, parts.password) != (USERNAME, PASSWORD):
            raise Trouble(_REFUSED[scheme])
        return parts
