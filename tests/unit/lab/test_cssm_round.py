# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection packs is taken by the lab's CSSM, and what that gives is split by the collection."""

from __future__ import annotations

from datetime import UTC, datetime

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.bundle import pack
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.split import split
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.unpack import unpack
from tests.lab.cssm_answers import read_answer
from tests.lab.cssm_web import download, upload
from tests.lab.rum import usage_file

from .conftest import NOON
from .usage import BRANCH, CAMPUS, small_cssm, text, usage

LATER = NOON + 2


def test_a_bundle_of_the_collection_comes_back_as_an_importable_file_for_each_device() -> None:
    cssm = small_cssm()
    files = [("branch.xml", usage(BRANCH, 1, 2)), ("campus.xml", usage(CAMPUS, 3))]
    bundle = pack({"WAN": files}, cssm.smart_account, datetime.fromtimestamp(NOON, UTC))
    job = upload(cssm, bundle.name, bundle.data, "", NOON)
    pieces = split(unpack(*download(cssm, job, LATER)))
    answers = [read_answer(piece.data) for piece in pieces]
    assert all(answer.genuine for answer in answers)
    assert sorted(answer.acknowledged for answer in answers) == sorted(
        [((BRANCH, "1"), (BRANCH, "2")), ((CAMPUS, "3"),)]
    )


def test_one_answer_for_several_devices_is_split_without_touching_what_is_signed() -> None:
    cssm = small_cssm()
    job = upload(cssm, "all.xml", usage_file([text(BRANCH, 1), text(CAMPUS, 2)]), "WAN", NOON)
    answers = [read_answer(piece.data) for piece in split([download(cssm, job, LATER)])]
    assert all(answer.genuine for answer in answers)
    assert sorted(len(answer.udis) for answer in answers) == [1, 1]
