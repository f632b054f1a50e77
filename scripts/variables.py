# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what repeats meta/variables.yml: the roles' argument_specs.yml, defaults and README.md, and docs/variables.md.

usage: .venv/bin/python scripts/variables.py
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.variables import vocabulary
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.variables.shapes import in_one_line

ROOT = Path(__file__).resolve().parents[1]
_HEADER = """\
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
---
# Written by `make variables` from meta/variables.yml.
"""
# The inventory has the last word on both.
_OF_ANSIBLE = {
    "ansible_connection": "{{ slp_connection | default('netops.smart_licensing.network_cli') }}",
    "ansible_network_os": "cisco.ios.ios",
}
_INTRODUCTION = """\
<!-- Written by `make variables` from meta/variables.yml. -->
# Variables

One vocabulary serves all roles and playbooks. Set variables where Ansible finds them for a host: host or group
variables, extra variables, a survey in AWX. A host needs [what all topologies share](#shared-by-all-topologies) and
the table of its own; variables of other topologies may stay in the inventory. `ansible-doc -t role
netops.smart_licensing.direct` shows those of a role.

A workflow refuses an unknown variable that begins with `slp_`, before any device is touched, and names the nearest
known one: a misspelt `slp_proxy` would remove the proxy. If the name is your own, list it in `slp_own_variables`;
results that you register may have any name. A value of the wrong shape is refused with an example of the right one.
[Preflight](preflight.md) shows all of these mistakes at once. If your own play includes a role, Ansible itself checks
the shapes first and answers with the whole argument specification; `rolespec_validate: false` leaves that to the role.

Keep secret variables in a vault. "Unset" means that there is no default.
"""
_WRITTEN = "<!-- Written by `make variables` from meta/variables.yml. -->"
_PLAY = """\
```yaml
- name: {name}
  hosts: all
  gather_facts: false
  roles:
    - role: netops.smart_licensing.{role}
"""
_MARKUP = (
    (re.compile(r"[VC]\(([^()]*(?:\([^()]*\))?[^()]*)\)"), r"`\1`"),
    (re.compile(r"O\((\w+)=([^()]+)\)"), r"`\1: \2`"),
    (re.compile(r"O\((\w+)\)"), r"`\1`"),
    (re.compile(r"M\(netops\.smart_licensing\.(\w+)\)"), r"`\1`"),
)


def files() -> dict[Path, str]:
    """Return the content of every file that is generated, by its path."""
    roles = sorted({entry["role"] for entry in vocabulary.entry_points().values() if "role" in entry})
    return {
        ROOT / "docs" / "variables.md": page(),
        **{ROOT / "roles" / role / "meta" / "argument_specs.yml": argument_specs(role) for role in roles},
        **{ROOT / "roles" / role / "defaults" / "main.yml": defaults(role) for role in roles},
        **{ROOT / "roles" / role / "README.md": readme(role) for role in roles},
    }


def argument_specs(role: str) -> str:
    """Return the content of a role's meta/argument_specs.yml."""
    specs = {
        "main" if name == role else name: {
            "short_description": entry["short_description"],
            "description": entry["description"],
            "options": {
                variable: {"description": described["description"], **vocabulary.spec(described)}
                for variable, described in vocabulary.taken_by(name).items()
            },
        }
        for name, entry in _of_role(role)
    }
    return _HEADER + _yaml({"argument_specs": specs})


def defaults(role: str) -> str:
    """Return the content of a role's defaults/main.yml."""
    taken = {name: spec for entry, _ in _of_role(role) for name, spec in vocabulary.spec_of(entry).items()}
    return _HEADER + _yaml({name: spec["default"] for name, spec in taken.items() if "default" in spec} | _OF_ANSIBLE)


def page() -> str:
    """Return docs/variables.md: a table of what all share, one for each topology, then those of other playbooks."""
    entries, topologies = vocabulary.entry_points(), vocabulary.groups()["topologies"]
    every = {name: vocabulary.taken_by(name) for name in entries}
    shared = set.intersection(*(set(every[topology]) for topology in topologies)) | set(every["playbooks"])
    of_topologies = {name for topology in topologies for name in every[topology]} | shared
    others = [name for name in entries if name not in (*topologies, "controller", "playbooks")]

    blocks = [_INTRODUCTION, "## Shared by all topologies\n"]
    blocks.append(_table({**every["playbooks"], **_only(every[topologies[0]], shared)}))
    for name in topologies:
        blocks += [_heading(entries[name]), _table(_only(every[name], set(every[name]) - shared))]
    # These plan with the variables of the topologies, which are described there.
    for name in others:
        known = [f"`{variable}`" for variable in every[name] if variable in of_topologies]
        blocks.append(_heading(entries[name]))
        blocks += [f"Of the variables above: {', '.join(known)}.\n"] if known else []
        blocks.append(_table(_only(every[name], set(every[name]) - of_topologies)))
    return "\n".join(blocks)


def readme(role: str) -> str:
    """Return a role's README.md: what it does, a play to copy, and the variables of each entry point."""
    entries = [(name, entry) for name, entry in _of_role(role) if len(_of_role(role)) == 1 or name != role]
    blocks = [_WRITTEN, f"# netops.smart_licensing.{role}\n"]
    for name, entry in entries:
        description = entry["description"]
        sentences = [description] if isinstance(description, str) else description
        blocks += [f"## {entry['title']}\n"] if len(entries) > 1 else []
        blocks += [_plain(" ".join(sentences)) + "\n", _PLAY.format(name=entry["short_description"], role=role)]
        taken = vocabulary.taken_by(name)
        both = {**vocabulary.taken_by(role), **taken}
        words = {word: spec["choices"] for word, spec in both.items() if spec.get("required") and "choices" in spec}
        chosen = "".join(f"        {word}: {name if name in of else of[0]}\n" for word, of in words.items())
        blocks[-1] += (f"      vars:\n{chosen}" if chosen else "") + "```\n"
        needed = [f"`{word}`" for word, spec in taken.items() if spec.get("required") and word not in words]
        blocks += [f"The inventory must set {', '.join(needed)}.\n"] if needed else []
        blocks += [_table(taken, "../../docs/")]
    page = entries[0][1]["page"]
    blocks.append(f"More: [docs/{page}](../../docs/{page}), [docs/variables.md](../../docs/variables.md).\n")
    return "\n".join(blocks)


def _of_role(role: str) -> list[tuple[str, dict[str, Any]]]:
    return [(name, entry) for name, entry in vocabulary.entry_points().items() if entry.get("role") == role]


def _only(taken: Mapping[str, Any], names: Set[str]) -> dict[str, Any]:
    return {name: described for name, described in taken.items() if name in names}


def _heading(entry: Mapping[str, Any]) -> str:
    short = f"{entry['short_description']}. " if "short_description" in entry else ""
    return f"## {entry['title']}\n\n{short}More: [{entry['page']}]({entry['page']}).\n"


def _table(taken: Mapping[str, Mapping[str, Any]], docs: str = "") -> str:
    rows = ["| variable | type | default | meaning |", "|---|---|---|---|"]
    for name, described in taken.items():
        cells = [f"`{name}`", _type(described), _default(described), _meaning(described, docs)]
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows) + "\n"


def _type(described: Mapping[str, Any]) -> str:
    if "choices" in described:
        return ", ".join(f"`{choice}`" for choice in described["choices"])
    of = f" of {described['elements']}" if "elements" in described else ""
    return f"{described['type']}{of}{', secret' if described.get('secret') else ''}"


def _default(described: Mapping[str, Any]) -> str:
    if described.get("required"):
        return "required"
    default = described.get("default", "")
    return "unset" if default == "" else f"`{in_one_line(default)}`"


def _plain(text: str) -> str:
    """Return a text with Markdown instead of Ansible's markup."""
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text


def _meaning(described: Mapping[str, Any], docs: str) -> str:
    sentences = described["description"]
    text = _plain(sentences if isinstance(sentences, str) else " ".join(sentences))
    if "example" in described:
        text += f" Example: `{in_one_line(described['example'])}`."
    if "see" in described:
        target = described["see"]
        text += f" See [{target.partition('.')[0].replace('_', ' ')}]({docs}{target})."
    return text


class _Indented(yaml.SafeDumper):
    """Lists stand below their key, as yamllint wants it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if "{{" in text else None)


_Indented.add_representer(str, _text)


def _yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=_Indented, sort_keys=False, width=90, allow_unicode=True)


def main() -> None:
    """Write the files, and say which of them changed."""
    changed = [path for path, text in files().items() if not path.is_file() or path.read_text() != text]
    for path in changed:
        path.write_text(files()[path])
    print(f"variables: {len(changed)} files written", *(path.relative_to(ROOT) for path in changed))


if __name__ == "__main__":
    main()
