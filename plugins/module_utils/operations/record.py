# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_record: write down what a device says of its licences, without saying whose it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..device.device import Device
from ..field.recording import disguise_for, name_of, platform_of
from ..field.transcript import Said, opening, steps
from ..files.artifacts import write_whole
from ..parsers import SHARED_COMMANDS
from ..words.errors import LicensingError
from .operation import DeviceOperation, Params, Result

ARGUMENT_SPEC: dict[str, Any] = {
    "dest": {"type": "path", "required": True},
    "secret_names": {"type": "list", "elements": "str", "default": [], "no_log": True},
}
# Beside the licences: what tests need to play a device, and what the log says of them.
_PLATFORM = ("show version", "dir flash:", "show logging | include SMART_LIC|CALL_HOME")
_FILE = "record.yml"


def run(params: Params, device: Device, check_mode: bool) -> Result:
    """Read every licence output, disguise it, and write it to `dest`."""
    commands = [*_PLATFORM, *SHARED_COMMANDS]
    replies = device.conversation.look(commands)
    heard = [Said(command, reply.output) for command, reply in zip(commands, replies, strict=True)]
    try:
        disguise = disguise_for(Path(params["dest"]), params["secret_names"])
        for said in heard:
            disguise.learn(said.answer)
        name = name_of(heard[0].answer)
        shown = [Said(said.command, disguise.rewrite(said.answer)) for said in heard]
        path = Path(params["dest"], _FILE)
        if not check_mode:
            write_whole(str(path), opening(disguise.instead(name), platform_of(heard)) + steps(shown))
    except OSError as error:
        raise LicensingError(
            "transfer_failed",
            f"dest: the recording cannot be written: {error.strerror}. Check the folder and its space.",
        ) from error
    refused = [said.command for said, reply in zip(heard, replies, strict=True) if reply.error is not None]
    return {"changed": False, "file": str(path), "replaced": disguise.counts(), "refused": refused}


OPERATION = DeviceOperation(ARGUMENT_SPEC, run)
