# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ssm_on_prem_token: where it asks, how it logs in again, and that it makes no second token."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply, ReplyLost
from ansible_collections.netops.smart_licensing.plugins.module_utils.ssm_on_prem.operations import OPERATIONS
from tests.unit.cssm.service import ACCESS_TOKEN, BASE, SECRET, Exchange, Service, get, post, reply

TOKENS = "/backend/api/v1/accounts/Example%20Corp/virtual-accounts/Default/tokens"
WANTED = {
    "base_url": BASE,
    "client_id": "tests",
    "client_secret": SECRET,
    "account": "Example Corp",
    "description": "rollout",
}


def login(prefix: str = "/backend", token: str = ACCESS_TOKEN) -> Exchange:
    return post(f"{prefix}/oauth/token", {"access_token": token, "token_type": "bearer", "expires_in": 7200})


def token(value: str, ends: str, description: str = "rollout") -> dict[str, Any]:
    return {"token": value, "expirationDate": ends, "description": description, "exportControlled": "Allowed"}


def act(script: list[Exchange], check: bool = False, **options: Any) -> dict[str, Any]:
    """Perform the operation on a script, all of which must be played, and no secret told."""
    service = Service(script)
    operation = OPERATIONS["ssm_on_prem_token"]
    validated = ArgumentSpecValidator(operation.argument_spec).validate(WANTED | options)
    assert validated.error_messages == []
    outcome = operation.perform(validated.validated_parameters, lambda: service, service.clock, check)
    assert service.script == []
    assert SECRET not in json.dumps(outcome) and ACCESS_TOKEN not in json.dumps(outcome)
    return outcome


def test_a_valid_token_of_that_description_is_used_again() -> None:
    listed = get(TOKENS, {"tokens": [token("other", "2026-06-01", "lab"), token("mine", "2025-12-20T10:00:00Z")]})

    assert act([login(), listed]) == {"changed": False, "token": "mine", "expires": "2025-12-20T10:00:00+00:00"}


def test_a_new_one_is_made_where_none_is_valid_but_not_in_check_mode() -> None:
    listed = get(TOKENS, {"tokens": [token("old", "2025-11-30T00:00:00Z")]})
    made = post(TOKENS, {"tokenInfo": token("new", "2025-12-31T00:00:00Z")})

    assert act([login(), listed], check=True) == {"changed": True}
    assert act([login(), listed, made])["token"] == "new"


def test_an_older_release_has_its_api_at_the_root() -> None:
    path = "/api/v1/accounts/Example%20Corp/virtual-accounts/Lab%2F1/tokens"
    listed = get(path, {"tokens": [token("mine", "2025-12-20T10:00:00Z")]})

    assert act([login(""), listed], api_prefix="", virtual_account="Lab/1")["token"] == "mine"


def test_a_login_that_has_ended_is_forbidden_and_renewed_once() -> None:
    listed = get(TOKENS, {"tokens": [token("mine", "2025-12-20T10:00:00Z")]})
    forbidden = get(TOKENS, Reply(403))

    assert act([login(), forbidden, login(), listed])["token"] == "mine"
    refused = act([login(), forbidden, login(), forbidden])
    assert refused["reason"] == "api_failed" and "API Toolkit" in refused["msg"]


def test_a_server_that_starts_is_waited_for_and_a_second_token_never_made() -> None:
    starting, listed = get(TOKENS, Reply(502)), get(TOKENS, {"tokens": []})
    after = get(TOKENS, {"tokens": [token("made all the same", "2025-12-31T00:00:00Z")]})

    outcome = act([login(), starting, listed, post(TOKENS, ReplyLost("reset")), after])

    assert (outcome["changed"], outcome["token"]) == (True, "made all the same")


@pytest.mark.parametrize(
    ("answer", "said"), [(reply({"error": "invalid_client"}, 401), "api_prefix"), (reply({}, 404), "base_url")]
)
def test_a_login_that_is_refused_says_what_to_check(answer: Reply, said: str) -> None:
    assert said in act([post("/backend/oauth/token", answer)])["msg"]


@pytest.mark.parametrize(
    "option", [{"base_url": "http://ssm.example"}, {"description": " "}, {"expires_after_days": 0}]
)
def test_a_value_that_makes_no_sense_is_refused_before_anything_is_asked(option: dict[str, Any]) -> None:
    assert act([], **option)["reason"] == "invalid_value"
