# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What both read: captures where a folder of them is at hand, our fixtures, and what the lab prints in many states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.lab.clock import LabClock
from tests.lab.device.device import Device
from tests.lab.estate import Placement, load_estate
from tests.lab.ios.shell import Shell
from tests.lab.server import Lab
from tests.unit.parsers.captures import CORPUS, every_capture

from .genie_parsers import PARSERS

HAVE_CORPUS = CORPUS.is_dir()
_NOON = 1764590400.0  # Dec 01 2025, 12:00:00 UTC
_CSLU = "license smart transport cslu", "license smart url cslu http://192.0.2.7:8182/cslu/v1/pi"
_SMART = "license smart transport smart", "license smart url default"
_PROXY = "license smart proxy address 192.0.2.80", "license smart proxy port 3128", "license smart vrf Blue"
_NO_PROXY = "no license smart proxy address", "no license smart proxy port", "no license smart vrf"
# Each continues where the one before ended: what is configured, what is asked for, how many seconds go by.
_STATES: tuple[tuple[str, tuple[str, ...], tuple[str, ...], float], ...] = (
    ("fresh", (), (), 0),
    ("cslu", _CSLU, (), 60),
    ("off", ("license smart transport off",), (), 60),
    ("callhome", ("license smart transport callhome",), (), 60),
    ("proxy", (*_SMART, *_PROXY, "license smart privacy hostname", "license smart privacy version"), (), 60),
    ("early", _NO_PROXY, ("license smart trust idtoken {token} all",), 60),
    ("refused", ("license smart usage interval 7", "{way}"), ("license smart trust idtoken no-such-token all",), 60),
    ("trusted", (), ("license smart trust idtoken {token} all force",), 4),
    ("reported", (), ("license smart sync all",), 120),
    ("authorized", (), ("license smart authorization request add hseck9 all",), 60),
    ("returned", (), ("license smart authorization return all online",), 60),
)


@dataclass(frozen=True)
class Text:
    """An output: its command, where it is from (capture, fixture, lab), its name there, and the text."""

    command: str
    source: str
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.source} {self.name}, {self.command}"


def every_text() -> Iterator[Text]:
    """Yield every text that the witness is asked about."""
    for command, path in every_capture():
        source = "capture" if path.is_relative_to(CORPUS) else "fixture"
        yield Text(_without_number(command), source, f"{path.parent.name}/{path.stem}", path.read_text())
    yield from _lab_texts()


def _without_number(command: str) -> str:
    return command.rstrip("0123456789 ")


def _lab_texts() -> Iterator[Text]:
    now = [_NOON]
    estate = load_estate(clock=LabClock(_NOON, source=lambda: now[0] - _NOON))
    tokens = {token.name: token.value for token in estate.cssm.tokens.values()}
    lab = Lab(estate)
    for placement in estate.placements:
        for state, configured, asked, seconds in _STATES:
            shell = lab.shell(placement.device)
            config = [found for line in configured for found in (_way(placement) if line == "{way}" else [line])]
            actions = [line.format(token=tokens.get(placement.token)) for line in asked]
            _type(shell, "enable", "lab-Enable-1", "configure terminal", *config, "end", *actions)
            now[0] += seconds
            yield from _outputs(shell, placement.device, state)


def _way(placement: Placement) -> list[str]:
    """Return the lines by which a device reaches CSSM."""
    vrf, proxy = placement.variables.get("slp_vrf"), placement.variables.get("slp_proxy")
    lines = [f"ip name-server vrf {vrf} 192.0.2.53" if vrf else "ip name-server 192.0.2.53", "ip domain lookup"]
    if vrf:
        lines.append(f"license smart vrf {vrf}")
    if proxy:
        lines += [f"license smart proxy address {proxy['address']}", f"license smart proxy port {proxy['port']}"]
    return lines


def _type(shell: Shell, *lines: str) -> None:
    for line in lines:
        shell.feed(line)


def _outputs(shell: Shell, device: Device, state: str) -> Iterator[Text]:
    for command in PARSERS:
        text = shell.feed(command).text
        # A device refuses what its release does not have.
        if "% In" not in text:
            yield Text(command, "lab", f"{device.name} {state}", text)
