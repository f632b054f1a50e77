# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuse the phrases of prose.yml in documentation, messages, docstrings and comments of every file in git.

usage: prose.py [FILE...]     all files in git without arguments; exit status 1 if a phrase was found
"""

from __future__ import annotations

import ast
import fnmatch
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

_RULES = yaml.safe_load(Path(__file__).with_name("prose.yml").read_text(encoding="utf-8"))
_PROSE = (".j2", ".js", ".md", ".py", ".yml")
# Ansible's markup belongs to Ansible's documentation; a docstring has backticks.
_MARKUP = re.compile(r"\bC\(")
_BREAK = r"(?:\s+(?:#\s*)?)"


def main(names: list[str]) -> int:
    """Print each phrase that was found, as FILE:LINE, with what to write instead."""
    phrases = {
        re.compile(rf"\b{_BREAK.join(map(re.escape, phrase.split()))}\b", re.IGNORECASE): f"{phrase!r}: write {instead}"
        for phrase, instead in _RULES["phrases"].items()
    }
    files = [Path(name) for name in names or _in_git() if name.endswith(_PROSE) and not _is_ignored(name)]
    found = [line for file in files for line in _found(file, phrases)]
    print(*found, sep="\n", end="\n" if found else "")
    print(f"lint-prose: {len(found)} phrases to replace in {len(files)} files, see scripts/prose.yml")
    return 1 if found else 0


def _in_git() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], check=True, capture_output=True, text=True)
    return listed.stdout.splitlines()


def _is_ignored(name: str) -> bool:
    return any(fnmatch.fnmatch(name, f"{path}*") for path in _RULES["ignore"])


def _found(file: Path, phrases: Mapping[re.Pattern[str], str]) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    passages = _passages(text) if file.suffix == ".py" else [(1, text, False)]
    for start, passage, is_docstring in passages:
        for phrase, advice in phrases.items():
            for match in phrase.finditer(passage):
                yield f"{file}:{start + passage.count(chr(10), 0, match.start())}: {advice}"
        if is_docstring and (markup := _MARKUP.search(passage)):
            yield f"{file}:{start + passage.count(chr(10), 0, markup.start())}: 'C(': write backticks"


def _passages(source: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the first line, the text and whether it is a docstring of each string and block of comments."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value, id(node) in docstrings
    block: list[str] = []
    last = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            if block and token.start[0] != last + 1:
                yield last - len(block) + 1, "\n".join(block), False
                block = []
            block.append(token.string)
            last = token.start[0]
    if block:
        yield last - len(block) + 1, "\n".join(block), False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
