# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Register devices with their virtual accounts in CSSM, through Catalyst Center."""

from __future__ import annotations

from typing import Any

from ..._http.operation import Operation, Params, Result
from ..._http.session import Session
from ..calls import read_task_id, register
from ..inventory import CHUNK
from ..lookup import Wanted, chunks, look_up, virtual_accounts, wanted_devices
from ..tasks import wait_for_task
from .center import CATALYST_CENTER, POLL_TIMEOUT, devices_of

_OPTIONS: dict[str, Any] = {
    **devices_of({"virtual_account": {"type": "str", "required": True}}),
    **POLL_TIMEOUT,
}


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    wanted = wanted_devices(params["devices"])
    known = look_up(session, wanted).devices
    accounts = virtual_accounts(session)
    names = {account.name.casefold(): account.name for account in accounts.values()}
    problems: dict[str, str] = {}
    by_account: dict[str, list[Wanted]] = {}
    for device in wanted:
        account = device.virtual_account or ""
        found, licence = known[device.name].inventory, known[device.name].licence
        current = licence.virtual_account if licence else None
        current = accounts[current].name if current in accounts else current
        if account.casefold() not in names:
            listed = ", ".join(sorted(names.values())) or "none"
            problems[device.name] = f"invalid_value: Catalyst Center has no virtual account {account}, only {listed}."
        elif found is None:
            problems[device.name] = known[device.name].problem or "not in Catalyst Center's inventory: add it first."
        elif current is not None and current.casefold() != account.casefold():
            problems[device.name] = (
                f"it is in the virtual account {current}, not in {account}. Transfer it in Tools > License Manager, or "
                "correct slp_virtual_account."
            )
        elif current is None:
            by_account.setdefault(names[account.casefold()], []).append(device)
    registered = [device.name for devices in by_account.values() for device in devices]
    for account, devices in by_account.items() if not check_mode else ():
        for chunk in chunks(devices, CHUNK):
            found_ids = [found.id for device in chunk if (found := known[device.name].inventory) is not None]
            answer = session.call(register(account, found_ids))
            failure = wait_for_task(
                session, "registration", read_task_id("registration", answer), params["poll_timeout"]
            )
            if failure is not None:
                problems |= {device.name: f"Catalyst Center did not register it: {failure}." for device in chunk}
    done = [name for name in registered if name not in problems]
    return {"changed": bool(done), "registered": done, "problems": problems}


OPERATION = Operation(CATALYST_CENTER, _OPTIONS, _run)
