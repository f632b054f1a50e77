# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hypothesis: the same examples in every run; `pytest tests/unit/parsers --hypothesis-profile=thorough` looks longer.

A hunt takes other examples with each `--hypothesis-seed`.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, max_examples=100, suppress_health_check=_SLOW
)
settings.register_profile("thorough", deadline=None, database=None, max_examples=1000, suppress_health_check=_SLOW)


def pytest_configure(config: pytest.Config) -> None:
    """Take the steady profile unless the command line names one."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("steady")
