# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parser `netops.smart_licensing.slp` of ansible.utils.cli_parse: what the filter parse_show reads, as a task."""

from __future__ import annotations

from typing import Any

from ansible_collections.ansible.utils.plugins.plugin_utils.base.cli_parser import CliParserBase

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError


class CliParser(CliParserBase):
    """Found by cli_parse under the name of this file; needs no template."""

    def parse(self, *_args: Any, **_kwargs: Any) -> dict[str, Any]:
        """Return {"parsed": values} of the text and command of the task, or {"errors": [why not]}."""
        command = self._task_args["parser"].get("command")
        if not command:
            return {"errors": ["netops.smart_licensing.slp needs the command that printed the text: parser.command"]}
        try:
            return {"parsed": parse_show(command, self._task_args.get("text") or "")}
        except LicensingError as error:
            return {"errors": [f"{error.reason}: {error.message}"]}
