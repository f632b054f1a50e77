# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All texts are read and compared once; the table of what came of it is printed at the end."""

from __future__ import annotations

import pytest

try:
    from tests.witness.report import table
    from tests.witness.trial import Trial, hold
except ModuleNotFoundError as missing:
    raise pytest.UsageError(f"{missing.name} is not installed here: call `make witness`") from missing

_TRIAL = pytest.StashKey[Trial]()


@pytest.fixture(scope="session")
def trial(pytestconfig: pytest.Config) -> Trial:
    """Every text, read by both."""
    return pytestconfig.stash.setdefault(_TRIAL, hold())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table of texts, fields and differences by command."""
    found = config.stash.get(_TRIAL, None)
    if found is not None:
        terminalreporter.section("our reading and Genie's")
        terminalreporter.write_line(table(found))
