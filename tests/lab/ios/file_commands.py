# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about files: dir, more, verify, delete and copy, with the questions that they ask."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import urlsplit

from ..clock import wall
from ..device.device import Device
from ..device.flash import NO_SUCH_FILE, FlashError, base_name
from ..file_server import TIMED_OUT
from .grammar import Grammar
from .shell import Command, Delivery, Errand, Question, Reply, Shell

Words = tuple[str, ...]
Values = dict[str, str]

_OVERWRITE = "%Warning:There is a file already existing with this name \n"


def add_file_commands(grammar: Grammar[Command]) -> None:
    commands: dict[str, Command] = {
        "dir [<path>]": _dir,
        "more [/ascii] <path>": _more,
        "verify /md5 <path>": _verify,
        "delete [/force] <path>": _delete,
        "copy <source> <destination>": _copy,
    }
    for synopsis, command in commands.items():
        grammar.add(synopsis, command)


def cannot_open(path: str, why: str) -> Reply:
    return Reply(f"%Error opening {path} ({why})\n")


def _dir(shell: Shell, words: Words, values: Values) -> Reply:
    device, path = shell.device, values.get("path", "")
    flash = device.flash
    if not flash.holds(path):
        return cannot_open(path, NO_SUCH_FILE)
    try:
        entries = flash.within(path)
    except FlashError as error:
        return cannot_open(flash.spell(path), str(error))
    shown = flash.spell(path)
    slash = "/" if flash.is_folder(path) and not shown.endswith("/") else ""
    lines = [f"Directory of {shown}{slash}", ""]
    for position, (name, entry) in enumerate(entries, start=11):
        number, mode, size = (entry.number, "-rw-", len(entry.data)) if entry else (position, "drwx", 4096)
        lines.append(f"{number:<8}{mode} {size:>16}  {_date(device, entry.written if entry else None)}  {name}")
    if not entries:
        lines.append("No files in directory")
    return Reply("\n".join([*lines, "", f"{flash.capacity} bytes total ({flash.free} bytes free)", ""]))


def _date(device: Device, moment: float | None) -> str:
    """`Nov 10 2021 15:09:55 +00:00`; what came with the device is as old as its agent."""
    zone = device.config.zone
    when = wall(device.time.shown(device.agent.started if moment is None else moment), zone)
    hours, minutes = divmod(abs(zone.minutes), 60)
    return f"{when:%b %d %Y %H:%M:%S} {'-' if zone.minutes < 0 else '+'}{hours:02d}:{minutes:02d}"


def _reading(apply: Callable[[Shell, str, bytes], Reply]) -> Command:
    """A command on a file that must be there."""

    def run(shell: Shell, words: Words, values: Values) -> Reply:
        path, flash = values["path"], shell.device.flash
        if not flash.holds(path):
            return cannot_open(path, NO_SUCH_FILE)
        try:
            return apply(shell, path, flash.read(path))
        except FlashError as error:
            return cannot_open(flash.spell(path), str(error))

    return run


def _print(shell: Shell, path: str, data: bytes) -> Reply:
    """The bytes as they are: no end of line is added to a file that has none, and the prompt follows at once."""
    text = data.decode("utf-8", "replace")
    if shell.device.faults.close_in_more:
        return Reply(text[: len(text) // 2], close=True)
    return Reply(f"{text}\n")


def _digest(shell: Shell, path: str, data: bytes) -> Reply:
    # An old sum, but the one that this command is about.
    found = hashlib.md5(data, usedforsecurity=False).hexdigest()
    dots = "." * max(1, len(data) // 20000)
    return Reply(f"{dots}Done!\nverify /md5 ({shell.device.flash.spell(path)}) = {found}\n\n")


_more = _reading(_print)
_verify = _reading(_digest)


# -- delete -----------------------------------------------------------------------------------------------------


def _delete(shell: Shell, words: Words, values: Values) -> Reply:
    path, flash = values["path"], shell.device.flash

    def remove() -> Reply:
        try:
            flash.delete(path)
        except FlashError as error:
            return Reply(f"%Error deleting {flash.spell(path)} ({error})\n")
        return Reply()

    if not flash.holds(path):
        return Reply(f"%Error deleting {path} ({NO_SUCH_FILE})\n")
    if "/force" in words:
        return remove()
    confirm = Question(f"Delete {flash.spell(path)}? [confirm]", confirmed(remove))
    return Reply(question=Question(f"Delete filename [{base_name(path)}]? ", lambda _: Reply(question=confirm)))


def confirmed(act: Callable[[], Reply]) -> Callable[[str], Reply]:
    """Enter and anything that begins with y go on; everything else leaves things as they are."""
    return lambda typed: act() if typed.strip().lower()[:1] in ("", "y") else Reply()


# -- copy -------------------------------------------------------------------------------------------------------


def _copy(shell: Shell, words: Words, values: Values) -> Reply:
    """Both ends may be the flash or a URL; a name that is asked for may be typed again."""
    flash, source, destination = shell.device.flash, values["source"], values["destination"]
    inward, outward = not flash.holds(source), not flash.holds(destination)
    if inward and outward:
        return cannot_open(source, "Undefined error")

    def named(typed: str) -> Reply:
        target = _with_name(destination, typed.strip() or _suggested(source, destination))
        if outward:
            return _with_password(target, _send(shell, source, target))
        if inward:
            fetch = _with_password(source, _fetch(shell, source, target))
            return _before_overwriting(shell, target, lambda: fetch)
        return _before_overwriting(shell, target, lambda: _duplicate(shell, source, target))

    filename = Question(f"Destination filename [{_suggested(source, destination)}]? ", named)
    parts = urlsplit(destination if outward else source)
    then = filename
    if parts.scheme == "scp" and (outward or parts.username is None):
        who = parts.username or shell.device.account.username
        end = "Destination" if outward else "Source"
        then = Question(f"{end} username [{who}]? ", lambda _: Reply(question=filename))
    if not outward:
        return Reply(question=then)
    host = parts.hostname or ""
    return Reply(question=Question(f"Address or name of remote host [{host}]? ", lambda _: Reply(question=then)))


def _suggested(source: str, destination: str) -> str:
    return base_name(urlsplit(destination).path if "://" in destination else destination) or base_name(source)


def _with_name(destination: str, name: str) -> str:
    """A destination whose last part is the name that was answered; a whole path is taken as it is."""
    if ":" in name:
        return name
    if "://" in destination and not urlsplit(destination).path:
        return f"{destination}/{name.lstrip('/')}"
    return destination[: max(destination.rfind("/"), destination.rfind(":")) + 1] + name.lstrip("/")


def _before_overwriting(shell: Shell, target: str, act: Callable[[], Reply]) -> Reply:
    try:
        shell.device.flash.read(target)
    except FlashError:
        return act()
    return Reply(_OVERWRITE, Question("Do you want to over write? [confirm]", confirmed(act)))


def _duplicate(shell: Shell, source: str, target: str) -> Reply:
    flash = shell.device.flash
    try:
        data = flash.read(source)
    except FlashError as error:
        return cannot_open(flash.spell(source), str(error))
    return store(shell, target, data, "Copy in progress...C\n")


def _fetch(shell: Shell, source: str, target: str) -> Reply:
    def arrived(delivery: Delivery) -> Reply:
        if delivery.problem:
            return cannot_open(source, delivery.problem)
        return store(shell, target, delivery.data, _loading(source, len(delivery.data)))

    return Reply(f"Accessing {source}...\n", errand=Errand(source, None, arrived))


def _send(shell: Shell, source: str, target: str) -> Reply:
    flash = shell.device.flash
    try:
        data = flash.read(source)
    except FlashError as error:
        return cannot_open(flash.spell(source), str(error))

    def sent(delivery: Delivery) -> Reply:
        if delivery.problem == TIMED_OUT:
            return cannot_open(target, delivery.problem)
        if delivery.problem:
            return Reply(f"%Error writing {target} ({delivery.problem})\n")
        return Reply(f"!\n{_copied(len(data))}")

    # The URL is repeated as it was typed, password and all.
    return Reply(f"Storing {target} ", errand=Errand(target, data, sent))


def _with_password(url: str, going_on: Reply) -> Reply:
    """Scp asks for the password that is not in its URL, also inbound."""
    parts = urlsplit(url)
    if going_on.errand is None or parts.scheme != "scp" or parts.password is not None:
        return going_on
    return Reply(question=Question("Password: ", lambda _: going_on, hidden=True))


def _loading(source: str, size: int) -> str:
    """What is seen of tftp; the others show the URL as it was typed."""
    parts = urlsplit(source)
    if parts.scheme != "tftp":
        return f"Loading {source} !\n"
    name = parts.path.lstrip("/")
    return f"Loading {name} from {parts.hostname} (via GigabitEthernet1): !\n[OK - {size} bytes]\n\n"


def store(shell: Shell, target: str, data: bytes, before: str) -> Reply:
    """Write a file that came from elsewhere, with the words of a copy."""
    flash = shell.device.flash
    try:
        flash.write(target, data, shell.device.clock.now())
    except FlashError as error:
        return Reply(f"{before}%Error writing {flash.spell(target)} ({error})\n")
    return Reply(f"{before}{_copied(len(data))}")


def _copied(size: int) -> str:
    return f"{size} bytes copied in 0.250 secs ({size * 4} bytes/sec)\n"
