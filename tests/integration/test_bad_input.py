# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong is named by its reason, nothing is sent that should not be, and the other hosts go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Lab, Run, device_play

HOST = "c8300-wan"
ACTIONS = ("license smart trust", "license smart authorization", "license smart sync")


def trust(**options: Any) -> dict[str, Any]:
    return {"name": "trust", "netops.smart_licensing.slp_trust": {"id_token": "{{ slp_id_token }}", **options}}


def smart(**options: Any) -> dict[str, Any]:
    return {"name": "transport", "netops.smart_licensing.slp_transport": {"type": "smart", "url": "default", **options}}


def sent_actions(lab: Lab) -> list[str]:
    return [command for command in lab.commands(HOST) if command.startswith(ACTIONS)]


@pytest.mark.parametrize(
    ("token", "words"),
    [("bm8tc3VjaC10b2tlbi1hdC1hbGwtMTIzNDU2Nzg5MA", "token"), ("expired", "expired")],
    ids=["unknown", "expired"],
)
def test_a_bad_token_is_told_from_the_statistics(
    lab: Lab, playbook: Callable[..., Run], token: str, words: str
) -> None:
    token = lab.client.cssm()["tokens"][token]["value"] if token == "expired" else token
    run = playbook(device_play(HOST, smart(), trust(id_token=token)))

    failed = run.results("trust")[HOST]
    assert failed["reason"] == "trust_failed"
    assert words in failed["msg"].lower()
    assert token not in run.output


def test_a_wrong_clock_is_refused_before_the_token_is_used(lab: Lab, playbook: Callable[..., Run]) -> None:
    lab.client.faults(HOST, skew_seconds=-2 * 3600)
    run = playbook(device_play(f"{HOST},c8500-edge", smart(proxy="{{ slp_proxy | default(omit) }}"), trust()))

    assert run.results("trust")[HOST]["reason"] == "clock_skew"
    assert "ntp" in run.results("trust")[HOST]["msg"]
    assert sent_actions(lab) == []
    assert all(code["installed"] for code in lab.client.device("c8500-edge")["trust_codes"])


def test_an_unreachable_server_is_a_communication_failure(lab: Lab, playbook: Callable[..., Run]) -> None:
    lab.client.faults(HOST, cssm_unreachable=True)
    run = playbook(device_play(HOST, smart(), trust(timeout=30)))

    failed = run.results("trust")[HOST]
    assert failed["reason"] == "communication_failed"
    assert "route" in failed["msg"]


def test_an_unknown_feature_is_an_invalid_value(lab: Lab, playbook: Callable[..., Run]) -> None:
    slac = {"name": "slac", "netops.smart_licensing.slp_slac": {"feature": "hseck8"}}
    run = playbook(device_play(HOST, smart(), trust(), slac))

    assert run.results("slac")[HOST]["reason"] == "invalid_value"
    assert "hseck9" in run.results("slac")[HOST]["msg"]


HOSTILE: list[tuple[str, dict[str, Any]]] = [
    ("url", {"url": "https://example.com/\nreload"}),
    ("url", {"url": "https://example.com/a?b"}),
    ("vrf", {"vrf": "Mgmt\x07intf"}),
    ("vrf", {"vrf": "Mgmt intf"}),
    ("proxy.address", {"proxy": {"address": "a b", "port": 80}}),
    ("proxy.port", {"proxy": {"address": "proxy", "port": 70000}}),
    ("customer_tags.tag1", {"customer_tags": {"tag1": "one\ntwo"}}),
    ("usage_interval", {"usage_interval": 0}),
]


def test_a_value_can_never_become_a_second_command(lab: Lab, playbook: Callable[..., Run]) -> None:
    tasks = [
        {**smart(**options), "name": f"hostile {number}", "ignore_errors": True}
        for number, (_name, options) in enumerate(HOSTILE)
    ]
    run = playbook(device_play(HOST, *tasks))

    for number, (name, _options) in enumerate(HOSTILE):
        failed = run.results(f"hostile {number}")[HOST]
        assert failed["reason"] == "invalid_value"
        assert failed["msg"].startswith(f"invalid_value: {name}:")
    assert all(command.startswith("show ") for command in lab.commands(HOST))


def test_a_denied_line_is_named_and_leaves_the_rest_unsaved(lab: Lab, playbook: Callable[..., Run]) -> None:
    lab.client.faults(HOST, deny_commands="^license smart url")
    run = playbook(device_play(HOST, smart()))

    failed = run.results("transport")[HOST]
    assert failed["reason"] == "device_error"
    assert failed["refused_command"] == "license smart url default"
    assert "write memory" not in lab.commands(HOST)


def test_the_token_never_shows_whatever_the_verbosity(lab: Lab, playbook: Callable[..., Run]) -> None:
    token = lab.client.cssm()["tokens"]["valid-wan"]["value"]
    run = playbook(device_play(HOST, smart(), trust()), "-vvvvv", "--diff")

    assert run.status == 0, run.output
    assert "license smart trust idtoken ********" in run.output
    assert token not in run.output
