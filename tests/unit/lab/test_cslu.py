# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSLU: contacts of devices, its connection to CSSM, exports and imports."""

from __future__ import annotations

import pytest

from tests.lab.cslu import Cslu, Rest
from tests.lab.cssm import Cssm
from tests.lab.cssm_answers import ENTITLEMENTS, ack_file, read_answer
from tests.lab.cssm_bundles import read_bundle
from tests.lab.cssm_web import download, upload
from tests.lab.device.requests import authorization_request, trust_request
from tests.lab.estate import Estate
from tests.lab.rum import read_usage_file

from .conftest import NOON
from .usage import BRANCH, CAMPUS, CAMPUS_STANDBY, small_cssm, stack, text

LATER = NOON + 2
STACK = stack()


@pytest.fixture
def cssm() -> Cssm:
    return small_cssm()


@pytest.fixture
def cslu(cssm: Cssm) -> Cslu:
    return Cslu(cssm, "Campus")


def received(cssm: Cssm) -> dict[str, int]:
    return {found.report_id: found.received for found in cssm.usage.known.values()}


def by_hand(cssm: Cssm, exported: tuple[str, bytes]) -> bytes:
    """What a human does with an export: up to CSSM, and later down again."""
    return download(cssm, upload(cssm, *exported, "", NOON), LATER)[1]


def test_devices_appear_by_their_first_contact(cslu: Cslu) -> None:
    assert cslu.receive(BRANCH, [text(BRANCH, 1)], NOON) == []
    shown = cslu.truth()["instances"][BRANCH]
    assert (shown["last_contact"], shown["reports"], shown["unsent"]) == (NOON, ["1"], ["1"])


def test_a_report_that_cannot_be_read_is_refused_whole(cslu: Cslu) -> None:
    with pytest.raises(ValueError, match="."):
        cslu.receive(BRANCH, [text(BRANCH, 1), "{}"], NOON)
    assert cslu.instances == {}


def test_without_a_connection_nothing_reaches_cssm(cslu: Cslu, cssm: Cssm) -> None:
    cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    assert cslu.answers_for(BRANCH, LATER) == [] and received(cssm) == {}


def test_connected_the_next_contact_brings_the_ack(cslu: Cslu, cssm: Cssm) -> None:
    cslu.connect(NOON)
    assert cslu.receive(BRANCH, [text(BRANCH, 1)], NOON) == []
    assert cslu.answers_for(BRANCH, LATER - 0.5) == []
    (answer,) = cslu.answers_for(BRANCH, LATER)
    assert read_answer(answer).acknowledged == ((BRANCH, "1"),)
    assert cslu.answers_for(BRANCH, LATER) == [] and received(cssm) == {"1": 1}
    assert cslu.truth()["instances"][BRANCH]["delivered"] == 1


def test_a_connection_made_later_sends_what_waited(cslu: Cslu, cssm: Cssm) -> None:
    cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    cslu.connect(NOON)
    assert received(cssm) == {"1": 1}


def test_what_is_on_its_way_is_not_sent_twice(cslu: Cslu, cssm: Cssm) -> None:
    cslu.connect(NOON)
    for _ in range(3):
        cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    assert [found.duplicates for found in cssm.usage.known.values()] == [0]


def test_a_device_that_lost_its_ack_is_acknowledged_again(cslu: Cslu, cssm: Cssm) -> None:
    cslu.connect(NOON)
    cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    cslu.answers_for(BRANCH, LATER)
    cslu.receive(BRANCH, [text(BRANCH, 1)], LATER)
    (answer,) = cslu.answers_for(BRANCH, LATER + 2)
    assert read_answer(answer).acknowledged == ((BRANCH, "1"),) and received(cssm) == {"1": 1}


def test_while_disconnected_answers_stay_at_cssm(cslu: Cslu) -> None:
    cslu.connect(NOON)
    cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    cslu.disconnect()
    assert cslu.answers_for(BRANCH, LATER) == []
    cslu.connect(LATER)
    assert len(cslu.answers_for(BRANCH, LATER)) == 1


def test_an_unreachable_cssm_is_no_connection(cslu: Cslu, cssm: Cssm) -> None:
    cssm.faults.unreachable = True
    cslu.connect(NOON)
    cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    assert received(cssm) == {}


def test_an_export_has_a_file_for_each_device_with_reports_as_they_came(cslu: Cslu, cssm: Cssm) -> None:
    cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    cslu.receive(CAMPUS, [text(CAMPUS, 2), text(CAMPUS, 3)], NOON)
    name, data = cslu.export(NOON)
    bundle = read_bundle(data)
    assert name.startswith("UD_SA_") and bundle.smart_account == cssm.smart_account
    assert [len(read_usage_file(file.data)) for file in bundle.files] == [1, 2]


def test_the_round_by_hand_ends_with_an_ack_for_each_device(cslu: Cslu, cssm: Cssm) -> None:
    cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    cslu.receive(CAMPUS, [text(CAMPUS, 2)], NOON)
    answer = by_hand(cssm, cslu.export(NOON))
    assert cslu.take_in(answer) == sorted([BRANCH, CAMPUS])
    for udi in (BRANCH, CAMPUS):
        (found,) = cslu.answers_for(udi, LATER)
        assert read_answer(found).udis == {udi}
    assert received(cssm) == {"1": 1, "2": 1}
    with pytest.raises(ValueError, match="nothing to export"):
        cslu.export(LATER)


def test_a_lost_export_can_be_made_again(cslu: Cslu) -> None:
    cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    assert read_bundle(cslu.export(NOON)[1]).files == read_bundle(cslu.export(NOON)[1]).files
    assert cslu.truth()["exports"] == 2


def test_requests_travel_with_the_export_and_their_answers_come_back(cslu: Cslu, cssm: Cssm) -> None:
    cslu.request(CAMPUS, trust_request(STACK, "stack", NOON), NOON)
    slac = authorization_request(STACK, "stack", "hseck9", [(STACK.members[0], "")], NOON)
    cslu.request(CAMPUS, slac, NOON)
    assert cslu.take_in(by_hand(cssm, cslu.export(NOON))) == [CAMPUS]
    trust, authorization = (read_answer(answer) for answer in cslu.answers_for(CAMPUS, LATER))
    assert trust.trusted == (CAMPUS, CAMPUS_STANDBY)
    assert authorization.grants[0].entitlements == {ENTITLEMENTS["hseck9"]: 1}
    assert cslu.truth()["instances"][CAMPUS]["requests"] == 0


def test_a_request_made_again_takes_the_place_of_the_former(cslu: Cslu) -> None:
    for moment in (NOON, LATER):
        cslu.request(CAMPUS, trust_request(STACK, "stack", moment), moment)
    assert cslu.instances[CAMPUS].requests == [trust_request(STACK, "stack", LATER)]


def test_the_answers_for_members_of_a_stack_go_to_the_one_that_made_contact(cslu: Cslu, cssm: Cssm) -> None:
    cssm.stock["Campus"]["hseck9"] = 2
    cslu.connect(NOON)
    asked = [(member, "") for member in STACK.members]
    cslu.request(CAMPUS, authorization_request(STACK, "stack", "hseck9", asked, NOON), NOON)
    granted = [read_answer(answer).grants[0].udi for answer in cslu.answers_for(CAMPUS, LATER)]
    assert granted == [CAMPUS, CAMPUS_STANDBY]


def test_a_request_that_no_device_signed_is_refused(cslu: Cslu) -> None:
    with pytest.raises(ValueError, match="signature"):
        cslu.request(CAMPUS, trust_request(STACK, "stack", NOON).replace(b'"stack"', b'"other"'), NOON)
    assert cslu.instances == {}


@pytest.mark.parametrize("spoil", [b"?", b"<smartLicense></smartLicense>"])
def test_an_import_that_is_no_answer_is_refused(cslu: Cslu, spoil: bytes) -> None:
    with pytest.raises(ValueError, match="."):
        cslu.take_in(spoil)


def test_an_import_for_others_or_with_a_changed_byte_is_refused(cslu: Cslu, cssm: Cssm) -> None:
    cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    cssm.register([BRANCH, CAMPUS], "WAN")
    account = cssm.account_of(BRANCH)
    with pytest.raises(ValueError, match="No product instance"):
        cslu.take_in(ack_file(CAMPUS, ["1"], None, account, NOON))
    with pytest.raises(ValueError, match="signature"):
        cslu.take_in(ack_file(BRANCH, ["1"], None, account, NOON).replace(b'"report_id":1,', b'"report_id":2,'))
    assert cslu.answers_for(BRANCH, NOON) == [] and list(cslu.instances[BRANCH].reports) == ["1"]


def test_credentials_are_not_shown(cslu: Cslu) -> None:
    cslu.add(BRANCH, Rest("127.0.0.1", 443, "admin", "lab-Password-1"))
    assert cslu.truth()["instances"][BRANCH]["rest"] == {"host": "127.0.0.1", "port": 443}
    assert "lab-Password-1" not in repr(cslu)


def test_reset_forgets_everything(estate: Estate) -> None:
    cslu = estate.cslu
    cslu.connect(NOON)
    cslu.running = False
    cslu.receive(BRANCH, [text(BRANCH, 1)], NOON)
    cslu.export(NOON)
    estate.clock.advance(60)
    estate.reset()
    assert cslu.truth() == Cslu(estate.cssm, "Campus").truth()
    assert estate.clock.now() == NOON
