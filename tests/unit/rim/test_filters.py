# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters and the test plugin, as a playbook calls them."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.netops.smart_licensing.plugins.filter.slp import FilterModule
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import WORKFLOWS, workflow
from ansible_collections.netops.smart_licensing.plugins.test.slp import TestModule as Questions
from tests.unit.parsers.captures import fixture
from tests.unit.rim.collection import ROOT, load

FILTERS = FilterModule().filters()
TESTS = Questions().tests()


def read(name: str) -> Any:
    return FILTERS["parse_show"](fixture("show-license-all", name), "show license all")


def test_every_filter_and_test_is_documented_under_its_name() -> None:
    for folder, names in (("filter", FILTERS), ("test", TESTS)):
        files = sorted(path.stem for path in (ROOT / "plugins" / folder).glob("*.yml"))
        assert files == sorted(names)
        assert [load("plugins", folder, f"{name}.yml")["DOCUMENTATION"]["name"] for name in files] == files


def test_every_workflow_is_a_playbook_that_says_its_own_name() -> None:
    for topology, choices in WORKFLOWS.items():
        for word, name in choices.items():
            (play,) = load("playbooks", f"{name}.yml")
            words = play["vars"]
            assert (play["ansible.builtin.import_playbook"], words["slp_workflow"]) == ("site.yml", name)
            own = [words["slp_topology"], words.get("slp_initiated_by", ""), words.get("slp_controller", "")]
            assert workflow(*own) == name and own[0] == topology and word in own


@pytest.mark.parametrize(
    ("words", "playbook"),
    [
        (("direct",), "direct"),
        (("direct", "cslu"), "direct"),
        (("cslu", "cslu"), "cslu_initiated"),
        (("controller", "", "sdwan_manager"), "sdwan_manager"),
    ],
)
def test_the_words_of_a_host_name_its_workflow(words: tuple[str, ...], playbook: str) -> None:
    assert FILTERS["slp_workflow"](*words) == playbook


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("",), "slp_topology: not given; it must be one of cslu, direct"),
        (("cloud",), "slp_topology: cloud; it must be one of"),
        (("cslu",), "slp_initiated_by: not given; it must be one of product_instance, cslu"),
        (("ssm_on_prem", "cslu"), "slp_initiated_by: cslu; it must be one of product_instance, ssm_on_prem"),
        (("controller", "cslu"), "slp_controller: not given"),
    ],
)
def test_words_that_name_no_workflow_are_told_with_those_that_would(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(AnsibleFilterError, match=said):
        FILTERS["slp_workflow"](*words)


def test_a_text_becomes_a_state() -> None:
    assert read("c8300-wan-trusted")["mode"] == "policy"


def test_a_text_that_was_cut_is_an_error_of_the_filter() -> None:
    with pytest.raises(AnsibleFilterError, match="parse_show: .* was cut"):
        FILTERS["parse_show"](fixture("show-license-all", "c8300-wan-trusted")[:900], "show license all")


def test_a_device_is_trusted_or_names_who_is_not() -> None:
    assert TESTS["slp_trusted"](read("c9300-campus-trusted")) is True
    assert TESTS["slp_trusted"](read("c9300-campus-untrusted")) is False
    assert FILTERS["slp_untrusted"](read("c9300-campus-trusted")) == []
    assert len(FILTERS["slp_untrusted"](read("c9300-campus-untrusted"))) == 3


def test_a_summary_is_flat() -> None:
    row = FILTERS["slp_summary"](read("c8300-wan-trusted"))

    assert not any(isinstance(value, (dict, list)) for value in row.values())
    assert (row["transport"], row["members"], row["trusted"], row["slac"]) == ("smart", 1, 1, 1)
    assert (row["policy"], row["unparsed"]) == ("SLE Policy", 0)


@pytest.mark.parametrize(
    ("name", "members", "trusted", "policy"),
    [
        ("c9300-campus-trusted", 3, 3, "SLE Policy"),
        ("c9300-campus-untrusted", 3, 0, "Cisco default"),
        ("c9600-core-trusted", 2, 2, "SLE Policy"),
        ("csr1000v-old-untrusted", 1, 0, None),
    ],
)
def test_a_summary_counts_members(name: str, members: int, trusted: int, policy: str | None) -> None:
    row = FILTERS["slp_summary"](read(name))

    assert (row["members"], row["trusted"], row["policy"]) == (members, trusted, policy)


def test_a_table_has_a_line_for_every_host_whatever_became_of_it() -> None:
    readings = {
        "wan": {"smart_licensing": read("c8300-wan-trusted")},
        "campus": {"smart_licensing": read("c9300-campus-untrusted")},
        "old": {"smart_licensing": read("csr1000v-old-untrusted")},
        "gone": {"msg": "connection_lost: no route to host"},
        "silent": {},
    }
    head, campus, gone, old, silent, wan = FILTERS["slp_table"](readings)

    assert head.split("  ")[0] == "host"
    assert "0 of 3" in campus and "Cisco default" in campus
    assert gone == "gone    connection_lost: no route to host"
    assert old == "old     classic: Registration: Status: REGISTERED"
    assert silent == "silent  not read"
    assert "1 of 1" in wan and "SLE Policy" in wan
    assert head.index("transport") == campus.index("callhome") == wan.index("smart")


def test_a_table_of_no_host_is_its_heading() -> None:
    assert len(FILTERS["slp_table"]({})) == 1


def test_the_transport_of_a_row_names_proxy_and_vrf() -> None:
    state = read("c9800-wlc-trusted")
    state["transport"]["proxy"] = {"address": "proxy.example.com", "port": 3128}

    assert FILTERS["slp_summary"](state)["transport"] == "smart, proxy proxy.example.com, vrf Mgmt-intf"


def test_the_proxy_of_call_home_stands_in_its_configuration() -> None:
    state = read("c9600-core-trusted")
    state["config"] = {"call_home": {"proxy": {"address": "proxy.example.com", "port": 80}}}

    assert FILTERS["slp_summary"](state)["transport"] == "callhome, proxy proxy.example.com"


@pytest.mark.parametrize(
    ("ack", "push", "within_days", "told"),
    [
        (None, None, None, False),
        (None, "Nov 20 09:00:00 2026 EST", None, False),
        ("Nov 20 10:00:00 2026 EST", None, None, True),
        ("Nov 20 10:00:00 2026 EST", "Nov 20 10:00:00 2026 EST", None, True),
        ("Nov 20 10:00:00 2026 EST", "Nov 20 10:00:01 2026 EST", None, False),
        ("Nov 20 10:00:00 2026 EST", None, 5, True),
        ("Nov 20 10:00:00 2026 EST", None, 4, False),
        ("Nov 20 10:00:00 2026 EST", None, 0, True),
    ],
)
def test_a_device_is_acknowledged_by_the_dates_it_prints(
    ack: str | None, push: str | None, within_days: int | None, told: bool
) -> None:
    state = read("c8300-wan-trusted")
    state["usage_reporting"] |= {"last_ack_received": ack, "last_report_push": push}
    state["clock"] = {"wall_clock": "2026-11-24T10:00:00"}

    assert TESTS["slp_acknowledged"](state, within_days) is told


def test_an_ack_of_unknown_age_is_not_young() -> None:
    state = read("c8300-wan-trusted")
    state["usage_reporting"] |= {"last_ack_received": "Nov 20 10:00:00 2026 EST", "last_report_push": None}
    state["clock"] = None

    assert TESTS["slp_acknowledged"](state, 3650) is False
