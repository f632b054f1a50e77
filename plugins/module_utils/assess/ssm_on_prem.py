# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSM On-Prem Deployment: the product instance initiates contact, or SSM On-Prem does."""

from __future__ import annotations

from . import gates
from .assessment import Assessment, Step
from .facts import Facts
from .gate import Gate
from .proofs import through_a_server

_WORKSPACE = "SSM On-Prem > Smart Licensing"
_LIST = f"{_WORKSPACE}, Inventory > SL Using Policy"


def assess(facts: Facts) -> Assessment:
    """Return the steps of the workflow, due or not, and what proves it."""
    pushes, has_url = facts.intent.pushes, bool(facts.intent.on_prem_url)
    code = _authorization(facts)
    exchange = _exchange(facts)
    steps = [
        Step("step_1_smart_account_set_up", gates=_account(facts) if pushes else [], asks=["smart_account_set_up"]),
        Step(
            "step_2_ssm_on_prem_installation_and_configuration", gates=[_installation(facts)], asks=["ssm_installation"]
        ),
        Step(
            "step_3_addition_and_validation_of_product_instances",
            gates=_validation(facts) if pushes else [_add(facts)],
            asks=["ssm_assign_account", "ssm_validate_device", "add_product_instance"],
        ),
        Step(
            "step_4_product_instance_configuration",
            due=facts.reachability_is_due or ((has_url or not pushes) and facts.configuration_is_due),
            gates=[*([_transport_url(facts)] if pushes else [_reachability(facts)]), *code],
            asks=["ssm_transport_url", "reachability", "authorization_code"],
        ),
        Step(
            "step_5_initial_usage_synchronization",
            routine=True,
            due=pushes and has_url and (facts.report_is_due or _fetches_slac(facts) or _fetches_ack(facts)),
            gates=exchange if pushes else [_collect(facts), *exchange],
            asks=["collect_usage", "ssm_synchronize", "ssm_export", "upload_usage", "ssm_import"],
        ),
        Step("save", routine=True, due=has_url and facts.save_is_due),
    ]
    fetches = {"fetch_ack": _fetches_ack(facts), "fetch_slac": _fetches_slac(facts), "report": facts.report_is_due}
    return Assessment(steps, through_a_server(facts), {"on_prem_url": facts.intent.on_prem_url, **fetches})


def _fetches_slac(facts: Facts) -> bool:
    """Return whether the operator says that the code lies at SSM On-Prem."""
    return facts.slac_is_due and facts.intent.pushes and "authorization_code" in facts.confirmed


def _fetches_ack(facts: Facts) -> bool:
    """Return whether the operator says that the ACK lies at SSM On-Prem."""
    told = {"ssm_synchronize", "ssm_import"} & set(facts.confirmed)
    return bool(told) and facts.pushed and not facts.acked


def _reporting_when(facts: Facts) -> str:
    what = "received a report from the device" if facts.intent.pushes else "collected reports from the device"
    return f"SSM On-Prem {what} since {facts.since_when}"


def _account(facts: Facts) -> list[Gate]:
    return [gates.smart_account_set_up(facts, facts.acknowledged_when, done=facts.heard)]


def _installation(facts: Facts) -> Gate:
    account = facts.intent["ssm_account"] or "of the devices"
    return gates.make(
        facts,
        "ssm_installation",
        "Install and configure SSM On-Prem",
        "the server, and SSM On-Prem > On-Prem Admin Workspace",
        "Download it from Smart Software Manager > Smart Software Manager On-Prem, and install it. Set its common name "
        f"(Security > Certificates) and NTP (Settings > Time Settings); create the local account {account}, register "
        "it, and synchronize it (Synchronization) with "
        f"{facts.intent['smart_account'] or 'its Smart Account'} in CSSM.",
        _reporting_when(facts),
        done=facts.reached,
    )


def _validation(facts: Facts) -> list[Gate]:
    """Return the gates of the accounts; the evidence is an ACK: what is not validated is not reported to CSSM."""
    done = facts.heard and facts.account_fits is not False
    assign = gates.make(
        facts,
        "ssm_assign_account",
        "Assign the Smart Account and the virtual account",
        _LIST,
        f"Export/Import All > Import Product Instances List: {facts.udi} belongs to the Smart Account "
        f"{facts.intent.smart_account} and the virtual account {facts.intent.virtual_account}.",
        f"{facts.acknowledged_when}, for these accounts",
        done=done,
    )
    validate = gates.make(
        facts,
        "ssm_validate_device",
        "Enable device validation",
        _LIST,
        "Device Validation, and NAT Setup if the devices are behind NAT.",
        facts.acknowledged_when,
        done=done,
    )
    needs_accounts = (
        facts.intent["ssm_validate"]
        or facts.intent.features
        or facts.intent.wants_utility
        or facts.account_fits is False
    )
    return [*([assign] if needs_accounts else []), *([validate] if facts.intent["ssm_validate"] else [])]


def _add(facts: Facts) -> Gate:
    return gates.make(
        facts,
        "add_product_instance",
        "Add the product instance",
        f"{_LIST} > Add Single Product, or Export/Import All",
        f"Enter {facts.udi} with its address ({facts.intent.address} here), the connect method, and a user of "
        "privilege 15 with its password.",
        _reporting_when(facts),
        done=facts.reached,
    )


def _reachability(facts: Facts) -> Gate:
    return gates.make(
        facts,
        "reachability",
        "Let SSM On-Prem reach the product instance",
        "the device",
        "SSM On-Prem needs an address of the device and a route to it, a user of privilege 15, and on the device what "
        "the connect method requires: ip http secure-server with ip http authentication, and netconf-yang or restconf "
        "if selected; slp_reachability configures it.",
        _reporting_when(facts),
        done=facts.reached,
    )


def _transport_url(facts: Facts) -> Gate:
    url = facts.intent.on_prem_url
    return gates.make(
        facts,
        "ssm_transport_url",
        "Retrieve the transport URL",
        f"{_WORKSPACE}, Inventory > General, CSLU Transport URL",
        f"Compare it with {url}." if url else "Set slp_ssm_url to it, and run again.",
        _reporting_when(facts),
        done=bool(url) and facts.reached,
    )


def _authorization(facts: Facts) -> list[Gate]:
    if not facts.intent.features:
        return []
    by_file = ""
    if not (facts.intent["ssm_connected"] and facts.intent.pushes):
        by_file = "Upload the file to CSSM, download the codes, and import them: Export/Import All > Import From Cisco."
    then = "The next synchronization with the device applies the codes."
    if facts.intent.pushes:
        then = "Then confirm this gate (slp_confirmed_gates): the device fetches the code."
    return [
        gates.authorization_code(
            facts,
            "Submit an authorization code request",
            _LIST,
            f"then Actions for Selected > Authorization Code Request. {by_file} {then}",
        )
    ]


def _collect(facts: Facts) -> Gate:
    return gates.make(
        facts,
        "collect_usage",
        "Retrieve usage information from the product instance",
        f"{_WORKSPACE}, Reports",
        "Synchronisation pull schedule with the devices > Synchronise now with the device. It starts after 60 seconds. "
        'The column Alerts then shows "Usage report from product instance".',
        _reporting_when(facts),
        done=facts.collected,
    )


def _exchange(facts: Facts) -> list[Gate]:
    """Return the gates of the exchange between SSM On-Prem and CSSM."""
    texts = {
        "ssm_synchronize": (
            "Synchronize SSM On-Prem with CSSM",
            f"{_WORKSPACE}, Reports > Usage Schedules",
            "Synchronize now with Cisco; and set Synchronization schedule with Cisco to automate it.",
        ),
        "ssm_export": ("Export the usage data", _LIST, "Export/Import All > Export Usage to Cisco, and save the file."),
        "upload_usage": (
            "Upload the usage data, download the ACK",
            "CSSM web UI, Reports > Usage Data Files > Upload Usage Data",
            "Upload that file, and download the ACK when the status shows one.",
        ),
        "ssm_import": ("Import the ACK", _LIST, "Export/Import All > Import From Cisco, with the file from CSSM."),
    }
    ids = ["ssm_synchronize"] if facts.intent["ssm_connected"] else ["ssm_export", "upload_usage", "ssm_import"]
    return [
        gates.make(facts, name, *texts[name], facts.acknowledged_when, done=facts.acknowledged_here) for name in ids
    ]
