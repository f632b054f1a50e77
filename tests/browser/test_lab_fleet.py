# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that compliance.yml wrote of 300 simulated devices shows what is in their files, and nothing of it acts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.report.hosts import HOSTILE
from tests.unit.report.schemas import HOST, differences

from .lab_fleet import LICENCE, NAMES, NO_LICENCE, Report, lab_report
from .looks import as_shown, names, printed, status, violations

DEVICES = 300


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return lab_report(tmp_path_factory.mktemp("fleet"), DEVICES)


@pytest.fixture
def file(report: Report) -> Path:
    return report.page


def test_every_device_was_judged_and_its_file_is_as_published(report: Report) -> None:
    assert len(report.hosts) == DEVICES
    assert [host["host"] for host in report.hosts if differences(host, HOST)] == []
    assert len(report.having("unreachable")) == 1


def test_it_sorts_every_device_by_name(page: Any, report: Report) -> None:
    page.get_by_role("button", name="Device", exact=True).click()
    ascending = names(page)
    assert sorted(ascending) == sorted(as_shown(host["host"]) for host in report.hosts)

    page.get_by_role("button", name="Device", exact=True).click()
    assert names(page) == ascending[::-1]


def test_it_filters_by_rule_and_by_site_together(page: Any, report: Report) -> None:
    page.locator("#rule").select_option("transport_differs")
    found = report.having("transport_differs")
    assert 0 < len(found) < DEVICES
    assert sorted(names(page)) == sorted(as_shown(name) for name in found)

    page.locator("#site").select_option("Hamburg")
    found = report.having("transport_differs", "Hamburg")
    assert sorted(names(page)) == sorted(as_shown(name) for name in found)
    assert status(page) == f"{len(found)} of {DEVICES} devices"

    page.locator("#severity").select_option("info")
    assert names(page) == []
    assert status(page) == f"0 of {DEVICES} devices"


def test_hostile_names_of_hosts_and_sites_are_text(page: Any, report: Report) -> None:
    assert {as_shown(name) for name in NAMES} <= set(names(page))
    for site in HOSTILE:
        page.locator("#site").select_option(label=as_shown(site))
        expected = sum(host["site"] == site for host in report.hosts)
        assert status(page) == f"{expected} of {DEVICES} devices"
        assert len(names(page)) == expected > 0


@pytest.mark.parametrize(("device", "said"), [("c9350-access", LICENCE), ("c9600-core", NO_LICENCE)])
def test_what_a_device_says_is_text(page: Any, device: str, said: str) -> None:
    page.get_by_label("Search").fill(f"{device}-2")
    page.get_by_role("button", name=f"{device}-2", exact=True).click()

    assert said in page.locator(".detail").inner_text()
    assert page.locator("script").count() == 2


def test_it_prints_every_device(page: Any, report: Report) -> None:
    text = "".join(printed(page).split())

    missing = [host["host"] for host in report.hosts if "".join(as_shown(host["host"]).split()) not in text]
    assert missing == []


def test_axe_finds_nothing(page: Any) -> None:
    assert violations(page, "light", 1280) == {}
