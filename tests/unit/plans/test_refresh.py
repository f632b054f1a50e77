# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short reading shows what it renews as whole as show license all does."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.refresh import renewed
from tests.unit.parsers.captures import fixture

ALL, STATUS = "show license all", "show license status"
DEVICES = ("c8300-wan", "c9300-campus", "c9350-access", "c9600-core", "c9800-wlc", "isr4331-branch")


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(
    ("before", "now"), [("untrusted", "trusted"), ("trusted", "untrusted"), ("trusted", "trusted")]
)
def test_the_status_renews_all_that_trust_and_reports_move(device: str, before: str, now: str) -> None:
    old = parse_show(ALL, fixture("show-license-all", f"{device}-{before}"))
    new = parse_show(ALL, fixture("show-license-all", f"{device}-{now}"))
    status = parse_show(STATUS, fixture("show-license-status", f"{device}-{now}"))

    result = renewed(old, status, ("status",))
    for key in ("mode", "utility", "account", "privacy", "transport", "policy", "usage_reporting", "trust_codes"):
        assert result[key] == new[key], key
    assert result["product"] == old["product"]
    assert result["rum_reports"] == old["rum_reports"]


def test_authorizations_are_renewed_by_their_own_command() -> None:
    text = fixture("show-license-all", "c8300-wan-trusted")
    codes = text[text.find("Overall status:\n") : text.find("Usage Report Summary:\n")]
    before = parse_show(ALL, fixture("show-license-all", "c8300-wan-untrusted"))
    short = parse_show("show license authorization", codes)

    result = renewed(before, short, ("authorization",))
    assert result["authorizations"] == parse_show(ALL, text)["authorizations"] != before["authorizations"]
    assert result["trust_codes"] == before["trust_codes"]
