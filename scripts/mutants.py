# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Change the code in a seeded sample of places, one at a time, and count how many changes the unit tests notice.

usage: mutants.py [--seed N] [--each N] [ROOM...]     rooms: those of ROOMS; all of them where none is named

Works in a copy of the files that git knows, below .cache/mutants. Each surviving mutant is printed with its diff: it is
a missing test, or a change that means nothing.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import WorkerOutcome, WorkResult

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / ".cache" / "mutants"
TREE = WORK / "tree"
UTILS = "plugins/module_utils"
# By room: its code, and its tests, the ones that fail soonest first.
ROOMS = {
    "plans": (f"{UTILS}/plans", ["tests/unit/plans", "tests/unit/operations"]),
    "parsers": (f"{UTILS}/parsers", ["tests/unit/parsers/test_state.py", "tests/unit/parsers"]),
    "files": (f"{UTILS}/files", ["tests/unit/files"]),
}
# They change no behaviour that a test could see: annotations, and the order of decorators.
NOT_CODE = ("core/RemoveDecorator", "core/ReplaceBinaryOperator_BitOr")
LIMIT_SECONDS = 240


def copy_tree() -> None:
    """Copy what git knows, and make the copy the collection that its own tests import."""
    shutil.rmtree(WORK, ignore_errors=True)
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (TREE / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, TREE / name)
    collections = WORK / "python" / "ansible_collections" / "netops"
    collections.mkdir(parents=True)
    (collections / "smart_licensing").symlink_to(TREE)


def session(room: str, tests: list[str], code: str) -> Path:
    """Find every mutant of a room, and return the file that holds them."""
    pytest = f"env PYTHONPATH={WORK / 'python'} {sys.executable} -m pytest -x -q"
    settings = WORK / f"{room}.toml"
    settings.write_text(
        "[cosmic-ray]\n"
        f'module-path = "{code}"\n'
        f"timeout = {LIMIT_SECONDS}.0\n"
        "excluded-modules = []\n"
        f'test-command = "{pytest} {" ".join(tests)}"\n'
        "[cosmic-ray.distributor]\n"
        'name = "local"\n'
    )
    mutants = WORK / f"{room}.sqlite"
    cosmic_ray("init", settings, mutants)
    return mutants


def cosmic_ray(command: str, *arguments: Path) -> None:
    """Run a command of cosmic-ray in the copy."""
    subprocess.run([sys.executable, "-m", "cosmic_ray.cli", command, *map(str, arguments)], cwd=TREE, check=True)


def keep_sample(mutants: Path, seed: int, wanted: int) -> int:
    """Have all but a sample skipped; return how many there were."""
    with use_db(str(mutants), WorkDB.Mode.open) as database:
        items = sorted(
            database.work_items,
            key=lambda item: [(str(m.module_path), m.operator_name, m.start_pos) for m in item.mutations],
        )
        code = [item for item in items if not item.mutations[0].operator_name.startswith(NOT_CODE)]
        sample = {item.job_id for item in random.Random(seed).sample(code, min(wanted, len(code)))}
        rest = [item.job_id for item in items if item.job_id not in sample]
        database.set_multiple_results(rest, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))
    return len(code)


def survivors(mutants: Path) -> tuple[int, list[str]]:
    """Return how many mutants were tried, and the diffs that no test noticed."""
    with use_db(str(mutants), WorkDB.Mode.open) as database:
        tried = [result for _job, result in database.results if result.worker_outcome != WorkerOutcome.SKIPPED]
    return len(tried), [result.diff or "" for result in tried if not result.is_killed]


def main() -> int:
    """Print the survivors, then a line for each room; the exit status says nothing of the score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help="plans, parsers, files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=40, help="mutants of each room (default: 40)")
    options = parser.parse_args()
    unknown = sorted(set(options.rooms) - ROOMS.keys())
    if unknown:
        parser.error(f"unknown room {', '.join(unknown)}; there are {', '.join(ROOMS)}")
    copy_tree()
    lines = []
    for room in options.rooms or ROOMS:
        code, tests = ROOMS[room]
        mutants = session(room, tests, code)
        found = keep_sample(mutants, options.seed, options.each)
        # Tests that fail on the code as it is would notice everything.
        cosmic_ray("baseline", WORK / f"{room}.toml")
        cosmic_ray("exec", WORK / f"{room}.toml", mutants)
        tried, alive = survivors(mutants)
        print(*alive, sep="\n")
        killed = tried - len(alive)
        lines.append(f"  {room:<10} {found:>6} mutants, {tried:>4} tried, {killed:>4} noticed: {killed / tried:4.0%}")
    print("---", *lines, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
