# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody sits at the terminal: asked once for all hosts, and Enter confirms."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

GATE = {
    "id": "generate_token",
    "title": "Generate a token",
    "where": "CSSM",
    "what": "Put it into slp_id_token.",
    "evidence": "slp_id_token is set",
}
NAME = "{{ inventory_hostname }}"
PLAY = [
    {
        "hosts": "all",
        "gather_facts": False,
        "tasks": [
            {"netops.smart_licensing.slp_gate": {"gates": [GATE], "mode": "pause"}, "register": "asked"},
            {
                "ansible.builtin.debug": {
                    "msg": "{{ inventory_hostname }} is {{ 'open' if asked.open else 'confirmed' }}"
                }
            },
        ],
    }
]
LIMIT = 60
PATIENCE = 0.5


def at_a_terminal(command: list[str], folder: Path, question: bytes, answer: bytes) -> str:
    """Run a command on a terminal of its own, answer the question when it comes, and return all that was shown.

    Ansible throws away what was typed before it listens, and it listens after it has asked: who is too fast
    presses the key again.
    """
    # A process of its own makes the terminal: whoever runs the tests may have threads, and those survive no fork.
    terminal = [sys.executable, "-c", "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)", *command]
    environment = {**os.environ, "ANSIBLE_NOCOLOR": "1", "ANSIBLE_HOME": str(folder / "home")}
    shown, deadline = b"", time.monotonic() + LIMIT
    with subprocess.Popen(
        terminal, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder, env=environment, bufsize=0
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while time.monotonic() < deadline:
            if select.select([process.stdout], [], [], PATIENCE)[0]:
                piece = os.read(process.stdout.fileno(), 65536)
                if not piece:
                    return shown.decode()
                shown += piece
            elif question in shown:
                process.stdin.write(answer)
        process.kill()
    raise TimeoutError(shown.decode())


def run(tmp_path: Path, answer: bytes, *arguments: str) -> str:
    play = tmp_path / "play.yml"
    play.write_text(json.dumps(PLAY), encoding="utf-8")
    ansible = str(Path(sys.executable).parent / "ansible-playbook")
    return at_a_terminal([ansible, str(play), "-i", "sw1,sw2,sw3,", *arguments], tmp_path, b"leave it open", answer)


def test_enter_confirms_the_gate_of_all_hosts_at_once(tmp_path: Path) -> None:
    shown = run(tmp_path, b"\r")

    assert shown.count("Press Enter when it is done") == 1
    assert [f"sw{number} is confirmed" in shown for number in (1, 2, 3)] == [True] * 3


def test_in_check_mode_nobody_is_asked(tmp_path: Path) -> None:
    shown = run(tmp_path, b"", "--check")

    assert "Press Enter" not in shown
    assert shown.count("is open") == 3
