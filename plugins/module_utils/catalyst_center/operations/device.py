# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Add devices to the inventory of Catalyst Center, resynchronize them, and assign them to sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...http.operation import Params, Result, ServerOperation
from ...http.session import Refused, Session
from ...words.errors import LicensingError
from ..calls import read_task_id
from ..inventory import (
    CHUNK,
    PAGE,
    add_devices,
    ask_site,
    ask_sites_of_before,
    assign,
    assign_as_before,
    read_execution_path,
    read_site,
    synchronize,
)
from ..lookup import MISSING, Known, Wanted, chunks, look_in_inventory, look_up
from ..tasks import wait_for_execution, wait_for_task, wait_until
from .center import CATALYST_CENTER, POLL_TIMEOUT, devices_of
from .registration import register_devices
from .work import Work

_MAX_PAGES = 200
# NETCONF answers only half a minute after it was enabled, which may have been a moment ago.
_NETCONF_RETRIES, _NETCONF_PAUSE = 2, 20.0
_OPTIONS: dict[str, Any] = {
    **devices_of({"site": {"type": "str"}, "virtual_account": {"type": "str"}}),
    "credentials": {
        "type": "dict",
        "options": {
            "username": {"type": "str", "required": True},
            "password": {"type": "str", "required": True, "no_log": True},
            "enable_password": {"type": "str", "no_log": True},
            "netconf_port": {"type": "int", "default": 830},
            "snmp_version": {"type": "str", "choices": ["v2", "v3"], "default": "v2"},
            "snmp_community": {"type": "str", "no_log": True},
            "snmp_mode": {"type": "str", "choices": ["NOAUTHNOPRIV", "AUTHNOPRIV", "AUTHPRIV"]},
            "snmp_username": {"type": "str"},
            "snmp_auth_protocol": {"type": "str", "choices": ["SHA", "MD5"]},
            "snmp_auth_passphrase": {"type": "str", "no_log": True},
            "snmp_priv_protocol": {"type": "str", "choices": ["AES128", "AES192", "AES256"]},
            "snmp_priv_passphrase": {"type": "str", "no_log": True},
        },
    },
    **POLL_TIMEOUT,
}


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    work = Work(params, session, check_mode)
    work.look()
    _add(work)
    _collect(work)
    _assign(work)
    register_devices(work)
    return {
        "changed": any(work.actions.values()),
        "actions": {name: done for name, done in work.actions.items() if done},
        "problems": work.problems,
    }


def _add(work: Work) -> None:
    new = [device for device in work.sound() if work.known[device.name].inventory is None]
    if not new:
        return
    if work.credentials is None:
        work.trouble(new, "not in the inventory of Catalyst Center, and it cannot be added without credentials.")
        return
    unreachable = [device for device in new if device.address is None]
    work.trouble(unreachable, "not in the inventory of Catalyst Center, and it cannot be added without an address.")
    new = [device for device in new if device.address is not None]
    work.note(new, "added")
    if work.check_mode:
        return
    failures = [_added(work, chunk) for chunk in chunks(new, CHUNK)]
    # One bad address can fail the task of many: what counts is who is there afterwards.
    work.known |= look_in_inventory(work.session, new)
    missing = [device for device in new if work.known[device.name].inventory is None]
    why = "; ".join(filter(None, failures)) or "the task ended, but the device is not in the inventory"
    work.trouble(missing, f"Catalyst Center did not add it: {why}.")
    for device in missing:
        work.actions[device.name].remove("added")


def _added(work: Work, devices: Sequence[Wanted]) -> str | None:
    addresses = [device.address for device in devices if device.address]
    answer = work.session.call(add_devices(addresses, work.credentials))
    return wait_for_task(work.session, "new device", read_task_id("new device", answer), work.seconds)


def _collect(work: Work) -> None:
    """See that the Center has read every device; where it failed to, as without NETCONF, have it try again."""
    failed = [device for device in work.sound() if _is(work.known, device, managed=False, under_way=False)]
    failed = [device for device in failed if "added" not in work.actions[device.name]]
    work.note(failed, "synchronized")
    if work.check_mode:
        return
    _synchronize(work, failed)
    unread = [device for device in work.sound() if _is(work.known, device, managed=False)]
    if not unread:
        return
    _wait_until_read(work, unread)
    for _attempt in range(_NETCONF_RETRIES):
        starting = [device for device in unread if _lacks_netconf(work.known[device.name])]
        if not starting:
            break
        work.session.clock.sleep(_NETCONF_PAUSE)
        _synchronize(work, starting)
        _wait_until_read(work, starting)
    # The rows of licences, which name the site, are there for managed devices only.
    work.known |= look_up(work.session, unread).devices
    for device in unread:
        found = work.known[device.name].inventory
        if found is None or not found.managed:
            said = f"{found.collection}: {found.error}".rstrip(": ") if found else "it is no longer in the inventory"
            work.trouble(
                [device],
                f"Catalyst Center cannot read it ({said}). It needs SSH, SNMP and NETCONF (port 830) access, and "
                "valid credentials.",
            )


def _synchronize(work: Work, devices: Sequence[Wanted]) -> None:
    for chunk in chunks(devices, CHUNK):
        answer = work.session.call(synchronize([work.id_of(device) for device in chunk]))
        failure = wait_for_task(work.session, "synchronization", read_task_id("synchronization", answer), work.seconds)
        work.trouble(chunk if failure else (), f"Catalyst Center did not resynchronize it: {failure}.")


def _wait_until_read(work: Work, devices: Sequence[Wanted]) -> None:
    def done() -> bool:
        work.known |= look_in_inventory(work.session, devices)
        return not any(_is(work.known, device, under_way=True) for device in devices)

    wait_until(work.session, done, work.seconds)


def _lacks_netconf(known: Known) -> bool:
    found = known.inventory
    return found is not None and not found.managed and "netconf" in found.error.casefold()


def _assign(work: Work) -> None:
    by_site: dict[str, list[Wanted]] = {}
    for device in work.sound():
        licence = work.known[device.name].licence
        if device.site is not None and (licence is None or licence.site != device.site):
            by_site.setdefault(device.site, []).append(device)
    for site, devices in by_site.items():
        site_id = _site_id(work.session, site)
        if site_id is None:
            work.trouble(devices, f"invalid_value: Catalyst Center has no site {site}; create it there first.")
            continue
        work.note(devices, "assigned")
        if not work.check_mode:
            failure = _assigned(work, site_id, devices)
            work.trouble(devices if failure else (), f"Catalyst Center did not assign it to {site}: {failure}.")


def _assigned(work: Work, site_id: str, devices: Sequence[Wanted]) -> str | None:
    try:
        answer = work.session.call(assign(site_id, [work.id_of(device) for device in devices]))
    except Refused as refusal:
        if refusal.status not in MISSING:
            raise
        found = [work.known[device.name].inventory for device in devices]
        answer = work.session.call(assign_as_before(site_id, [device.address for device in found if device]))
        return wait_for_execution(work.session, "assignment", read_execution_path(answer), work.seconds)
    return wait_for_task(work.session, "assignment", read_task_id("assignment", answer), work.seconds)


def _site_id(session: Session, name: str) -> str | None:
    try:
        return read_site(session.call(ask_site(name)), name)[0]
    except Refused as refusal:
        if refusal.status not in MISSING:
            raise
    for page in range(_MAX_PAGES):
        site_id, count = read_site(session.call(ask_sites_of_before(page * PAGE + 1)), name)
        if site_id is not None or count < PAGE:
            return site_id
    raise LicensingError("api_failed", f"sites: there are more than {_MAX_PAGES * PAGE}.")


def _is(known: Mapping[str, Known], device: Wanted, **wanted: bool) -> bool:
    found = known[device.name].inventory
    return found is not None and all(getattr(found, key) is value for key, value in wanted.items())


OPERATION = ServerOperation(CATALYST_CENTER, _OPTIONS, _run)
