# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The published schemas, and what in some data is not as they say."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.unit.rim.collection import ROOT

HOST = "compliance-schema.json"
REPORT = "compliance-report-schema.json"


def differences(data: Any, schema: str) -> list[str]:
    """Return what is not as a schema says, each with its place; `schema`: the name of its file in docs."""
    return [f"{error.json_path}: {error.message}" for error in _validator(schema).iter_errors(data)]


@cache
def _validator(name: str) -> Draft202012Validator:
    contents = {known: json.loads((ROOT / "docs" / known).read_text()) for known in (HOST, REPORT)}
    Draft202012Validator.check_schema(contents[name])
    resources = [(known, Resource.from_contents(content)) for known, content in contents.items()]
    return Draft202012Validator(contents[name], registry=Registry().with_resources(resources))
