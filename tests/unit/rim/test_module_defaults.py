# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""module_defaults reach device modules, by their group and by their name, on every ansible-core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("defaults", ["group/netops.smart_licensing.all", "netops.smart_licensing.slp_info"])
def test_a_default_reaches_a_device_module(tmp_path: Path, defaults: str) -> None:
    play = {
        "hosts": "localhost",
        "gather_facts": False,
        # With a text to parse, no device is asked; without the default, the module would look for one.
        "module_defaults": {defaults: {"parse_only": "no output of a licence command"}},
        "tasks": [{"netops.smart_licensing.slp_info": {}}],
    }
    (tmp_path / "play.yml").write_text(json.dumps([play]))
    command = [str(Path(sys.executable).parent / "ansible-playbook"), "-i", "localhost,", "play.yml"]

    environment = {**os.environ, "ANSIBLE_HOME": str(tmp_path / "home")}
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert "parse_error: the text holds no output of a licence command" in run.stdout + run.stderr
