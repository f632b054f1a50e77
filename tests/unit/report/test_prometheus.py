# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The textfile by the rules of the Prometheus text format, read with a strict parser, and its names by convention."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.fleet import read_fleet
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.licences import Entitlement, consumption
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.prometheus import metrics
from tests.unit.report.hosts import HOSTILE, finding, fleet_of, host, write

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
Labels = tuple[tuple[str, str], ...]

_NAME = r"[a-zA-Z_][a-zA-Z0-9_]*"
_HELP = re.compile(rf"# HELP ({_NAME}) ((?:[^\\\n]|\\\\|\\n)+)")
_TYPE = re.compile(rf"# TYPE ({_NAME}) (counter|gauge|histogram|summary|untyped)")
_TEXT = r'"(?:[^"\\\n]|\\[\\"n])*"'
_LABEL = re.compile(rf"({_NAME})=({_TEXT})")
_VALUE = r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-][0-9]+)?"
# No moment behind the value: the textfile collector refuses it.
_SAMPLE = re.compile(rf"({_NAME})(?:{{({_NAME}={_TEXT}(?:,{_NAME}={_TEXT})*)}})? ({_VALUE})")
_ESCAPES = {"\\\\": "\\", '\\"': '"', "\\n": "\n"}


class Family(NamedTuple):
    """A metric: its help, its type, and its values by their labels."""

    told: str
    type: str
    samples: dict[Labels, float]


def parsed(text: str) -> dict[str, Family]:
    """Return the families of a textfile by name; a line that the format does not allow, or a sample twice, fails."""
    assert text.endswith("\n")
    families: dict[str, Family] = {}
    helped = ""
    for line in text.removesuffix("\n").split("\n"):
        if match := _HELP.fullmatch(line):
            helped, told = match.groups()
            assert helped not in families, f"{helped} comes twice"
        elif match := _TYPE.fullmatch(line):
            assert match[1] == helped, f"TYPE of {match[1]} does not follow its HELP"
            families[helped] = Family(told, match[2], {})
        else:
            match = _SAMPLE.fullmatch(line)
            assert match, f"no line of the format: {line!r}"
            assert match[1] == list(families)[-1], f"{match[1]} belongs to another family"
            labels = tuple((label, unescaped(text)) for label, text in _LABEL.findall(match[2] or ""))
            assert len(dict(labels)) == len(labels), f"a label twice: {line}"
            samples = families[match[1]].samples
            assert tuple(sorted(labels)) not in samples, f"a sample twice: {line}"
            samples[tuple(sorted(labels))] = float(match[3])
    return families


def unescaped(text: str) -> str:
    return re.sub(r'\\[\\"n]', lambda match: _ESCAPES[match[0]], text[1:-1])


def exported(folder: Path, *contents: dict[str, object], bought: tuple[Entitlement, ...] = ()) -> dict[str, Family]:
    fleet = read_fleet(write(folder, *contents) / "hosts", NOW)
    return parsed(metrics(fleet, consumption(fleet.hosts, bought)))


def test_a_fleet_is_exported_whole(tmp_path: Path) -> None:
    families = exported(tmp_path, *fleet_of(40), bought=(Entitlement("Example", "WAN", "hseck9", 3),))

    assert families["slp_compliance_hosts"].samples == {(): 40}
    assert len(families["slp_host_read"].samples) == 40
    assert len(families["slp_findings"].samples) == 3 * 40
    assert families["slp_compliance_last_run_timestamp_seconds"].samples == {(): NOW.timestamp()}
    assert list(families["slp_licenses_bought"].samples.values()) == [3]


def test_the_names_are_as_the_conventions_want_them(tmp_path: Path) -> None:
    families = exported(tmp_path, host("sw1", findings=[finding()]))

    assert all(re.fullmatch(r"slp_[a-z]+(_[a-z]+)*", name) for name in families)
    # _total is for counters; _count, _sum and _bucket are for histograms; a colon is for recording rules.
    assert not [name for name in families if name.endswith(("_total", "_count", "_sum", "_bucket", "_info"))]
    assert {family.type for family in families.values()} == {"gauge"}
    moments = {name for name in families if "timestamp" in name}
    assert moments and all(name.endswith("_timestamp_seconds") for name in moments)
    labels = {label for family in families.values() for sample in family.samples for label, _value in sample}
    assert labels == {"host", "site", "severity", "license", "smart_account", "virtual_account"}


@pytest.mark.parametrize("name", ['a"b', "a\\b", 'a\\"', "ends\\", "a\\nb", "{a=1}, b # c", "Köln", *HOSTILE[:2]])
def test_every_name_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    families = exported(tmp_path, host(name, site=name, licenses=[{"name": name, "count": 1, "status": "IN USE"}]))

    assert (("host", name), ("site", name)) in families["slp_days_to_ack_deadline"].samples
    (licence,) = families["slp_licenses_in_use"].samples
    assert dict(licence)["license"] == name


def test_a_line_end_in_a_name_begins_no_line(tmp_path: Path) -> None:
    families = exported(tmp_path, host('a\nslp_host_read{host="forged"} 1\r\n'))

    ((((_label, name),), value),) = families["slp_host_read"].samples.items()
    assert ("\n" in name, value) == (False, 1)
    assert "forged" in name


def test_names_that_differ_in_case_or_account_are_samples_of_their_own(tmp_path: Path) -> None:
    device = {"smart_account": "Example", "virtual_account": "WAN"}
    families = exported(tmp_path, host("sw1", device=device), host("SW1", device={**device, "virtual_account": "LAN"}))

    assert len(families["slp_host_read"].samples) == 2
    assert len(families["slp_licenses_in_use"].samples) == 2


def test_a_folder_without_hosts_is_still_a_textfile(tmp_path: Path) -> None:
    families = exported(tmp_path)

    assert families["slp_compliance_hosts"].samples == {(): 0}
    assert families["slp_compliance_last_run_timestamp_seconds"].samples == {}
