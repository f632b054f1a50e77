# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the report in a real browser, with 300 devices, some of them with hostile names."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.report.hosts import HOSTILE

from .chromium import AXE, CHROMIUM, chromium
from .made import report

if not CHROMIUM:
    pytest.skip("no Chromium is installed (apt-get install chromium)", allow_module_level=True)

ROWS = "#table tbody tr"
BADGES = "#table tbody th button"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report(tmp_path_factory.mktemp("report"), 300)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Any, file: Path) -> Iterator[Any]:
    """Open the page; at the end of the test it has said nothing on the console and asked for nothing."""
    opened = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert said == []
    assert asked == [file.as_uri()]


def names(page: Any) -> list[str]:
    found: list[str] = page.locator(BADGES).all_inner_texts()
    return found


def test_it_sorts_by_name_and_says_so(page: Any) -> None:
    page.get_by_role("button", name="Device", exact=True).click()
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Device"
    ascending = [name for name in names(page) if name.startswith("sw-")]
    assert ascending == sorted(ascending, key=lambda name: int(name.removeprefix("sw-")))

    page.get_by_role("button", name="Device", exact=True).click()
    assert names(page).index("sw-300") < names(page).index("sw-299")


def test_it_filters_by_text_and_by_severity(page: Any) -> None:
    page.get_by_label("Search").fill("sw-123")
    assert names(page) == ["sw-123"]
    assert page.get_by_role("status").inner_text() == "1 of 300 devices"

    page.get_by_label("Search").fill("")
    page.locator("#severity").select_option("none")
    assert page.locator(ROWS + " .mark").count() == 0


def test_a_device_opens_and_closes_by_the_keyboard(page: Any) -> None:
    button = page.locator(BADGES).first
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.locator(".detail h3").first.inner_text().startswith("error")
    page.keyboard.press("Enter")
    assert page.locator(".detail").count() == 0


def test_hostile_names_are_text(page: Any) -> None:
    for name in HOSTILE:
        page.get_by_label("Search").fill(name if name.isascii() and name.isprintable() else name[:2])
        shown = name.replace("\u202e", "\\u202e").replace("\u0007", "\\u0007").replace("\u001b", "\\u001b")
        assert shown in names(page)
    assert page.locator("img").count() == 0


def test_it_prints_every_device(page: Any) -> None:
    pypdf = pytest.importorskip("pypdf")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "\n".join(sheet.extract_text() for sheet in printed.pages)
    assert all(f"sw-{number}" in text for number in (6, 150, 300))


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(page: Any, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.locator(BADGES).first.click()
    page.locator("details.rule summary").first.click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    assert {entry["id"]: [node["html"] for node in entry["nodes"]][:3] for entry in found["violations"]} == {}


def test_a_phone_does_not_scroll_sideways(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
