# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage from the REST service of a device, and answers to it: byte for byte, whatever shape its own answers have."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.smartlic_service import service_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger import standings
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger_file import read
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import Udi
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.usage import read_usage
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply, ReplyLost, Untrusted
from tests.unit.conversation.twin import Script, script_of
from tests.unit.cssm.service import Exchange, Service
from tests.unit.files.samples import ack, answer, payload, sudi
from tests.unit.operations.conftest import Act
from tests.unit.operations.files_on_flash import look, reading
from tests.unit.operations.texts import licence

TEXT = licence("c8300-wan-trusted")
DEVICE = Udi("C8300-1N1S-4T2X", "FDO2250A0J5")
BASE = "https://192.0.2.7:443/smartlic-service"
PASSWORD = "sesame-42"
ACCESS = {"transfer": "rest", "rest_host": "192.0.2.7", "rest_username": "admin", "rest_password": PASSWORD}

Save = Callable[..., dict[str, Any]]


def report(number: int, text: str | None = None) -> str:
    """Return a report as this device writes it: with blanks, and a slash that is escaped without need."""
    signature = {"sudi": sudi(DEVICE), "signing_type": "builtin", "key": "k", "value": "a/b="}
    signed = json.dumps(signature).replace("/", "\\/")
    return f'{{ "payload" : {json.dumps(text or payload(DEVICE, number))},  "signature":{signed}}}'


def said(method: str, path: str, body: str | bytes | Exception, status: int = 200) -> Exchange:
    """Return one exchange with the service."""
    content = body.encode() if isinstance(body, str) else body
    reply = content if isinstance(content, Exception) else Reply(status, {}, content)
    return Exchange(f"{method} {BASE}/{path}", reply)


def gives(*reports: str, path: str = "all-reports") -> Service:
    """Return a service that closes its reports and gives these."""
    usage = f'{{"version": 1, "usage": [{", ".join(reports)}]}}'
    return Service([said("POST", "close-reports", "{}"), said("GET", path, usage)])


@pytest.fixture
def save(act: Act, tmp_path: Path) -> Save:
    def run(script: Script, rest: Service, **options: Any) -> dict[str, Any]:
        return act("slp_usage_save", script, rest=rest, dest=str(tmp_path / "r1"), **ACCESS, **options)

    return run


def in_files(tmp_path: Path) -> dict[str, str]:
    return {report: standing.stage for report, standing in standings(read(tmp_path / "r1").events).items()}


def test_reports_become_a_file_in_which_each_stands_as_it_came(save: Save, tmp_path: Path) -> None:
    outcome = save(script_of(reading(TEXT, "UNACK", "CLOSED", "OPEN")), gives(report(1001), report(1002)))

    (file,) = outcome["files"]
    content = Path(file["path"]).read_text()
    assert report(1001) in content and report(1002) in content
    assert outcome["commands"] == ["POST /smartlic-service/close-reports"]
    assert (outcome["changed"], outcome["after"]["unsaved"]) == (True, [])
    assert in_files(tmp_path) == {"1001": "verified", "1002": "verified"}


def test_what_is_in_a_verified_file_is_not_taken_again(save: Save) -> None:
    save(script_of(reading(TEXT, "CLOSED")), gives(report(1001)))
    second = save(script_of(reading(TEXT, "CLOSED", "CLOSED")), gives(report(1001), report(1002)))
    third = save(script_of(reading(TEXT, "CLOSED", "CLOSED")), Service([]))

    assert second["files"][0]["reports"] == ["1002"]
    assert third["changed"] is False


def test_a_text_that_would_end_the_section_is_spelt_so_that_it_does_not(save: Save) -> None:
    text = payload(DEVICE, 1001).replace('"version":"2.0"', '"version":"]]>"')
    outcome = save(script_of(reading(TEXT, "CLOSED")), gives(report(1001, text)))

    assert read_usage(Path(outcome["files"][0]["path"]).read_bytes()).reports[0].payload == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None, database=None, max_examples=60)
@given(st.lists(JSON, max_size=4), st.sampled_from([(",", ":"), (" , ", " : "), (",\n", ":\t")]), st.booleans())
def test_whatever_a_service_writes_each_report_is_cut_out_as_it_stands(
    content: list[Any], separators: tuple[str, str], ascii_only: bool
) -> None:
    texts = [json.dumps(part, separators=separators, ensure_ascii=ascii_only) for part in content]
    answered = f'{{ "more":["usage"],\n"usage" :[{separators[0].join(texts)} ] }}'
    rest = Service([said("GET", "all-reports", answered)])
    service = service_of(
        {**ACCESS, "rest_port": 443, "validate_certs": True, "ca_path": None}, lambda **_o: rest, rest.clock
    )

    written = service.usage_file().decode()
    kept = [text.replace("]]>", r"]]\u003e") for text in texts]
    lines = [f"<RUMReport><![CDATA[{text}]]></RUMReport>" for text in kept]
    assert written == "\n".join(["<smartLicense>", *lines, "</smartLicense>\n"])


@pytest.mark.parametrize(
    ("options", "path", "expected"),
    [
        ({"scope": "all"}, "all-reports", ["1001", "1002"]),
        ({"scope": "days", "days": 30}, "days/30", ["1001", "1002"]),
        ({"scope": "rum_id", "rum_id": 1002}, "all-reports", ["1002"]),
    ],
)
def test_a_scope_is_asked_for(save: Save, options: dict[str, Any], path: str, expected: list[str]) -> None:
    outcome = save(script_of(reading(TEXT, "ACK")), gives(report(1001), report(1002), path=path), **options)

    assert outcome["files"][0]["reports"] == expected


@pytest.mark.parametrize(
    "answered",
    ["", "[]", '{"usage": {}}', '{"usage": [{"payload"', '{"reports": []}', '{"usage": [1]}', "<html></html>"],
)
def test_an_answer_of_another_shape_is_no_usage(save: Save, tmp_path: Path, answered: str) -> None:
    rest = Service([said("POST", "close-reports", ""), said("GET", "all-reports", answered)])
    outcome = save(script_of(reading(TEXT, "CLOSED")), rest)

    assert outcome["reason"] == "transfer_failed"
    assert in_files(tmp_path) == {}


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (said("POST", "close-reports", "", 401), "api_failed"),
        (said("POST", "close-reports", Untrusted("self-signed certificate")), "communication_failed"),
        (said("POST", "close-reports", f"no account {PASSWORD}", 403), "api_failed"),
    ],
)
def test_where_the_service_cannot_be_used_it_is_told(save: Save, trouble: Exchange, reason: str) -> None:
    again = [trouble] if trouble.answer == Reply(401, {}, b"") else []
    outcome = save(script_of(reading(TEXT, "CLOSED")), Service([trouble, *again]))

    assert outcome["reason"] == reason
    assert PASSWORD not in json.dumps(outcome)


def test_check_mode_asks_the_service_nothing(save: Save) -> None:
    outcome = save(script_of(reading(TEXT, "CLOSED")), Service([]), check=True)

    assert outcome["commands"] == ["POST /smartlic-service/close-reports"]


def test_without_verification_there_is_a_warning(save: Save) -> None:
    outcome = save(script_of(reading(TEXT, "ACK")), Service([]), validate_certs=False)

    assert "not verified" in outcome["warnings"][0]


# -- import ---------------------------------------------------------------------------------------------------------

ANSWER = answer(ack((DEVICE, 1001)))
REFUSED = '{"status": "FAILED", "message": "message parsing error"}'


@pytest.fixture
def take(act: Act, tmp_path: Path) -> Save:
    def run(script: Script, rest: Service, **options: Any) -> dict[str, Any]:
        (tmp_path / "ack.xml").write_bytes(ANSWER)
        return act("slp_import", script, rest=rest, src=str(tmp_path / "ack.xml"), **ACCESS, **options)

    return run


def bodies(rest: Service) -> list[bytes | None]:
    return [request.body for request in rest.requests]


def kinds(rest: Service) -> list[str]:
    return [request.headers["Content-Type"] for request in rest.requests]


def test_an_answer_goes_as_in_the_example_of_cisco_and_its_effect_is_seen(take: Save) -> None:
    rest = Service([said("POST", "import", '{"status": "SUCCESS"}')])
    outcome = take(script_of(look(TEXT, "UNACK"), look(TEXT, "ACK")), rest)

    assert (outcome["changed"], outcome["commands"]) == (True, ["POST /smartlic-service/import"])
    assert (kinds(rest), bodies(rest)) == (["application/json"], [ANSWER])


@pytest.mark.parametrize(
    "refusal", [said("POST", "import", REFUSED), said("POST", "import", "no XML", 400), said("POST", "import", "", 415)]
)
def test_where_that_is_refused_it_goes_in_base64(take: Save, refusal: Exchange) -> None:
    rest = Service([refusal, said("POST", "import", "")])
    outcome = take(script_of(look(TEXT, "UNACK"), look(TEXT, "UNACK"), look(TEXT, "ACK")), rest)

    assert outcome["changed"] is True
    assert bodies(rest) == [ANSWER, base64.b64encode(ANSWER)]


def test_a_file_that_is_taken_without_effect_goes_another_way(take: Save) -> None:
    rest = Service([said("POST", "import", '{"status": "SUCCESS"}')] * 2)
    outcome = take(script_of(look(TEXT, "UNACK"), look(TEXT, "UNACK"), look(TEXT, "ACK")), rest, timeout=0)

    assert outcome["changed"] is True
    assert bodies(rest) == [ANSWER, base64.b64encode(ANSWER)]


def test_what_sounds_like_a_refusal_is_none_where_the_state_has_moved(take: Save) -> None:
    rest = Service([said("POST", "import", '{"error": null}')])

    assert take(script_of(look(TEXT, "UNACK"), look(TEXT, "ACK")), rest)["changed"] is True


def test_a_refusal_is_told_in_the_words_of_the_device(take: Save) -> None:
    wrong = said("POST", "import", '{"status": "FAILED", "message": "Signature Verification failed"}')
    rest = Service([said("POST", "import", REFUSED), wrong, said("POST", "import", REFUSED), wrong])
    outcome = take(script_of(*[look(TEXT, "UNACK")] * 5), rest)

    assert outcome["reason"] == "import_rejected"
    assert "Signature Verification failed" in outcome["msg"]
    assert kinds(rest) == ["application/json", "application/json", "text/plain", "text/plain"]


def test_an_answer_that_is_lost_is_handed_in_again(take: Save) -> None:
    rest = Service([said("POST", "import", ReplyLost("cut")), said("POST", "import", "OK")])

    assert take(script_of(look(TEXT, "UNACK"), look(TEXT, "ACK")), rest)["changed"] is True


def test_what_the_device_shows_already_is_not_handed_in(take: Save) -> None:
    assert take(script_of(reading(TEXT, "ACK")), Service([]))["changed"] is False
