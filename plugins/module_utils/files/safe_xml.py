# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Untrusted XML, parsed safely: bounded in size, depth and number of elements; no DOCTYPE, so no entities.

Each element knows its position in the input, so that signed parts can be extracted byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

# Usage files are a few MB at most.
SIZE_LIMIT = 64 * 1024 * 1024
_DEPTH_LIMIT = 32
_ELEMENT_LIMIT = 250_000
# Bytes: of one tag or comment; text and CDATA may be of any length. Expat is given so much at once.
_TAG_LIMIT = 512 * 1024
_CHUNK = 64 * 1024


class XmlRefused(Exception):
    """Why a text is not taken as XML, as the end of a sentence that begins with the name of the file."""


@dataclass(slots=True)
class Element:
    """One element. `data[start:end]` are its bytes, tags included; `text` is what stands directly in it."""

    name: str
    start: int
    end: int = -1
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """Return the first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def text_of(self, name: str) -> str | None:
        """Return the text of the first child of that name without blanks around; None when it is empty or absent."""
        found = self.child(name)
        return (found.text.strip() or None) if found else None

    def walk(self) -> Iterator[Element]:
        """Yield this element and all that it holds, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


def read_xml(data: bytes, limit: int = SIZE_LIMIT) -> Element:
    """Return the root element of a whole UTF-8 document. `limit` in bytes. Raises XmlRefused."""
    if len(data) > limit:
        raise XmlRefused(f"is larger than {limit} bytes")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise XmlRefused("is not written in UTF-8")
    reader = _Reader(data)
    try:
        reader.read()
    except expat.ExpatError as error:
        raise XmlRefused(f"is not complete XML ({error})") from error
    return reader.root


class _Reader:
    """Builds the elements while expat goes through the bytes."""

    root: Element

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._count = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def read(self) -> None:
        """Go through all bytes. Raises XmlRefused, ExpatError."""
        for start in range(0, len(self._data), _CHUNK):
            self.parser.Parse(self._data[start : start + _CHUNK], False)
            # Expat keeps a tag until it sees its end, and all its attributes at once.
            if start + _CHUNK - self.parser.CurrentByteIndex > _TAG_LIMIT:
                raise XmlRefused(f"has a tag longer than {_TAG_LIMIT} bytes")
        self.parser.Parse(b"", True)

    def _doctype(self, *_declaration: object) -> None:
        raise XmlRefused("declares a DOCTYPE, which licence files never do")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _ELEMENT_LIMIT:
            raise XmlRefused(f"has more than {_ELEMENT_LIMIT} elements")
        if len(self._open) >= _DEPTH_LIMIT:
            raise XmlRefused(f"is nested deeper than {_DEPTH_LIMIT} elements")
        element = Element(name, self.parser.CurrentByteIndex)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._texts.append([])

    def _end(self, _name: str) -> None:
        element, texts = self._open.pop(), self._texts.pop()
        element.text = "".join(texts)
        at = self.parser.CurrentByteIndex
        # Of <a/> expat tells the end, of </a> the beginning.
        is_empty_tag = not element.children and not texts and self._data[at - 2 : at] == b"/>"
        element.end = at if is_empty_tag else self._data.index(b">", at) + 1

    def _characters(self, text: str) -> None:
        self._texts[-1].append(text)
