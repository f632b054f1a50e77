# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a report in a real browser: 300 generated devices with every finding there is, and hostile names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.unit.report.hosts import HOSTILE

from .looks import NAMES, as_shown, names, printed, status, violations
from .made import report


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report(tmp_path_factory.mktemp("report"), 300)


def test_it_sorts_by_name_and_says_so(page: Any) -> None:
    page.get_by_role("button", name="Device", exact=True).click()
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Device"
    ascending = [name for name in names(page) if name.startswith("sw-")]
    assert ascending == [f"sw-{number}" for number in range(6, 301)]

    page.get_by_role("button", name="Device", exact=True).click()
    assert names(page).index("sw-300") < names(page).index("sw-299")


def test_it_filters_by_text_and_by_severity(page: Any) -> None:
    page.get_by_label("Search").fill("sw-123")
    assert names(page) == ["sw-123"]
    assert status(page) == "1 of 300 devices"

    page.get_by_label("Search").fill("")
    page.locator("#severity").select_option("none")
    assert names(page)
    assert page.locator("#table tbody .mark").count() == 0


def test_the_filters_are_cleared_at_once(page: Any) -> None:
    clear = page.get_by_role("button", name="Clear filters")
    assert not clear.is_visible()
    page.get_by_label("Search").fill("sw-12")
    page.locator("#rule").select_option("ack_overdue")

    clear.click()

    assert status(page) == "300 of 300 devices"
    assert not clear.is_visible()


def test_what_is_to_be_done_leads_to_its_devices(page: Any) -> None:
    page.get_by_label("Search").fill("sw-1")
    link = page.locator("button.to[data-rule]").first
    number = int(re.match(r"\d+", link.inner_text())[0])  # type: ignore[index]

    link.press("Enter")

    assert page.evaluate("document.activeElement.id") == "devices"
    assert page.locator("#rule").input_value() == link.get_attribute("data-rule")
    assert page.locator("#severity").input_value() == link.get_attribute("data-severity")
    assert len(names(page)) == number
    assert status(page) == f"{number} of 300 devices"


def test_a_site_leads_to_its_devices(page: Any) -> None:
    row = page.locator("tr", has=page.get_by_role("button", name="Köln", exact=True))
    devices = row.locator("td").first.inner_text()

    row.get_by_role("button").click()

    assert status(page) == f"{devices} of 300 devices"


def test_what_is_used_but_was_not_bought_is_said_and_drawn(page: Any) -> None:
    rows = page.locator("section[aria-labelledby=licences] tbody tr")
    short = rows.filter(has=page.locator(".over"))

    assert short.count() == rows.filter(has_text="short").count() == 2
    used, bought = (int(short.first.locator("td").nth(column).inner_text()) for column in (1, 2))
    assert short.first.locator("td").last.inner_text() == f"{used - bought} short"
    drawn = short.first.locator(".bought").bounding_box()["width"] / short.first.locator("svg").bounding_box()["width"]
    assert drawn == pytest.approx(bought / used, abs=0.02)
    assert "2 licences exceed the purchased quantity." in page.locator(".verdict").inner_text()


def test_reports_that_files_carry_are_counted_and_told_of_each_device(page: Any) -> None:
    assert re.search(
        r"\d+ usage reports in files wait for an acknowledgement on \d+ devices, the oldest for \d+ days\.",
        page.locator("header").inner_text(),
    )
    page.get_by_label("Search").fill("sw-15")
    page.get_by_role("button", name="sw-15", exact=True).click()
    assert "Usage reports in files\nwaiting\n2\nacknowledged\n12" in page.locator(".detail").inner_text()


def test_a_device_opens_and_closes_by_the_keyboard(page: Any) -> None:
    button = page.locator(NAMES).first
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.locator(".detail h3").first.inner_text().startswith("error")
    page.keyboard.press("Enter")
    assert page.locator(".detail").count() == 0


def test_hostile_names_are_text(page: Any) -> None:
    for name in HOSTILE:
        page.get_by_label("Search").fill(name if name.isascii() and name.isprintable() else name[:2])
        assert as_shown(name) in names(page)
    assert page.locator("img").count() == 0


def test_it_prints_every_device(page: Any) -> None:
    text = printed(page)
    assert all(f"sw-{number}" in text for number in (6, 150, 300))
    assert "300 of 300 devices" in text


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Any, scheme: str, width: int) -> None:
    assert violations(page, scheme, width) == {}


def test_a_phone_does_not_scroll_sideways(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
