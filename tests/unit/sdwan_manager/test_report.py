# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""sdwan_manager_report: what Manager gives lies on the controller, as it is and for its owner only."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply
from tests.unit.sdwan_manager.conftest import Act
from tests.unit.sdwan_manager.manager import API, Exchange, Manager, asked, login, logout

ALL = f"GET {API}/smartLicensing/fetchAllSa"
ONE = f"GET {API}/smartLicensing/fetchReportsForSa?saDomain=example.com&saId=316448"
OWNER = {"saDomain": "example.com", "saId": 316448}
REPORT = b'{"usage": [1]}\n'


def given(content: bytes = REPORT, owners: object = (OWNER,)) -> Manager:
    accounts = asked(ALL, {"data": list(owners)} if isinstance(owners, tuple) else owners)
    return Manager([*login(), accounts, Exchange(ONE, Reply(200, {}, content)), logout()])


def test_a_report_is_written_as_it_is(act: Act, tmp_path: Path) -> None:
    outcome = act("report", given(), dest=str(tmp_path / "reports"))

    (report,) = outcome["reports"]
    file = Path(report["path"])
    assert outcome["changed"] is True
    assert (file.name, file.read_bytes()) == ("usage_example.com.json", REPORT)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert act("report", given(), dest=str(tmp_path / "reports"))["changed"] is False


@pytest.mark.parametrize("owners", [[OWNER], OWNER, [{"domain": "example.com", "id": "316448"}]])
def test_accounts_are_read_in_any_shape(act: Act, tmp_path: Path, owners: object) -> None:
    assert act("report", given(owners=owners), dest=str(tmp_path))["changed"] is True


@pytest.mark.parametrize(
    ("content", "ending"), [(b"\x1f\x8b\x08..", ".tar.gz"), (b"<a/>", ".xml"), (b"\x00\x01", ".dat")]
)
def test_a_report_that_is_no_json_is_a_file_all_the_same(act: Act, tmp_path: Path, content: bytes, ending: str) -> None:
    (report,) = act("report", given(content), dest=str(tmp_path))["reports"]

    assert report["path"].endswith(ending) and Path(report["path"]).read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"{}", b"null\n", b"[]"])
def test_nothing_to_report_is_no_file(act: Act, tmp_path: Path, content: bytes) -> None:
    assert act("report", given(content), dest=str(tmp_path)) == {"changed": False, "reports": []}
    assert list(tmp_path.iterdir()) == []


def test_check_mode_writes_nothing(act: Act, tmp_path: Path) -> None:
    assert act("report", given(), check=True, dest=str(tmp_path))["changed"] is True
    assert list(tmp_path.iterdir()) == []


def test_a_name_of_an_account_leads_nowhere_else(act: Act, tmp_path: Path) -> None:
    evil = {"saDomain": "../../etc/x", "saId": 1}
    one = f"GET {API}/smartLicensing/fetchReportsForSa?saDomain=..%2F..%2Fetc%2Fx&saId=1"
    manager = Manager([*login(), asked(ALL, [evil]), Exchange(one, Reply(200, {}, REPORT)), logout()])
    (report,) = act("report", manager, dest=str(tmp_path))["reports"]

    assert Path(report["path"]).parent == tmp_path


def test_an_account_without_an_id_is_told(act: Act, tmp_path: Path) -> None:
    manager = Manager([*login(), asked(ALL, [{"saDomain": "x"}]), logout()])

    assert act("report", manager, dest=str(tmp_path))["reason"] == "api_failed"
