# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Change the licence level of devices, like Change License Level in the GUI."""

from __future__ import annotations

from typing import Any

from ...http.operation import Params, Result, ServerOperation
from ...http.session import Session
from ...words.errors import LicensingError
from ..calls import read_task_id
from ..licences import LEVELS, Licence, change_level
from ..lookup import look_up, wanted_devices
from ..tasks import wait_for_task
from .center import CATALYST_CENTER, POLL_TIMEOUT, devices_of

_OPTIONS: dict[str, Any] = {
    **devices_of({"level": {"type": "str", "required": True, "choices": list(LEVELS)}}),
    "wireless": {"type": "bool", "default": False},
    "reboot": {"type": "bool", "default": False},
    **POLL_TIMEOUT,
}


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    levels = {row["name"]: row["level"] for row in params["devices"]}
    found = look_up(session, wanted_devices(params["devices"]))
    if not found.by_query:
        raise LicensingError(
            "unsupported_release",
            "The API of Catalyst Center changes licence levels from release 3.2.1 on. On this release use Tools > "
            "License Manager > Change License Level.",
        )
    problems: dict[str, str] = {}
    changing: dict[str, Licence] = {}
    for name, known in found.devices.items():
        licence = known.licence
        if licence is None or licence.row_id is None:
            problems[name] = known.problem or "Catalyst Center has no licence data for it."
        elif params["wireless"] and licence.wireless_level is None:
            problems[name] = "invalid_value: it has no wireless licences."
        elif levels[name] != (licence.wireless_level if params["wireless"] else licence.level):
            changing[name] = licence
    tasks: dict[str, str] = {}
    if not check_mode:
        for name, licence in changing.items():
            question = change_level(licence.row_id or "", levels[name], params["reboot"], params["wireless"])
            tasks[name] = read_task_id("licence level", session.call(question))
    for name, task_id in tasks.items():
        failure = wait_for_task(session, "licence level", task_id, params["poll_timeout"])
        if failure is not None:
            problems[name] = f"Catalyst Center did not change its level: {failure}."
    done = [name for name in changing if name not in problems]
    return {"changed": bool(done), "levels": {name: levels[name] for name in done}, "problems": problems}


OPERATION = ServerOperation(CATALYST_CENTER, _OPTIONS, _run)
