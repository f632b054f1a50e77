# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file system of a device: named files of bytes, dates, and an end to the space."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import Faults

NO_SUCH_FILE = "No such file or directory"
NO_SPACE = "No space left on device"
READ_ONLY = "Read-only file system"
IS_FOLDER = "Is a directory"
DEFAULT_FOLDERS = ("lost+found", ".installer", "core", "tracelogs")
ROOM_WHEN_FULL = 700
_NAMES = ("flash:", "bootflash:")
_FIRST_NUMBER = 11


class FlashError(Exception):
    """Why the file system refuses, in the words between the brackets of its messages."""


@dataclass(frozen=True)
class Entry:
    """One file; `number` is its place in the directory, `written` is in seconds of lab time."""

    number: int
    data: bytes
    written: float


@dataclass
class Flash:
    """`name` is how the device calls its file system (`flash:`, `bootflash:`); both names lead to it."""

    name: str
    faults: Faults = field(default_factory=Faults)
    capacity: int = 11_353_194_496
    occupied: int = 3_240_849_408
    folders: tuple[str, ...] = DEFAULT_FOLDERS
    files: dict[str, Entry] = field(default_factory=dict)
    _numbered: int = _FIRST_NUMBER + len(DEFAULT_FOLDERS)

    @property
    def free(self) -> int:
        if self.faults.storage_full:
            return ROOM_WHEN_FULL
        return max(0, self.capacity - self.occupied - sum(len(entry.data) for entry in self.files.values()))

    def holds(self, path: str) -> bool:
        """Whether a path means this file system: with one of its names, or with none."""
        return ":" not in path or path.lower().startswith(_NAMES)

    def spell(self, path: str) -> str:
        """`bootflash:/usage.xml`: a path the way the device writes it back."""
        return f"{self.name}/{self._inside(path)}"

    def read(self, path: str) -> bytes:
        """Raises FlashError."""
        inside = self._inside(path)
        if inside in self.folders:
            raise FlashError(IS_FOLDER)
        if inside not in self.files:
            raise FlashError(NO_SUCH_FILE)
        return self.files[inside].data

    def write(self, path: str, data: bytes, now: float) -> None:
        """Replace or add a file. Raises FlashError; where the space ends, what fitted stays."""
        self._check_writable()
        inside = self._inside(path)
        folder, _, name = inside.rpartition("/")
        if not name or (folder and folder not in self.folders):
            raise FlashError(NO_SUCH_FILE)
        if inside in self.folders:
            raise FlashError(IS_FOLDER)
        self.files.pop(inside, None)
        self._numbered += 1
        room = self.free
        self.files[inside] = Entry(self._numbered, data[:room], now)
        if len(data) > room:
            raise FlashError(NO_SPACE)

    def delete(self, path: str) -> None:
        """Raises FlashError."""
        self.read(path)
        self._check_writable()
        del self.files[self._inside(path)]

    def _check_writable(self) -> None:
        if self.faults.flash_read_only:
            raise FlashError(READ_ONLY)

    def is_folder(self, path: str) -> bool:
        inside = self._inside(path)
        return not inside or inside in self.folders

    def within(self, path: str) -> list[tuple[str, Entry | None]]:
        """The names in a folder in their order on the screen; None stands for a folder. Raises FlashError."""
        inside = self._inside(path)
        if inside and inside not in self.folders:
            self.read(path)
            return [(inside, self.files[inside])]
        prefix = f"{inside}/" if inside else ""
        files = [(name[len(prefix) :], entry) for name, entry in self.files.items() if name.startswith(prefix)]
        return [
            *((name, None) for name in self.folders if not inside),
            *((name, entry) for name, entry in files if "/" not in name),
        ]

    @staticmethod
    def _inside(path: str) -> str:
        return path.rpartition(":")[2].strip("/")


def base_name(path: str) -> str:
    """The last part of a path or URL: what a copy is called unless the user says otherwise."""
    return path.rpartition("/")[2].rpartition(":")[2]
