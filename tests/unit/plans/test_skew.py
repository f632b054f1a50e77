# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a clock is off, when zone names mean nothing by themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.skew import clock_skew, require_right_clock
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError

NOON = dt.datetime(2025, 12, 1, 12, 0, 0, tzinfo=dt.UTC)
INDIA = {"clock": {"zone": "IST", "offset_minutes": 330, "summer_zone": None}}
EUROPE = {"clock": {"zone": "CET", "offset_minutes": 60, "summer_zone": "CEST"}}
EAST_COAST = {"clock": {"zone": "EST", "offset_minutes": -300, "summer_zone": "EDT"}}


def clock(text: str) -> Any:
    return parse_show("show clock", text)


@pytest.mark.parametrize(
    ("text", "config", "hours"),
    [
        ("12:00:00 UTC Mon Dec 1 2025", None, 0),
        ("12:00:00 GMT Mon Dec 1 2025", INDIA, 0),
        ("14:30:00 UTC Mon Dec 1 2025", None, 2.5),
        ("17:30:00 IST Mon Dec 1 2025", INDIA, 0),
        ("12:00:00 IST Mon Dec 1 2025", INDIA, -5.5),
        ("13:00:00 CET Mon Dec 1 2025", EUROPE, 0),
        ("14:00:00 CEST Mon Dec 1 2025", EUROPE, 0),
        ("14:00:00 CET Mon Dec 1 2025", EUROPE, 1),
        ("07:00:00 EST Mon Dec 1 2025", EAST_COAST, 0),
        ("08:00:00 EDT Mon Dec 1 2025", EAST_COAST, 0),
        ("*00:01:00 UTC Mon Mar 1 1993", None, -287123.98),
    ],
)
def test_the_skew_of_a_zone_that_is_known(text: str, config: dict[str, Any] | None, hours: float) -> None:
    skew = clock_skew(clock(text), config, NOON)

    assert skew is not None
    assert skew.total_seconds() / 3600 == pytest.approx(hours, abs=0.01)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("12:00:00 XYZ Mon Dec 1 2025", None),
        ("02:00:00 XYZ Tue Dec 2 2025", None),
        ("00:00:00 XYZ Mon Dec 1 2025", None),
        ("04:00:00 XYZ Tue Dec 2 2025", 2),
        ("22:00:00 XYZ Sun Nov 30 2025", -2),
    ],
)
def test_in_a_zone_that_nobody_defined_only_the_impossible_counts(text: str, hours: float | None) -> None:
    skew = clock_skew(clock(text), INDIA, NOON)

    assert (skew.total_seconds() / 3600 if skew is not None else None) == hours


def test_an_hour_is_still_right_and_a_second_more_is_not() -> None:
    require_right_clock(clock("13:00:00 UTC Mon Dec 1 2025"), None, NOON)
    require_right_clock(clock("11:00:00 UTC Mon Dec 1 2025"), None, NOON)
    for text in ("13:00:01 UTC Mon Dec 1 2025", "10:59:59 UTC Mon Dec 1 2025"):
        with pytest.raises(LicensingError) as caught:
            require_right_clock(clock(text), None, NOON)
        assert caught.value.reason == "clock_skew"


def test_the_error_shows_the_clock_and_the_way_out() -> None:
    with pytest.raises(LicensingError, match=r"\*15:00:00 UTC .* off by \+3.0 hours.*ntp server"):
        require_right_clock(clock("*15:00:00 UTC Mon Dec 1 2025"), None, NOON)


def test_a_clock_that_was_not_read_is_no_skew() -> None:
    require_right_clock(None, None, NOON)
