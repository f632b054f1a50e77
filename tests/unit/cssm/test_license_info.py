# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""cssm_license_info: every page, what an answer may lack, and the file that the compliance report reads."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.licences import (
    Entitlement,
    read_entitlements,
)
from tests.unit.cssm.conftest import Act
from tests.unit.cssm.service import ACCESS_TOKEN, Exchange, Json, Service, login, opening, post, reply

LICENSES = "/v1/accounts/example.com/licenses"
ACCOUNT = {"smart_account": "example.com"}
FULL = 50


def licence(name: str, quantity: Any = 5, **more: Any) -> Json:
    return {"license": name, "virtualAccount": "Campus West", "quantity": quantity, "inUse": 3, "available": 2, **more}


def many(count: int, first: int = 0) -> list[Json]:
    return [licence(f"licence {number:04}") for number in range(first, first + count)]


def page(entries: list[Any], total: object = None) -> Exchange:
    answer = {"licenses": entries, "status": "COMPLETE", "statusMessage": ""}
    return post(LICENSES, answer if total is None else {**answer, "totalRecords": total})


def offsets(service: Service) -> list[int]:
    return [body["offset"] for body in service.bodies(LICENSES)]


def test_a_licence_is_told_under_the_name_of_the_account_as_devices_show_it(act: Act) -> None:
    term = {"licenseType": "TERM", "quantity": 5, "startDate": "2026-Jan-01", "endDate": "", "subscriptionId": 77}
    entry = licence("C9300-24 Network Advantage", status="In Compliance", licenseDetails=[term], billingType="PREPAID")

    outcome = act("cssm_license_info", Service([*opening(), page([entry], 1)]), **ACCOUNT)

    assert outcome["changed"] is False
    assert outcome["licenses"] == [
        {
            "smart_account": "Example",
            "virtual_account": "Campus West",
            "name": "C9300-24 Network Advantage",
            "bought": 5,
            "in_use": 3,
            "available": 2,
            "status": "In Compliance",
            "terms": [
                {"kind": "TERM", "quantity": 5, "start": "2026-Jan-01", "end": None, "subscription": "77"},
            ],
        }
    ]


def test_all_virtual_accounts_are_asked_about_or_those_that_are_named(act: Act) -> None:
    everything, named = Service([*opening(), page([])]), Service([*opening(), page([])])

    act("cssm_license_info", everything, **ACCOUNT)
    act("cssm_license_info", named, **ACCOUNT, virtual_accounts=["default", "DEFAULT"])

    assert everything.bodies(LICENSES) == [
        {"virtualAccounts": ["Campus West", "DEFAULT"], "limit": FULL, "offset": 0},
    ]
    assert named.bodies(LICENSES)[0]["virtualAccounts"] == ["DEFAULT"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"smart_account": "example.com", "virtual_accounts": ["DEFAULT", "Attic"]}, "no 'Attic'"),
        ({"smart_account": "other.example"}, "no virtual account visible to this login"),
        ({"smart_account": "example.com", "paths": {"licenses": "v1/{account}"}}, "paths.licenses"),
    ],
    ids=["unknown virtual account", "no virtual account", "unknown brace"],
)
def test_what_cannot_be_asked_is_not_asked(act: Act, options: Json, said: str) -> None:
    outcome = act("cssm_license_info", Service(opening()), **options)

    assert outcome["reason"] == "invalid_value"
    assert said in outcome["msg"]


@pytest.mark.parametrize(
    ("pages", "asked"),
    [
        ([page(many(FULL), 70), page(many(20, FULL), 70)], [0, 50]),
        ([page(many(FULL), 50)], [0]),
        ([page(many(FULL)), page(many(20, FULL))], [0, 50]),
        ([page(many(FULL)), page([])], [0, 50]),
        # The server gives less than was asked for: only the number of all tells that there is more.
        ([page(many(30), "70"), page(many(30, 30), "70"), page(many(10, 60), "70")], [0, 30, 60]),
    ],
    ids=["counted", "one page", "not counted", "not counted, full to the brim", "short pages"],
)
def test_pages_are_read_to_their_end(act: Act, pages: list[Exchange], asked: list[int]) -> None:
    service = Service([*opening(), *pages])

    outcome = act("cssm_license_info", service, **ACCOUNT)

    names = [owned["name"] for owned in outcome["licenses"]]
    assert names == [f"licence {number:04}" for number in range(len(names))]
    assert outcome["warnings"] == []
    assert offsets(service) == asked


def test_a_page_that_comes_again_whatever_the_offset_is_the_end_and_counts_once(act: Act) -> None:
    service = Service([*opening(), page(many(FULL), 70), page(many(FULL), 70)])

    outcome = act("cssm_license_info", service, **ACCOUNT)

    assert len(outcome["licenses"]) == FULL
    assert outcome["warnings"] == ["CSSM counts 70 licences, returned 50."]


def test_an_entry_that_slipped_onto_the_next_page_counts_once(act: Act) -> None:
    service = Service([*opening(), page(many(FULL), 70), page(many(20, FULL - 1), 70)])

    outcome = act("cssm_license_info", service, **ACCOUNT)

    assert len({owned["name"] for owned in outcome["licenses"]}) == len(outcome["licenses"]) == 69
    assert outcome["warnings"] == ["CSSM counts 70 licences, returned 69."]


def test_pages_without_end_are_given_up(act: Act) -> None:
    pages = [page([licence(str(number))], 10**9) for number in range(1_000)]

    outcome = act("cssm_license_info", Service([*opening(), *pages]), **ACCOUNT)

    assert outcome["reason"] == "api_failed"
    assert "more than 1,000 pages" in outcome["msg"]


@pytest.mark.parametrize(
    ("given", "bought"),
    [(0, 0), ("12", 12), (4.0, 4), (-1, None), ("many", None), (None, None), (True, None), (1.5, None), (1e300, None)],
)
def test_a_quantity_is_a_number_or_not_known(act: Act, given: object, bought: int | None) -> None:
    outcome = act("cssm_license_info", Service([*opening(), page([licence("a", given)])]), **ACCOUNT)

    assert outcome["licenses"][0]["bought"] == bought
    assert bool(outcome["warnings"]) == (bought is None)


def test_missing_keys_are_null_and_a_nameless_entry_is_told_of(act: Act) -> None:
    entries = [{"license": "a", "quantity": 1}, {"license": ""}, {"quantity": 4}, "b", {"license": "c", "inUse": -1}]

    outcome = act(
        "cssm_license_info", Service([*opening(), page(entries)]), **ACCOUNT, virtual_accounts=["Campus West"]
    )

    rest = {"in_use": None, "available": None, "status": None, "terms": []}
    where = {"smart_account": "Example", "virtual_account": "Campus West"}
    assert outcome["licenses"] == [
        {**where, "name": "a", "bought": 1, **rest},
        {**where, "name": "c", "bought": None, **rest},
    ]
    assert [text.split()[0] for text in outcome["warnings"]] == ["3", "1"]


def test_texts_of_the_answer_are_short_and_of_one_line(act: Act) -> None:
    entry = licence("line\r\nbreak\x1b[31m" + "x" * 1000, status=["odd"], licenseDetails=["odd", {"endDate": {}}])

    (owned,) = act("cssm_license_info", Service([*opening(), page([entry])]), **ACCOUNT)["licenses"]

    assert owned["name"].startswith("line break [31mxxx")
    assert len(owned["name"]) <= 300
    assert owned["status"] is None
    assert [term["end"] for term in owned["terms"]] == [None]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"licenses": None, "totalRecords": 3},
        {"licenses": {"license": "a"}},
        {"licenses": [], "status": "FAILED", "statusMessage": "Not for you."},
        {"status": "ERROR"},
    ],
    ids=["empty", "null", "no list", "refused", "error"],
)
def test_an_answer_without_licences_is_no_proof_that_there_are_none(act: Act, tmp_path: Path, answer: Json) -> None:
    file = tmp_path / "bought.json"
    file.write_text("[]")

    outcome = act("cssm_license_info", Service([*opening(), post(LICENSES, answer)]), **ACCOUNT, path=str(file))

    assert outcome["reason"] == "api_failed"
    assert answer.get("statusMessage", "") in outcome["msg"]
    assert file.read_text() == "[]"


def test_an_account_without_licences_has_none(act: Act) -> None:
    nothing = post(LICENSES, {"totalRecords": 0, "status": "COMPLETE"})

    assert act("cssm_license_info", Service([*opening(), nothing]), **ACCOUNT)["licenses"] == []


def test_a_page_that_is_throttled_or_finds_the_login_ended_is_asked_for_again(act: Act) -> None:
    service = Service(
        [
            *opening(),
            post(LICENSES, reply({}, 429, retry_after="7")),
            page(many(FULL), 51),
            post(LICENSES, reply({"message": ACCESS_TOKEN}, 401)),
            login("another"),
            page(many(1, FULL), 51),
        ]
    )

    outcome = act("cssm_license_info", service, **ACCOUNT)

    assert len(outcome["licenses"]) == FULL + 1
    assert service.pauses == [7.0]


def test_the_file_is_what_the_report_takes_and_changes_with_what_was_bought_alone(act: Act, tmp_path: Path) -> None:
    file = tmp_path / "new" / "bought.json"

    def ask(*entries: Json, check: bool = False) -> Json:
        return act(
            "cssm_license_info", Service([*opening(), page(list(entries))]), check=check, **ACCOUNT, path=str(file)
        )

    predicted = ask(licence("b"), licence("a"), check=True)
    assert (predicted["changed"], "path" in predicted, file.exists()) == (True, False, False)

    first = ask(licence("b"), licence("a"), licence("c", None))
    assert (first["changed"], first["path"]) == (True, str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_entitlements(file) == [
        Entitlement("Example", "Campus West", "a", 5),
        Entitlement("Example", "Campus West", "b", 5),
    ]

    used = ask(licence("a", inUse=4), licence("b"), check=True)
    assert (used["changed"], used["path"]) == (False, str(file))
    assert ask(licence("a", 6), licence("b"))["changed"] is True
    assert [entry["bought"] for entry in json.loads(file.read_text())] == [6, 5]


def test_a_path_that_is_a_folder_is_told(act: Act, tmp_path: Path) -> None:
    outcome = act("cssm_license_info", Service([*opening(), page([])]), **ACCOUNT, path=str(tmp_path))

    assert outcome["reason"] == "transfer_failed"
    assert str(tmp_path) in outcome["msg"]
