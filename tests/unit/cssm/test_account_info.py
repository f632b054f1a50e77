# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""cssm_account_info: existing and missing accounts."""

from __future__ import annotations

import pytest

from tests.unit.cssm.conftest import Act
from tests.unit.cssm.service import Service, get, login, opening

SEARCH = "/v2/accounts/search"


def test_all_accounts_are_shown_with_their_virtual_accounts(act: Act) -> None:
    outcome = act("cssm_account_info", Service(opening()))

    assert [account["domain"] for account in outcome["smart_accounts"]] == [
        "example.com",
        "example.org",
        "other.example",
    ]
    assert outcome["smart_accounts"][0] == {
        "id": "101",
        "name": "Example",
        "domain": "example.com",
        "virtual_accounts": [{"id": "2001", "name": "Campus West"}, {"id": "2002", "name": "DEFAULT"}],
    }


@pytest.mark.parametrize("named", ["other.example", "OTHER.example", "Other", "other"])
def test_an_account_is_found_by_domain_or_name(act: Act, named: str) -> None:
    outcome = act("cssm_account_info", Service(opening()), smart_account=named)

    assert [account["id"] for account in outcome["smart_accounts"]] == ["103"]


def test_a_name_that_two_have_needs_the_domain(act: Act) -> None:
    outcome = act("cssm_account_info", Service(opening()), smart_account="Example")

    assert outcome["reason"] == "invalid_value"
    assert "example.com (Example), example.org (Example)" in outcome["msg"]


def test_an_unknown_account_is_answered_with_those_that_exist(act: Act) -> None:
    outcome = act("cssm_account_info", Service(opening()), smart_account="exmaple.com")

    assert outcome["reason"] == "invalid_value"
    assert "example.com (Example), example.org (Example), other.example (Other)" in outcome["msg"]


def test_an_unknown_virtual_account_is_answered_with_those_that_exist(act: Act) -> None:
    outcome = act("cssm_account_info", Service(opening()), smart_account="example.com", virtual_account="Campus East")

    assert outcome["reason"] == "invalid_value"
    assert "Campus West, DEFAULT" in outcome["msg"]


def test_a_virtual_account_is_found_whatever_its_case(act: Act) -> None:
    outcome = act("cssm_account_info", Service(opening()), smart_account="example.com", virtual_account="campus west")

    assert outcome["smart_accounts"][0]["virtual_accounts"] == [{"id": "2001", "name": "Campus West"}]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"accounts": "none"},
        {"accounts": ["example.com"]},
        {"accounts": [{"name": "Example", "domain": "example.com"}]},
        {"accounts": [{"name": "Example", "account_id": 1}]},
        {"accounts": [{"name": "Example", "domain": "example.com", "account_id": "1\r\nX-Other: 1"}]},
    ],
)
def test_an_answer_without_usable_accounts_is_none(act: Act, answer: dict[str, object]) -> None:
    outcome = act("cssm_account_info", Service([login(), get(SEARCH, answer)]))

    assert outcome["reason"] == "api_failed"
