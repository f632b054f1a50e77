# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may know whom: the domain library knows nothing of plays, modules are text, one file knows core's inside."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.rim.collection import ROOT

PLUGINS = ROOT / "plugins"
OURS = "ansible_collections.netops.smart_licensing."
LIBRARY = sorted(PLUGINS.glob("module_utils/**/*.py"))
MODULES = sorted(PLUGINS.glob("modules/*.py"))
# What ansible-core and netcommon share with modules is no part of the controller.
SHARED = "ansible.module_utils."
FENCE = next(PLUGINS.glob("plugin_utils/**/*core.py"))
BEHIND_IT = re.compile(r"\b(_variable_manager|_inventory|current_worker|_uuid|_load_name)\b|ansible\.executor")


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports, those within functions included."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            own = path.relative_to(ROOT).parts[: -node.level] if node.level else ()
            base = ".".join([OURS.rstrip("."), *own] if node.level else [])
            yield from (".".join(filter(None, [base, node.module, alias.name])) for alias in node.names)


def ids(path: Path) -> str:
    return str(path.relative_to(PLUGINS))


@pytest.mark.parametrize("path", LIBRARY, ids=ids)
def test_the_domain_library_imports_nothing_of_the_controller(path: Path) -> None:
    of_ansible = [name for name in imported(path) if re.match(r"ansible(_collections)?\.", f"{name}.")]

    assert [name for name in of_ansible if not name.startswith((SHARED, f"{OURS}plugins.module_utils."))] == []


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_module_is_documentation_alone(path: Path) -> None:
    assert list(imported(path)) == ["__future__.annotations"]
    assert not [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]


def test_private_names_of_core_stand_in_one_file() -> None:
    users = {
        path: sorted({found[0] for line in _code(path) for found in BEHIND_IT.finditer(line)})
        for path in PLUGINS.glob("**/*.py")
    }

    assert [ids(path) for path, names in users.items() if names] == [ids(FENCE)]
    assert len(users[FENCE]) == 6


def _code(path: Path) -> Iterator[str]:
    """Yield a file's statements without its comments and documentation strings."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, (ast.Attribute, ast.Name, ast.alias)):
            yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
