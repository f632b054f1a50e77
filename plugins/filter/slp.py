# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters: text of a show command to values, and states to rows for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.netops.smart_licensing.plugins.module_utils._errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.module_utils._parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils._state import without_trust
from ansible_collections.netops.smart_licensing.plugins.module_utils._summary import summary, table


def _parse_show(text: str, command: str) -> Any:
    try:
        return parse_show(command, text)
    except LicensingError as error:
        raise AnsibleFilterError(f"parse_show: {error.message}") from error


class FilterModule:
    """The filters of this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters by name."""
        return {
            "parse_show": _parse_show,
            "slp_summary": summary,
            "slp_table": table,
            "slp_untrusted": without_trust,
        }
