# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where device output contains names, numbers and secrets. Each pattern has a group `value`.

A pattern is anchored by the label or the form that makes it sure; what has neither is found because the same value
follows a label elsewhere, or because the caller knows it.
"""

from __future__ import annotations

import re

# Public names and placeholders: they identify nobody, and parsers need them.
_PUBLIC_HOSTS = r"(?:[\w-]+\.)*cisco\.com\b|cslu-local\b|regid\.|com\.cisco\."
_TLD = r"com|net|org|edu|gov|mil|int|info|io|biz|cloud|local|lan|corp|intern|internal|intra|home|example|test|[a-z]{2}"
_NOTHING = r"<none>|<empty>|Not Configured|none\b|'?nullPtr"
_JSON_KEYS = (
    r"(?i:\w*(?:serial|udi_sn|host_?name|domain|account|user|email|mail|token|nonce|secret|password|signature|certificate|"
    r"cert|key_id|private|public_key|piid|uuid|vuuid|suvi|ip_?addr\w*|address|customer|correlation)\w*)"
)

_PATTERNS: dict[str, tuple[str, ...]] = {
    "secret": (
        r"\bidtoken (?P<value>\S+)",
        r"\b(?:password|secret|key)(?: \d)? (?P<value>\S+)",
        r"\b(?:community|key-string)(?: \d)? (?P<value>\S+)",
        r"://[^/\s:@]+:(?P<value>[^@\s/]+)@",
        rf"[Tt]oken[:=] *+\"?+(?P<value>(?!{_NOTHING})[^\s\",;}}]+)",
        r"[Rr]eturn code: *(?P<value>\S+)",
        r"[Cc]onfirmation code:? *(?P<value>[0-9A-Za-z]{6,})\b",
        # What is as long as that and of such signs is a key, a signature or a token; a tag of a licence is public.
        r"(?<![\w.,+/=%-])(?P<value>(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[A-Za-z0-9+/=_-]{28,})(?![\w.])",
        r"\b(?P<value>[0-9a-f]{32,}|[0-9A-F]{32,})\b",
        r"\b(?P<value>[A-Za-z0-9]{6}(?:-[A-Za-z0-9]{2,6}){4,})\b",
    ),
    "serial": (
        r"\b(?:SN|S|Serial(?: |_)?(?:No\.?|[Nn]umber)?)[:=] *\"?(?P<value>[A-Za-z0-9]{6,})",
        r"\bsn (?P<value>[A-Za-z0-9]{6,})",
        r"[Bb]oard ID (?P<value>[A-Za-z0-9]{6,})",
        r"[Ss]erial [Nn]umber *[:=]? *(?P<value>[A-Za-z0-9]{6,})",
        r"\b(?P<value>[A-Z]{3}[0-9]{4}[A-Z0-9]{4})\b",
    ),
    "account": (
        rf"(?:Smart|Virtual) Account(?: Name| ID)?: *+'?+(?P<value>(?!{_NOTHING})[^\r\n]+?)(?:'? As of .*| *'?)$",
        r"/cslu/v1/pi/(?P<value>[^\s\"?]+)",
        r"\bcustomer-tags tag\d (?P<value>[^\r\n]+?) *$",
        r"\bcustomer_info \w+ (?P<value>[^\r\n]+?) *$",
        rf"Custom Id: *+(?P<value>(?!{_NOTHING})[^\r\n]+?) *$",
        # What a customer in utility mode says of itself.
        rf"^ {{4,}}(?:Id|Name|Street|City|State|Country|Postal ?[Cc]ode): *+(?P<value>(?!{_NOTHING})\S[^\r\n]*?) *$",
    ),
    "instance": (
        rf"\b(?:PIID|Virtual UUID|UUID|VUUID|SUVI)[:=] *+\"?+(?P<value>(?!{_NOTHING})[0-9A-Za-z-]{{8,}})",
        rf"Subscription I[Dd]: *+(?P<value>(?!{_NOTHING})\S+)",
    ),
    "mail": (r"(?P<value>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",),
    "user": (
        r"^\s*username (?P<value>\S+)",
        r"\bby (?P<value>[\w.@-]+) on (?:vty|console|tty|aux)",
        rf"[Uu]ser(?:name)?[:=] *+'?+(?P<value>(?!{_NOTHING})[\w.@-]+)",
        r"\buser '(?P<value>[^']+)'",
        r"\[user: (?P<value>[^\]\s]+)\]",
        r"://(?P<value>[^/\s:@]+)(?::[^@\s/]*)?@",
        r"^(?P<value>[\w.-]+) connected from ",
    ),
    "host": (
        r"^\s*hostname (?P<value>\S+)",
        r"^(?P<value>[\w.-]+) uptime is ",
        r"[Hh]ost ?name: *(?P<value>(?!yes\b|no\b|True|False|DISABLED|ENABLED|<)[\w.-]+)",
        r"\bip host (?:vrf \S+ )?(?!cslu-local\b)(?P<value>\S+)",
        r"\bdomain[ -]name (?:vrf \S+ )?(?P<value>\S+)",
        rf"https?://(?:[^/\s@]*@)?(?!{_PUBLIC_HOSTS}|\d+\.\d+\.\d+\.\d+)(?P<value>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)",
        rf"^\s*(?:Address|license smart proxy address)[: ] *+(?P<value>(?!{_NOTHING})(?=\S*[A-Za-z])[\w.-]+)",
        r"\bhttp-proxy \"?(?P<value>[^\"\s]+)",
        rf"(?<![\w./@:-])(?!{_PUBLIC_HOSTS})(?P<value>(?:[A-Za-z0-9][\w-]*\.)+(?:{_TLD}))(?![\w.-])",
        r"\bvrf (?:forwarding )?(?P<value>(?!Mgmt-(?:intf|vrf)\b)[\w:.-]+)",
        rf"\bVRF: *+(?P<value>(?!{_NOTHING}|Mgmt-(?:intf|vrf)\b)\S+)",
    ),
    "address": (
        r"(?<![\w.])(?P<value>(?!0\.0\.0\.0|127\.|25[0-9]\.|224\.)(?:\d{1,3}\.){3}\d{1,3})(?!_rel|[\w.]*\d)",
        r"(?<![\w:.])(?P<value>(?=[0-9a-fA-F:]*[0-9a-fA-F]{3})(?:[0-9a-fA-F]{1,4}:){2,7}(?::?[0-9a-fA-F]{1,4})+)(?![\w:])",
        r"(?<![\w:.])(?P<value>(?:[0-9a-fA-F]{1,4}:){1,6}:(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?)(?![\w:])",
        r"(?<![\w.])(?P<value>(?:[0-9a-fA-F]{4}\.){2}[0-9a-fA-F]{4}|(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2})(?![\w.])",
    ),
    "file": (r"^ *\d+ +[d-][rwx-]+ +\d+ +.* (?P<value>\S+) *$", r"^[d-][rwx-]{9} +\d+ +(?P<value>\S+) *$"),
    "field": (rf"\\?\"{_JSON_KEYS}\\?\" *: *\\?\"(?P<value>[^\"\\]+)", rf"\b{_JSON_KEYS}=\"(?P<value>[^\"]+)"),
}

PLACES: dict[str, tuple[re.Pattern[str], ...]] = {
    kind: tuple(re.compile(pattern, re.MULTILINE) for pattern in patterns) for kind, patterns in _PATTERNS.items()
}
