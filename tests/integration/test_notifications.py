# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""compliance.yml notifies by the example of a tasks file: what a local webhook gets, and what the exit status is."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.unit.report.hosts import finding, host, write

from .conftest import ROOT, Lab, Run

Playbook = Callable[..., Run]
EXAMPLE = ROOT / "docs" / "examples" / "notify_webhook.yml"
OLD, CAMPUS = "csr1000v-old", "c9300-campus"
TOKEN = "webhook-token-which-nobody-may-see"


@dataclass
class Webhook:
    """A web server that keeps what is posted to it, and answers with `status`."""

    url: str = ""
    status: int = 200
    posts: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    kept = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kept.posts.append((self.headers["Authorization"], body))
            self.send_response(kept.status)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        kept.url = f"http://127.0.0.1:{server.server_port}/hooks/1"
        yield kept
        server.shutdown()
        thread.join()


def comply(playbook: Playbook, webhook: Webhook, artifacts: Path, *arguments: str, **variables: Any) -> Run:
    told = {
        "slp_artifact_dir": str(artifacts),
        "slp_compliance_notify": str(EXAMPLE),
        "slp_webhook_url": webhook.url,
        "slp_webhook_token": TOKEN,
        **variables,
    }
    return playbook("compliance", *arguments, **told)


def test_what_is_new_is_posted_once_and_the_token_is_shown_nowhere(
    lab: Lab, playbook: Playbook, webhook: Webhook, tmp_path: Path
) -> None:
    run = comply(playbook, webhook, tmp_path / "art", "--limit", f"{OLD},{CAMPUS}", "-vvv")

    assert run.status == 0, run.output
    ((token, body),) = webhook.posts
    assert token == f"Bearer {TOKEN}"
    assert TOKEN not in run.output
    said = body["text"].splitlines()
    assert said[0].startswith("New: ")
    assert "2 hosts: " in said[0]
    report = json.loads((tmp_path / "art" / "compliance" / "compliance.json").read_text())
    messages = {f"{each['host']}: {entry['message']}" for each in report["hosts"] for entry in each["findings"]}
    assert len(said) == 1 + len(messages)
    assert all(any(message in line for line in said[1:]) for message in messages)
    assert any(line.startswith(f"error, {OLD}: ") for line in said)

    assert comply(playbook, webhook, tmp_path / "art", "--limit", OLD).status == 0
    assert len(webhook.posts) == 1, "nothing was new"


def test_a_report_that_fails_is_notified_too_and_what_a_device_says_is_only_text(
    lab: Lab, playbook: Playbook, webhook: Webhook, tmp_path: Path
) -> None:
    hostile = finding(message="{{ 7 * 7 }} <!channel> & {% raw %}", remedy="")
    write(tmp_path / "art" / "compliance", host("sw1", findings=[hostile]))

    run = comply(playbook, webhook, tmp_path / "art", "--limit", f"{OLD},{CAMPUS}", slp_compliance_fail_on="error")

    assert run.status == 2
    (failed,) = run.results("Write the report").values()
    assert failed["msg"].startswith("3 hosts: ")
    ((_token, body),) = webhook.posts
    assert "error, sw1: {{ 7 * 7 }} &lt;!channel&gt; &amp; {% raw %}" in body["text"]


def test_a_webhook_that_refuses_fails_the_play_after_the_report_was_told(
    lab: Lab, playbook: Playbook, webhook: Webhook, tmp_path: Path
) -> None:
    webhook.status = 500

    run = comply(playbook, webhook, tmp_path / "art", "--limit", OLD, "-vvv")

    assert run.status == 2
    assert run.results("Show the findings")[OLD]["msg"].startswith("1 host: 1 error on 1 host.")
    failed = run.results("Fail if the webhook did not accept the message")[OLD]["msg"]
    assert failed.startswith("Not notified. Webhook status: 500")
    assert len(webhook.posts) == 1
    assert TOKEN not in run.output


def test_in_check_mode_nobody_is_notified(lab: Lab, playbook: Playbook, webhook: Webhook, tmp_path: Path) -> None:
    assert comply(playbook, webhook, tmp_path / "art", "--limit", OLD, "--check").status == 0

    assert webhook.posts == []
