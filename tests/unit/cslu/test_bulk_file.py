# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file with which CSLU adds many product instances."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.cslu_bulk import DEFAULT_COLUMNS, bulk_file
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue

DEVICE = {"hostname": "wan-1", "address": "192.0.2.1", "connect_method": "REST API", "username": "cslu"}


def test_a_row_for_each_device_and_what_is_not_known_stays_empty() -> None:
    assert bulk_file(DEFAULT_COLUMNS, [DEVICE, {**DEVICE, "password": 'a,"b'}]) == (
        'Host,Connect Method,User Name,Password\r\n192.0.2.1,REST API,cslu,\r\n192.0.2.1,REST API,cslu,"a,""b"\r\n'
    )


def test_columns_are_in_the_order_and_under_the_titles_that_are_given() -> None:
    assert bulk_file({"Note": "empty", "Device": "hostname"}, [DEVICE]) == "Note,Device\r\n,wan-1\r\n"


@pytest.mark.parametrize("value", ["=cmd|' /C calc'!A0", "+1", "-9", "@SUM(A1)", "two\nlines", "\tx"])
def test_a_value_that_would_be_a_formula_is_refused_and_not_repeated(value: str) -> None:
    with pytest.raises(InvalidValue, match="wan-1: its password") as refused:
        bulk_file(DEFAULT_COLUMNS, [{**DEVICE, "password": value}])

    assert value not in str(refused.value)


def test_an_unknown_field_is_named_with_those_there_are() -> None:
    with pytest.raises(InvalidValue, match="columns: Site: location is none of address"):
        bulk_file({"Site": "location"}, [DEVICE])
