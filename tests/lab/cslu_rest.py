# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSLU as a client of the devices' REST service: collect reports, push answers."""

from __future__ import annotations

import base64
import json
from typing import Any

import aiohttp

from .clock import LabClock
from .cslu import Collector, Instance, Rest

BASE = "/smartlic-service"
_LIMIT = aiohttp.ClientTimeout(total=20)


class RestFailure(Exception):
    """A device did not do what it was asked; the text says why."""


async def collect(cslu: Collector, instance: Instance, clock: LabClock) -> str:
    """Close and fetch the reports of a device, send on what is new, push what waits for it.

    Returns what the list of product instances then says about it: empty when all went well.
    """
    if instance.rest is None:
        instance.alert = "No connect method is configured."
        return instance.alert
    try:
        await _call(instance.rest, "POST", "/close-reports", b"{}")
        answer = _json(await _call(instance.rest, "GET", "/all-reports"))
        # The payload is a string in each report: what its signature covers stays as it is.
        texts = [json.dumps(report, separators=(",", ":")) for report in answer["usage"]]
        if "trust_request" in answer:
            cslu.request(instance.udi, answer["trust_request"].encode(), clock.now())
        await _push(cslu, instance, instance.rest, cslu.receive(instance.udi, texts, clock.now()))
    except (RestFailure, KeyError, TypeError, ValueError) as error:
        instance.alert = f"Usage cannot be collected: {error}"
    else:
        instance.alert = ""
    return instance.alert


async def push(cslu: Collector, instance: Instance, clock: LabClock) -> str:
    """Push the answers that wait for a device; returns as collect does."""
    if instance.rest is None:
        instance.alert = "No connect method is configured."
        return instance.alert
    try:
        await _push(cslu, instance, instance.rest, cslu.answers_for(instance.udi, clock.now()))
    except RestFailure as error:
        instance.alert = f"Answers cannot be pushed: {error}"
    else:
        instance.alert = ""
    return instance.alert


async def _push(cslu: Collector, instance: Instance, rest: Rest, answers: list[bytes]) -> None:
    for position, answer in enumerate(answers):
        try:
            await _import(rest, answer)
        except RestFailure:
            for kept in answers[position:]:
                cslu.give_back(instance.udi, kept)
            raise


async def _import(rest: Rest, answer: bytes) -> None:
    """Releases differ in whether they want base64 or the file as it is."""
    reply = _json(await _call(rest, "POST", "/import", base64.b64encode(answer)))
    if reply.get("status") != "SUCCESS":
        reply = _json(await _call(rest, "POST", "/import", answer))
    if reply.get("status") != "SUCCESS":
        raise RestFailure(str(reply.get("message", "the import failed")).strip())


async def _call(rest: Rest, method: str, path: str, body: bytes | None = None) -> bytes:
    url = f"https://{rest.host}:{rest.port}{BASE}{path}"
    account = base64.b64encode(f"{rest.username}:{rest.password}".encode()).decode()
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {account}"}
    try:
        async with (
            aiohttp.ClientSession(timeout=_LIMIT) as client,
            # Devices sign their certificates themselves; CSLU takes them as they are.
            client.request(method, url, data=body, headers=headers, ssl=False) as reply,
        ):
            if reply.status != 200:
                raise RestFailure(f"{method} {path} was answered with status {reply.status}")
            return await reply.read()
    except (aiohttp.ClientError, TimeoutError) as error:
        raise RestFailure(f"{method} {path} has no answer") from error


def _json(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data)
    except ValueError as error:
        raise RestFailure("the answer is not JSON") from error
    if not isinstance(content, dict):
        raise RestFailure("the answer is not a JSON object")
    return content
