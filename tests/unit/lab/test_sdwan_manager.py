# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's SD-WAN Manager: it accepts what the documents show, under a session that ends, and reports every day."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from tests.lab.clock import DAY, LabClock
from tests.lab.estate import Estate, load_estate
from tests.lab.sdwan_manager_api import API, application
from tests.unit.lab.conftest import NOON

LAB = Path(__file__).parents[2] / "lab"
EDGE, OLD = "C8300-2N2S-4T2X-FDO2331A0JJ", "ISR4331/K9-FDO2139A1LL"
DEVICES, SYNC, ASSIGN = (
    f"{API}/v1/licensing/devices",
    f"{API}/v1/smart-licensing/sync",
    f"{API}/v1/licensing/assign-licenses",
)
TAG = "regid.2020-10.com.cisco.DSTACK_T2_A,1.0_b072e613-aa2c-4ed0-ab46-ae91ddc7dfb5"
Client = TestClient[Any, Any]
Story = Callable[[Client], Awaitable[None]]


@pytest.fixture
def estate() -> Estate:
    return load_estate(LAB / "sdwan.yml", clock=LabClock(NOON, source=lambda: 0.0))


def talk(estate: Estate, story: Story) -> None:
    """Serve the Manager of an estate during a story."""

    async def run() -> None:
        async with TestClient(TestServer(application(estate.sdwan_manager, estate.clock))) as client:
            await story(client)

    asyncio.run(run())


async def log_in(client: Client, estate: Estate, password: str = "") -> dict[str, str]:
    """Log in and return the headers of a call that changes something."""
    manager = estate.sdwan_manager
    form = {"j_username": manager.username, "j_password": password or manager.password}
    reply = await client.post("/j_security_check", data=form)
    cookie = reply.cookies.get("JSESSIONID")
    client.session.cookie_jar.clear()
    session = {"Cookie": f"JSESSIONID={cookie.value if cookie else ''}"}
    token = await (await client.get(f"{API}/client/token", headers=session)).text()
    return {**session, "X-XSRF-TOKEN": token}


def wanted(estate: Estate, mode: str = "online") -> str:
    cssm = estate.cssm
    virtual = [{"virtual_account_id": cssm.virtual_accounts["WAN"]}]
    account = {"account_id": cssm.smart_account_id, "name": cssm.smart_account, "virtual_accounts": virtual}
    return json.dumps({"mode": mode, "multipleEntitlement": False, "smartAccounts": [account]})


def assignment(estate: Estate, uuid: str, account: str = "WAN", allocated: int = 1) -> dict[str, Any]:
    licence = {"allocated": allocated, "saName": estate.cssm.smart_account, "vaName": account, "tag": TAG}
    return {"baseLicenses": [{"assignLicenses": [licence], "uuids": [uuid]}], "tenantLicenses": []}


def test_a_wrong_password_is_answered_with_the_page(estate: Estate) -> None:
    async def story(client: Client) -> None:
        form = {"j_username": estate.sdwan_manager.username, "j_password": "wrong"}
        reply = await client.post("/j_security_check", data=form)

        assert reply.status == 200 and "<html" in await reply.text()
        assert "JSESSIONID" not in reply.cookies

    talk(estate, story)


def test_a_session_ends_by_time_and_by_logging_out(estate: Estate) -> None:
    async def story(client: Client) -> None:
        headers = await log_in(client, estate)
        assert (await (await client.get(DEVICES, headers=headers)).json())["devices"]
        estate.clock.advance(1801)
        assert "<html" in await (await client.get(DEVICES, headers=headers)).text()

        headers = await log_in(client, estate)
        await client.get("/logout?nocache=1", headers=headers, allow_redirects=False)
        assert "<html" in await (await client.get(DEVICES, headers=headers)).text()

    talk(estate, story)


@pytest.mark.parametrize("token", [None, "another"])
def test_a_change_needs_the_token_of_its_session(estate: Estate, token: str | None) -> None:
    async def story(client: Client) -> None:
        session = {"Cookie": (await log_in(client, estate))["Cookie"], **({"X-XSRF-TOKEN": token} if token else {})}
        reply = await client.post(ASSIGN, json=assignment(estate, EDGE), headers=session)

        assert reply.status == 403 and "SessionTokenFilter" in await reply.text()
        assert (await client.get(DEVICES, headers=session)).status == 200

    talk(estate, story)


def test_a_sync_is_a_form_and_fills_the_books(estate: Estate) -> None:
    async def story(client: Client) -> None:
        headers = await log_in(client, estate)
        assert (await client.post(SYNC, data=wanted(estate), headers=headers)).status == 415
        form = FormData({"data": wanted(estate)}, default_to_multipart=True)
        assert (await client.post(SYNC, data=form, headers=headers)).status == 200

        assert [licence.count for licence in estate.sdwan_manager.books["WAN"]] == [2, 1]

    talk(estate, story)


def test_an_offline_sync_needs_its_file(estate: Estate) -> None:
    async def story(client: Client) -> None:
        headers = await log_in(client, estate)
        form = FormData({"data": wanted(estate, "offline")}, default_to_multipart=True)
        assert (await client.post(SYNC, data=form, headers=headers)).status == 400
        form = FormData({"data": wanted(estate, "offline")})
        form.add_field("name", b"licences", filename="licenses")
        assert (await client.post(SYNC, data=form, headers=headers)).status == 200
        assert estate.sdwan_manager.mode == "offline"

    talk(estate, story)


@pytest.mark.parametrize(
    ("uuid", "account", "allocated"), [(OLD, "WAN", 1), ("nobody", "WAN", 1), (EDGE, "Campus", 1), (EDGE, "WAN", 2)]
)
def test_what_cannot_be_assigned_is_refused(estate: Estate, uuid: str, account: str, allocated: int) -> None:
    async def story(client: Client) -> None:
        estate.sdwan_manager.synchronize(json.loads(wanted(estate)), None)
        headers = await log_in(client, estate)
        reply = await client.post(ASSIGN, json=assignment(estate, uuid, account, allocated), headers=headers)

        assert reply.status == 400
        assert estate.sdwan_manager.assigned == {}

    talk(estate, story)


def test_licensed_devices_are_reported_every_day_by_manager_and_not_by_themselves(estate: Estate) -> None:
    async def story(client: Client) -> None:
        manager = estate.sdwan_manager
        manager.synchronize(json.loads(wanted(estate)), None)
        headers = await log_in(client, estate)
        assert (await client.post(ASSIGN, json=assignment(estate, EDGE), headers=headers)).status == 200
        estate.clock.advance(2.5 * DAY)
        manager.tick(estate.clock.now())

        assert [entry["uuid"] for entry in manager.sent] == [EDGE, EDGE]
        assert len(estate.cssm.usage.known) == 2
        assert manager.devices[0].agent.usage.last_push is None

    talk(estate, story)


def test_it_manages_what_is_in_controller_mode_only(estate: Estate) -> None:
    assert [device.name for device in estate.sdwan_manager.devices] == ["edge-file", "edge-online", "edge-old"]


def test_a_reset_forgets_everything(estate: Estate) -> None:
    estate.sdwan_manager.synchronize(json.loads(wanted(estate)), None)
    estate.sdwan_manager.faults.running = False
    estate.reset()

    assert (estate.sdwan_manager.books, estate.sdwan_manager.faults.running) == ({}, True)
