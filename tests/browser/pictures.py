# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the page for the documentation: python -m tests.browser.pictures"""

from __future__ import annotations

import tempfile
from pathlib import Path

from .chromium import ROOT, chromium
from .made import report

PICTURES = ROOT / "docs" / "pictures"
_SHOTS = (
    ("compliance-desktop.png", 1280, 2340, "light"),
    ("compliance-dark.png", 1280, 1000, "dark"),
    ("compliance-phone.png", 390, 1600, "light"),
)


def main() -> None:
    """Take each picture again."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="slp-pictures-") as name, chromium() as browser:
        file = report(Path(name), 300, hostile=False)
        for picture, width, height, scheme in _SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(file.as_uri())
            page.screenshot(path=PICTURES / picture)
            page.close()


if __name__ == "__main__":
    main()
