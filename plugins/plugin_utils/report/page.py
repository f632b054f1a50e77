# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as one self-contained HTML page."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from . import charts
from .carried import carried
from .fleet import Fleet, plural
from .history import Changes, Past
from .licences import Consumption
from .page_data import page_data

_TEMPLATES = Path(__file__).with_name("templates")
# A manager reads the first; the table of the page and the CSV have all.
_MOST_SHOWN = 20
_FIRST_RULES = 10


def page(
    fleet: Fleet,
    title: str,
    consumption: Sequence[Consumption],
    past: Sequence[Past],
    present: Past,
    changed: Changes | None,
) -> str:
    """Return the page. `past` are the reports before this one (`present`), the oldest first."""
    style, script = _read("style.css"), _read("script.js")
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plural"] = plural
    return environment.get_template("page.html.j2").render(
        title=title,
        fleet=fleet,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        data=Markup(for_script(page_data(fleet))),
        counts=fleet.counts(),
        clean=sum(not host.findings for host in fleet.hosts),
        faulty=sum(any(finding.severity == "error" for finding in host.findings) for host in fleet.hosts),
        deadlines=charts.deadlines(fleet),
        sites=charts.by_site(fleet),
        todo=charts.by_rule(fleet),
        first=_FIRST_RULES,
        carried=carried(fleet),
        trend=charts.trend([*past, present]),
        consumption=charts.against_bought(consumption[:_MOST_SHOWN]),
        over=sum(entry.missing > 0 for entry in consumption),
        consumption_more=max(len(consumption) - _MOST_SHOWN, 0),
        bought_known=any(entry.bought is not None for entry in consumption),
        changed=changed,
        present=present,
        last=past[-1] if past else None,
        most=_MOST_SHOWN,
    )


def for_script(data: Any) -> str:
    """Return JSON that no HTML parser takes for markup, whatever its texts say."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
