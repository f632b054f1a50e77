# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Headless Chromium of the system, opened on a report that was made from files of hosts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
AXE = Path(os.environ.get("SLP_AXE", ROOT / ".cache/browser-node/node_modules/axe-core/axe.min.js"))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield the browser; it ends with its block. Raises FileNotFoundError."""
    if not CHROMIUM:
        raise FileNotFoundError("no Chromium is installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        # A container has no user name space for Chromium's own sandbox; the page is ours.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=60_000)
        try:
            yield browser
        finally:
            browser.close()
