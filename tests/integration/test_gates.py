# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody sits at the terminal: asked once for all hosts, and Enter confirms."""

from __future__ import annotations

import json
import os
import pty
import select
import sys
import time
from pathlib import Path

GATE = {
    "id": "generate_token",
    "title": "Generate a token",
    "where": "CSSM",
    "what": "Put it into slp_id_token.",
    "evidence": "slp_id_token is set",
    "mode": "pause",
}
PLAY = [
    {
        "hosts": "all",
        "gather_facts": False,
        "tasks": [
            {"netops.smart_licensing.slp_gate": GATE, "register": "slp_gate_token"},
            {"ansible.builtin.debug": {"msg": "{{ inventory_hostname }} is {{ slp_gate_token.gate.state }}"}},
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
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, {**os.environ, "ANSIBLE_NOCOLOR": "1", "ANSIBLE_HOME": str(folder / "home")})
    shown, deadline = b"", time.monotonic() + LIMIT
    try:
        while time.monotonic() < deadline:
            if select.select([terminal], [], [], PATIENCE)[0]:
                shown += os.read(terminal, 65536)
            elif question in shown:
                os.write(terminal, answer)
    except OSError:
        # Linux says so when the last process on the terminal has ended.
        os.waitpid(child, 0)
        return shown.decode()
    finally:
        os.close(terminal)
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
