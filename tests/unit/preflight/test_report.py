# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a fleet: what to fix first, tables of every size, cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.check import Check, in_order, worst
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.report import (
    COLUMNS,
    counted,
    host_of,
    lines,
    markdown,
    spreadsheet,
    to_fix,
    worst_of,
)

NTP = Check("ntp", "warning", "no NTP", "synchronized by NTP", "Configure it.")
LATE = Check("clock", "error", "12:00, off by 90 minutes", "the controller's time", "Set it right.")
LATER = Check("clock", "error", "12:00, off by 99 minutes", "the controller's time", "Set it right.")
FINE = Check("release", "ok", "17.12.04", "17.3.2 or later")


def result(*checks: Check) -> dict[str, Any]:
    """Return what slp_preflight returns."""
    told = [check.told() for check in in_order(checks)]
    return {"preflight": {"topology": "direct", "release": "17.12.04", "pid": "C8300", "checks": told}}


HOSTS = [
    host_of("first", result(FINE)),
    host_of("second", result(NTP, LATE, FINE)),
    host_of("third", result(LATER, FINE)),
    host_of("gone", {"unreachable": True, "msg": "Task failed: no route to host\nmore"}, "cslu"),
    host_of("never", None),
]


def test_the_worst_status_counts() -> None:
    assert [host.status for host in HOSTS] == ["ok", "error", "error", "error", "error"]
    assert (worst_of(HOSTS), worst_of(HOSTS[:1]), worst_of([]), worst(["ok", "unknown"])) == (
        "error",
        "ok",
        "ok",
        "unknown",
    )
    assert counted(HOSTS) == "5 hosts: 4 error, 0 warning, 0 unknown, 1 ok"


def test_errors_come_first_and_the_same_on_several_hosts_stands_once() -> None:
    todo = to_fix(HOSTS)

    assert [(entry.id, entry.status, list(entry.found)) for entry in todo] == [
        ("login", "error", ["gone", "never"]),
        ("clock", "error", ["second", "third"]),
        ("ntp", "warning", ["second"]),
    ]
    assert todo[0].found == {"gone": "no route to host", "never": "not read"}


def test_an_error_stands_before_a_warning_that_would_be_fixed_first() -> None:
    old = Check("release", "warning", "17.3.2", "17.3.2 or later", "Plan an upgrade.")

    assert [entry.id for entry in to_fix([host_of("a", result(old, LATE)), host_of("b", result(NTP))])] == [
        "clock",
        "release",
        "ntp",
    ]


def test_a_host_that_could_not_be_read_is_a_line_with_its_topology() -> None:
    rows = list(csv.DictReader(io.StringIO(spreadsheet(HOSTS))))

    assert [row["topology"] for row in rows if row["host"] == "gone"] == ["cslu"]
    assert "| gone | cslu | - | ERROR |" in markdown(HOSTS)


def test_a_value_that_is_not_allowed_is_no_trouble_with_the_login() -> None:
    (entry,) = to_fix(
        [host_of("mistyped", {"failed": True, "reason": "invalid_value", "msg": "invalid_value: vrf: a b"})]
    )

    assert (entry.id, entry.status, entry.found) == ("variables", "error", {"mistyped": "invalid_value: vrf: a b"})


def test_mistakes_in_variables_stand_before_what_the_device_says() -> None:
    mistake = ("slp_tranport is not a variable of this collection", "Did you mean slp_transport?")

    read = host_of("misspelt", result(LATE), "direct", [mistake])
    refused = host_of("misshapen", {"failed": True, "reason": "invalid_value", "msg": "proxy"}, "direct", [mistake])

    assert [(check["id"], check["found"]) for check in read.checks] == [
        ("variables", mistake[0]),
        ("clock", LATE.found),
    ]
    assert [check["remedy"] for check in refused.checks] == [mistake[1]]
    assert [(entry.id, list(entry.found)) for entry in to_fix([read, refused])] == [
        ("variables", ["misspelt", "misshapen"]),
        ("clock", ["misspelt"]),
    ]


def test_what_is_shown_at_the_terminal() -> None:
    shown = lines(HOSTS)

    assert shown[0].split() == ["check", "error", "warning", "unknown", "ok"]
    assert (
        "ERROR: Clock, for example: 12:00, off by 90 minutes; wanted: the controller's time. Set it right. "
        "[second, third]" in shown
    )
    # Who has errors stands first in the table.
    assert shown[-1].split()[0] == "first"


@pytest.mark.parametrize("number", [31, 3000])
def test_a_large_fleet_is_a_few_lines(number: int) -> None:
    fleet = [host_of(f"sw{index}", result(LATE if index % 2 else LATER, NTP)) for index in range(number)]
    shown = lines(fleet)

    assert len(shown) < 10
    assert any(f"and {number - 5} more]" in line for line in shown)
    assert markdown(fleet).count("off by") == number


def test_nothing_to_fix() -> None:
    assert "Fix first:" not in lines(HOSTS[:1])
    assert "## Fix first" not in markdown(HOSTS[:1])


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(sign: str) -> None:
    text = f'{sign}cmd|"/c calc"!A0'
    rows = list(
        csv.DictReader(io.StringIO(spreadsheet([host_of(text, result(Check("ntp", "warning", text, text, text)))])))
    )

    assert [rows[0][column] for column in ("host", "found", "wanted", "remedy")] == [f"'{text}"] * 4
    assert tuple(rows[0]) == COLUMNS


def test_every_check_of_every_host_is_a_row() -> None:
    assert len(list(csv.reader(io.StringIO(spreadsheet(HOSTS))))) == 1 + 1 + 3 + 2 + 1 + 1


def test_markup_is_shown_as_text() -> None:
    host = host_of("<b>|x", result(Check("ntp", "warning", "*no*", "_yes_", "`do`")))

    assert "\\<b\\>\\|x" in markdown([host])
    assert "\\*no\\*" in markdown([host])
