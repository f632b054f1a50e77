# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays against tiny devices: what a task got, what the devices saw, what is left behind."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.integration import tiny_device

HERE = Path(__file__).parent
ANSIBLE_PLAYBOOK = Path(sys.executable).with_name("ansible-playbook")
PLAY_LIMIT = 120
EVENT_LIMIT = 30
SESSION_END_LIMIT = 5
OURS = "netops.smart_licensing.network_cli"
STOCK = "ansible.netcommon.network_cli"
LOCAL = {"ansible_connection": "ansible.builtin.local", "ansible_become": False}
# The library finds known_hosts by the account, not by HOME, and the plugins pass no other place on. So each Python of
# a play gives the library, in its own words, a file of the test: nobody's real file is read or written.
KNOWN_HOSTS = """\
import pylibsshext.session

class Session(pylibsshext.session.Session):
    def connect(self, **options):
        super().connect(knownhosts={path!r}, **options)

pylibsshext.session.Session = Session
"""


class Devices:
    """Running devices, the events they report, and plays against them."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        assert process.stdout is not None
        self._stdout = process.stdout.fileno()
        self._unread = b""
        self.folder = folder
        self.sockets = folder / "pc"
        self.known_hosts = folder / "known_hosts"
        self.ports: dict[str, int] = json.loads(self._line())
        self.aliases: dict[str, str] = {}
        self.events: list[str] = []
        hooks = folder / "hooks"
        hooks.mkdir(exist_ok=True)
        (hooks / "sitecustomize.py").write_text(KNOWN_HOSTS.format(path=str(self.known_hosts)))

    def _line(self) -> str:
        while b"\n" not in self._unread:
            ready, _, _ = select.select([self._stdout], [], [], EVENT_LIMIT)
            assert ready, f"no event within {EVENT_LIMIT} s, so far: {self.events}"
            self._unread += os.read(self._stdout, 65536)
        line, _, self._unread = self._unread.partition(b"\n")
        return line.decode().rstrip()

    def until(self, event: str) -> None:
        """Read events up to and including `event`."""
        while not self.events or self.events[-1] != event:
            self.events.append(self._line())

    def seen(self) -> list[str]:
        """Return all events that the devices have reported by now."""
        while b"\n" in self._unread or select.select([self._stdout], [], [], 0)[0]:
            self.events.append(self._line())
        return self.events

    def count(self, event: str) -> int:
        return self.events.count(event)

    def command_line(self, tasks: list[dict[str, Any]], *options: str, **variables: Any) -> list[str]:
        inventory = self.folder / "inventory.json"
        play = self.folder / "play.json"
        hosts = {name: {"ansible_port": port} for name, port in self.ports.items()}
        hosts |= {alias: {"ansible_port": self.ports[name]} for alias, name in self.aliases.items()}
        common = {
            "ansible_connection": OURS,
            "ansible_host": "127.0.0.1",
            "ansible_host_key_checking": False,
            "ansible_network_os": "cisco.ios.ios",
            "ansible_user": tiny_device.USER,
            "ansible_password": tiny_device.PASSWORD,
            "ansible_become": True,
            "ansible_become_method": "enable",
            "ansible_become_password": tiny_device.SECRET,
            "ansible_python_interpreter": sys.executable,
        }
        given = {name: value for name, value in (common | variables).items() if value is not None}
        inventory.write_text(json.dumps({"all": {"hosts": hosts, "vars": given}}))
        play.write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": tasks}]))
        return [str(ANSIBLE_PLAYBOOK), "-i", str(inventory), str(play), *options]

    def environment(self) -> dict[str, str]:
        mine = {name: value for name, value in os.environ.items() if name != "SSH_AUTH_SOCK"}
        return mine | {
            "ANSIBLE_ACTION_PLUGINS": str(HERE / "action_plugins"),
            "ANSIBLE_PERSISTENT_CONTROL_PATH_DIR": str(self.sockets),
            "ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.default",
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_INJECT_INVOCATION": "1",
            "ANSIBLE_LOG_PATH": str(self.folder / "log"),
            "HOME": str(self.folder),
            "PYTHONPATH": str(self.folder / "hooks"),
        }

    def play(
        self, tasks: list[dict[str, Any]], *options: str, settings: dict[str, str] | None = None, **variables: Any
    ) -> subprocess.CompletedProcess[str]:
        """Play `tasks` on every device.

        :param settings: environment variables.
        :param variables: of the inventory; one that is None is left out of it.
        """
        return subprocess.run(
            self.command_line(tasks, *options, **variables),
            env=self.environment() | (settings or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PLAY_LIMIT,
            check=False,
        )

    def results(self, tasks: list[dict[str, Any]], **variables: Any) -> list[Any]:
        """Play `tasks` on the first device and return the result of each."""
        names = [f"result_{index}" for index in range(len(tasks))]
        registered = [
            task if "meta" in task else task | {"register": name} for task, name in zip(tasks, names, strict=True)
        ]
        dump = {"ansible.builtin.copy": {"dest": str(self.folder / "results"), "content": "{{ all | to_json }}"}}
        gathered = "{{ [" + ", ".join(f"{name} | default(none)" for name in names) + "] }}"
        done = self.play(
            [*registered, dump | {"delegate_to": "localhost", "vars": {"all": gathered} | LOCAL}], **variables
        )
        assert done.returncode == 0, done.stdout + done.stderr
        results: list[Any] = json.loads((self.folder / "results").read_text())
        return results

    def left_sockets(self) -> list[str]:
        """Return the sockets that are left behind. A session ends by itself, a moment after its play is gone."""
        limit = time.monotonic() + SESSION_END_LIMIT
        while (left := os.listdir(self.sockets) if self.sockets.exists() else []) and time.monotonic() < limit:
            time.sleep(0.05)
        return left

    def log(self) -> str:
        """Return what Ansible wrote to its log file, at all verbosities that were asked for."""
        path = self.folder / "log"
        return path.read_text() if path.exists() else ""


Start = Callable[..., Devices]


def ios_command(*commands: Any, **task: Any) -> dict[str, Any]:
    return {"cisco.ios.ios_command": {"commands": list(commands)}} | task
