# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates as devices print them. Zones are free-form names: two dates of one device compare, others do not."""

from __future__ import annotations

import datetime as dt
import re

_DATE = re.compile(r"(?P<stamp>[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4})(?: (?P<zone>\S+))?")


def parse_date(text: str | None) -> dt.datetime | None:
    """Read `Mar 13 21:32:51 2024 UTC` as the wall clock of the device (naive); None for anything else."""
    match = _DATE.match(text or "")
    if match is None:
        return None
    try:
        return dt.datetime.strptime(" ".join(match["stamp"].split()), "%b %d %H:%M:%S %Y")
    except ValueError:
        return None


def days_between(start: dt.datetime, end: dt.datetime) -> float:
    """Return the days from start to end, both wall clocks of the same device; negative when end is past."""
    return (end - start).total_seconds() / 86400
