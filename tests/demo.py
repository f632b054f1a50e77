# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""make demo: move a simulated fleet to Smart Licensing Using Policy, in all ten workflows.

The lab runs in its own folder and is always stopped at the end.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.demo_people import People, hosts_of  # noqa: E402  (the line above makes it importable)
from tests.lab.client import LabClient  # noqa: E402

BIN = Path(sys.executable).parent
_RECAP = re.compile(r"^\S+\s+: ok=\d+ +changed=(\d+) +unreachable=(\d+) +failed=(\d+)", re.MULTILINE)


def lab(verb: str, directory: Path) -> None:
    """Start or stop the lab."""
    estate = ["--estate", str(ROOT / "tests/lab/site.yml")]
    subprocess.run([sys.executable, "-m", "tests.lab", verb, "--dir", str(directory), *estate], cwd=ROOT, check=True)


def play(name: str, inventory: Path, *arguments: str) -> tuple[int, int]:
    """Run a playbook of the collection and show its output; return (changes, failures) over all hosts."""
    command = [str(BIN / "ansible-playbook"), f"netops.smart_licensing.{name}", "-i", str(inventory), *arguments]
    print(f"\n$ ansible-playbook {' '.join(command[1:])}", flush=True)
    environment = {**os.environ, "ANSIBLE_FORKS": "20", "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "false"}
    if sys.stdout.isatty():
        environment["ANSIBLE_FORCE_COLOR"] = "true"
    run = subprocess.Popen(command, cwd=inventory.parent, env=environment, stdout=subprocess.PIPE, text=True)
    lines = []
    assert run.stdout is not None
    for line in run.stdout:
        print(line, end="", flush=True)
        lines.append(re.sub(r"\x1b\[[0-9;]*m", "", line))
    run.wait()
    counts = [tuple(map(int, numbers)) for numbers in _RECAP.findall("".join(lines))]
    failures = sum(unreachable + failed for _changed, unreachable, failed in counts)
    return sum(changed for changed, _unreachable, _failed in counts), failures if counts else 1


def show_cost(client: LabClient, what: str) -> None:
    """Print the cost of the last run by device, as counted by the devices."""
    counters = {host: entry for host, entry in client.counters().items() if entry["logins"]}
    print(f"\n{what}, counted by the devices:")
    for host, entry in sorted(counters.items()):
        print(f"  {host:16} {entry['logins']} login(s), {len(entry['commands']):3} commands")
    client.reset_counters()


def main() -> int:
    """Run the demo; returns 0 when the second run changed nothing and no device failed."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="slp-demo-") as name:
        directory = Path(name)
        lab("start", directory)
        try:
            client = LabClient.of(directory)
            inventory = directory / "inventory.yml"
            people = People(client, hosts_of(inventory))
            people.set_up()
            problems = []
            changes, failures = play("site", inventory, "--check", "--diff")
            show_cost(client, "check run")
            if failures or not changes:
                problems.append("the check run did not predict the changes")
            changes, failures = play("site", inventory)
            show_cost(client, "first run")
            if failures or not changes:
                problems.append("the first run failed or changed nothing")
            print(
                "\nNow people complete the gates that the run listed, in CSLU, SSM On-Prem, CSSM and the controllers."
            )
            people.go_through_the_gates()
            client.reset_counters()
            changes, failures = play("site", inventory)
            show_cost(client, "second run")
            if failures or changes:
                problems.append("the second run failed or changed something")
            play("status", inventory)
        finally:
            lab("stop", directory)
    seconds = time.monotonic() - started
    for problem in problems:
        print(f"demo: {problem}")
    print(f"demo: {'failed' if problems else 'done'} in {seconds:.0f} s; how to run it on your devices: README.md")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
