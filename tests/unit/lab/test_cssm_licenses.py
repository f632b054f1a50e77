# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lab's CSSM lists of licences: stock and purchases, page by page, of virtual accounts that exist."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.lab.cssm import Cssm
from tests.lab.cssm_calls import ApiRefusal, Call, list_licenses

from .usage import BRANCH

NOON = 1764590400.0


@pytest.fixture
def cssm() -> Cssm:
    return Cssm("Lab", {}, stock={"WAN": {"hseck9": 3}, "Campus": {}}, bought={"Campus": {"a": 1, "b": 2, "c": 3}})


def ask(cssm: Cssm, *names: object, domain: str = "lab.example", **more: object) -> dict[str, Any]:
    body = {"virtualAccounts": names, "limit": 50, "offset": 0, **more}
    return list_licenses(cssm, domain, Call({}, json.dumps(body).encode(), NOON, NOON))


def test_an_export_licence_that_a_device_took_is_in_use(cssm: Cssm) -> None:
    cssm.register([BRANCH], "WAN")
    cssm.authorize(BRANCH, "hseck9", NOON, NOON)

    (found,) = ask(cssm, "WAN")["licenses"]

    assert (found["quantity"], found["inUse"], found["available"]) == (3, 1, 2)


def test_a_page_is_as_long_as_was_asked_for_at_most_and_shorter_where_cssm_wants_that(cssm: Cssm) -> None:
    assert [found["license"] for found in ask(cssm, "Campus", limit=2, offset=1)["licenses"]] == ["b", "c"]

    cssm.faults.page = 1
    answer = ask(cssm)

    assert ([found["license"] for found in answer["licenses"]], answer["totalRecords"]) == (
        ["Router US Export Lic. for DNA"],
        4,
    )
    assert ask(cssm, offset=4)["licenses"] == []


@pytest.mark.parametrize(
    ("names", "more", "status"),
    [
        (["Attic"], {}, 404),
        (["WAN"], {"domain": "other.example"}, 404),
        ([7], {}, 400),
        (["WAN"], {"limit": 101}, 400),
        (["WAN"], {"offset": -1}, 400),
    ],
    ids=["unknown virtual account", "unknown account", "no name", "limit", "offset"],
)
def test_what_does_not_exist_is_refused(cssm: Cssm, names: list[object], more: dict[str, Any], status: int) -> None:
    with pytest.raises(ApiRefusal) as refused:
        ask(cssm, *names, **more)

    assert refused.value.status == status
