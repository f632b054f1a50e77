# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One device has many spellings of its name."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import belongs_to, parse_udi, udi, udi_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from tests.unit.files.samples import ACTIVE, ROUTER, STANDBY


@pytest.mark.parametrize(
    "text",
    [
        "P:C8300-1N1S-4T2X,S:FDO2401A0BC",
        "PID:C8300-1N1S-4T2X,SN:FDO2401A0BC",
        " PID: C8300-1N1S-4T2X , SN: FDO2401A0BC\n",
        "pid:c8300-1n1s-4t2x,sn:fdo2401a0bc",
    ],
)
def test_every_spelling_names_the_same_device(text: str) -> None:
    assert parse_udi(text) == ROUTER == udi_of({"udi_pid": ROUTER.pid, "udi_serial_number": f" {ROUTER.sn}"})


@pytest.mark.parametrize("text", ["", "PID:,SN:X", "PID:X,SN:", "FDO2401A0BC", "PID:X SN:Y", "PID:X\n,SN:Y,SN:"])
def test_what_is_no_udi_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_udi(text)


@pytest.mark.parametrize("value", [{}, {"udi_pid": "X"}, {"udi_pid": 1, "udi_serial_number": "Y"}])
def test_json_without_a_udi_names_nobody(value: dict[str, object]) -> None:
    assert udi_of(value) is None


def test_a_file_for_the_standby_belongs_to_its_stack_and_to_nobody_else() -> None:
    assert belongs_to({STANDBY}, {ACTIVE, STANDBY})
    assert not belongs_to({STANDBY}, {ROUTER})
    assert not belongs_to({udi(STANDBY.pid, "FOC2233X0CC")}, {ACTIVE, STANDBY})


def test_a_file_that_names_nobody_belongs_to_everybody() -> None:
    assert belongs_to(set(), {ROUTER})
