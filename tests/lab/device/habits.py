# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one device has of its own: by a seed it prints more than is needed, later, in other words, and is busy.

Every text was seen on devices or is expected by tools that work against them, but for those in `_ACTIONS`: what a
device prints to a licence action that it takes is not known, and these are meant to mislead.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

_LOCKS = (
    "Configuration mode is locked by process '484' user 'NETCONF' from terminal '64'. Please try later.",
    "Config mode cannot be entered during Standby initialization",
)
_KILL = "Do you want to kill that session and continue [no]"
_REMARKS = (
    "SECURITY WARNING - Module: CLI, Command: {line}, Reason: insecure protocol",
    "% info: this CLI will be deprecated soon",
    "note: elapsed time was 1 seconds",
    "% the setting takes effect when the process was restarted",
)
_ACTIONS = (
    "% Operation in progress, it can take some minutes",
    "Request accepted. An error is reported in the log if it fails.",
    "Already registered",
)
_IMPORTS = ("Import Data Completed\nLast Confirmation code 17488c1f", "Import Data Successful")
_LINES = {
    "ip http secure-server": "% Generating 1024 bit RSA keys, keys will be non-exportable...[OK]\n"
    "Failed to generate persistent self-signed certificate.\n"
    "    Secure server will use temporary self-signed certificate.",
    "destination transport-method http": "Profile cannot enable more than one transport method",
    "no destination transport-method email": "% Call-home profile need to have at least one transport-method",
    "contact-email-addr": "The email address configured in Cisco Smart License Portal will be used as contact email "
    "address to send SCH notifications.",
}


@dataclass(frozen=True)
class Habits:
    """`late_ok`, `lock`: in seconds. `lock_text`: what `configure terminal` says; `asks_to_kill` beside it.

    `remarks`: what a configuration line is answered with, `action`: what a licence action is.
    """

    remarks: tuple[str, ...] = ()
    action: str = ""
    late_ok: float = 0.0
    lock: float = 0.0
    lock_text: str = ""
    lock_question: str = ""
    imported: str = ""
    bare_return_code: bool = False
    asks_before_return: bool = False

    def remark(self, line: str) -> str:
        """What is printed to a configuration line that is taken."""
        if not self.remarks:
            return ""
        for beginning, text in _LINES.items():
            if line.strip().startswith(beginning):
                return text
        # A line is answered alike each time.
        chosen = self.remarks[sum(line.encode()) % len(self.remarks)]
        return chosen.format(line=line.strip())


def habits_of(seed: int, name: str) -> Habits:
    """The habits of a device. Seed 0: none, all is as the documents say."""
    if seed == 0:
        return Habits()
    chance = random.Random(f"{seed} {name}")
    locked = chance.random() < 0.4
    return Habits(
        # Some lines are answered with nothing.
        remarks=(*chance.sample(_REMARKS, 2), "", ""),
        action=chance.choice(("", *_ACTIONS)),
        late_ok=chance.choice((0.0, 0.4, 1.0)),
        lock=chance.uniform(0.2, 1.5) if locked else 0.0,
        lock_text=chance.choice(_LOCKS),
        lock_question=chance.choice(("", _KILL)),
        imported=chance.choice(_IMPORTS),
        bare_return_code=chance.random() < 0.5,
        asks_before_return=chance.random() < 0.5,
    )
