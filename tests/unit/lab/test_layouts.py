# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lab prints has the shape of what devices print: blocks, indentation, blank lines and trailing blanks.

Fixtures of our own pin the shapes always. Where real captures are at hand (SLP_CORPUS, or ../shared/corpus),
a device of the same agent version in the same state must print every label of the capture, in order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lab.clock import LabClock
from tests.lab.cssm import Cssm
from tests.lab.device.device import Account, Device
from tests.lab.device.profile import Licence, Profile, Udi
from tests.lab.ios.render_license import show_all, show_status
from tests.lab.ios.render_tech_support import show_tech_support

from .conftest import NOON, Conversation

Login = Callable[[str], Conversation]
CORPUS = Path(os.environ.get("SLP_CORPUS", Path(__file__).resolve().parents[4] / "shared" / "corpus"))
DATE = re.compile(r"[A-Z][a-z]{2} \d{2} \d{2}:\d{2}:\d{2} \d{4} \w+")


def shape(lines: list[str]) -> list[str]:
    """Each line with its values taken out: what stays is indentation, labels, and trailing blanks."""
    shaped: list[str] = []
    for line in lines:
        if re.match(r"\S.* \(.*\):$", line):
            shaped.append("<licence>")
        elif re.match(r" +(Active|Standby|Member): ?PID", line):
            shaped.append(re.sub(r"PID.*", "<udi>", line))
        else:
            text = DATE.sub("<date>", line)
            text = re.sub(r"\d+", "N", text)
            label = re.match(r" *[^:]+:(?= )", text)
            blanks = re.search(r" *$", text)
            shaped.append(label[0] + (blanks[0] if blanks else "") if label and "INSTALLED on" not in text else text)
    return shaped


def shape_like(capture: list[str], ours: list[str]) -> list[str]:
    """Trailing blanks count, unless the capture has none at all: then somebody's editor took them away."""
    if not any(line != line.rstrip() for line in capture):
        ours = [line.rstrip() for line in ours]
    return shape(ours)


def capture_lines(path: Path) -> list[str]:
    """A capture without the prompt's echo, the time stamp banner and blanks around it."""
    lines = path.read_text(encoding="utf-8").replace("\r", "").split("\n")
    around = ("show ", "Load for", "Time source", "No time source")
    while lines and (not lines[0].strip() or lines[0].startswith(around)):
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def value(lines: list[str], label: str) -> str:
    found = (line.strip().partition(": ")[2] for line in lines if line.strip().startswith(label))
    return next(found, "").strip()


def device_like(lines: list[str], agent: str = "") -> Device:
    """A device in the state that a capture shows."""
    members = [re.findall(r"(Active|Standby|Member): ?PID:(\S+),SN:(\S+)", line) for line in lines]
    udis = list(dict.fromkeys(found[0] for found in members if found)) or [("Active", "C9000", "FOC1")]
    count = sum("Feature Name:" in line for line in lines)
    licence = Licence("some-advantage", "SOME_A", "some advantage", "Perpetual", "regid.some")
    profile = Profile(
        name="capture",
        platform="switch",
        release="17.9.4",
        codename="",
        image="",
        members=tuple(Udi(*found) for found in udis),
        agent=agent or value(lines, "Smart Agent for Licensing"),
        licences=(licence,) * count,
    )
    cssm = Cssm("Lab", {}, {})
    device = Device("r1", profile, cssm, LabClock(NOON, source=lambda: 0.0), Account("a", "b", ""))
    kinds = {"Smart": "smart", "Callhome": "callhome", "cslu": "cslu", "Transport Off": "off"}
    config = device.config.license
    config.transport = kinds[value(lines[lines.index("Transport:") :], "Type")]
    address = value(lines, "Address")
    config.proxy_address = "" if address == "<empty>" else address
    config.proxy_port = 80 if config.proxy_address else None
    state = device.agent
    if "Policy name" in "\n".join(lines):
        state.install_policy(NOON)
    if re.search(r"^Trust Code Installed: [A-Z]|INSTALLED on", "\n".join(lines), re.MULTILINE):
        for index in range(len(udis)):
            state.install_trust(index, NOON)
    if "As of" in value(lines, "Smart Account"):
        state.account_as_of, state.virtual_account = NOON, "Campus"
    return device


# Captures that are whole, taken from devices, and of a layout that the lab models.
ALL = ("genielibs-1", "genieparser-golden_output", "genieparser-golden_output_3_4M")
STATUS = ("ntc-cisco_ios_show_license_status2",)
TECH = (
    "genieparser-golden_output_2",
    "genieparser-golden_output_6",
    "genieparser-golden_output_8_proxy",
    "genieparser-golden_output_13_4M",
    "genieparser-golden_output_15",
    "genieparser-golden_output_18",
)


def present(folder: str, names: tuple[str, ...]) -> list[Path]:
    """Our own fixture of a command, then the captures that are at hand."""
    own = Path(__file__).parent / "fixtures" / f"{folder}.txt"
    return [own, *(path for name in names if (path := CORPUS / folder / f"{name}.txt").exists())]


@pytest.mark.parametrize("path", present("show-license-all", ALL), ids=lambda path: path.stem)
def test_show_license_all_has_the_shape_of_the_capture(path: Path) -> None:
    lines = capture_lines(path)
    assert shape_like(lines, show_all(device_like(lines))) == shape(lines)


@pytest.mark.parametrize("path", present("show-license-status", STATUS), ids=lambda path: path.stem)
def test_show_license_status_has_the_shape_of_the_capture(path: Path) -> None:
    lines = capture_lines(path)
    assert shape_like(lines, show_status(device_like(lines, agent="5.5.11_rel/1"))) == shape(lines)


@pytest.mark.parametrize("path", present("show-license-tech-support", TECH), ids=lambda path: path.stem)
def test_tech_support_has_the_shape_of_the_capture_up_to_the_licences(path: Path) -> None:
    lines = capture_lines(path)
    ours = show_tech_support(device_like(lines))
    capture = lines[: lines.index("License Usage")]
    assert shape_like(capture, ours[: ours.index("License Usage")]) == shape(capture)


@pytest.mark.parametrize("path", present("show-license-tech-support", TECH), ids=lambda path: path.stem)
def test_tech_support_statistics_have_the_shape_of_the_capture(path: Path) -> None:
    lines = capture_lines(path)
    ours = show_tech_support(device_like(lines))
    first, last = "Communication Statistics:", "Other Info"
    capture = lines[lines.index(first) : lines.index(last)]
    assert shape_like(capture, ours[ours.index(first) : ours.index(last)]) == shape(capture)


BEFORE_TRUST = """\
Utility:
  Status: DISABLED

Smart Licensing Using Policy:
  Status: ENABLED

Data Privacy:
  Sending Hostname: yes
    Callhome hostname privacy: DISABLED
    Smart Licensing hostname privacy: DISABLED
  Version privacy: DISABLED

Transport:
  Type: cslu
  Cslu address: <empty>
  Proxy:
    Not Configured

Policy:
  Policy in use: Merged from multiple sources.
"""

AFTER_POLICY = """\
Usage Reporting:
  Last ACK received: <none>
  Next ACK deadline: Mar 01 12:00:00 2026 UTC
  Reporting push interval: 30  days
  Next ACK push check: <none>
  Next report push: Dec 01 12:01:00 2025 UTC
  Last report push: <none>
  Last report file write: <none>

Trust Code Installed: <none>
"""


def test_the_oldest_layout_has_no_account_no_vrf_and_no_summary(login: Login) -> None:
    talk = login("isr4331-branch")
    talk.say("enable", "lab-Enable-1")
    status = talk.say("show license status")
    assert status.startswith(BEFORE_TRUST)
    assert status.endswith(AFTER_POLICY)
    everything = talk.say("show license all")
    assert "Account Information" not in everything
    assert "Usage Report Summary" not in everything


def test_the_newest_layout_has_its_own_last_blocks(login: Login) -> None:
    text = login("c9350-access").say("show license all")
    assert "\nDevice Enforcement State:\nNOT APPLICABLE\n\nUsage Report Summary:\n" in text
    assert "Available to Report: 1  Collecting Data: 1  \n\nProduct Analytics Report Summary:\n" in text
    assert "Telemetry" not in text


def test_conversion_shows_from_5_10_and_the_reporting_mode_from_5_11(login: Login) -> None:
    texts = {name: login(name).say("show license all") for name in ("c9800-wlc", "c8300-wan", "c8500-edge")}
    assert ["License Conversion:" in text for text in texts.values()] == [False, True, True]
    assert ["  Reporting Mode: STANDARD" in text for text in texts.values()] == [False, False, True]


def test_licences_of_the_past_have_their_own_outputs(login: Login) -> None:
    old = login("isr2911-old")
    old.say("enable", "lab-Enable-1")
    assert old.say("show license").startswith("Index 1 Feature: ipbasek9                       \n")
    assert "License Operation Supported" in old.say("show license status")
    classic = login("csr1000v-old").say("show license all").splitlines()
    assert classic[2] == " " and classic[7:9] == [
        "  Smart Account: Lab Industries",
        "Virtual Account: WAN",
    ]
