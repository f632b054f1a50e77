# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The private parts of ansible-core that we use, in a run of the core at hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ACTION = """
import json
from pathlib import Path

from ansible.plugins.action import ActionBase
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task import core


class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        other = core.variables_of(self._task, task_vars["hostvars"], "r2")
        said = {
            "colour": other["colour"],
            "of_the_task": other["of_the_task"],
            "passwords": sorted(core.passwords_of_command_line().items()),
            "task": core.id_of(self._task),
            "connection": core.name_of(self._connection),
        }
        Path(self._task.args["dest"]).write_text(json.dumps(said))
        return {}
"""
PLAY = """
- hosts: r1
  gather_facts: false
  vars:
    ansible_connection: local
  tasks:
    - fence: {dest: first.json}
      vars: {of_the_task: yes indeed}
    - fence: {dest: second.json}
      vars: {of_the_task: 7}
"""
INVENTORY = "all: {hosts: {r1: {colour: red}, r2: {colour: '{{ 6 * 7 }}'}}}\n"


def test_what_stands_behind_the_fence_is_still_as_we_use_it(tmp_path: Path) -> None:
    for name, text in {
        "action_plugins/fence.py": ACTION,
        "library/fence.py": "",
        "play.yml": PLAY,
        "hosts.yml": INVENTORY,
        "conn": "sesame",
        "become": "poppy",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    passwords = ["--connection-password-file", "conn", "--become-password-file", "become"]
    command = [Path(sys.executable).with_name("ansible-playbook"), "-i", "hosts.yml", *passwords, "play.yml"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=dict(os.environ))

    assert run.returncode == 0, run.stdout + run.stderr
    first, second = (json.loads((tmp_path / f"{name}.json").read_text()) for name in ("first", "second"))
    assert (first["colour"], first["of_the_task"], second["of_the_task"]) == ("{{ 6 * 7 }}", "yes indeed", 7)
    assert first["passwords"] == [["become_pass", "poppy"], ["conn_pass", "sesame"]]
    assert first["task"] != second["task"]
    assert first["connection"].rpartition(".")[2] == "local"
