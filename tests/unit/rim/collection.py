# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the collection that say the same thing as its code: documentation, routing, roles."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
_DOCUMENTED = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("*.py") if path.stem != "__init__")
_PLUGINS = {name: ROOT / "plugins" / "action" / f"{name}.py" for name in _DOCUMENTED}
# An action plugin of the same name does the work of these on the controller; for device modules it is a link.
ACTIONS = [name for name, plugin in _PLUGINS.items() if plugin.is_file() and not plugin.is_symlink()]
# These talk to a server with an API, not to a device. A package of module_utils and an action group for each server.
SERVERS = ("cssm", "catalyst_center", "sdwan_manager", "ssm_on_prem")
API_MODULES = [name for name in _DOCUMENTED if name.startswith(tuple(f"{server}_" for server in SERVERS))]
MODULES = [name for name in _DOCUMENTED if name not in (*ACTIONS, *API_MODULES)]
# What roles share is no role of its own: it has no entry point.
ROLES = sorted(path.name for path in (ROOT / "roles").iterdir() if path.is_dir() and path.name != "shared")
_PREFIX = "netops.smart_licensing."


def load(*parts: str) -> Any:
    """Return the content of a YAML file of the collection."""
    return yaml.safe_load(ROOT.joinpath(*parts).read_text())


def module_text(module: str, name: str) -> Any:
    """Return a documentation string of a module (DOCUMENTATION, EXAMPLES, RETURN) as data, without importing it."""
    source = (ROOT / "plugins" / "modules" / f"{module}.py").read_text()
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return yaml.safe_load(ast.literal_eval(node.value))
    raise LookupError(f"{module} has no {name}")


def documented_options(module: str) -> dict[str, Any]:
    """Return the options that the documentation of a module describes, those of its fragments included."""
    documentation = module_text(module, "DOCUMENTATION")
    options: dict[str, Any] = dict(documentation.get("options") or {})
    for fragment in documentation.get("extends_documentation_fragment", []):
        name, _dot, part = fragment.removeprefix(_PREFIX).partition(".")
        home = importlib.import_module(f"ansible_collections.netops.smart_licensing.plugins.doc_fragments.{name}")
        text = getattr(home.ModuleDocFragment, part.upper() or "DOCUMENTATION")
        # As Ansible merges them: what a module says of an option goes before what its fragment says.
        for option, described in (yaml.safe_load(text).get("options") or {}).items():
            options[option] = {**described, **options.get(option, {})}
    return options
