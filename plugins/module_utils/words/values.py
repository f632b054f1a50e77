# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check values before they go into a command line. A value can never become a second command."""

from __future__ import annotations

import re

from .errors import InvalidValue

MASK = "********"
_CREDENTIALS = re.compile(r"(://[^\s/:@]*):[^\s/]*@")
_KINDS = {
    # kind: (alphabet, greatest length, what it looks like)
    "url": (r"https?://[A-Za-z0-9._~:/%@\[\]+,=&-]+", 255, "a URL such as https://host/path"),
    "file_url": (
        r"(?:(?:tftp|ftp|scp|https?)://[A-Za-z0-9._~:/%@\[\]+,=&-]|usb(?:flash)?[0-9]:)[A-Za-z0-9._~:/%@\[\]+,=&-]*",
        200,
        "a folder as tftp://host/folder/, ftp, scp, http, https, or usb0:",
    ),
    "host": (r"[A-Za-z0-9](?:[A-Za-z0-9._:-]*[A-Za-z0-9])?", 253, "a host name or an address"),
    "token": (r"[A-Za-z0-9+/=_.%-]+", 255, "the token as CSSM shows it"),
    "vrf": (r"[A-Za-z0-9._:/-]+", 32, "the name of a VRF"),
    "feature": (r"[A-Za-z0-9_.-]+", 64, "the name of a feature such as hseck9"),
    "path": (r"[A-Za-z0-9_.:/@%+-]+", 127, "a path such as bootflash:file.txt"),
    "profile": (r"[A-Za-z0-9_.-]+", 64, "the name of a Call Home profile"),
    "email": (r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+", 127, "an e-mail address"),
    "password": (r"[\x21-\x3e\x40-\x7e]+", 127, "printable, without blanks and question marks"),
    "text": (r"[\x20-\x3e\x40-\x7e]+", 127, "plain printable text without a question mark"),
}


def checked(name: str, kind: str, value: str) -> str:
    """Return the value when it may go into a command line; raises InvalidValue that names the option, not a secret.

    Kinds: url, file_url, host, token, vrf, feature, path, profile, email, password, text.
    """
    alphabet, longest, looks_like = _KINDS[kind]
    # What stands before an @ may be a password, in a URL that is not well enough formed to tell.
    is_secret = kind in ("token", "password") or ("url" in kind and "@" in value)
    shown = "" if is_secret else f" {value!r}"
    if len(value) > longest:
        raise InvalidValue(f"{name}: the value is {len(value)} characters long; {longest} are allowed")
    if not re.fullmatch(alphabet, value):
        raise InvalidValue(f"{name}: the value{shown} is not allowed in a command; it must be {looks_like}")
    return value


def checked_number(name: str, value: int, lowest: int, highest: int) -> int:
    """Return the number when it lies in the range, ends included; raises InvalidValue."""
    if not lowest <= value <= highest:
        raise InvalidValue(f"{name}: {value} is out of range; it must be from {lowest} to {highest}")
    return value


def without_credentials(text: str) -> str:
    """Return a text with the password of each URL in it masked."""
    return _CREDENTIALS.sub(rf"\1:{MASK}@", text)
