# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every capture, of our lab and of real devices: read without a line left over, and a few facts read independently."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import empty_state, parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import ParseError
from tests.unit.parsers.captures import every_capture, found, is_classic, is_policy, licence_captures, words_after

CAPTURES = licence_captures()
POLICY = [pytest.param(command, path, id=path.stem) for command, path in CAPTURES if is_policy(path.read_text())]
CLASSIC = [pytest.param(command, path, id=path.stem) for command, path in CAPTURES if is_classic(path.read_text())]
OTHER = [
    pytest.param(command, path, id=path.stem)
    for command, path in [*CAPTURES, *(("show license all", path) for path in found("show-license-classic"))]
    if not is_policy(path.read_text()) and not is_classic(path.read_text())
]


def test_there_is_a_capture_of_every_mode() -> None:
    assert len(POLICY) >= 24
    assert len(CLASSIC) >= 2
    assert len(OTHER) >= 2


@pytest.mark.parametrize(
    ("command", "path"),
    [pytest.param(command, path, id=f"{path.parent.name}/{path.stem}") for command, path in every_capture()],
)
def test_no_line_of_any_capture_is_left_over(command: str, path: Path) -> None:
    if "truncated" in path.stem:
        with pytest.raises(ParseError, match="was cut"):
            parse_show(command, path.read_text())
        return
    state = parse_show(command, path.read_text())

    assert state["unparsed"] == []
    assert set(state) == set(empty_state())


@pytest.mark.parametrize(("command", "path"), POLICY)
def test_a_capture_in_policy_mode_is_read_to_the_last_line(command: str, path: Path) -> None:
    state = parse_show(command, path.read_text())

    assert state["mode"] == "policy"
    assert state["unparsed"] == []


@pytest.mark.parametrize(("command", "path"), POLICY)
def test_a_capture_says_what_its_own_lines_say(command: str, path: Path) -> None:
    text = path.read_text()
    state = parse_show(command, text)

    assert len(state["licenses"]) == len(re.findall(r"(?m)^  License type:", text))
    assert [entry["count"] for entry in state["licenses"]] == [int(n) for n in re.findall(r"(?m)^  Count: (\d+)", text)]
    assert [entry["status"] for entry in state["licenses"]] == _statuses_of_licences(text)
    reporting = state["usage_reporting"]
    assert reporting["last_ack_received"] == words_after(text, "Last ACK received:")
    assert reporting["next_ack_deadline"] == words_after(text, "Next ACK deadline:")
    assert reporting["next_report_push"] == words_after(text, "Next report push:")
    assert reporting["last_report_push"] == words_after(text, "Last report push:")
    assert state["policy"]["name"] == words_after(text, "Policy name:")
    assert state["account"]["virtual_account"] == words_after(text, "Virtual Account:")
    assert state["agent_version"] == words_after(text, "Smart Agent for Licensing:")
    assert state["transport"]["url"] == words_after(text, "URL:")
    assert state["transport"]["type"] == (words_after(text, "Type:") or "").lower().replace("transport ", "")
    assert state["rum_reports"]["total"] == _number_after(text, "Total: ")


@pytest.mark.parametrize(("command", "path"), POLICY)
def test_trust_codes_are_as_many_as_the_capture_prints(command: str, path: Path) -> None:
    text = path.read_text()
    codes = parse_show(command, text)["trust_codes"]
    per_member = re.findall(r"(?m)^    INSTALLED on (\w{3} [ \d]\d [\d:]+ \d{4} \w+)", text)
    for_all = re.findall(r"(?m)^Trust Code Installed: (\w{3} .+?) *$", text)

    assert [code["installed_on"] for code in codes if code["installed"]] == per_member + for_all


@pytest.mark.parametrize(("command", "path"), POLICY)
def test_members_are_those_of_the_ha_list(command: str, path: Path) -> None:
    text = path.read_text()
    listed = re.findall(r"(?m)^    (\w+):PID:(\S+),SN:(\S+)", text)

    members = parse_show(command, text)["members"]

    assert [(member["role"], member["pid"], member["sn"]) for member in members] == listed


@pytest.mark.parametrize(("command", "path"), CLASSIC)
def test_of_a_classic_device_only_the_mode_and_its_evidence_are_told(command: str, path: Path) -> None:
    text = path.read_text()
    state = parse_show(command, text)

    assert state["mode"] == "classic"
    assert state["mode_evidence"].split(": ", 1)[1] in text
    assert _without_mode(state) == _without_mode(empty_state())


@pytest.mark.parametrize(("command", "path"), OTHER)
def test_any_other_licensing_is_unsupported(command: str, path: Path) -> None:
    text = path.read_text()
    state = parse_show(command, text)

    assert state["mode"] == "unsupported"
    assert state["mode_evidence"] in text
    assert _without_mode(state) == _without_mode(empty_state())


def _without_mode(state: Any) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key not in ("mode", "mode_evidence")}


def _number_after(text: str, label: str) -> int | None:
    match = re.search(rf"(?m)^{label}(\d+)", text)
    return int(match[1]) if match else None


def _statuses_of_licences(text: str) -> list[str]:
    """Return what stands after Status: between the headings License Usage and Product Information."""
    usage = text.partition("License Usage\n")[2].partition("Product Information\n")[0]
    return re.findall(r"(?m)^  Status: (.+?) *$", usage)
