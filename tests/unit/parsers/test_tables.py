# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outputs that are tables and lists: summary, usage, udi, authorization, reports, history, events, Call Home."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_pasted, parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import State
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import ParseError
from tests.unit.parsers.captures import fixture, found, is_classic

HEAD = "License Usage:\n  License                 Entitlement Tag               Count Status\n  " + "-" * 77 + "\n"
SUMMARIES = [
    pytest.param(path, id=path.stem) for path in found("show-license-summary") if not is_classic(path.read_text())
]


def rows(text: str) -> list[tuple[str, str, int, str]]:
    state: State = parse_show("show license summary", text)
    assert state["unparsed"] == []
    return [(row["name"], row["entitlement_tag"], row["count"], row["status"]) for row in state["licenses"]]


@pytest.mark.parametrize("path", SUMMARIES)
def test_every_row_of_a_summary(path: Path) -> None:
    text = path.read_text()
    expected = re.findall(r"(?m)^ *(\S+?)[ .]*\((.*?)\)[ .]*(\d+)[ .]*(IN USE|NOT IN USE) *$", text)

    assert rows(text) == [(name, tag, int(count), status) for name, tag, count, status in expected]


def test_names_with_dots_and_tags_that_were_cut() -> None:
    text = HEAD + "  network-premier_2.5G    (ESR_P_2.5G_P)                    1 IN USE\n"
    text += "  network-advantage       (C9300-48 Network Advan...)      12 NOT IN USE\n"

    assert rows(text) == [
        ("network-premier_2.5G", "ESR_P_2.5G_P", 1, "IN USE"),
        ("network-advantage", "C9300-48 Network Advan...", 12, "NOT IN USE"),
    ]


def test_a_summary_with_leaders_of_dots() -> None:
    text = HEAD + "voice9................. (ISR_Voice..)........ 3.......IN USE\nSRST_X...(SRST_X) ...11.. IN USE\n"

    assert rows(text) == [("voice9", "ISR_Voice..", 3, "IN USE"), ("SRST_X", "SRST_X", 11, "IN USE")]


def test_no_licence_in_use() -> None:
    assert rows(HEAD + "  No licenses in use\n") == []


@pytest.mark.parametrize("text", ["", "License Usage:\n", HEAD])
def test_a_summary_without_a_row_was_cut(text: str) -> None:
    with pytest.raises(ParseError, match="was cut"):
        parse_show("show license summary", text)


def test_licences_in_use_prove_the_policy_mode() -> None:
    state = parse_show("show license usage", fixture("show-license-usage", "c9300-campus-trusted"))

    assert state["mode"] == "policy"
    assert state["mode_evidence"] == "Status: IN USE"
    assert [entry["count"] for entry in state["licenses"]] == [2, 2, 1, 1]
    assert (
        state["licenses"]
        == parse_show("show license all", fixture("show-license-all", "c9300-campus-trusted"))["licenses"]
    )


def test_a_usage_that_says_authorized_is_classic() -> None:
    assert parse_show("show license usage", "X (X_Tag):\n  Count: 1\n  Status: AUTHORIZED\n")["mode"] == "classic"


def test_a_usage_is_whole_up_to_its_last_licence() -> None:
    text = fixture("show-license-usage", "c8300-wan-trusted")

    with pytest.raises(ParseError, match="was cut"):
        parse_show("show license usage", text[: text.rindex("Enforcement type")])


def test_a_udi_cannot_tell_the_mode() -> None:
    state = parse_show("show license udi", fixture("show-license-udi", "c9600-core-trusted"))

    assert (state["mode"], state["mode_evidence"]) == (None, None)
    assert [member["role"] for member in state["members"]] == ["Active", "Standby"]
    assert len({member["sn"] for member in state["members"]}) == 1


def test_the_table_of_udis_is_of_a_device_before_smart_licensing() -> None:
    state = parse_show(
        "show license udi", "SlotID   PID    \t\tSN      \t\tUDI\n-----\n*\t ASR1006  NWG1  ASR1006:NWG1\n"
    )

    assert state["mode"] == "unsupported"
    assert state["mode_evidence"].startswith("SlotID")
    assert state["product"]["pid"] is None


def test_an_authorization_with_its_entitlement() -> None:
    state = parse_show("show license authorization", fixture("show-license-authorization", "c8300-wan-trusted"))

    assert state["authorizations"][0]["installed"] is True
    assert state["authorizations"][0]["entitlements"][0]["tag"] == "DNA_HSEC"


def test_an_authorization_below_the_exports_of_newer_agents() -> None:
    text = fixture("show-license-authorization", "c8300-wan-trusted")
    exports = "Last Data Push: <none>\nLast File Export: <none>\n\n"
    assert text.startswith("Overall status:")
    state = parse_show("show license authorization", exports + text)

    assert state == parse_show("show license authorization", text)
    assert state["unparsed"] == []


def test_when_authorizations_went_to_the_server_and_into_a_file() -> None:
    text = fixture("show-license-authorization", "c8300-wan-trusted")
    exports = "Last Data Push: Nov 24 10:15:00 2026 UTC\nLast File Export: Nov 23 08:00:00 2026 UTC\n\n"
    state = parse_show("show license authorization", exports + text)

    assert state["authorization_channel"] == {
        "last_data_push": "Nov 24 10:15:00 2026 UTC",
        "last_file_export": "Nov 23 08:00:00 2026 UTC",
    }


def test_the_reservation_by_itself() -> None:
    state = parse_show(
        "show license reservation",
        "License reservation: ENABLED\nOverall status:\n  Active: PID:C8500-12X,SN:FLX1\n"
        "      Reservation status: NOT INSTALLED\n      Request code: CB-1\n",
    )

    assert state["unparsed"] == []
    assert state["reservation"]["enabled"] is True
    assert state["reservation"]["members"][0]["request_code"] == "CB-1"


def test_the_reports_on_the_device() -> None:
    text = fixture("show-license-rum-id-all", "c8300-wan-trusted")
    items = parse_show("show license rum id all", text)["rum_reports"]["items"]

    assert [item["id"] for item in items] == [int(number) for number in re.findall(r"(?m)^(\d+)", text)]
    assert {item["flag"] for item in items} == {"N"}
    assert items[0]["feature"] == "network-advantage_T2"


def test_one_report_in_detail() -> None:
    text = (
        "Smart Licensing Usage Report Detail:\n====\nReport Id: 17\n  Metric Name: ENTITLEMENT\n"
        "  Feature Name: appxk9\n  UDI: PID:C8200-1N-4T,SN:F1\n  Previous Report Id: 0,    Next Report Id: 19\n"
        "  State: ACK,      State Change Reason: ACKED\n"
        "  Start Time: Oct 14 11:32:40 2021 UTC,      End Time: Oct 15 11:32:48 2021 UTC\n"
        "  Transaction Message: <none>\n"
    )
    state = parse_show("show license rum id 17 detail", text)
    (detail,) = state["rum_reports"]["details"]

    assert state["unparsed"] == []
    assert (detail["id"], detail["previous_id"], detail["next_id"]) == (17, 0, 19)
    assert (detail["pid"], detail["sn"], detail["state"], detail["reason"]) == ("C8200-1N-4T", "F1", "ACK", "ACKED")
    assert (detail["start"], detail["end"]) == ("Oct 14 11:32:40 2021 UTC", "Oct 15 11:32:48 2021 UTC")
    assert detail["transaction_message"] is None


def test_a_report_that_was_closed_for_a_reason() -> None:
    text = (
        "Smart Licensing Usage Report Detail:\n====\nReport Id: 1685089009\n  Metric Name: TELEMETRY\n"
        "  UDI: PID:C9800-L-F-K9,SN:FCW1\n  State: DELETED,      Close Reason: SMART\n  Storage State: DELETED\n"
    )
    state = parse_show("show license rum id 1685089009", text)
    (detail,) = state["rum_reports"]["details"]

    assert state["unparsed"] == []
    assert (detail["state"], detail["reason"], detail["close_reason"]) == ("DELETED", None, "SMART")


def test_the_history_by_kind() -> None:
    text = fixture("show-license-history-message", "c8300-wan-trusted")
    history = parse_show("show license history message", text)["history"]

    assert history["usage_reporting"] == []
    assert history["import_rum_ack"] == []
    assert history["trust_establishment"][0].startswith("REQUEST: ")
    assert history["trust_establishment"][-1] == "OK"
    assert len(history) == 12


def test_an_event_with_quotes_in_a_value() -> None:
    state = parse_show(
        "show license eventlog 5",
        "**** Event Log ****\n\n"
        '2024-05-06 07:08:09.010 UTC SAEVT_X count="0" MSG="said \\"no\\" and went" tag="a,b"\n'
        "2024-05-06 07:08:10.000 UTC SAEVT_READY\n2024-05-06 07:08:11.000 UTC SAEVT_BAD count=3\n",
    )

    assert state["events"] == [
        {
            "at": "2024-05-06 07:08:09.010 UTC",
            "event": "SAEVT_X",
            "attributes": {"count": "0", "MSG": 'said \\"no\\" and went', "tag": "a,b"},
        },
        {"at": "2024-05-06 07:08:10.000 UTC", "event": "SAEVT_READY", "attributes": {}},
    ]
    assert state["unparsed"] == ["2024-05-06 07:08:11.000 UTC SAEVT_BAD count=3"]


def test_an_event_log_without_events() -> None:
    state = parse_show("show license eventlog", "No EventLog Found.\n")

    assert (state["events"], state["unparsed"]) == ([], [])
    assert parse_pasted("No EventLog Found.\n")[1] == [{"command": "show license eventlog", "guessed": True}]


def test_the_profile_of_call_home() -> None:
    state = parse_show(
        "show call-home smart-licensing",
        "Current smart-licensing transport settings:\n Smart-license messages: enabled\n"
        " Profile: CiscoTAC-1 (status: ACTIVE)\n Destination  URL(s):  https://a.example.com/x\n"
        "                       https://b.example.com/y\n",
    )

    assert state["unparsed"] == []
    assert state["call_home"] == {
        "messages": True,
        "profiles": [
            {
                "name": "CiscoTAC-1",
                "status": "ACTIVE",
                "urls": ["https://a.example.com/x", "https://b.example.com/y"],
            }
        ],
    }


@pytest.mark.parametrize(
    "command",
    [
        "show license rum id all",
        "show license rum id 7",
        "show license history message",
        "show license eventlog",
        "show call-home smart-licensing",
        "show license udi",
    ],
)
@pytest.mark.parametrize("text", ["", "hello\n", "router#"])
def test_text_of_something_else(command: str, text: str) -> None:
    with pytest.raises(ParseError):
        parse_show(command, text)
