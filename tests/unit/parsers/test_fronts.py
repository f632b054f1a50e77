# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fronts that only a play can show: ansible.utils.cli_parse with our parser, and the playbook parse_captures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.parsers.captures import FIXTURES, fixture

_PLAY = """
- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - ansible.utils.cli_parse:
        text: "{{ lookup('file', slp_text) }}"
        parser: {name: netops.smart_licensing.slp, command: %s}
      register: slp_parsed
    - ansible.builtin.copy:
        content: "{{ slp_parsed.parsed | to_json }}"
        dest: "{{ slp_dest }}"
        mode: "0600"
"""


def play(playbook: str, folder: Path, **variables: object) -> subprocess.CompletedProcess[str]:
    """Run a playbook in a folder of its own."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "ansible",
            "playbook",
            playbook,
            "-e",
            json.dumps(variables, default=str),
        ],
        cwd=folder,
        env={**os.environ, "ANSIBLE_LOCAL_TEMP": str(folder / "tmp"), "ANSIBLE_NOCOLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("command", ["show license usage", "sh lic usage"])
def test_cli_parse_finds_our_parser(tmp_path: Path, command: str) -> None:
    playbook = tmp_path / "play.yml"
    playbook.write_text(_PLAY % command)
    text, dest = FIXTURES / "show-license-usage" / "c8300-wan-trusted.txt", tmp_path / "state.json"
    done = play(str(playbook), tmp_path, slp_text=text, slp_dest=dest)

    assert done.returncode == 0, done.stdout
    assert [entry["count"] for entry in json.loads(dest.read_text())["licenses"]] == [1, 1, 0]


def test_cli_parse_says_why_it_cannot_read_a_text(tmp_path: Path) -> None:
    playbook = tmp_path / "play.yml"
    playbook.write_text(_PLAY % "show license status")
    text = tmp_path / "cut.txt"
    text.write_text(fixture("show-license-status", "c8300-wan-trusted")[:900])
    done = play(str(playbook), tmp_path, slp_text=text, slp_dest=tmp_path / "none")

    assert done.returncode == 2
    assert "parse_error: the output of 'show license status' ends before its last section" in done.stdout


def test_a_folder_of_captures_becomes_one_table_and_one_file(tmp_path: Path) -> None:
    captures = tmp_path / "captures" / "site"
    captures.mkdir(parents=True)
    (captures / "wan.log").write_text(f"wan-1#sh lic all\n{fixture('show-license-all', 'c8300-wan-trusted')}\nwan-1#")
    (captures / "stack").write_text(fixture("show-license-tech-support", "c9300-campus-trusted"))
    (captures / "cut.txt").write_text(fixture("show-license-tech-support", "c9300-campus-trusted")[:4000])
    (captures / "notes.txt").write_text("call the customer on Monday\n")
    done = play(
        "netops.smart_licensing.parse_captures",
        tmp_path,
        slp_captures=captures.parent,
        slp_artifact_dir=tmp_path / "out",
    )
    written = tmp_path / "out" / "captures.json"
    found = json.loads(written.read_text())

    assert done.returncode == 0, done.stdout
    assert "site/cut.txt    parse_error: the output of 'show license tech support' ends before" in done.stdout
    assert '"site/stack": "show license tech support"' in done.stdout
    assert written.stat().st_mode & 0o777 == 0o600
    assert sorted(found) == ["site/cut.txt", "site/notes.txt", "site/stack", "site/wan.log"]
    assert found["site/wan.log"]["parsed"] == [{"command": "show license all", "guessed": False}]
    assert len(found["site/stack"]["smart_licensing"]["trust_codes"]) == 3
    assert "smart_licensing" not in found["site/notes.txt"]
