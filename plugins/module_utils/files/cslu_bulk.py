# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file for CSLU's bulk add: its columns, and one row per device. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from ..words.errors import InvalidValue

# By title, what is in the column. CSLU's own template was not seen: its titles may be others.
DEFAULT_COLUMNS = {
    "Host": "address",
    "Connect Method": "connect_method",
    "User Name": "username",
    "Password": "password",
}
FIELDS = (
    "address",
    "connect_method",
    "empty",
    "hostname",
    "password",
    "pid",
    "smart_account",
    "sn",
    "username",
    "virtual_account",
)
# A spreadsheet takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@")


def bulk_file(columns: Mapping[str, str], devices: Iterable[Mapping[str, str]]) -> str:
    """Return CSV with the titles and a row for each device.

    `columns`: what is in a column (one of FIELDS), by its title. `devices`: the values by field; a field that is
    missing stays empty. Raises InvalidValue for an unknown field, and for a value that would not reach CSLU as it is.
    """
    for title, field in columns.items():
        if field not in FIELDS:
            raise InvalidValue(f"columns: {title}: {field} is none of {', '.join(FIELDS)}")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_cell("columns", title, title) for title in columns])
    for device in devices:
        name = device["hostname"]
        writer.writerow([_cell(name, field, device.get(field, "")) for field in columns.values()])
    return text.getvalue()


def _cell(owner: str, field: str, value: str) -> str:
    """Quoting a value for a spreadsheet would change it for CSLU, so what needs that is refused. Names no value."""
    if value.startswith(_FORMULA) or not value.isprintable():
        raise InvalidValue(
            f"{owner}: its {field} starts with a formula character, or has a control character; omit the column or "
            "add this device in CSLU manually"
        )
    return value
