# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSSM's API, its pages and CSLU over the network, in a lab of one device."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from tests.lab.client import LabClient, LabError
from tests.lab.cssm_answers import SLE_POLICY, read_answer
from tests.lab.cssm_bundles import read_bundle
from tests.lab.estate import Estate, load_estate
from tests.lab.rum import read_usage_file, sudi
from tests.lab.server import Lab

from .usage import BRANCH, text, usage

LIMIT = aiohttp.ClientTimeout(total=20)


@pytest.fixture
def small_estate() -> Estate:
    estate = load_estate(devices=1, settings={"delay": "30"})
    estate.placements[0].device.config.add_text("ip http secure-server\nip http authentication local\n")
    return estate


class Api:
    """A program that uses the API: with a login, fresh nonces, and the lab's CA."""

    def __init__(self, lab: Lab, session: aiohttp.ClientSession) -> None:
        self._lab = lab
        self.session = session
        self._count = 0
        self.token = ""

    async def log_in(self, secret: str = "lab-Client-Secret-1") -> int:
        form = {"grant_type": "client_credentials", "client_id": "lab-client", "client_secret": secret}
        async with self.session.post(self._lab.web.cssm_token_url, data=form) as reply:
            self.token = (await reply.json()).get("access_token", "")
            return reply.status

    async def get(self, path: str) -> tuple[int, Any]:
        url = f"{self._lab.web.cssm_url}/{path}"
        async with self.session.get(url, headers={"Authorization": f"Bearer {self.token}"}) as reply:
            return reply.status, await reply.json()

    async def create(self, path: str, **body: object) -> int:
        url = f"{self._lab.web.cssm_url}/{path}"
        async with self.session.post(url, json=body, headers={"Authorization": f"Bearer {self.token}"}) as reply:
            return reply.status

    async def post(self, path: str, **data: Any) -> tuple[int, Any]:
        self._count += 1
        cssm = self._lab.estate.cssm
        headers = {
            "Authorization": f"Bearer {self.token}",
            "X-CSW-SMART-ACCOUNT-ID": cssm.smart_account_id,
            "X-CSW-VIRTUAL-ACCOUNT-ID": cssm.virtual_accounts["WAN"],
            "X-CSW-REQUESTING-SYSTEM": json.dumps(sudi(BRANCH)),
        }
        body = {"data": {"timestamp": int(time.time() * 1000), "nonce": str(self._count), **data}}
        async with self.session.post(f"{self._lab.web.cssm_url}/{path}", json=body, headers=headers) as reply:
            return reply.status, await reply.json()

    async def report(self, *report_ids: int) -> tuple[int, Any]:
        usage = [json.loads(text(BRANCH, report_id)) for report_id in report_ids]
        return await self.post("v2/devices/reportusage", reports=[{"sudi": sudi(BRANCH), "usage": usage}])

    async def poll(self, number: int) -> Any:
        return (await self.post("v2/accounts/poll", poll_id=number, action="acknowledgements"))[1]


def telling(estate: Estate, story: Callable[[Lab, Api, LabClient], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Lab(estate) as lab:
            trust = ssl.create_default_context(cadata=lab.web.ca_certificate.decode())
            connector = aiohttp.TCPConnector(ssl=trust)
            async with aiohttp.ClientSession(connector=connector, timeout=LIMIT) as session:
                await story(lab, Api(lab, session), LabClient(lab.url))

    asyncio.run(run())


def test_usage_goes_up_and_its_ack_comes_down_when_it_is_due(small_estate: Estate) -> None:
    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        assert await api.log_in() == 200
        assert (await api.get("v2/accounts/search"))[1]["accounts"][0]["name"] == "Lab Industries"
        number = (await api.report(1, 2))[1]["poll_id"]
        assert (await api.poll(number))["status"] == "OK_POLL"
        lab.estate.clock.advance(30)
        assert (await api.poll(number))["data"]["acknowledgements"][0]["smart_license"]

    telling(small_estate, story)


def test_registration_tokens_are_made_and_listed(small_estate: Estate) -> None:
    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        await api.log_in()
        path = "v1/accounts/industries.lab.example/virtual-accounts/WAN/tokens"
        assert [found["description"] for found in (await api.get(path))[1]["tokens"]] == ["valid-wan"]
        assert await api.create(path, description="night", expiresAfterDays=1) == 201
        listed = (await api.get(path))[1]["tokens"]
        assert [found["description"] for found in listed] == ["valid-wan", "night"]
        assert await api.create(path, description="night") == 400
        assert (await api.get(path.replace("WAN", "Attic")))[0] == 404

    telling(small_estate, story)


def test_without_a_valid_login_nothing_is_answered(small_estate: Estate) -> None:
    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        assert await api.log_in("guessed") == 401
        assert (await api.get("v2/accounts/search"))[0] == 401
        assert await api.log_in() == 200
        assert (await api.get("v2/accounts/search"))[0] == 200
        await asyncio.to_thread(client.expire_logins)
        assert (await api.get("v2/accounts/search"))[0] == 401

    telling(small_estate, story)


def test_a_client_that_does_not_know_the_ca_refuses_the_server(small_estate: Estate) -> None:
    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        async with aiohttp.ClientSession(timeout=LIMIT) as stranger:
            with pytest.raises(aiohttp.ClientConnectorCertificateError):
                await stranger.post(lab.web.cssm_token_url)

    telling(small_estate, story)


def test_cssm_throttles_and_fails_as_often_as_it_is_told(small_estate: Estate) -> None:
    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        await api.log_in()
        client_faults = await asyncio.to_thread(client.cssm_faults, throttle=1, retry_after=7)
        assert client_faults["throttle"] == 1
        with_token = {"Authorization": f"Bearer {api.token}"}
        url = f"{lab.web.cssm_url}/v2/accounts/search"
        async with api.session.get(url, headers=with_token) as reply:
            assert (reply.status, reply.headers["Retry-After"]) == (429, "7")
        await asyncio.to_thread(client.cssm_faults, fail=2, fail_status=502)
        statuses = []
        for _ in range(3):
            async with api.session.get(url, headers=with_token) as reply:
                statuses.append(reply.status)
        assert statuses == [502, 502, 200]

    telling(small_estate, story)


def test_an_upload_whose_answer_is_lost_was_taken(small_estate: Estate) -> None:
    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        await api.log_in()
        await asyncio.to_thread(client.cssm_faults, drop_uploads=1)
        with pytest.raises(aiohttp.ClientError):
            await api.report(1)
        assert (await api.report(1))[1]["status"] == "FAILED"
        truth = await asyncio.to_thread(client.cssm)
        (found,) = truth["reports"]
        assert (found["received"], found["duplicates"], found["handed_out"]) == (1, 1, 0)
        # Its acknowledgement lies on CSSM's pages for who looks there.
        number = truth["uploads"][0]["id"]
        lab.estate.clock.advance(30)
        answer = await asyncio.to_thread(client.cssm_download, number)
        assert read_answer(answer).acknowledged == ((BRANCH, "1"),)

    telling(small_estate, story)


def test_an_unreachable_cssm_hangs_up(small_estate: Estate) -> None:
    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        await asyncio.to_thread(client.cssm_faults, unreachable=True)
        with pytest.raises(aiohttp.ClientError):
            await api.log_in()

    telling(small_estate, story)


def test_the_pages_take_uploads_and_give_downloads(small_estate: Estate) -> None:
    def visit(client: LabClient) -> None:
        number = client.cssm_upload("usage.xml", usage(BRANCH, 1), "WAN")
        assert client.cssm_upload_state(number)["status"] == "Pending"
        with pytest.raises(LabError, match="Pending"):
            client.cssm_download(number)
        slac = client.cssm_slac(BRANCH, "hseck9", "WAN")
        client.advance(30)
        assert read_answer(client.cssm_download(number)).udis == {BRANCH}
        assert read_answer(client.cssm_download(slac)).grants[0].udi == BRANCH
        assert read_answer(client.cssm_policy()).policy == SLE_POLICY
        for wrong in (lambda: client.cssm_upload("x", b"?", "WAN"), lambda: client.cssm_slac(BRANCH, "dna", "WAN")):
            with pytest.raises(LabError):
                wrong()
        with pytest.raises(LabError, match="no upload"):
            client.cssm_download(1)
        with pytest.raises(LabError, match="no upload"):
            client.cssm_upload_state(1)
        client.reset()
        assert client.cssm()["reports"] == client.cssm()["uploads"] == []

    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        await asyncio.to_thread(visit, client)

    telling(small_estate, story)


# Releases differ in the form of an answer that they take over REST.
@pytest.mark.parametrize("release", ["17.12.4", "17.6.4"])
def test_cslu_collects_from_a_device_and_pushes_what_a_human_brought(small_estate: Estate, release: str) -> None:
    device = small_estate.placements[0].device
    device.profile = replace(device.profile, release=release)
    udi = str(device.profile.udi)

    def visit(client: LabClient, port: int) -> None:
        client.cslu_add(udi, port, device.account.username, device.account.password)
        assert client.cslu_collect() == {udi: ""}
        exported = client.cslu_export()
        usage, *requests = read_bundle(exported).files
        assert {report.udi for report in read_usage_file(usage.data)} == {udi}
        assert len(requests) == (release == "17.12.4"), "collected, a device asks for its trust code from 17.9.1 on"
        number = client.cssm_upload("UD_SA_1.tar.gz", exported, "Campus")
        client.advance(30)
        assert client.cslu_import(client.cssm_download(number)) == [udi]
        before = client.device(device.name)["rum_reports"]
        assert client.cslu_push(udi) == {udi: ""}
        after = client.device(device.name)["rum_reports"]
        assert "ACK" not in {found["state"] for found in before}
        assert "ACK" in {found["state"] for found in after}
        assert client.cslu()["instances"][udi]["delivered"] == 1 + len(requests)

    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        await asyncio.to_thread(visit, client, lab.rest_ports[device.name])

    telling(small_estate, story)


def test_a_device_that_refuses_cslu_shows_an_alert(small_estate: Estate) -> None:
    device = small_estate.placements[0].device
    udi = str(device.profile.udi)

    def visit(client: LabClient, port: int) -> None:
        client.cslu_add(udi, port, "admin", "guessed")
        assert "401" in client.cslu_collect(udi)[udi]
        client.cslu_add(udi, 1, "admin", "guessed")
        assert "no answer" in client.cslu_collect(udi)[udi]
        assert "no answer" in client.cslu()["instances"][udi]["alert"]
        for wrong in (lambda: client.cslu_collect("PID:A,SN:B"), client.cslu_export, lambda: client.cslu_import(b"?")):
            with pytest.raises(LabError):
                wrong()

    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        await asyncio.to_thread(visit, client, lab.rest_ports[device.name])

    telling(small_estate, story)


def test_cslu_listens_while_it_runs_and_connects_when_told(small_estate: Estate) -> None:
    async def story(lab: Lab, api: Api, client: LabClient) -> None:
        async with api.session.post(lab.web.cslu_url) as reply:
            assert reply.status == 400
        await asyncio.to_thread(client.cslu_switch, running=False)
        with pytest.raises(aiohttp.ClientError):
            await api.session.post(lab.web.cslu_url)
        await asyncio.to_thread(client.cslu_connect)
        assert (await asyncio.to_thread(client.cslu))["connected"]
        await asyncio.to_thread(client.cslu_disconnect)
        assert not (await asyncio.to_thread(client.cslu))["connected"]
        with pytest.raises(LabError, match="virtual_account"):
            await asyncio.to_thread(client.cslu_switch, virtual_account="Attic")

    telling(small_estate, story)
