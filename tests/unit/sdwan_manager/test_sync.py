# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""sdwan_manager_sync: once, as far as it can be told; and what it sends."""

from __future__ import annotations

import email
import json
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply, ReplyLost
from tests.unit.sdwan_manager.conftest import Act
from tests.unit.sdwan_manager.manager import (
    API,
    SYNC,
    Exchange,
    Manager,
    accounts,
    asked,
    books,
    login,
    logout,
    settings,
)

WAN: dict[str, Any] = {"smart_account": "example.com", "virtual_accounts": ["WAN"]}


def looked(*available: str, mode: str = "online") -> list[Exchange]:
    return [*login(), settings(mode), accounts(), *books("702544", *available)]


def form(manager: Manager) -> dict[str, tuple[str | None, bytes]]:
    """Return the fields of the form that was sent: the file name and the content of each."""
    (sent,) = [request for request in manager.requests if request.method == "POST" and "sync" in request.url]
    head = f"Content-Type: {sent.headers['Content-Type']}\r\n\r\n".encode()
    parts: Any = email.message_from_bytes(head + (sent.body or b"")).get_payload()
    return {
        part.get_param("name", header="content-disposition"): (part.get_filename(), part.get_payload(decode=True))
        for part in parts
    }


def test_a_manager_that_has_the_licences_is_left_alone(act: Act) -> None:
    outcome = act("sync", Manager([*looked("3"), logout()]), **WAN)

    assert outcome["changed"] is False
    assert [licence["virtual_account"] for licence in outcome["licenses"]] == ["WAN"]


@pytest.mark.parametrize(
    ("before", "mode", "options"), [((), "online", {}), (("3",), "offline", {}), (("3",), "online", {"force": True})]
)
def test_what_is_missing_is_synchronized(act: Act, before: tuple[str, ...], mode: str, options: dict[str, Any]) -> None:
    manager = Manager([*looked(*before, mode=mode), asked(SYNC), *books("702544", "3"), logout()])
    outcome = act("sync", manager, **WAN, **options)

    assert (outcome["changed"], outcome["mode"]) == (True, "online")
    name, data = form(manager)["data"]
    assert name is None
    assert json.loads(data) == {
        "mode": "online",
        "multipleEntitlement": False,
        "smartAccounts": [
            {"account_id": "316448", "name": "example.com", "virtual_accounts": [{"virtual_account_id": "702544"}]}
        ],
    }


def test_check_mode_only_looks(act: Act) -> None:
    assert act("sync", Manager([*looked(), logout()]), check=True, **WAN)["changed"] is True


def test_without_names_all_virtual_accounts_are_meant(act: Act) -> None:
    manager = Manager([*login(), settings(), accounts(), *books("702544", "1"), *books("702545", "1"), logout()])

    assert act("sync", manager, smart_account="example.com")["changed"] is False


def test_licences_that_take_their_time_are_waited_for(act: Act) -> None:
    manager = Manager([*looked(), asked(SYNC), *books("702544"), *books("702544", "3"), logout()])
    outcome = act("sync", manager, **WAN)

    assert outcome["changed"] and "warnings" not in outcome
    assert manager.pauses == [5]


def test_an_account_without_any_is_told_and_no_failure(act: Act) -> None:
    outcome = act("sync", Manager([*looked(), asked(SYNC), *books("702544"), logout()]), wait=0, **WAN)

    assert outcome["changed"] is True
    assert "no licence of WAN" in outcome["warnings"][0]


def test_a_lost_answer_is_asked_for_again(act: Act) -> None:
    lost = Exchange(SYNC, ReplyLost("reset"))
    manager = Manager([*looked(), lost, asked(SYNC), *books("702544", "3"), logout()])

    assert act("sync", manager, **WAN)["changed"] is True


def test_a_file_goes_along_as_it_is_whatever_it_is_called(act: Act, tmp_path: Path) -> None:
    data = b"\x00--x\r\nContent-Disposition: form-data\r\n\r\n"
    (tmp_path / 'a"b\r\nX: y.dat').write_bytes(data)
    own = [
        {"account_id": "1", "name": "example.com", "virtual_accounts": [{"name": "WAN", "virtual_account_id": 702544}]}
    ]
    offline = asked(f"GET {API}/smartLicensing/fetchAccounts?mode=offline", own)
    script = [*login(), settings(), offline, *books("702544"), asked(SYNC), *books("702544", "3"), logout()]
    manager = Manager(script)
    outcome = act("sync", manager, mode="offline", license_file=str(tmp_path / 'a"b\r\nX: y.dat'), **WAN)

    assert "failed" not in outcome, outcome
    assert form(manager)["name"] == ("licenses", data)


@pytest.mark.parametrize("content", [None, b""])
def test_a_file_that_is_none_is_refused_before_the_login(act: Act, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "licenses"
    if content is not None:
        file.write_bytes(content)

    outcome = act("sync", Manager([]), mode="offline", license_file=str(file), **WAN)

    assert outcome["reason"] == "invalid_value"


@pytest.mark.parametrize(
    ("options", "named"), [({"virtual_accounts": ["LAN"]}, "WAN"), ({"smart_account": "x"}, "example")]
)
def test_an_account_that_is_not_there_is_told_with_those_that_are(
    act: Act, options: dict[str, Any], named: str
) -> None:
    outcome = act("sync", Manager([*login(), settings(), accounts(), logout()]), **{**WAN, **options})

    assert outcome["reason"] == "invalid_value" and named in outcome["msg"]


def test_a_manager_without_a_login_to_cssm_says_so(act: Act) -> None:
    refused = Reply(400, {}, b'{"error": {"message": "Smart Account credentials are not configured"}}')
    script = [*login(), settings(credentials=False), Exchange(accounts().asked, refused), logout()]

    assert "credentials are not configured" in act("sync", Manager(script), **WAN)["msg"]
