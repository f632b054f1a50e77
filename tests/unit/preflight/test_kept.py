# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of a preflight outlives a run over a part of the fleet."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.kept import FILE, as_text, merged
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.report import Host

CHECK = {"id": "login", "status": "error", "title": "Login", "found": "none", "wanted": "one", "remedy": "log in"}


def test_what_another_run_found_stays_until_the_host_is_looked_at_again(tmp_path: Path) -> None:
    first = [Host("a", "direct", checks=[CHECK]), Host("b", "offline"), Host("retired", "direct")]
    (tmp_path / FILE).write_text(as_text(first))

    second = merged(tmp_path, [Host("a", "direct")], ["a", "b"])

    assert [(host.name, host.status) for host in second] == [("a", "ok"), ("b", "ok")]
    assert merged(tmp_path, [], ["a"])[0].checks == [CHECK]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 7}', '{"a": {"checks": [7]}}', '{"a": {"checks": [{"id": 1}]}}']
)
def test_a_file_that_is_not_ours_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)

    assert merged(tmp_path, [Host("b")], ["a", "b"]) == [Host("b")]
