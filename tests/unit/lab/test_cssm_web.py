# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a human does on CSSM's pages: uploads, their results, downloads; and what is counted of it."""

from __future__ import annotations

import io
import tarfile

import pytest

from tests.lab.cssm import Cssm
from tests.lab.cssm_answers import ENTITLEMENTS, SLE_POLICY, read_answer
from tests.lab.cssm_bundles import is_bundle, read_bundle, usage_bundle
from tests.lab.cssm_usage import DUPLICATE
from tests.lab.cssm_web import NotReady, download, find, policy, slac, upload
from tests.lab.device.requests import authorization_request, trust_request
from tests.lab.estate import Estate
from tests.lab.rum import sudi, usage_file

from .conftest import NOON
from .usage import BRANCH, CAMPUS, altered, small_cssm, stack, text, usage

LATER = NOON + 2
STACK = stack()


@pytest.fixture
def cssm() -> Cssm:
    return small_cssm()


def counted(cssm: Cssm) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """received, duplicates, acknowledged, handed out"""
    return {
        (found["udi"], found["report_id"]): (
            found["received"],
            found["duplicates"],
            found["acknowledged"],
            found["handed_out"],
        )
        for found in cssm.truth(NOON)["reports"]
    }


def archive(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as found:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            found.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def test_a_usage_file_is_acknowledged_after_a_while(cssm: Cssm) -> None:
    job = upload(cssm, "usage.xml", usage(BRANCH, 101, 102), "WAN", NOON)
    assert job.shown(NOON)["status"] == "Pending" and not job.shown(NOON)["download"]
    with pytest.raises(NotReady, match="Pending"):
        download(cssm, job, LATER - 0.1)
    assert counted(cssm)[BRANCH, "101"] == (1, 0, 1, 0)
    name, data = download(cssm, job, LATER)
    assert name == "ACK_usage.xml" and read_answer(data).acknowledged == ((BRANCH, "101"), (BRANCH, "102"))
    assert job.shown(LATER)["status"] == "No Errors"
    assert counted(cssm) == {(BRANCH, "101"): (1, 0, 1, 1), (BRANCH, "102"): (1, 0, 1, 1)}


def test_reports_are_how_unknown_devices_appear(cssm: Cssm) -> None:
    upload(cssm, "usage.xml", usage(BRANCH, 101), "WAN", NOON)
    assert cssm.virtual_account_of(BRANCH) == "WAN"
    upload(cssm, "usage.xml", usage(BRANCH, 102), "Campus", NOON)
    assert cssm.virtual_account_of(BRANCH) == "WAN"


def test_the_same_file_again_is_refused_as_a_duplicate(cssm: Cssm) -> None:
    upload(cssm, "usage.xml", usage(BRANCH, 101), "WAN", NOON)
    again = upload(cssm, "usage.xml", usage(BRANCH, 101), "WAN", NOON)
    assert again.shown(LATER)["status"] == "Errors"
    with pytest.raises(NotReady, match=DUPLICATE):
        download(cssm, again, LATER)
    assert counted(cssm)[BRANCH, "101"] == (1, 1, 1, 0)


def test_a_duplicate_among_new_ones_is_refused_alone(cssm: Cssm) -> None:
    upload(cssm, "usage.xml", usage(BRANCH, 101), "WAN", NOON)
    both = upload(cssm, "usage.xml", usage(BRANCH, 101, 102), "WAN", NOON)
    assert both.shown(LATER)["status"] == "Partial"
    assert read_answer(download(cssm, both, LATER)[1]).acknowledged == ((BRANCH, "102"),)


def test_cssm_can_be_told_to_acknowledge_duplicates_again(cssm: Cssm) -> None:
    cssm.faults.duplicates = "acknowledged"
    upload(cssm, "usage.xml", usage(BRANCH, 101), "WAN", NOON)
    again = upload(cssm, "usage.xml", usage(BRANCH, 101), "WAN", NOON)
    assert read_answer(download(cssm, again, LATER)[1]).acknowledged == ((BRANCH, "101"),)
    assert counted(cssm)[BRANCH, "101"] == (1, 1, 2, 1)


def test_an_altered_report_is_refused_and_not_kept(cssm: Cssm) -> None:
    job = upload(cssm, "usage.xml", altered(usage(BRANCH, 101)), "WAN", NOON)
    with pytest.raises(NotReady, match="signature"):
        download(cssm, job, LATER)
    assert counted(cssm) == {} and cssm.virtual_account_of(BRANCH) is None
    assert [found["report_id"] for found in cssm.truth(NOON)["refused"]] == ["101"]


def test_a_report_about_another_device_is_refused(cssm: Cssm) -> None:
    stolen = text(BRANCH, 101).replace(*(sudi(udi)["udi_pid"] for udi in (BRANCH, CAMPUS)))
    stolen = stolen.replace(sudi(BRANCH)["udi_serial_number"], sudi(CAMPUS)["udi_serial_number"])
    job = upload(cssm, "usage.xml", usage_file([stolen]), "WAN", NOON)
    assert job.shown(LATER)["status"] == "Errors" and counted(cssm) == {}


def test_one_file_of_several_devices_gets_one_file_with_an_ack_for_each(cssm: Cssm) -> None:
    job = upload(cssm, "all.xml", usage_file([text(BRANCH, 1), text(CAMPUS, 2)]), "WAN", NOON)
    assert read_answer(download(cssm, job, LATER)[1]).udis == {BRANCH, CAMPUS}


def test_a_bundle_is_answered_by_one_of_the_same_build(cssm: Cssm) -> None:
    files = [("dev_1.xml", usage(BRANCH, 1)), ("dev_2.xml", usage(CAMPUS, 2)), ("dev_3.xml", altered(usage(CAMPUS, 3)))]
    name, data = usage_bundle(files, cssm.smart_account, "Campus", NOON)
    job = upload(cssm, name, data, "", NOON)
    answer_name, answer = download(cssm, job, LATER)
    assert answer_name == f"ACK_{name}" and is_bundle(answer)
    answered = read_bundle(answer).files
    assert [file.name for file in answered] == ["ACK_dev_1.xml", "ACK_dev_2.xml"]
    assert {file.group for file in answered} == {f"ACK_{name.replace('UD_SA', 'UD_VA')}"}
    assert [read_answer(file.data).udis for file in answered] == [{BRANCH}, {CAMPUS}]
    assert cssm.virtual_account_of(BRANCH) == "Campus" and job.shown(LATER)["status"] == "Partial"


def test_the_manifest_says_which_archive_is_whose(cssm: Cssm) -> None:
    manifest = (
        f"Manifest-Version: 1.0\nCreated-By: tests\nSmart-Account: {cssm.smart_account}\nSmart-Account-ID:\n\n"
        "Name: /UD_VA_1.tar.gz\nSpecification-VA: WAN\nSpecification-VA-ID:\n\n"
        "Name: /UD_VA_2.tar.gz\nSpecification-VA: Campus\nSpecification-VA-ID:\n"
    )
    inner = [
        (f"UD_VA_{number}.tar.gz", archive(("dev.xml", usage(udi, number))))
        for number, udi in ((1, BRANCH), (2, CAMPUS))
    ]
    upload(cssm, "UD_SA_1.tar.gz", archive(("manifest.mf", manifest.encode()), *inner), "", NOON)

    assert (cssm.virtual_account_of(BRANCH), cssm.virtual_account_of(CAMPUS)) == ("WAN", "Campus")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no XML", "neither usage"),
        (usage(BRANCH, 1)[:-9], "neither usage"),
        (b"\x1f\x8b and then nothing", "cannot be read"),
        (archive(("manifest.mf", b"Manifest-Version: 1.0\n")), "nothing in it"),
        (archive(("UD_VA_1.tar.gz", archive(("dev.xml", usage(BRANCH, 1))))), "manifest.mf is missing"),
        (archive(("manifest.mf", b"Manifest-Version: 1.0\n"), ("dev.xml", b"")), "not part of a bundle"),
        (usage_bundle([("dev.xml", usage(BRANCH, 1))], "Another Company", "WAN", NOON)[1], "Another Company"),
        (usage_bundle([("dev.xml", usage(BRANCH, 1))], "Lab Industries", "Attic", NOON)[1], "Attic"),
        (usage_bundle([("a", usage(BRANCH, 1)), ("b", b"?")], "Lab Industries", "WAN", NOON)[1], "neither usage"),
    ],
)
def test_what_cannot_be_read_is_refused_before_anything_is_taken(cssm: Cssm, data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        upload(cssm, "upload", data, "WAN", NOON)
    assert counted(cssm) == {} and cssm.jobs == []


def test_a_virtual_account_must_be_chosen(cssm: Cssm) -> None:
    with pytest.raises(ValueError, match="no virtual account"):
        upload(cssm, "usage.xml", usage(BRANCH, 1), "", NOON)


def test_a_trust_request_is_answered_for_all_members(cssm: Cssm) -> None:
    job = upload(cssm, "trust", trust_request(STACK, "campus", NOON), "Campus", NOON)
    answer = read_answer(download(cssm, job, LATER)[1])
    assert answer.trusted == tuple(str(member) for member in STACK.members)
    assert set(answer.trusted) <= set(cssm.instances)


def test_a_slac_request_takes_from_stock_until_it_is_empty(cssm: Cssm) -> None:
    asked = [(member, "") for member in STACK.members]
    request = authorization_request(STACK, "campus", "hseck9", asked, NOON)
    job = upload(cssm, "slac", request, "Campus", NOON)
    assert cssm.stock["Campus"]["hseck9"] == 0 and job.shown(LATER)["status"] == "Partial"
    assert "Not enough" in job.shown(LATER)["results"][1]["message"]
    (grant,) = read_answer(download(cssm, job, LATER)[1]).grants
    assert grant.udi == str(STACK.udi)


def test_a_replaced_slac_puts_the_former_back_first(cssm: Cssm) -> None:
    for code in ("", "AAAAAA-BBBBBB-CCCCCC"):
        request = authorization_request(STACK, "campus", "hseck9", [(STACK.udi, code)], NOON)
        assert upload(cssm, "slac", request, "Campus", NOON).shown(LATER)["status"] == "No Errors"
    assert cssm.stock["Campus"]["hseck9"] == 0


def test_a_slac_is_asked_for_on_the_page(cssm: Cssm) -> None:
    job = slac(cssm, BRANCH, "hseck9", "WAN", NOON)
    (grant,) = read_answer(download(cssm, job, LATER)[1]).grants
    assert list(grant.entitlements) == [ENTITLEMENTS["hseck9"]] and cssm.stock["WAN"]["hseck9"] == 2
    for feature, account in (("dna", "WAN"), ("hseck9", "Attic")):
        with pytest.raises(ValueError, match="there is no"):
            slac(cssm, BRANCH, feature, account, NOON)


def test_the_policy_is_a_file_of_its_own(cssm: Cssm) -> None:
    assert read_answer(policy(NOON)).policy == SLE_POLICY


def test_uploads_are_found_by_their_id(cssm: Cssm) -> None:
    job = upload(cssm, "usage.xml", usage(BRANCH, 1), "WAN", NOON)
    assert find(cssm, job.number) is job
    with pytest.raises(KeyError):
        find(cssm, 1)


def test_reset_forgets_reports_and_uploads(estate: Estate) -> None:
    cssm = estate.cssm
    upload(cssm, "usage.xml", usage(BRANCH, 1), "WAN", NOON)
    cssm.logins.issue(60, NOON)
    estate.reset()
    assert counted(cssm) == {} and cssm.truth(NOON)["uploads"] == [] and cssm.logins.issued == {}
