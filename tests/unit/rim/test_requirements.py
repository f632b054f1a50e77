# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requirements are the same everywhere."""

from __future__ import annotations

import re

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.requirements import (
    COLLECTIONS,
    PACKAGES,
    found,
    shortfalls,
)
from tests.unit.rim.collection import ROOT, load


def test_the_packages_are_those_of_the_requirements_file() -> None:
    assert dict(re.findall(r"(?m)^([\w-]+)>=([\d.]+)$", (ROOT / "requirements.txt").read_text())) == PACKAGES


def test_the_collections_are_those_that_galaxy_installs() -> None:
    needed = {name: f">={version}" for name, version in COLLECTIONS.items()}

    assert load("galaxy.yml")["dependencies"] == needed
    assert {entry["name"]: entry["version"] for entry in load("requirements.yml")["collections"]} == needed


def test_here_everything_is_installed() -> None:
    assert shortfalls(found()) == []


def test_what_is_missing_or_too_old_is_named_with_how_to_get_it() -> None:
    versions = {**found(), "ttp": None, "cisco.ios": "9.2.0", "jmespath": "1.0.1"}

    assert shortfalls(versions) == [
        "ttp is missing; 0.9.5 or later is needed: pip install 'ttp>=0.9.5'",
        "cisco.ios 9.2.0; 11.0.0 or later is needed: ansible-galaxy collection install cisco.ios",
    ]
