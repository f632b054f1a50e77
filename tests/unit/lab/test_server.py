# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab over the network: a real SSH session, the control API, and the command that starts and stops it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncssh
import pytest
import yaml

from tests.lab.client import LabClient, LabError
from tests.lab.estate import Estate
from tests.lab.pidfile import hold, holder
from tests.lab.server import Lab

ROOT = Path(__file__).resolve().parents[3]
LIMIT = 20.0


class Remote:
    """One interactive SSH session, read up to what is expected at its end."""

    def __init__(self, process: asyncssh.SSHClientProcess[bytes]) -> None:
        self._process = process
        self._seen = b""

    async def until(self, ending: str) -> str:
        while not self._seen.endswith(ending.encode()):
            data = await asyncio.wait_for(self._process.stdout.read(65536), LIMIT)
            assert data, f"the session ended with {self._seen!r}"
            self._seen += data
        text, self._seen = self._seen.decode(), b""
        return text

    def type(self, text: str) -> None:
        self._process.stdin.write(text.encode())

    async def rest(self) -> bytes:
        return await asyncio.wait_for(self._process.stdout.read(), LIMIT)


@asynccontextmanager
async def session(lab: Lab, name: str, password: str = "lab-Password-1") -> AsyncIterator[Remote]:
    async with asyncssh.connect(
        "127.0.0.1", lab.ports[name], username="admin", password=password, known_hosts=None, config=[]
    ) as connection:
        yield Remote(await connection.create_process(term_type="vt100", encoding=None))


def serving(estate: Estate, story: Callable[[Lab], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Lab(estate) as lab:
            await story(lab)

    asyncio.run(run())


def test_a_session_echoes_pages_and_ends(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        async with session(lab, "c8300-wan") as remote:
            await remote.until("\r\nc8300-wan#")
            remote.type("show license status\r")
            first = await remote.until(" --More-- ")
            assert first.startswith("show license status\r\nUtility:\r\n  Status: DISABLED\r\n")
            assert first.count("\n") == 24
            remote.type(" ")
            assert "\b \b" not in await remote.until(" --More-- ")
            remote.type("q")
            await remote.until("c8300-wan#")
            remote.type("terminal length 0\n")
            await remote.until("c8300-wan#")
            remote.type("show license status\r\n")
            assert "--More--" not in await remote.until("\r\nc8300-wan#")
            remote.type("exit\r")
            assert await remote.rest() == b"exit\r\n"

    serving(estate, story)


def test_one_command_can_be_run_without_a_terminal(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        async with asyncssh.connect(
            "127.0.0.1",
            lab.ports["c8300-wan"],
            username="admin",
            password="lab-Password-1",
            known_hosts=None,
            config=[],
        ) as connection:
            result = await connection.run("show version | include ^Cisco IOS XE", timeout=LIMIT)
            assert result.stdout == "Cisco IOS XE Software, Version 17.12.04\r\n"

    serving(estate, story)


def test_a_banner_of_prompt_signs_comes_before_the_prompt(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        async with session(lab, "isr4331-branch") as remote:
            text = await remote.until("isr4331-branch>")
            assert text.count("#\r\n") == 3

    serving(estate, story)


def test_a_secret_is_not_echoed_and_control_z_leaves_configuration(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        async with session(lab, "isr4331-branch") as remote:
            await remote.until("branch>")
            remote.type("enable\r")
            await remote.until("Password: ")
            remote.type("lab-Enable-1\r")
            assert await remote.until("#") == "\r\nisr4331-branch#"
            remote.type("configure terminal\r")
            await remote.until("(config)#")
            remote.type("\x1a")
            assert await remote.until("#") == "^Z\r\nisr4331-branch#"

    serving(estate, story)


def test_help_answers_at_once_and_keeps_the_line(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        async with session(lab, "c8300-wan") as remote:
            await remote.until("#")
            remote.type("license smart sync ?")
            text = await remote.until("#license smart sync ")
            assert text == "license smart sync ?\r\n  all\r\n  local\r\n\r\nc8300-wan#license smart sync "

    serving(estate, story)


def test_a_line_longer_than_the_terminal_scrolls_behind_a_dollar(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        async with session(lab, "c8300-wan") as remote:
            await remote.until("#")
            remote.type("show clock | include " + "x" * 90 + "\r")
            assert "$xxxx" in await remote.until("\r\nc8300-wan#")
            remote.type("terminal width 0\r")
            await remote.until("\r\nc8300-wan#")
            remote.type("show clock | include " + "x" * 90 + "\r")
            assert "$" not in await remote.until("\r\nc8300-wan#")

    serving(estate, story)


def test_a_syslog_line_can_cut_the_output_in_two(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        device = estate.placements[0].device
        device.faults.syslog_splice = "*Dec  1 12:00:00.000: %SYS-5-CONFIG_I: Configured from console"
        async with session(lab, device.name) as remote:
            await remote.until("#")
            remote.type("terminal length 0\r")
            await remote.until("0\r\nc8300-wan#")
            remote.type("show license status\r")
            assert "\r\n*Dec  1 12:00:00.000: %SYS-5-CONFIG_I" in await remote.until("\r\nc8300-wan#")

    serving(estate, story)


def test_output_can_pause_after_a_text(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        device = estate.placements[0].device
        device.faults.chunk_pause = {"after": "Last ACK received: <none>", "seconds": 0.05}
        async with session(lab, device.name) as remote:
            await remote.until("#")
            remote.type("show license status | include ACK\r")
            assert (await remote.until("Last ACK received: <none>")).endswith("Last ACK received: <none>")
            assert "Next ACK deadline" in await remote.until("\r\nc8300-wan#")

    serving(estate, story)


def test_a_wrong_password_is_refused(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        with pytest.raises(asyncssh.PermissionDenied):
            async with session(lab, "c8300-wan", password="wrong"):
                pass
        assert estate.placements[0].device.counters.logins == 0

    serving(estate, story)


def test_the_control_api_shows_breaks_counts_and_resets(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        async with session(lab, "c8300-wan") as remote:
            await remote.until("#")
            remote.type("show clock\r")
            await remote.until("\r\nc8300-wan#")
        await asyncio.to_thread(control, lab.url)

    def control(url: str) -> None:
        client = LabClient(url)
        assert "c9300-campus" in client.devices()
        counted = client.counters()["c8300-wan"]
        assert (counted["logins"], counted["commands"]) == (1, ["show clock"])
        client.reset_counters()
        assert client.counters()["c8300-wan"]["commands"] == []

        before = client.device("c8300-wan")
        assert before["saved"] and before["transport"]["transport"] == "cslu"
        assert client.advance(60) == before["now"] + 60
        assert client.faults("c8300-wan", skew_seconds=90)["skew_seconds"] == 90
        client.reset("c8300-wan")
        assert client.device("c8300-wan")["faults"]["skew_seconds"] == 0

        client.cssm_faults(delay=0.5)
        assert client.cssm()["faults"]["delay"] == 0.5
        client.reset()
        assert client.cssm()["faults"]["delay"] == 2.0
        with pytest.raises(LabError, match="unknown: nosuch"):
            client.faults("c8300-wan", nosuch=1)
        with pytest.raises(LabError, match="no device is called nobody"):
            client.device("nobody")
        with pytest.raises(LabError, match="not negative"):
            client.advance(-1)

    serving(estate, story)


def lab_command(directory: Path, action: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.lab", action, "--dir", str(directory), *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT, check=False)


def test_start_and_stop_can_be_repeated_and_leave_nothing(tmp_path: Path) -> None:
    directory = tmp_path / "lab"
    try:
        started = lab_command(directory, "start", "--devices", "13")
        assert started.returncode == 0, started.stderr
        assert "13 devices run" in started.stdout
        assert "runs already" in lab_command(directory, "start").stdout
        inventory = yaml.safe_load((directory / "inventory.yml").read_text(encoding="utf-8"))
        groups = inventory["all"]["children"]["lab"]["children"]
        assert set(groups) == {"direct", "refused"}
        assert "c8300-wan-2" in groups["direct"]["hosts"]
        assert groups["direct"]["hosts"]["c9800-wlc"]["slp_vrf"] == "Mgmt-intf"
        client = LabClient.of(directory)
        copies = [client.device(name)["trust_codes"][0]["sn"] for name in ("c8300-wan", "c8300-wan-2")]
        assert len(set(copies)) == 2
        assert (directory / "inventory.yml").stat().st_mode & 0o077 == 0
    finally:
        stopped = lab_command(directory, "stop")
    assert "stopped" in stopped.stdout
    assert "does not run" in lab_command(directory, "stop").stdout
    assert not (directory / "control.json").exists()


def test_a_pid_left_behind_is_not_taken_for_a_lab(tmp_path: Path) -> None:
    (tmp_path / "lab.pid").write_text(f"{os.getpid()}\n", encoding="utf-8")
    assert "does not run" in lab_command(tmp_path, "stop").stdout
    held = hold(tmp_path / "lab.pid")
    assert held is not None
    with held:
        assert holder(tmp_path / "lab.pid") == os.getpid()
        assert hold(tmp_path / "lab.pid") is None
    assert holder(tmp_path / "lab.pid") is None


def test_a_setting_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    refused = lab_command(tmp_path, "start", "--set", "nosuch=1")
    assert refused.returncode == 1
    assert "unknown setting: nosuch" in refused.stderr
