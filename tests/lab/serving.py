# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serve a lab in the foreground until a signal, with its files in a directory."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import resource
import signal
import sys
from pathlib import Path

import asyncssh

from .estate import DEFAULT_ESTATE, load_estate
from .inventory import Whereabouts, inventory_text
from .pidfile import hold
from .server import Lab


def serve(directory: Path, estate_file: Path | None, devices: int | None, settings: dict[str, str]) -> int:
    """Writes lab.pid, ca.pem, inventory.yml and control.json; the last appears when everything listens."""
    try:
        estate = load_estate(
            estate_file or DEFAULT_ESTATE, devices, settings, seed=int(os.environ.get("SLP_LAB_SEED", "1"))
        )
    except (OSError, ValueError) as error:
        print(f"lab: {error}", file=sys.stderr)
        return 2
    directory.mkdir(parents=True, exist_ok=True)
    pid_file = hold(directory / "lab.pid")
    if pid_file is None:
        print(f"lab: another lab runs in {directory}", file=sys.stderr)
        return 2
    control_file = directory / "control.json"
    _allow_many_sockets()

    async def run() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        async with Lab(estate, _host_key(directory)) as lab:
            ca_file = directory.resolve() / "ca.pem"
            _write(ca_file, lab.web.ca_certificate.decode())
            where = Whereabouts(
                ports=lab.ports,
                rest_ports=lab.rest_ports,
                cssm_url=lab.web.cssm_url,
                cssm_token_url=lab.web.cssm_token_url,
                cssm_ca=str(ca_file),
                cslu_url=lab.web.cslu_url,
                isolated_cslu_url=lab.web.isolated_cslu_url,
                on_prem_url=lab.web.on_prem_url,
                sdwan_manager_url=lab.web.sdwan_manager_url,
                catalyst_center_url=lab.web.center_url,
            )
            _write(directory / "inventory.yml", inventory_text(estate, where))
            _write(control_file, json.dumps({"url": lab.url, **dataclasses.asdict(where)}))
            print(f"lab: {len(lab.ports)} devices, control API {lab.url}", flush=True)
            await stop.wait()

    try:
        asyncio.run(run())
    finally:
        control_file.unlink(missing_ok=True)
        pid_file.close()
    return 0


def _allow_many_sockets() -> None:
    """Hundreds of devices, each with a listener and sessions, need more files than a shell usually allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _host_key(directory: Path) -> asyncssh.SSHKey:
    path = directory / "host_key"
    if not path.exists():
        _write(path, asyncssh.generate_private_key("ssh-ed25519").export_private_key().decode())
    return asyncssh.read_private_key(path)


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and for the owner only: there are passwords in these files."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_text(text, encoding="utf-8")
    part.replace(path)
