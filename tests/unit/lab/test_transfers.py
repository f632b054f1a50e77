# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a device over the network: SCP in its SSH port, its REST service, and servers that it copies from and to."""

from __future__ import annotations

import asyncio
import base64
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
import asyncssh
import pytest
from aiohttp import web

from tests.lab.cssm_answers import SLE_POLICY, Account, ack_file, policy_file
from tests.lab.device.device import Device
from tests.lab.estate import Estate
from tests.lab.rum import device_secret, verify
from tests.lab.server import Lab

from .conftest import NOON

NAME, BRANCH = "c8300-wan", "isr4331-branch"
LIMIT = 20.0
SCP = "ip scp server enable"
REST = ["ip http secure-server", "ip http authentication local"]
Find = Callable[[str], Device]


@pytest.fixture
def wan(device: Find) -> Device:
    found = device(NAME)
    found.flash.write("usage.xml", b"<smartLicense>\n</smartLicense>\n", NOON)
    return found


def serving(estate: Estate, story: Callable[[Lab], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Lab(estate) as lab:
            await asyncio.wait_for(story(lab), LIMIT)

    asyncio.run(run())


@asynccontextmanager
async def connected(lab: Lab, name: str = NAME) -> AsyncIterator[asyncssh.SSHClientConnection]:
    async with asyncssh.connect(
        "127.0.0.1", lab.ports[name], username="admin", password="lab-Password-1", known_hosts=None, config=[]
    ) as connection:
        yield connection


# -- SCP ------------------------------------------------------------------------------------------------------------


def test_a_file_goes_out_and_in_by_scp(estate: Estate, wan: Device, tmp_path: Path) -> None:
    wan.config.plain.append(SCP)
    (tmp_path / "ack.xml").write_bytes(b"\x00\xff" * 100_000)

    async def story(lab: Lab) -> None:
        async with connected(lab) as connection:
            await asyncssh.scp((connection, "bootflash:usage.xml"), tmp_path / "got.xml")
            await asyncssh.scp(tmp_path / "ack.xml", (connection, "flash:new.xml"))
            await asyncssh.scp(tmp_path / "ack.xml", (connection, "bootflash:"))

    serving(estate, story)
    assert (tmp_path / "got.xml").read_bytes() == wan.flash.read("usage.xml")
    assert wan.flash.read("new.xml") == wan.flash.read("ack.xml") == b"\x00\xff" * 100_000


def test_what_cannot_be_copied_is_said(estate: Estate, wan: Device, tmp_path: Path) -> None:
    wan.config.plain.append(SCP)
    wan.faults.storage_full = True
    (tmp_path / "ack.xml").write_bytes(b"x" * 5000)

    async def story(lab: Lab) -> None:
        async with connected(lab) as connection:
            with pytest.raises(asyncssh.SFTPError, match="No such file"):
                await asyncssh.scp((connection, "flash:nothing.xml"), tmp_path / "got.xml")
            with pytest.raises(asyncssh.SFTPError, match="No space left"):
                await asyncssh.scp(tmp_path / "ack.xml", (connection, "flash:ack.xml"))

    serving(estate, story)
    assert len(wan.flash.read("ack.xml")) == 700


@pytest.mark.parametrize(
    ("name", "lines", "words"), [(NAME, [], "Administratively disabled."), (BRANCH, [SCP], "Privilege denied.")]
)
def test_scp_must_be_enabled_and_allowed(estate: Estate, device: Find, name: str, lines: list[str], words: str) -> None:
    device(name).config.plain += lines

    async def story(lab: Lab) -> None:
        async with connected(lab, name) as connection:
            result = await connection.run("scp -f flash:usage.xml")
            assert (result.stdout, result.exit_status) == (f"{words}\n", 1)

    serving(estate, story)


def test_there_is_no_sftp(estate: Estate, wan: Device) -> None:
    wan.config.plain.append(SCP)

    async def story(lab: Lab) -> None:
        async with connected(lab) as connection:
            with pytest.raises(asyncssh.Error):
                await connection.start_sftp_client()

    serving(estate, story)


# -- copy over HTTP -------------------------------------------------------------------------------------------------


@asynccontextmanager
async def file_server(files: dict[str, bytes]) -> AsyncIterator[str]:
    async def get(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in files:
            raise web.HTTPNotFound
        return web.Response(body=files[name])

    async def put(request: web.Request) -> web.Response:
        files[request.match_info["name"]] = await request.read()
        return web.Response(status=201)

    app = web.Application()
    app.add_routes([web.get("/{name}", get), web.put("/{name}", put)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def test_a_device_copies_imports_and_saves_over_http(estate: Estate, wan: Device) -> None:
    files = {"ack.xml": b"<ack/>", "policy.xml": policy_file(SLE_POLICY, NOON)}

    async def story(lab: Lab) -> None:
        async with connected(lab) as connection, file_server(files) as url:
            process = await connection.create_process(term_type="vt100", encoding="utf-8")
            await process.stdout.readuntil("wan#")
            for typed, ending in (
                (f"copy {url}/ack.xml flash:", "[ack.xml]? "),
                ("", "wan#"),
                (f"copy {url}/nothing.xml flash:x", "[x]? "),
                ("", "(No such file or directory)\r\n"),
                (f"copy flash:usage.xml {url}", "[127.0.0.1]? "),
                ("", "[usage.xml]? "),
                ("", "bytes/sec)\r\n"),
                (f"license smart import {url}/policy.xml", "Import Data Successful\r\n"),
                (f"license smart save usage all file {url}/all.xml", "wan#"),
                ("copy tftp://127.0.0.1/x flash:", "[x]? "),
                ("", "(Timed out)\r\n"),
            ):
                process.stdin.write(f"{typed}\n")
                await process.stdout.readuntil(ending)

    serving(estate, story)
    assert wan.flash.read("ack.xml") == b"<ack/>"
    assert files["usage.xml"] == wan.flash.read("usage.xml")
    assert files["all.xml"].count(b"<RUMReport>") == 4
    assert wan.agent.policy.name == "SLE Policy"


# -- REST -----------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def rest(lab: Lab, name: str = NAME, password: str = "lab-Password-1") -> AsyncIterator[aiohttp.ClientSession]:
    account = base64.b64encode(f"admin:{password}".encode()).decode()
    trusting = ssl.create_default_context(cadata=lab.authority.certificate.decode())
    async with aiohttp.ClientSession(
        f"https://127.0.0.1:{lab.rest_ports[name]}/smartlic-service/",
        headers={"Authorization": f"Basic {account}", "FOXY-API-VERSION": "1", "Content-Type": "application/json"},
        connector=aiohttp.TCPConnector(ssl=trusting),
    ) as client:
        yield client


def test_reports_are_closed_listed_collected_and_acknowledged(estate: Estate, wan: Device) -> None:
    wan.config.plain += REST

    async def story(lab: Lab) -> None:
        async with rest(lab) as client:
            assert len((await (await client.get("list")).json())["usage_list"]) == 2
            assert await (await client.post("close-reports", json={})).json() == {"status": "SUCCESS"}
            listed = (await (await client.get("list")).json())["usage_list"]
            usage = (await (await client.get("all-reports")).json())["usage"]
            secret = device_secret(wan.profile.udi.sn)
            assert all(verify(secret, one["payload"], one["signature"]["value"]) for one in usage)
            ids = [str(json.loads(one["payload"])["asset_identification"]["report_id"]) for one in usage]
            assert ids == [str(one["report_id"]) for one in listed]
            assert len((await (await client.get("days/1")).json())["usage"]) == 4
            assert len((await (await client.get("days")).json())["usage"]) == 4
            assert len(wan.agent.reports_in("CLOSED")) == 4
            answer = ack_file(str(wan.profile.udi), ids, SLE_POLICY, Account("Lab Industries", "WAN"), NOON)
            refused = await (await client.post("import", data=answer)).json()
            assert refused == {"status": "FAILED", "message": "message parsing error"}
            taken = await (await client.post("import", data=base64.b64encode(answer))).json()
            assert taken == {"status": "SUCCESS", "message": "Import Data Successful"}

    serving(estate, story)
    assert len(wan.agent.reports_in("ACK")) == 4


def test_the_service_wants_the_account_and_its_privilege(estate: Estate, device: Find) -> None:
    for name in (NAME, BRANCH):
        device(name).config.plain += REST

    async def story(lab: Lab) -> None:
        async with rest(lab, password="wrong") as client:
            assert (await client.get("list")).status == 401
        async with rest(lab, BRANCH) as client:
            assert (await client.get("list")).status == 403

    serving(estate, story)


@pytest.mark.parametrize("lines", [[], REST[:1], REST[1:]])
def test_without_its_configuration_nobody_answers(estate: Estate, wan: Device, lines: list[str]) -> None:
    wan.config.plain += lines

    async def story(lab: Lab) -> None:
        async with rest(lab) as client:
            with pytest.raises(aiohttp.ClientError):
                await client.get("list")

    serving(estate, story)


def test_older_releases_take_the_file_as_it_is(estate: Estate, device: Find) -> None:
    branch = device(BRANCH)
    branch.config.plain += REST
    branch.profile = replace(branch.profile, login_privilege=15)

    async def story(lab: Lab) -> None:
        async with rest(lab, BRANCH) as client:
            answer = await (await client.post("import", data=policy_file(SLE_POLICY, NOON))).json()
            assert answer["status"] == "SUCCESS"

    serving(estate, story)
