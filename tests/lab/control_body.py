# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies of the control API: what is expected in them, and how a wrong one is refused."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web


async def json_body(request: web.Request) -> Mapping[str, Any]:
    """A JSON object; refused with 400 otherwise."""
    try:
        body = await request.json()
    except json.JSONDecodeError as error:
        raise web.HTTPBadRequest(text=f"not JSON: {error}") from error
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="a JSON object is expected")
    return body


def text_of(body: Mapping[str, Any], key: str, default: str | None = None) -> str:
    """A text in a body; refused with 400 when it is missing and has no default."""
    value = body.get(key, default)
    if not isinstance(value, str):
        raise web.HTTPBadRequest(text=f"{key}: a text is expected")
    return value


def assign(faults: Any, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Set fields of a dataclass, all of which are returned; refused with 400 when one is not known."""
    known = {spec.name for spec in dataclasses.fields(faults)}
    unknown = set(wanted) - known
    if unknown:
        raise web.HTTPBadRequest(text=f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}")
    for name, value in wanted.items():
        setattr(faults, name, value)
    return dataclasses.asdict(faults)


def file_answer(name: str, data: bytes) -> web.Response:
    """A download with its name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=data, content_type="application/octet-stream", headers=headers)
