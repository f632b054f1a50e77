# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetch the usage reports of an offline SD-WAN Manager as files for CSSM."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ...files.artifact_paths import safe_name
from ...files.artifacts import write_whole
from ...http.operation import Params, Result, ServerOperation
from ...http.session import Session
from ..accounts import accounts_with_reports, read_accounts_with_reports, usage_report
from .manager import SDWAN_MANAGER

# What an account without a report is answered with.
_NOTHING = (b"", b"{}", b"[]", b"null", b'""')
# By how a file begins, how its name ends.
_ENDINGS = {b"\x1f\x8b": ".tar.gz", b"PK": ".zip", b"<": ".xml", b"{": ".json", b"[": ".json"}


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    reports = []
    changed = False
    for domain, owner in read_accounts_with_reports(session.value(accounts_with_reports())):
        data = session.content(usage_report(domain, owner))
        if data.strip() in _NOTHING:
            continue
        ending = next((ending for start, ending in _ENDINGS.items() if data.lstrip().startswith(start)), ".dat")
        path = Path(params["dest"]) / safe_name(f"usage_{domain}{ending}")
        fresh = not path.is_file() or path.read_bytes() != data
        changed = changed or fresh
        if fresh and not check_mode:
            write_whole(str(path), data)
        digest = hashlib.sha256(data).hexdigest()
        reports.append({"smart_account": domain, "path": str(path), "sha256": digest})
    return {"changed": changed, "reports": reports}


OPERATION = ServerOperation(SDWAN_MANAGER, {"dest": {"type": "path", "required": True}}, _run)
