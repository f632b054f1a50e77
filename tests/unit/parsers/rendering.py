# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a licence state, drawn in the shape of the state, and the text in which a device says them."""

from __future__ import annotations

import string
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

Part = dict[str, Any]

_NOTHING = frozenset({"none", "not configured", "no licenses in use", "n/a"})
_INNER = string.ascii_letters + string.digits + " -_./&,:#'()<>[]=+%|"


def _is_a_value(text: str) -> bool:
    return text == text.strip() != "" and text.lower() not in _NOTHING and text[0].isalnum() and text[-1].isalnum()


DATES = st.builds(
    "{} {:02d} {:02d}:{:02d}:{:02d} {} {}".format,
    st.sampled_from(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]),
    st.integers(1, 31),
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(0, 59),
    st.integers(1993, 2038),
    st.sampled_from(["UTC", "CEST", "IST", "-03", "EST5EDT"]),
)
NUMBERS = st.integers(0, 2**32)
YES_OR_NO = st.booleans()
# Any text that no device takes for nothing, and free of the words between two values of one line.
VALUES = st.text(_INNER, min_size=1, max_size=30).filter(_is_a_value).filter(lambda text: " As of " not in text)
NAMES = st.text(string.ascii_letters + string.digits + "-_.", min_size=1, max_size=30).filter(_is_a_value)
TITLES = st.text(string.ascii_letters + string.digits + " -_.", min_size=1, max_size=30).filter(_is_a_value)
ROLES = st.sampled_from(["Active", "Standby", "Member"])


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw a value or None."""
    return st.none() | values


ACCOUNTS = st.fixed_dictionaries({"smart_account": VALUES, "virtual_account": maybe(VALUES), "as_of": maybe(DATES)})
PRIVACY = st.fixed_dictionaries(
    dict.fromkeys(["sending_hostname", "hostname", "callhome_hostname", "version"], maybe(YES_OR_NO))
)
TRANSPORTS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["smart", "cslu", "off", "callhome", "automatic"]),
        "url": maybe(NAMES.map("https://{}/licservice/license".format)),
        "cslu_address": maybe(NAMES.map("http://{}:8182/cslu/v1/pi".format)),
        "proxy": maybe(st.fixed_dictionaries({"address": NAMES, "port": st.integers(1, 65535)})),
        "vrf": maybe(NAMES),
        "trust_point": maybe(NAMES),
        "ip_mode": maybe(st.sampled_from(["ipv4", "ipv6"])),
        "server_identity_check": maybe(YES_OR_NO),
    }
)
REPORTING = st.fixed_dictionaries(
    {
        "last_ack_received": maybe(DATES),
        "next_ack_deadline": maybe(DATES),
        "push_interval_days": NUMBERS,
        "next_ack_push_check": maybe(DATES),
        "next_report_push": maybe(DATES),
        "last_report_push": maybe(DATES),
        "last_report_file_write": maybe(DATES),
    }
)
PRODUCTS = st.fixed_dictionaries({"pid": NAMES, "sn": NAMES})
MEMBERS = st.lists(st.fixed_dictionaries({"role": ROLES, "pid": NAMES, "sn": NAMES}), max_size=4)
LICENSES = st.lists(
    st.fixed_dictionaries(
        {
            "name": TITLES,
            "entitlement_tag": VALUES,
            "description": maybe(VALUES),
            "count": NUMBERS,
            "version": maybe(VALUES),
            "status": st.sampled_from(["IN USE", "NOT IN USE"]),
            "export_status": maybe(VALUES),
            "feature_name": maybe(VALUES),
            "feature_description": maybe(VALUES),
            "enforcement_type": maybe(VALUES),
            "license_type": VALUES,
            "subscription_id": maybe(VALUES),
        }
    ),
    max_size=4,
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": TITLES.filter(lambda name: not name.endswith(".")),
            "entitlement_tag": VALUES,
            "count": NUMBERS,
            "status": st.sampled_from(["IN USE", "NOT IN USE"]),
        }
    ),
    max_size=5,
)
RUM_COUNTS = st.fixed_dictionaries(
    {
        "total": NUMBERS,
        "purged": NUMBERS,
        "acknowledged": NUMBERS,
        "waiting_for_ack": NUMBERS,
        "available": NUMBERS,
        "collecting": NUMBERS,
        "in_brackets": st.fixed_dictionaries(dict.fromkeys(["purged", "waiting_for_ack"], maybe(NUMBERS))),
    }
)
RUM_ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "id": NUMBERS,
            "state": st.sampled_from(["OPEN", "CLOSED", "UNACK", "ACK", "ACKED"]),
            "flag": st.sampled_from(["N", "P"]),
            "feature": VALUES,
        }
    ),
    min_size=1,
    max_size=6,
)
RUM_DETAILS = st.lists(
    st.fixed_dictionaries(
        {
            "id": NUMBERS,
            "metric": VALUES,
            "feature": VALUES,
            "value": maybe(VALUES),
            "pid": NAMES,
            "sn": NAMES,
            "previous_id": NUMBERS,
            "next_id": NUMBERS,
            "state": NAMES,
            "reason": maybe(VALUES),
            "start": DATES,
            "end": DATES,
            "storage_state": VALUES,
            "transaction_id": VALUES,
            "transaction_message": maybe(VALUES),
        }
    ),
    min_size=1,
    max_size=3,
)
TRUST_CODES = st.lists(
    st.fixed_dictionaries({"role": ROLES, "pid": NAMES, "sn": NAMES, "installed_on": maybe(DATES)}),
    min_size=1,
    max_size=4,
)
POLICIES = st.fixed_dictionaries(
    {
        "name": VALUES,
        "ack_required": YES_OR_NO,
        "ack_source": VALUES.filter(lambda text: "(" not in text and ")" not in text),
    }
)
STATES = st.fixed_dictionaries(
    {
        "account": ACCOUNTS,
        "privacy": PRIVACY,
        "transport": TRANSPORTS,
        "policy": POLICIES,
        "usage_reporting": REPORTING,
        "trust_codes": TRUST_CODES,
        "licenses": LICENSES,
        "product": PRODUCTS,
        "members": MEMBERS,
        "agent_version": VALUES,
        "custom_id": maybe(VALUES),
        "rum_reports": RUM_COUNTS,
    }
)


def _lines(indent: str, *labelled: tuple[str, object]) -> Iterable[str]:
    """Return a line for every value that is there."""
    return (f"{indent}{label}: {value}" for label, value in labelled if value is not None)


def _enabled(value: bool | None) -> str | None:
    return None if value is None else "ENABLED" if value else "DISABLED"


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def account(part: Part) -> str:
    """Say it as all outputs do."""
    as_of = f" As of {part['as_of']}" if part["as_of"] else ""
    return _text(
        [
            "Account Information:",
            f"  Smart Account: {part['smart_account']}{as_of}",
            f"  Virtual Account: {part['virtual_account'] or '<none>'}",
            "",
        ]
    )


def licence(part: Part) -> str:
    """Say it as show license usage and all do."""
    labels = {
        "Description": "description",
        "Count": "count",
        "Version": "version",
        "Status": "status",
        "Export status": "export_status",
        "Feature Name": "feature_name",
        "Feature Description": "feature_description",
        "Enforcement type": "enforcement_type",
        "Subscription ID": "subscription_id",
        "License type": "license_type",
    }
    title = f"{part['name']} ({part['entitlement_tag']}):"
    return _text([title, *_lines("  ", *((label, part[key]) for label, key in labels.items())), ""])


def status(state: Part) -> str:
    """Say it as show license status does."""
    privacy, transport, reporting = state["privacy"], state["transport"], state["usage_reporting"]
    kind, proxy, policy = transport["type"], transport["proxy"], state["policy"]
    return account(state["account"]) + _text(
        [
            "Smart Licensing Using Policy:",
            "  Status: ENABLED",
            "",
            "Data Privacy:",
            *_lines("  ", ("Sending Hostname", _word(privacy["sending_hostname"]))),
            *_lines("    ", ("Callhome hostname privacy", _enabled(privacy["callhome_hostname"]))),
            *_lines("    ", ("Smart Licensing hostname privacy", _enabled(privacy["hostname"]))),
            *_lines("  ", ("Version privacy", _enabled(privacy["version"]))),
            "",
            "Transport:",
            f"  Type: {'Transport Off' if kind == 'off' else kind.capitalize()}",
            *_lines("  ", ("URL", transport["url"]), ("Cslu address", transport["cslu_address"])),
            "  Proxy:",
            *([f"    Address: {proxy['address']}", f"    Port: {proxy['port']}"] if proxy else ["    Not Configured"]),
            f"  VRF: {transport['vrf'] or '<empty>'}",
            *_lines("  ", ("Server Identity Check", _word(transport["server_identity_check"]))),
            *_lines("  ", ("IP Mode", transport["ip_mode"]), ("Trust Point", transport["trust_point"])),
            "",
            "Miscellaneous:",
            f"  Custom Id: {state['custom_id'] or '<empty>'}",
            "",
            "Policy:",
            f"  Policy name: {policy['name']}",
            f"  Reporting ACK required: {_word(policy['ack_required'])} ({policy['ack_source']})",
            "",
            "Usage Reporting:",
            f"  Last ACK received: {reporting['last_ack_received'] or '<none>'}",
            f"  Next ACK deadline: {reporting['next_ack_deadline'] or '<none>'}",
            f"  Reporting push interval: {reporting['push_interval_days']}  days",
            f"  Next ACK push check: {reporting['next_ack_push_check'] or '<none>'}",
            f"  Next report push: {reporting['next_report_push'] or '<none>'}",
            f"  Last report push: {reporting['last_report_push'] or '<none>'}",
            f"  Last report file write: {reporting['last_report_file_write'] or '<none>'}",
            "",
            "Trust Code Installed:",
            *(line for code in state["trust_codes"] for line in _trust_code(code)),
            "",
        ]
    )


def _word(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _trust_code(code: Part) -> list[str]:
    installed_on = code["installed_on"]
    return [
        f"  {code['role']}: PID:{code['pid']},SN:{code['sn']}",
        f"    INSTALLED on {installed_on}" if installed_on else "    NOT INSTALLED",
    ]


def usage(licenses: list[Part]) -> str:
    """Say it as show license usage does."""
    return "License Authorization:\n  Status: Not Applicable\n\n" + (
        "".join(licence(entry) for entry in licenses) or "No licenses in use\n"
    )


def everything(state: Part) -> str:
    """Say it as show license all does."""
    counts, members = state["rum_reports"], state["members"]
    return (
        "Smart Licensing Status\n======================\n\n"
        + status(state)
        + "License Usage\n=============\n\n"
        + ("".join(licence(entry) for entry in state["licenses"]) or "No licenses in use\n\n")
        + "Product Information\n===================\n"
        + udi(state["product"], members)
        + f"\nAgent Version\n=============\nSmart Agent for Licensing: {state['agent_version']}\n\n"
        + "Usage Report Summary:\n=====================\n"
        + f"Total: {counts['total']},  Purged: {_with_brackets(counts, 'purged')}\n"
        + f"Total Acknowledged Received: {counts['acknowledged']},"
        + f"  Waiting for Ack: {_with_brackets(counts, 'waiting_for_ack')}\n"
        + f"Available to Report: {counts['available']}  Collecting Data: {counts['collecting']}  \n"
    )


def _with_brackets(counts: Part, key: str) -> str:
    behind = counts["in_brackets"][key]
    return f"{counts[key]}" if behind is None else f"{counts[key]}({behind})"


def udi(product: Part, members: list[Part]) -> str:
    """Say it as show license udi does."""
    listed = [f"    {member['role']}:PID:{member['pid']},SN:{member['sn']}" for member in members]
    return _text([f"UDI: PID:{product['pid']},SN:{product['sn']}", *(["", "HA UDI List:", *listed] if listed else [])])


def summary(part: Part, rows: list[Part]) -> str:
    """Say it as show license summary does."""
    table = [f"  {row['name']:<24}{_in_brackets(row):<32}{row['count']:>5} {row['status']}" for row in rows]
    return account(part) + _text(
        [
            "License Usage:",
            "  License                 Entitlement Tag               Count Status",
            "  " + "-" * 77,
            *(table or ["  No licenses in use"]),
        ]
    )


def _in_brackets(row: Part) -> str:
    return f" ({row['entitlement_tag']}) "


def rum_table(items: list[Part]) -> str:
    """Say it as show license rum id all does."""
    return "Smart Licensing Usage Report:\n====================================\n" + _text(
        [
            "Report Id,          State,    Flag, Feature Name",
            *(f"{item['id']:<19} {item['state']:<9} {item['flag']:<5} {item['feature']}" for item in items),
        ]
    )


def rum_details(details: list[Part]) -> str:
    """Say it as show license rum id NUMBER does, several of them one behind the other."""
    title = "Smart Licensing Usage Report Detail:\n====================================\n"
    return "\n".join(title + _rum_detail(detail) for detail in details)


def _rum_detail(detail: Part) -> str:
    return _text(
        [
            f"Report Id: {detail['id']}",
            f"  Metric Name: {detail['metric']}",
            f"  Feature Name: {detail['feature']}",
            f"  Metric Value: {detail['value'] or '<none>'}",
            f"  UDI: PID:{detail['pid']},SN:{detail['sn']}",
            f"  Previous Report Id: {detail['previous_id']},    Next Report Id: {detail['next_id']}",
            f"  State: {detail['state']},      State Change Reason: {detail['reason'] or '<none>'}",
            f"  Start Time: {detail['start']},      End Time: {detail['end']}",
            f"  Storage State: {detail['storage_state']}",
            f"  Transaction ID: {detail['transaction_id']}",
            f"  Transaction Message: {detail['transaction_message'] or '<none>'}",
        ]
    )
