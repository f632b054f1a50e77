# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""cssm_token: the token that is there, else a new one, and never two by accident."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply, ReplyLost
from tests.unit.cssm.conftest import Act
from tests.unit.cssm.service import PLACE, TOKENS_PATH, Exchange, Service, get, opening, post, reply

ROLLOUT = {**PLACE, "description": "rollout"}


def token(value: str, ends: object, description: str = "rollout", allowed: str = "Allowed") -> dict[str, Any]:
    return {"token": value, "expirationDate": ends, "description": description, "exportControlled": allowed}


def listed(*tokens: dict[str, Any]) -> Exchange:
    return get(TOKENS_PATH, {"tokens": list(tokens)})


def made(value: str) -> Exchange:
    return post(TOKENS_PATH, {"status": "COMPLETED", "tokenInfo": token(value, "2025-12-31T12:00:00")})


def test_a_valid_token_of_that_description_is_used_again(act: Act) -> None:
    tokens = listed(token("other", "2026-06-01T00:00:00Z", "lab"), token("mine", "2025-12-20T10:00:00Z"))

    outcome = act("cssm_token", Service([*opening(), tokens]), **ROLLOUT)

    assert outcome == {"changed": False, "token": "mine", "expires": "2025-12-20T10:00:00+00:00"}


def test_of_several_the_one_that_is_valid_longest_is_used(act: Act) -> None:
    tokens = listed(token("a", "2025-12-20T10:00:00Z"), token("b", 1767225600000), token("c", "2025-12-21"))

    assert act("cssm_token", Service([*opening(), tokens]), **ROLLOUT)["token"] == "b"


def test_a_new_token_is_as_asked_for(act: Act) -> None:
    service = Service([*opening(), listed(), made("new")])

    outcome = act("cssm_token", service, **ROLLOUT, expires_after_days=7, export_controlled=False)

    assert outcome == {"changed": True, "token": "new", "expires": "2025-12-31T12:00:00+00:00"}
    assert service.bodies(TOKENS_PATH)[-1] == {
        "description": "rollout",
        "expiresAfterDays": 7,
        "exportControlled": "Not Allowed",
    }


@pytest.mark.parametrize(
    "unfit",
    [
        token("old", "2025-11-30T12:00:00Z"),
        token("ends in half an hour", "2025-12-01T12:30:00Z"),
        token("restricted", "2026-06-01T00:00:00Z", allowed="Not Allowed"),
        token("alike", "2026-06-01T00:00:00Z", description="Rollout"),
    ],
)
def test_a_token_that_will_not_do_is_not_used(act: Act, unfit: dict[str, Any]) -> None:
    outcome = act("cssm_token", Service([*opening(), listed(unfit), made("new")]), **ROLLOUT)

    assert (outcome["changed"], outcome["token"]) == (True, "new")


def test_a_token_whose_date_cannot_be_read_is_told_about(act: Act) -> None:
    outcome = act("cssm_token", Service([*opening(), listed(token("odd", "in a month")), made("new")]), **ROLLOUT)

    assert outcome["token"] == "new"
    assert outcome["warnings"] == ["1 tokens with this description have an unreadable date; none of them was reused."]


def test_check_mode_makes_none(act: Act) -> None:
    assert act("cssm_token", Service([*opening(), listed()]), check=True, **ROLLOUT) == {"changed": True}


def test_check_mode_shows_one_that_is_there(act: Act) -> None:
    tokens = listed(token("mine", "2025-12-20T10:00:00Z"))

    assert act("cssm_token", Service([*opening(), tokens]), check=True, **ROLLOUT)["changed"] is False


@pytest.mark.parametrize("trouble", [ReplyLost("reset")])
def test_a_token_whose_answer_was_lost_is_found(act: Act, trouble: Exception) -> None:
    after = listed(token("made all the same", "2025-12-31T12:00:00Z"))
    service = Service([*opening(), listed(), post(TOKENS_PATH, trouble), after])

    outcome = act("cssm_token", service, **ROLLOUT)

    assert (outcome["changed"], outcome["token"]) == (True, "made all the same")


def test_a_token_that_was_not_made_is_not_asked_for_twice(act: Act) -> None:
    service = Service([*opening(), listed(), post(TOKENS_PATH, ReplyLost("reset")), listed()])

    outcome = act("cssm_token", service, **ROLLOUT)

    assert outcome["reason"] == "connection_lost"
    assert "run again" in outcome["msg"]


def test_a_server_error_is_not_a_reason_to_make_two(act: Act) -> None:
    outcome = act("cssm_token", Service([*opening(), listed(), post(TOKENS_PATH, Reply(500))]), **ROLLOUT)

    assert outcome["reason"] == "api_failed"


def test_too_many_requests_is_a_reason_to_wait(act: Act) -> None:
    throttled = post(TOKENS_PATH, reply({}, 429, retry_after="9"))
    service = Service([*opening(), listed(), throttled, made("new")])

    assert act("cssm_token", service, **ROLLOUT)["token"] == "new"
    assert service.pauses == [9]


@pytest.mark.parametrize("answer", [{}, {"status": "ERROR", "statusMessage": "no right"}, {"tokenInfo": {}}])
def test_no_token_in_the_answer_is_a_failure(act: Act, answer: dict[str, Any]) -> None:
    outcome = act("cssm_token", Service([*opening(), listed(), post(TOKENS_PATH, answer)]), **ROLLOUT)

    assert outcome["reason"] == "api_failed"
    assert str(answer.get("statusMessage", "")) in outcome["msg"]


def test_a_list_without_values_is_a_failure(act: Act) -> None:
    hidden = get(TOKENS_PATH, {"tokens": [{"description": "rollout"}]})

    assert act("cssm_token", Service([*opening(), hidden]), **ROLLOUT)["reason"] == "api_failed"


@pytest.mark.parametrize("option", [{"description": " "}, {"expires_after_days": 0}, {"expires_after_days": 366}])
def test_a_value_that_makes_no_sense_is_refused_before_anything_is_asked(act: Act, option: dict[str, Any]) -> None:
    assert act("cssm_token", Service([]), **{**ROLLOUT, **option})["reason"] == "invalid_value"


@pytest.mark.parametrize("path", ["v1/{account}/tokens", "v1/{domain", "v1/{}"])
def test_a_path_with_other_braces_is_refused(act: Act, path: str) -> None:
    outcome = act("cssm_token", Service(opening()), **ROLLOUT, paths={"tokens": path})

    assert outcome["reason"] == "invalid_value"
    assert "paths.tokens" in outcome["msg"]
