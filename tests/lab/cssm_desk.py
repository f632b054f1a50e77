# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSSM's desk: usage reports and requests come in by whichever way, and become jobs with files in answer.

A job is decided when it arrives; its result is hidden until it is due.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from .cssm import Cssm, Refusal
from .cssm_answers import FEATURES, SLE_POLICY, ack_file, slac_file, trust_file
from .cssm_jobs import Item, Job, Kind, Origin
from .cssm_requests import DeviceRequest
from .cssm_usage import Verdict
from .rum import SignedReport, flagged_entitlements


def open_job(cssm: Cssm, kind: Kind, origin: Origin, name: str, now: float) -> Job:
    # Numbers that say nothing about each other, as from a service that many use.
    number = int(hashlib.sha256(f"job {len(cssm.jobs)}".encode()).hexdigest()[:15], 16)
    job = Job(number, kind, origin, name, now, now + cssm.faults.delay, asked=now)
    if origin == "api" and cssm.faults.give_up > 0:
        cssm.faults.give_up -= 1
        job.given_up = True
    cssm.jobs.append(job)
    return job


def take_usage(cssm: Cssm, job: Job, reports: Sequence[SignedReport], virtual_account: str) -> list[Item]:
    """Take the genuine and new ones of these reports. Devices that CSSM does not know appear in the account.

    CSLU is acknowledged again what it sends again, as a device is.
    """
    verdicts: dict[str, list[Verdict]] = {}
    again = job.origin == "cslu" or cssm.faults.duplicates == "acknowledged"
    for report in reports:
        verdict = cssm.usage.take(report, job.received, again)
        if verdict.accepted:
            cssm.register([report.udi], virtual_account, keep=True)
        verdicts.setdefault(report.udi, []).append(verdict)
    items: list[Item] = []
    for udi, found in verdicts.items():
        accepted = [verdict.report_id for verdict in found if verdict.accepted]
        flagged = flagged_entitlements(report.payload for report in reports if report.udi == udi) if accepted else ()
        subscriptions = cssm.subscription_ids(udi, flagged)
        file = ack_file(udi, accepted, SLE_POLICY, cssm.account_of(udi), job.due, subscriptions) if accepted else None
        cssm.usage.count_acknowledged(udi, accepted)
        items.append(Item(udi, file, tuple(found)))
    return items


def take_authorization(
    cssm: Cssm, job: Job, wanted: Mapping[str, Mapping[str, int]], virtual_account: str
) -> list[Item]:
    """Take entitlements from stock for each UDI; a UDI that cannot have all it wants gets no file but a message."""
    return [_authorize(cssm, job, udi, tags, virtual_account) for udi, tags in wanted.items()]


def _authorize(cssm: Cssm, job: Job, udi: str, tags: Mapping[str, int], virtual_account: str) -> Item:
    unknown = [tag for tag in tags if tag not in FEATURES]
    if unknown or not tags:
        return Item(udi, None, message=f"Unknown entitlement: {', '.join(unknown) or 'none'}.")
    if any(count != 1 for count in tags.values()):
        return Item(udi, None, message="A product instance takes one license of a kind.")
    cssm.register([udi], virtual_account, keep=True)
    try:
        codes = [cssm.authorize(udi, FEATURES[tag], job.received, job.received) for tag in tags]
    except Refusal as refusal:
        return Item(udi, None, message=str(refusal))
    return Item(udi, slac_file(udi, tags, codes[0], cssm.account_of(udi), job.due))


def take_return(cssm: Cssm, udi: str, return_code: str) -> list[Item]:
    """Put the entitlements of a device in stock again. The code is looked at for its shape alone."""
    instance = cssm.instances.get(udi)
    if instance is None or not instance.authorized:
        return [Item(udi, None, message="There is no authorization code to return.")]
    if len(return_code) < 10:
        return [Item(udi, None, message="The return code is not valid.")]
    _take_everything_back(cssm, udi)
    # A return gives nothing to import.
    return [Item(udi, None)]


def take_request(cssm: Cssm, job: Job, request: DeviceRequest, virtual_account: str) -> list[Item]:
    """Take a request file of a device, for trust codes or for a SLAC."""
    if request.kind == "slac":
        for udi in request.returned:
            _take_everything_back(cssm, udi)
        return take_authorization(cssm, job, request.wanted, virtual_account)
    udis = list(request.wanted)
    cssm.register(udis, virtual_account, keep=True)
    return [Item(udis[0], trust_file(udis, cssm.account_of(udis[0]), job.due))]


def hand_out(cssm: Cssm, job: Job) -> Job:
    """Count that the files of a job left CSSM, which they may do more than once."""
    job.handed_out += 1
    for item in job.items:
        cssm.usage.count_handed_out(item.udi, item.accepted)
    return job


def _take_everything_back(cssm: Cssm, udi: str) -> None:
    instance = cssm.instances.get(udi)
    for feature in list(instance.authorized) if instance else ():
        cssm.take_back(udi, feature)
