# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What befalls sessions with a device, and calls of a server: when and as often as chosen, and then no more."""

from __future__ import annotations

import asyncio
import ssl

import aiohttp
import asyncssh
import pytest

from tests.lab.client import LabClient, LabError
from tests.lab.estate import Estate
from tests.lab.server import Lab

from .test_server import LIMIT, serving, session

NAME = "c8300-wan"
PROMPT = f"{NAME}#"


async def cause(lab: Lab, **trouble: object) -> None:
    await asyncio.to_thread(LabClient(lab.url).faults, NAME, troubles=[trouble])


async def truth(lab: Lab) -> dict[str, object]:
    return await asyncio.to_thread(LabClient(lab.url).device, NAME)


def test_a_connection_is_cut_within_an_answer_once(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        await cause(lab, kind="reset", on="^show version", bytes=100)
        async with session(lab, NAME) as remote:
            await remote.until(PROMPT)
            remote.type("show clock\r")
            await remote.until(PROMPT)
            remote.type("show version\r")
            with pytest.raises(asyncssh.ConnectionLost):
                while await remote.until("V"):
                    pass
        async with session(lab, NAME) as remote:
            await remote.until(PROMPT)
            remote.type("terminal length 0\rshow version\r")
            await remote.until(f"Configuration register is 0x2102\r\n\r\n{PROMPT}")

    serving(estate, story)


def test_a_silent_device_has_done_what_it_was_told(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        await cause(lab, kind="silence", on="^license smart sync")
        async with session(lab, NAME) as remote:
            await remote.until(PROMPT)
            remote.type("license smart sync all\r")
            await remote.until("license smart sync all\r\n")
            remote.type("\r\r")
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    await remote.until(PROMPT)
        commands = (await asyncio.to_thread(LabClient(lab.url).counters))[NAME]["commands"]
        assert commands == ["license smart sync all"]

    serving(estate, story)


def test_a_question_waits_before_the_command_for_return_alone(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        await cause(lab, kind="asks", on="^configure", text="Really? [confirm]", times=2)
        async with session(lab, NAME) as remote:
            await remote.until(PROMPT)
            remote.type("configure terminal\r")
            await remote.until("Really? [confirm]")
            remote.type("no\r")
            await remote.until(f"\n{PROMPT}")
            remote.type("configure terminal\r")
            await remote.until("Really? [confirm]")
            remote.type("\r")
            await remote.until("(config)#")

    serving(estate, story)


@pytest.mark.parametrize("kind", ["reload", "takeover"])
def test_a_device_that_starts_anew_keeps_what_was_saved(estate: Estate, kind: str) -> None:
    async def story(lab: Lab) -> None:
        await cause(lab, kind=kind, on="^do show clock", seconds=60)
        async with session(lab, NAME) as remote:
            await remote.until(PROMPT)
            remote.type("configure terminal\rhostname kept\rdo show clock\r")
            with pytest.raises(asyncssh.ConnectionLost):
                while await remote.until("\n"):
                    pass
        with pytest.raises((asyncssh.Error, OSError)):
            async with session(lab, NAME):
                pass
        lab.estate.clock.advance(61)
        name = {"reload": NAME, "takeover": "kept"}[kind]
        async with session(lab, NAME) as remote:
            await remote.until(f"{name}#")

    serving(estate, story)


def test_logins_are_refused_as_often_as_wanted_and_heal(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        client = LabClient(lab.url)
        await cause(lab, kind="refused", at="password", times=0)
        with pytest.raises(asyncssh.PermissionDenied):
            async with session(lab, NAME):
                pass
        await asyncio.to_thread(client.faults, NAME, troubles=[], vty_full=True)
        with pytest.raises((asyncssh.Error, OSError)):
            async with session(lab, NAME):
                pass
        await asyncio.to_thread(client.heal)
        async with session(lab, NAME) as remote:
            await remote.until(PROMPT)

    serving(estate, story)


def test_syslog_comes_between_lines_and_noise_before_them(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        async with session(lab, NAME) as remote:
            await remote.until(PROMPT)
            await cause(lab, kind="storm", on="^show clock")
            remote.type("show clock\r")
            assert "%LINK-3-UPDOWN" in await remote.until(PROMPT)
            await cause(lab, kind="garbage", on="^show clock", bytes=64)
            remote.type("show clock\r")
            assert len((await remote.until(PROMPT)).split("\r\n")[1]) > 64 + len("10:00:00.000 UTC")

    serving(estate, story)


def test_an_unknown_trouble_is_refused(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        with pytest.raises(LabError, match="no storm at login"):
            await cause(lab, kind="storm", at="login")

    serving(estate, story)


# -- servers ----------------------------------------------------------------------------------------------------------


def test_a_server_answers_oddly_as_often_as_wanted(estate: Estate) -> None:
    async def story(lab: Lab) -> None:
        client, url = LabClient(lab.url), lab.web.cssm_token_url
        kinds = ["throttled", "failed", "html", "empty", "garbage", "truncated", "reset"]
        await asyncio.to_thread(client.web_faults, "cssm", troubles=[{"kind": kind} for kind in kinds])
        seen: list[object] = []
        async with aiohttp.ClientSession() as web:
            for _call in range(len(kinds) + 1):
                try:
                    async with web.post(url, ssl=False) as answer:
                        body = await answer.read()
                        seen.append((answer.status, body[:6]))
                except aiohttp.ClientError as error:
                    seen.append(type(error).__name__)
        assert seen == [
            (429, b""),
            (500, b'{"mess'),
            (200, b"<html>"),
            (200, b""),
            (200, bytes(range(6))),
            "ClientPayloadError",
            "ServerDisconnectedError",
            (400, b'{"erro'),
        ]

    serving(estate, story)


@pytest.mark.parametrize(
    ("kind", "trusted"),
    [("good", True), ("changed", True), ("expired", False), ("foreign", False), ("misnamed", False)],
)
def test_a_server_shows_another_certificate(estate: Estate, kind: str, trusted: bool) -> None:
    async def story(lab: Lab) -> None:
        await asyncio.to_thread(LabClient(lab.url).web_faults, "cssm", certificate=kind)
        context = ssl.create_default_context(cadata=lab.web.ca_certificate.decode())
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(LIMIT)) as web:
            try:
                async with web.post(lab.web.cssm_token_url, ssl=context):
                    accepted = True
            except aiohttp.ClientConnectorCertificateError:
                accepted = False
        assert accepted is trusted

    serving(estate, story)
