# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The witness: the public Genie parsers of licence commands on IOS XE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from genie.libs.parser.iosxe import show_license
from genie.libs.parser.iosxe.cat9k.c9300.show_platform import ShowLicenseAuthorization
from genie.libs.parser.iosxe.show_call_home import ShowCallHomeSmartLicensing

PARSERS: Mapping[str, Any] = {
    "show license all": show_license.ShowLicenseAll,
    "show license status": show_license.ShowLicenseStatus,
    "show license tech support": show_license.ShowLicenseTechSupport,
    "show license summary": show_license.ShowLicenseSummary,
    "show license usage": show_license.ShowLicenseUsage,
    "show license udi": show_license.ShowLicenseUdi,
    # Only the Catalyst 9300 has one.
    "show license authorization": ShowLicenseAuthorization,
    "show license rum id all": show_license.ShowLicenseRumIdAll,
    "show license rum id": show_license.ShowLicenseRumIdDetail,
    "show license history message": show_license.ShowLicenseHistoryMessage,
    "show license eventlog": show_license.ShowLicenseEventlog2,
    "show call-home smart-licensing": ShowCallHomeSmartLicensing,
}

Path = tuple[str, ...]


@dataclass(frozen=True)
class Testimony:
    """What Genie says of a text: its fields by path; and why its own schema refuses that, or None."""

    fields: Mapping[Path, Any]
    refusal: str | None


def testimony(command: str, text: str) -> Testimony:
    """Let Genie read a text. What it read stands even where its schema refuses the whole."""
    parser = PARSERS[command](device=None)
    try:
        said, refusal = parser.parse(output=text), None
    # Genie raises plain Exception for a value of the wrong type.
    except Exception as error:
        said, refusal = parser.cli(output=text), str(error.__cause__ or error).strip()
    return Testimony(dict(_leaves(said)), refusal)


def _leaves(said: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(said, dict | list) and said:
        entries = said.items() if isinstance(said, dict) else enumerate(said)
        for key, value in entries:
            yield from _leaves(value, (*path, str(key)))
    elif path:
        yield path, said
