# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small synchronous client of the control API, for tests, benchmarks and scripts."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any


class LabError(Exception):
    """The lab refused a request, or does not answer; the text says why."""


class LabClient:
    def __init__(self, url: str, timeout: float = 10.0, cslu: str = "/cslu") -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._cslu = cslu
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    @classmethod
    def of(cls, directory: Path) -> LabClient:
        """The client of the lab that runs in a directory (reads its control.json)."""
        return cls(json.loads((directory / "control.json").read_text(encoding="utf-8"))["url"])

    def at_isolated_cslu(self) -> LabClient:
        """The same lab, with the windows of the CSLU that has no connection to CSSM."""
        return LabClient(self._url, self._timeout, "/isolated-cslu")

    def health(self) -> dict[str, Any]:
        return dict(self._call("GET", "/"))

    def devices(self) -> list[str]:
        return list(self._call("GET", "/devices"))

    def device(self, name: str) -> dict[str, Any]:
        """The whole state of a device; see Device.truth."""
        return dict(self._call("GET", f"/devices/{name}"))

    def reset(self, name: str | None = None) -> None:
        """One device, or without a name the whole estate with CSSM, as the estate file says."""
        self._call("POST", f"/devices/{name}/reset" if name else "/reset")

    def advance(self, seconds: float) -> float:
        """Move the lab's clock forward; returns the new lab time."""
        return float(self._call("POST", "/advance", {"seconds": seconds})["now"])

    def controller_mode(self, name: str, on: bool) -> None:
        """Bring a device into the overlay network of SD-WAN Manager, or out of it; its configuration is gone."""
        self._call("POST", f"/devices/{name}/mode", {"controller_mode": on})

    def faults(self, name: str, **wanted: object) -> dict[str, Any]:
        """Set faults of a device (device.model.Faults); returns all of them."""
        return dict(self._call("PUT", f"/devices/{name}/faults", wanted))

    def web_faults(self, server: str, **wanted: object) -> dict[str, Any]:
        """Set faults of a web server (estate.SERVERS, web_troubles.WebFaults); returns all of them."""
        return dict(self._call("PUT", f"/servers/{server}/faults", wanted))

    def heal(self, name: str | None = None) -> None:
        """End the faults of a device, or of all devices and web servers; what they did stays."""
        self._call("POST", f"/devices/{name}/heal" if name else "/heal")

    def cssm(self) -> dict[str, Any]:
        return dict(self._call("GET", "/cssm"))

    def cssm_faults(self, **wanted: object) -> dict[str, Any]:
        return dict(self._call("PUT", "/cssm/faults", wanted))

    # -- what a human does on CSSM's pages ------------------------------------------------------------------------

    def expire_logins(self) -> None:
        """Every access token of the API ends now."""
        self._call("POST", "/cssm/expire-logins")

    def cssm_transfer(self, udi: str, virtual_account: str) -> None:
        """Move a product instance to another virtual account."""
        self._call("POST", "/cssm/transfer", {"udi": udi, "virtual_account": virtual_account})

    def cssm_upload(self, name: str, data: bytes, virtual_account: str) -> int:
        """A usage file, a request of a device, or a bundle; returns the id of the upload."""
        query = urllib.parse.urlencode({"name": name, "virtual_account": virtual_account})
        return int(json.loads(self._send("POST", f"/cssm/upload?{query}", data))["id"])

    def cssm_slac(self, udi: str, feature: str, virtual_account: str) -> int:
        """Ask for an authorization code; returns an id as an upload does."""
        body = {"udi": udi, "feature": feature, "virtual_account": virtual_account}
        return int(self._call("POST", "/cssm/slac", body)["id"])

    def cssm_upload_state(self, number: int) -> dict[str, Any]:
        return dict(self._call("GET", f"/cssm/uploads/{number}"))

    def cssm_download(self, number: int) -> bytes:
        """The file or bundle for the devices. Raises LabError while there is none."""
        return self._send("GET", f"/cssm/download/{number}")

    def cssm_policy(self) -> bytes:
        return self._send("GET", "/cssm/policy")

    # -- what a human does in CSLU's windows ----------------------------------------------------------------------

    def cslu(self) -> dict[str, Any]:
        return dict(self._call("GET", self._cslu))

    def cslu_switch(self, **wanted: object) -> dict[str, Any]:
        """`running`, `virtual_account`."""
        return dict(self._call("PUT", self._cslu, wanted))

    def cslu_add(self, udi: str, port: int, username: str, password: str) -> None:
        body = {"udi": udi, "host": "127.0.0.1", "port": port, "username": username, "password": password}
        self._call("POST", f"{self._cslu}/add", body)

    def cslu_collect(self, udi: str = "") -> dict[str, str]:
        """From one product instance, or from all; what is wrong with each, empty when nothing is."""
        return dict(self._call("POST", f"{self._cslu}/collect", {"udi": udi}))

    def cslu_push(self, udi: str = "") -> dict[str, str]:
        return dict(self._call("POST", f"{self._cslu}/push", {"udi": udi}))

    def cslu_export(self) -> bytes:
        return self._send("POST", f"{self._cslu}/export")

    def cslu_import(self, data: bytes) -> list[str]:
        """Returns the UDIs for which an answer waits now."""
        return list(json.loads(self._send("POST", f"{self._cslu}/import", data))["udis"])

    def cslu_connect(self) -> None:
        self._call("POST", f"{self._cslu}/connect")

    def cslu_disconnect(self) -> None:
        self._call("POST", f"{self._cslu}/disconnect")

    # -- what a human does on the pages of SSM On-Prem --------------------------------------------------------------

    def on_prem(self) -> dict[str, Any]:
        return dict(self._call("GET", "/on-prem"))

    def on_prem_switch(self, **wanted: object) -> dict[str, Any]:
        """`state` (up, starting, down), `registered`, `connected`, `validation`, `prefix`, `virtual_account`."""
        return dict(self._call("PUT", "/on-prem", wanted))

    def on_prem_add(self, udi: str, port: int, username: str, password: str) -> None:
        body = {"udi": udi, "host": "127.0.0.1", "port": port, "username": username, "password": password}
        self._call("POST", "/on-prem/add", body)

    def on_prem_assign(self, udi: str, virtual_account: str) -> None:
        self._call("POST", "/on-prem/assign", {"udi": udi, "virtual_account": virtual_account})

    def on_prem_validate(self, udi: str) -> None:
        self._call("POST", "/on-prem/validate", {"udi": udi})

    def on_prem_pull(self, udi: str = "") -> list[str]:
        """From one product instance, or from all; a minute later. Returns which."""
        return list(self._call("POST", "/on-prem/pull", {"udi": udi})["udis"])

    def on_prem_synchronize(self) -> None:
        """With Cisco. Raises LabError without a connection."""
        self._call("POST", "/on-prem/synchronize")

    def on_prem_authorize(self, udi: str, feature: str) -> bytes:
        """Returns the request to carry to CSSM; empty where On-Prem asks CSSM itself."""
        return self._send("POST", "/on-prem/authorize", json.dumps({"udi": udi, "feature": feature}).encode())

    def on_prem_export(self) -> bytes:
        return self._send("POST", "/on-prem/export")

    def on_prem_import(self, data: bytes) -> list[str]:
        """Returns the UDIs for which an answer waits now."""
        return list(json.loads(self._send("POST", "/on-prem/import", data))["udis"])

    def on_prem_expire_logins(self) -> None:
        self._call("POST", "/on-prem/expire-logins")

    # -- what a human does in the GUI of Catalyst Center ----------------------------------------------------------

    def center(self) -> dict[str, Any]:
        return dict(self._call("GET", "/catalyst-center"))

    def center_switch(self, **wanted: object) -> dict[str, Any]:
        """`release` (2.3.7, 3.2.3), `cssm_login`."""
        return dict(self._call("PUT", "/catalyst-center", wanted))

    def center_faults(self, **wanted: object) -> dict[str, Any]:
        return dict(self._call("PUT", "/catalyst-center/faults", wanted))

    def center_expire_logins(self) -> None:
        self._call("POST", "/catalyst-center/expire-logins")

    def center_install_slac(self, device: str, virtual_account: str) -> str:
        """Returns the id of the task."""
        body = {"device": device, "virtual_account": virtual_account}
        return str(self._call("POST", "/catalyst-center/install-slac", body)["task"])

    def center_upload_usage(self, device: str, virtual_account: str) -> str:
        body = {"device": device, "virtual_account": virtual_account}
        return str(self._call("POST", "/catalyst-center/upload-usage", body)["task"])

    def center_policy(self, days: int) -> None:
        self._call("POST", "/catalyst-center/policy", {"days": days})

    def center_read_again(self, device: str) -> None:
        """As it does by itself now and then."""
        self._call("POST", "/catalyst-center/read-again", {"device": device})

    def center_reboot(self, device: str) -> None:
        self._call("POST", "/catalyst-center/reboot", {"device": device})

    # -- what a human does in SD-WAN Manager's pages ----------------------------------------------------------------

    def sdwan_manager(self) -> dict[str, Any]:
        return dict(self._call("GET", "/sdwan-manager"))

    def sdwan_manager_configure(self, **wanted: object) -> dict[str, Any]:
        """`mode`, `has_credentials`."""
        return dict(self._call("PUT", "/sdwan-manager", wanted))

    def sdwan_manager_faults(self, **wanted: object) -> dict[str, Any]:
        return dict(self._call("PUT", "/sdwan-manager/faults", wanted))

    def end_sdwan_manager_sessions(self) -> None:
        self._call("POST", "/sdwan-manager/end-sessions")

    # -- the file server that devices reach by tftp, ftp, scp and http ----------------------------------------------

    def file_server(self) -> dict[str, Any]:
        """`files` (sizes by path), `root`, `unreachable`, `full`."""
        return dict(self._call("GET", "/files"))

    def file_server_switch(self, **wanted: object) -> dict[str, Any]:
        """`root` (a folder of this machine that mirrors it), `unreachable`, `full`."""
        return dict(self._call("PUT", "/files", wanted))

    def put_file(self, path: str, data: bytes) -> None:
        self._send("POST", f"/files/content?{urllib.parse.urlencode({'path': path})}", data)

    def get_file(self, path: str) -> bytes:
        return self._send("GET", f"/files/content?{urllib.parse.urlencode({'path': path})}")

    # -- counting -------------------------------------------------------------------------------------------------

    def counters(self) -> dict[str, dict[str, Any]]:
        """Per device: logins, sessions_open, bytes_out, commands (in order, since the last reset)."""
        return dict(self._call("GET", "/counters"))

    def reset_counters(self) -> None:
        self._call("POST", "/counters/reset")

    def _call(self, method: str, path: str, body: object = None) -> Any:
        return json.loads(self._send(method, path, None if body is None else json.dumps(body).encode()))

    def _send(self, method: str, path: str, data: bytes | None = None) -> bytes:
        request = urllib.request.Request(self._url + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                return bytes(response.read())
        except urllib.error.HTTPError as error:
            raise LabError(f"{method} {path}: {error.read().decode(errors='replace')}") from error
        except OSError as error:
            raise LabError(f"{method} {path}: {error}") from error
