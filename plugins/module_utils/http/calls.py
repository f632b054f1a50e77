# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to a server, and the message in a response."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


def in_json(body: Any) -> tuple[str, bytes]:
    """Return the content type and the bytes of a JSON body."""
    return "application/json", json.dumps(body, separators=(",", ":")).encode("ascii")


@dataclass(frozen=True)
class Stamp:
    """What makes a request new: milliseconds since 1970 UTC, and a word used once."""

    timestamp: int
    nonce: str


@dataclass(frozen=True)
class Call:
    """One question. `name` is what errors call it; `repeatable`: asking twice does what asking once does.

    `content` turns the body into its content type and bytes.
    """

    name: str
    method: str
    path: str
    repeatable: bool
    body: Callable[[Stamp], Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content: Callable[[Any], tuple[str, bytes]] = in_json


def said_by(answer: Any) -> str:
    """Return what an answer says about itself in words, in one short line; empty when it says nothing.

    Some servers wrap it in a `response` or an `error`.
    """
    keys = ("message", "status_message", "statusMessage", "error_description", "error", "message_code", "error_code")
    texts: list[str] = []
    for holder in (answer, answer.get("response"), answer.get("error")) if isinstance(answer, dict) else ():
        if isinstance(holder, dict):
            texts += [
                str(holder[key]) for key in (*keys, "detail", "details") if isinstance(holder.get(key), str | int)
            ]
    # Some write in words that they have nothing to say.
    return one_line(" ".join(dict.fromkeys(text for text in texts if text.casefold() not in ("", "none", "null"))))


def one_line(text: str) -> str:
    """Return a text of the other side fit for a message: printable, on one line, short."""
    return re.sub(r"[^\x20-\x7e\u00a0-\uffff]+", " ", text).strip()[:300]
