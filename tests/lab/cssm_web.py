# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a human does on CSSM's pages: upload files, see what became of them, download what is for the devices."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .cssm import Cssm
from .cssm_answers import ENTITLEMENTS, SLE_POLICY, entitlement, joined, joint_ack_file, policy_file
from .cssm_bundles import Bundle, BundleFile, answer_bundle, is_bundle, read_bundle
from .cssm_desk import hand_out, open_job, take_authorization, take_request, take_usage
from .cssm_jobs import Item, Job
from .cssm_requests import DeviceRequest, read_request
from .rum import SignedReport, read_usage_file


class NotReady(Exception):
    """CSSM has nothing to download, or not yet; the text says why."""


def upload(cssm: Cssm, name: str, data: bytes, virtual_account: str, now: float) -> Job:
    """A usage file, a request, or a bundle of them. `virtual_account` is for devices that CSSM does not know.

    Raises ValueError for what the page refuses at once; a report that is refused later is part of the job.
    """
    bundle = read_bundle(data) if is_bundle(data) else Bundle(cssm.smart_account, "", (BundleFile("", "", data),))
    if bundle.smart_account not in (cssm.smart_account, cssm.domain, cssm.smart_account_id):
        raise ValueError(f"the bundle is for the Smart Account {bundle.smart_account or 'of nobody'}")
    # Everything is read before anything is taken.
    contents = [(file, _read(file.data)) for file in bundle.files]
    accounts = {
        file.group: bundle.accounts.get(file.group)
        or _named_by(cssm, file.group)
        or bundle.virtual_account
        or virtual_account
        for file in bundle.files
    }
    unknown = set(accounts.values()) - set(cssm.virtual_accounts)
    if unknown:
        raise ValueError(f"there is no virtual account {', '.join(sorted(unknown)) or 'without a name'}")
    job = open_job(cssm, "acknowledgements", "web", name, now)
    for file, content in contents:
        account = accounts[file.group]
        items = take_usage(cssm, job, content.reports, account)
        items += [] if content.request is None else take_request(cssm, job, content.request, account)
        job.items += [replace(item, group=file.group, name=file.name) for item in items]
    return job


def _named_by(cssm: Cssm, group: str) -> str:
    """The virtual account that an archive in a bundle is named after, odd signs aside; empty when there is none."""
    name = group.removeprefix("UD_VA_").removesuffix(".tar.gz")
    return next((account for account in cssm.virtual_accounts if re.sub(r"\W+", "_", account) == name), "")


@dataclass(frozen=True)
class _Content:
    """What a file holds: reports, a request, or both."""

    reports: list[SignedReport]
    request: DeviceRequest | None


def _read(data: bytes) -> _Content:
    request = read_request(data) if b"Request>" in data else None
    if request is not None and b"<RUMReport>" not in data:
        return _Content([], request)
    try:
        return _Content(read_usage_file(data), request)
    except ValueError as error:
        raise ValueError(f"neither usage nor a request: {error}") from error


def slac(cssm: Cssm, udi: str, feature: str, virtual_account: str, now: float) -> Job:
    """Ask for an authorization code on the page, device by device. Raises ValueError for what is not listed there."""
    if feature not in ENTITLEMENTS:
        raise ValueError(f"there is no license {feature}")
    if virtual_account not in cssm.virtual_accounts:
        raise ValueError(f"there is no virtual account {virtual_account or 'without a name'}")
    job = open_job(cssm, "authorizations", "web", udi, now)
    job.items += take_authorization(cssm, job, {udi: {entitlement(feature, udi): 1}}, virtual_account)
    return job


def find(cssm: Cssm, number: int) -> Job:
    """Raises KeyError."""
    for job in cssm.jobs:
        if job.number == number:
            return job
    raise KeyError(number)


def download(cssm: Cssm, job: Job, now: float) -> tuple[str, bytes]:
    """The name and bytes of what is for the devices: a file, or a bundle built as the upload. Raises NotReady."""
    if now < job.due:
        raise NotReady("Pending")
    files = _files(cssm, job)
    if not files:
        raise NotReady(
            "; ".join(filter(None, (_complaint(item) for item in job.items))) or "There is nothing for devices."
        )
    hand_out(cssm, job)
    if any(file.group for file in files):
        return f"ACK_{job.name}", answer_bundle(files, cssm.smart_account, job.due)
    return f"ACK_{job.name or job.number}", files[0].data


def policy(now: float) -> bytes:
    """The account's policy as a file of its own."""
    return policy_file(SLE_POLICY, now)


def _files(cssm: Cssm, job: Job) -> list[BundleFile]:
    """A file in answer to each file of the upload. One of several devices gets one with an acknowledgement for each."""
    places = dict.fromkeys((item.group, item.name) for item in job.items)
    files: list[BundleFile] = []
    for group, name in places:
        answered = [item for item in job.items if (item.group, item.name) == (group, name) and item.file is not None]
        acknowledged = {item.udi: item.accepted for item in answered if item.accepted}
        found = [item.file for item in answered if item.file is not None]
        if len(acknowledged) > 1:
            account = cssm.account_of(answered[0].udi)
            found = [joint_ack_file(acknowledged, SLE_POLICY, account, job.due)]
            found += [item.file for item in answered if item.file is not None and not item.accepted]
        if found:
            files.append(BundleFile(group, name, joined(found) if len(found) > 1 else found[0]))
    return files


def _complaint(item: Item) -> str:
    said = [item.message, *(verdict.message for verdict in item.verdicts)]
    return f"{item.udi}: {' '.join(dict.fromkeys(filter(None, said)))}" if any(said) else ""
