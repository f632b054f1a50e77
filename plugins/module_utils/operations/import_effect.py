# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came of an import: the state of the device decides, and its log is heard. What it prints are only messages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeAlias

from ..device.device import Device
from ..device.smartlic_service import sounds_like_refusal
from ..files.envelope import Kind
from ..plans.import_file import ACKNOWLEDGED
from ..state.state import State
from ..words.errors import LicensingError

LOG_COMMAND = "show logging | include INSTALL_FAILED"
_FAILED = re.compile(r"%SMART_LIC-\d-[A-Z_]*INSTALL_FAILED: .*")
# So long (seconds) is listened and looked where the device already said what it thinks of the file.
_SHORT = 5
# Returns the kinds that a state does not show yet; None where no state can show what was in the file.
Left: TypeAlias = Callable[[State], "list[Kind] | None"]


class Watch:
    """What a device showed before an import; `reads`: the subsets of Device.read that show the effect."""

    def __init__(self, device: Device, before: State, reads: tuple[str, ...]) -> None:
        self._device = device
        self._before = before
        self._reads = reads
        self._logged = self._failures()

    def effect(self, left: Left, said: str, timeout: int, *, taken: bool) -> State:
        """Return the first state that shows what the file brings.

        `said`: what the device answered, `taken`: that this means that it took the file. It counts only where no
        state can show the content, nothing moves, and nothing is heard of a failure. Raises LicensingError.
        """
        latest = self._before
        missing: list[Kind] | None = None

        def look() -> bool:
            nonlocal latest, missing
            latest = self._device.read(*self._reads)
            self._require_no_failure()
            missing = left(latest)
            return not missing if missing is not None else _has_moved(self._before, latest)

        patience = min(timeout, _SHORT) if sounds_like_refusal(said) or (taken and left(latest) is None) else timeout
        if self._device.clock.wait(look, patience) or (missing is None and taken):
            return latest
        if said and not taken:
            raise rejected(said)
        raise LicensingError(
            "timeout",
            f"the device accepted the file, but within {patience} s its state does not show it "
            f"({', '.join(missing or ['its content'])}); check the state again later, and 'show license history "
            f"message'.{self._device.said()}",
        )

    def _require_no_failure(self) -> None:
        new = list((self._failures() - self._logged).elements())
        if new:
            raise rejected(new[-1])

    def _failures(self) -> Counter[str]:
        """Of each failure that the logging process told, or wrote between, how often."""
        (reply,) = self._device.conversation.look([LOG_COMMAND])
        lines = [*reply.output.splitlines(), *self._device.conversation.log]
        return Counter(line.strip() for line in lines if _FAILED.search(line))


def _has_moved(before: State, latest: State) -> bool:
    marks = [
        (state["trust_codes"], state["policy"], state["authorizations"], state["usage_reporting"]["last_ack_received"])
        for state in (before, latest)
    ]
    return marks[0] != marks[1] or not _waiting(before) <= _waiting(latest)


def _waiting(state: State) -> set[str]:
    """Return the reports that are not acknowledged."""
    return {str(item["id"]) for item in state["rum_reports"]["items"] if item["state"] != ACKNOWLEDGED}


def rejected(said: str) -> LicensingError:
    """Return the error of a file that the device does not take."""
    return LicensingError(
        "import_rejected",
        f"the device rejected the file; it says: {said}. Is it for this device, and unchanged? Download it again.",
    )


def shown(state: State) -> dict[str, Any]:
    """Return what an import can bring."""
    keys = ("trust_codes", "policy", "authorizations", "usage_reporting")
    return {key: state[key] for key in keys}  # type: ignore[literal-required]
