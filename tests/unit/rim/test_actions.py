# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions of the controller: their documentation says their options as they are."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from tests.unit.rim.collection import ACTIONS, documented_options, module_text
from tests.unit.rim.test_modules import facts


def specification(action: str) -> dict[str, Any]:
    """Return the options of an action as it validates them."""
    home = importlib.import_module(f"ansible_collections.netops.smart_licensing.plugins.action.{action}")
    options: dict[str, Any] = home.ActionModule.argument_spec
    return options


@pytest.mark.parametrize("action", ACTIONS)
def test_the_documentation_describes_the_options_as_they_are(action: str) -> None:
    assert facts(documented_options(action), "suboptions") == facts(specification(action), "options")
    assert module_text(action, "DOCUMENTATION")["module"] == action
    assert module_text(action, "RETURN")


@pytest.mark.parametrize("action", ACTIONS)
def test_the_examples_give_what_is_required_and_nothing_unknown(action: str) -> None:
    name = f"netops.smart_licensing.{action}"
    tasks = [task[name] or {} for task in module_text(action, "EXAMPLES") if name in task]
    required = {name for name, option in specification(action).items() if option.get("required")}

    assert tasks
    for arguments in tasks:
        assert required <= set(arguments) <= set(specification(action))
