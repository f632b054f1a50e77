# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a terminal, a logger or a broken line does to the text of an output. Pure functions, and what draws them.

A harmless mutation adds something and takes nothing from any line. A damaging one takes a part of the text away, or
writes a message into a line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

MESSAGES = (
    "*Nov 24 03:11:06.123: %SMART_LIC-6-POLICY_INSTALL_SUCCESS: A new licensing policy was successfully installed",
    ".Mar 31 17:29:43.447 CST: %SMART_LIC-6-REPORTING_REQUIRED: A Usage report acknowledgement will be required.",
    "Nov 24 2026 03:11:06 UTC: %SYS-5-CONFIG_I: Configured from console by admin on vty0 (192.0.2.1)",
    "000417: *Nov  4 03:11:06.123 UTC: %LINEPROTO-5-UPDOWN: Line protocol on Interface Vlan1, changed state to up",
)
# The pager's line, and how terminals rub it out.
PAGERS = (
    " --More-- " + "\b" * 9 + " " * 8 + "\b" * 9,
    " --More-- " + "\b" * 10 + " " * 10 + "\b" * 10,
    " --More-- \r" + " " * 10 + "\r",
    "--More--\r" + " " * 8 + "\r",
    "\x1b[7m --More-- \x1b[m\r          \r",
    "\x1b[7m--More--\x1b[27m\r\x1b[K",
    " --More-- \n",
)
# Control characters that a logger leaves in the text; characters that end a line are separate mutations.
CONTROLS = ("\x00", "\x07", "\x00\x00\x00", "\x1b[0m", "\x1b[1;32m", "\x11", "\x7f", "\x0f", "\x1b[K")
PREAMBLES = (
    "device#{command}\n",
    "a-very-long.name_of/a-device>{command}\n",
    "{command}\n",
    "\n\n\ndevice#\ndevice#{command}\n",
    "device#{command}\nLoad for five secs: 1%/0%; one minute: 4%; five minutes: 3%\n",
)


class Mutation(NamedTuple):
    """A text and what was done to it, for the report of a failure."""

    did: str
    text: str


Mutate = Callable[[st.DrawFn, str, str], Mutation]


def lines_of(text: str) -> list[str]:
    """Return the lines, each with its end."""
    return text.splitlines(keepends=True)


def with_endings(draw: st.DrawFn, _command: str, text: str) -> Mutation:
    """End every line as another machine does."""
    ending = draw(st.sampled_from(["\r\n", "\r\r\n", "\r", "\n\r", " \n", "  \r\n", "\t\n", "\x00\n"]))
    return Mutation(f"lines end in {ending!r}", text.replace("\n", ending))


def with_other_blank_lines(draw: st.DrawFn, _command: str, text: str) -> Mutation:
    """Drop every blank line, or double some lines' ends."""
    lines = lines_of(text)
    if draw(st.booleans()):
        return Mutation("no blank line", "".join(line for line in lines if line.strip()))
    places = draw(st.lists(st.integers(0, len(lines)), max_size=8))
    for place in sorted(places, reverse=True):
        lines.insert(place, draw(st.sampled_from(["\n", "   \n", "\r\n"])))
    return Mutation(f"blank lines at {places}", "".join(lines))


def with_preamble(draw: st.DrawFn, command: str, text: str) -> Mutation:
    """Put the prompt and the echo in front, and the next prompt behind."""
    preamble = draw(st.sampled_from(PREAMBLES)).format(command=command)
    end = "" if text.endswith("\n") else "\n"
    return Mutation(
        f"preamble {preamble!r}", preamble + text + end + draw(st.sampled_from(["", "device#", "device>\n"]))
    )


def with_pager(draw: st.DrawFn, _command: str, text: str) -> Mutation:
    """Leave the remains of the pager in front of some lines."""
    lines = lines_of(text)
    places = draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=6, unique=True))
    pager = draw(st.sampled_from(PAGERS))
    for place in places:
        lines[place] = pager + lines[place]
    return Mutation(f"{pager!r} in front of lines {sorted(places)}", "".join(lines))


def with_messages(draw: st.DrawFn, _command: str, text: str) -> Mutation:
    """Print messages between lines, each on a line of its own."""
    lines = lines_of(text if text.endswith("\n") else f"{text}\n")
    places = draw(st.lists(st.integers(0, len(lines)), min_size=1, max_size=6))
    message = draw(st.sampled_from(MESSAGES))
    for place in sorted(places, reverse=True):
        lines.insert(place, f"{message}\n")
    return Mutation(f"{message[:30]!r} in front of lines {sorted(places)}", "".join(lines))


def with_controls(draw: st.DrawFn, _command: str, text: str) -> Mutation:
    """Strew control characters over the text."""
    control = draw(st.sampled_from(CONTROLS))
    places = draw(st.lists(st.integers(0, len(text)), min_size=1, max_size=12))
    for place in sorted(places, reverse=True):
        text = text[:place] + control + text[place:]
    return Mutation(f"{control!r} at {sorted(places)}", text)


HARMLESS: tuple[Mutate, ...] = (
    with_endings,
    with_other_blank_lines,
    with_preamble,
    with_pager,
    with_messages,
    with_controls,
)


def cut_anywhere(draw: st.DrawFn, _command: str, text: str) -> Mutation:
    """Lose all behind a character."""
    end = draw(st.integers(0, len(text)))
    return Mutation(f"ends in {text[:end][-30:]!r}", text[:end])


def cut_behind_a_line(draw: st.DrawFn, _command: str, text: str) -> Mutation:
    """Lose all behind a line."""
    lines = lines_of(text)
    kept = draw(st.integers(0, len(lines)))
    return Mutation(f"the first {kept} lines", "".join(lines[:kept]))


def without_a_block(draw: st.DrawFn, _command: str, text: str) -> Mutation:
    """Lose one section with all its lines."""
    blocks = blocks_of(text)
    gone = draw(st.integers(0, len(blocks) - 1))
    return Mutation(f"without {blocks[gone][:40]!r}", "".join(blocks[:gone] + blocks[gone + 1 :]))


def with_a_message_inside(draw: st.DrawFn, _command: str, text: str) -> Mutation:
    """Write a message into the middle of a line; the rest of the line follows it, or is on the next line."""
    lines = lines_of(text)
    place = draw(st.sampled_from([index for index, line in enumerate(lines) if _can_be_broken(line)]))
    line = lines[place]
    start = len(line) - len(line.lstrip())
    at = draw(st.integers(start + 1, len(line.rstrip()) - 1))
    # Behind a digit at the margin nobody could say where the number of the message begins.
    messages = MESSAGES[:3] if line[:at].isdigit() else MESSAGES
    message = draw(st.sampled_from(messages)) + draw(st.sampled_from(["", "\n"]))
    lines[place] = line[:at] + message + line[at:]
    return Mutation(f"line {place} is {lines[place]!r}", "".join(lines))


def _can_be_broken(line: str) -> bool:
    """Return whether a line is of the output, and not of the terminal."""
    return len(line.strip()) > 1 and not line.startswith(("Load for five secs", "show ")) and "#" not in line


def with_an_unknown_section(draw: st.DrawFn, _command: str, text: str) -> Mutation:
    """Print a section of a release to come behind another, with the labels of that and values of its own."""
    blocks = blocks_of(text)
    place = draw(st.integers(1, len(blocks)))
    labels = [line.partition(": ")[0] for line in lines_of(blocks[place - 1]) if ": " in line]
    section = "".join(f"{line}\n" for line in ["Quantum Ledger:", *(f"{label}: ENABLED" for label in labels), ""])
    return Mutation(f"{section!r} in front of block {place}", "\n".join([*blocks[:place], section, *blocks[place:]]))


def blocks_of(text: str) -> list[str]:
    """Return the sections: each begins with a line at the margin behind a blank line, and is no licence."""
    blocks: list[str] = []
    blank = True
    for line in lines_of(text):
        title = blank and line.strip() and not line[0].isspace() and "(" not in line
        blank = not line.strip()
        if title or not blocks:
            blocks.append("")
        blocks[-1] += line
    return blocks
