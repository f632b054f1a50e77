# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Register devices with their virtual accounts in CSSM, through Catalyst Center."""

from __future__ import annotations

from ..calls import read_task_id, register
from ..inventory import CHUNK
from ..lookup import Wanted, chunks, virtual_accounts
from ..tasks import wait_for_task
from .work import Work


def register_devices(work: Work) -> None:
    """Register the devices that name a virtual account and are in none; one that is in another stays there."""
    meant = [device for device in work.sound() if device.virtual_account]
    for account, devices in _by_account(work, meant).items() if meant else ():
        for chunk in chunks(devices, CHUNK):
            failure = None if work.check_mode else _registered(work, account, chunk)
            if failure is None:
                work.note(chunk, "registered")
            else:
                work.trouble(chunk, f"Catalyst Center did not register it: {failure}.")


def _by_account(work: Work, meant: list[Wanted]) -> dict[str, list[Wanted]]:
    accounts = virtual_accounts(work.session)
    names = {account.name.casefold(): account.name for account in accounts.values()}
    found: dict[str, list[Wanted]] = {}
    for device in meant:
        account = device.virtual_account or ""
        licence = work.known[device.name].licence
        current = licence.virtual_account if licence else None
        current = accounts[current].name if current in accounts else current
        if account.casefold() not in names:
            listed = ", ".join(sorted(names.values())) or "none"
            work.trouble([device], f"invalid_value: Catalyst Center sees no virtual account {account}, but {listed}.")
        elif current is None:
            found.setdefault(names[account.casefold()], []).append(device)
        elif current.casefold() != account.casefold():
            work.trouble(
                [device],
                f"it is in the virtual account {current}, not in {account}. Transfer it in Tools > License Manager, or "
                "correct slp_virtual_account.",
            )
    return found


def _registered(work: Work, account: str, devices: list[Wanted]) -> str | None:
    answer = work.session.call(register(account, [work.id_of(device) for device in devices]))
    return wait_for_task(work.session, "registration", read_task_id("registration", answer), work.seconds)
