# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The URL by which devices reach SSM On-Prem."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.on_prem_url import on_prem_url
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue


@pytest.mark.parametrize(
    ("host", "account", "url"),
    [
        ("ssm.example.com", "Corp", "https://ssm.example.com/cslu/v1/pi/Corp-1"),
        ("192.0.2.7:8443", "Example Corp West", "https://192.0.2.7:8443/cslu/v1/pi/Example%20Corp%20West-1"),
        ("ssm.example.com", "CC-LA/N 080", "https://ssm.example.com/cslu/v1/pi/CC-LA%2FN%20080-1"),
        ("ssm.example.com", " Köln ", "https://ssm.example.com/cslu/v1/pi/K%C3%B6ln-1"),
    ],
)
def test_the_name_is_encoded_and_the_suffix_follows(host: str, account: str, url: str) -> None:
    assert on_prem_url(host, account) == url


@pytest.mark.parametrize(
    ("host", "account"),
    [
        ("", "Corp"),
        ("ssm example", "Corp"),
        ("https://ssm", "Corp"),
        ("ssm", " "),
        ("ssm", "x" * 250),
        ("s\nno ip", "C"),
    ],
)
def test_what_can_be_no_url_is_refused(host: str, account: str) -> None:
    with pytest.raises(InvalidValue):
        on_prem_url(host, account)
