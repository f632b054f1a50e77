# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a report of 5,000 devices takes, to make and to open: python -m tests.browser.measure [DEVICES]"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.browser.chromium import chromium
from tests.browser.made import report

_ROUNDS = 3
_READY = "document.querySelectorAll('#table tbody tr').length > 0"
# From the start of the navigation to the frame after the first rows, in milliseconds.
_PAINTED = "new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
_FILTER = """() => {
    const start = performance.now();
    const field = document.getElementById('search');
    field.value = 'sw-12';
    field.dispatchEvent(new Event('input'));
    document.body.offsetHeight;
    return performance.now() - start;
}"""


def main(devices: int = 5_000) -> None:
    """Print the figures, the best of some rounds."""
    with tempfile.TemporaryDirectory(prefix="slp-report-") as name, chromium() as browser:
        start = time.perf_counter()
        file = report(Path(name), devices)
        made = time.perf_counter() - start
        opened, filtered = [], []
        for _ in range(_ROUNDS):
            page = browser.new_page()
            page.goto(file.as_uri(), wait_until="load")
            page.wait_for_function(_READY)
            opened.append(page.evaluate(_PAINTED))
            filtered.append(page.evaluate(_FILTER))
            page.close()
        print(
            f"{devices:,} devices, {file.stat().st_size / 1e6:.1f} MB: four readings and the page {made:.1f} s; "
            f"opened in {min(opened):.0f} ms, filtered in {min(filtered):.0f} ms"
        )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
