# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a device says, it is read as it was said: states are drawn, written as text, and read back."""

from __future__ import annotations

from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from tests.unit.parsers import rendering
from tests.unit.parsers.comparison import wrong_values
from tests.unit.parsers.mutations import with_a_message_inside
from tests.unit.parsers.rendering import Part


def read(command: str, text: str) -> Any:
    """Return the state that is read from a text, of which no line may be left over."""
    note(text)
    state = parse_show(command, text)
    assert state["unparsed"] == []
    return state


def part_of(found: Any, drawn: Any) -> Any:
    """Return of what was read the keys that were drawn."""
    if isinstance(drawn, dict) and isinstance(found, dict):
        return {key: part_of(found[key], value) for key, value in drawn.items()}
    if isinstance(drawn, list) and isinstance(found, list) and len(found) == len(drawn):
        return [part_of(entry, value) for entry, value in zip(found, drawn, strict=True)]
    return found


@given(drawn=rendering.STATES)
def test_show_license_all(drawn: Part) -> None:
    state = read("show license all", rendering.everything(drawn))

    assert part_of(state, drawn) == drawn
    assert state["mode"] == "policy"


@given(drawn=rendering.STATES)
def test_show_license_status(drawn: Part) -> None:
    said = {
        key: value
        for key, value in drawn.items()
        if key not in ("licenses", "product", "members", "agent_version", "rum_reports")
    }

    assert part_of(read("show license status", rendering.status(drawn)), said) == said


@given(licenses=rendering.LICENSES)
def test_show_license_usage(licenses: list[Part]) -> None:
    assert part_of(read("show license usage", rendering.usage(licenses))["licenses"], licenses) == licenses


@given(account=rendering.ACCOUNTS, rows=rendering.ROWS)
def test_show_license_summary(account: Part, rows: list[Part]) -> None:
    state = read("show license summary", rendering.summary(account, rows))

    assert part_of(state["licenses"], rows) == rows
    assert state["account"] == account


@given(product=rendering.PRODUCTS, members=rendering.MEMBERS)
def test_show_license_udi(product: Part, members: list[Part]) -> None:
    state = read("show license udi", rendering.udi(product, members))

    assert state["product"] == product
    assert state["members"] == members


@given(items=rendering.RUM_ITEMS)
def test_show_license_rum_id_all(items: list[Part]) -> None:
    assert read("show license rum id all", rendering.rum_table(items))["rum_reports"]["items"] == items


@given(details=rendering.RUM_DETAILS)
def test_show_license_rum_id(details: list[Part]) -> None:
    state = read("show license rum id 1", rendering.rum_details(details))

    assert part_of(state["rum_reports"]["details"], details) == details


@given(details=rendering.RUM_DETAILS, data=st.data())
def test_a_message_in_one_report_lends_its_words_to_no_other(details: list[Part], data: st.DataObject) -> None:
    mutation = data.draw(st.composite(with_a_message_inside)("show license rum id", rendering.rum_details(details)))
    note(mutation.did)
    state = parse_show("show license rum id 1", mutation.text)

    assert list(wrong_values(details, state["rum_reports"]["details"])) == []
    assert any(": %" in line for line in state["unparsed"])
