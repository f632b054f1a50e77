# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees of the open page: its table, its filters, what is printed of it, and what axe says of it."""

from __future__ import annotations

import io
from typing import Any

import pypdf

from .chromium import AXE

NAMES = "#table tbody th button"
# The table grows as it is scrolled.
_TO_THE_END = "() => { const more = document.getElementById('further'); more.scrollIntoView(); return more.hidden; }"
_CODES = {"\u202e": "\\u202e", "\u0007": "\\u0007", "\u001b": "\\u001b"}


def names(page: Any) -> list[str]:
    """Return the devices of the table, all of them, in their order."""
    page.wait_for_function(_TO_THE_END)
    found: list[str] = page.locator(NAMES).all_text_contents()
    return found


def status(page: Any) -> str:
    """Return what the page says of its filters."""
    told: str = page.get_by_role("status").inner_text()
    return told


def as_shown(name: str) -> str:
    """Return a hostile name as the page writes it."""
    for sign, code in _CODES.items():
        name = name.replace(sign, code)
    return name


def printed(page: Any) -> str:
    """Return the text of the page on paper."""
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return "\n".join(sheet.extract_text() for sheet in sheets)


def violations(page: Any, scheme: str, width: int) -> dict[str, list[str]]:
    """Return what axe finds where a device and a finding are open: pieces of the page by rule."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.locator(NAMES).first.click()
    page.locator(".rule summary").first.click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    return {entry["id"]: [node["html"] for node in entry["nodes"]][:3] for entry in found["violations"]}
