# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_reachability over SSH: the device's configuration afterwards, refused changes, and no lock-out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .conftest import Lab, Run, device_play

Playbook = Callable[..., Run]
HOST = "c9300-campus"
WANTED = {
    "name_servers": ["192.0.2.153"],
    "domain_name": "example.com",
    "hosts": [{"name": "cslu-local", "addresses": ["192.0.2.10"]}],
    "http_client_source_interface": "GigabitEthernet0/0",
    "revocation_check": ["none"],
    "https_server": True,
    "http_authentication": "local",
    "netconf": True,
}
LINES = [
    "ip name-server 192.0.2.153",
    "ip domain name example.com",
    "ip host cslu-local 192.0.2.10",
    "ip http client source-interface GigabitEthernet0/0",
    "crypto pki trustpoint SLA-TrustPoint",
    "revocation-check none",
    "exit",
    "ip http secure-server",
    "ip http authentication local",
    "netconf-yang",
]
SECRET = "c0llect-Me"


def reach(playbook: Playbook, *arguments: str, **options: Any) -> Run:
    return playbook(device_play(HOST, {"netops.smart_licensing.slp_reachability": options}), *arguments)


def result_of(run: Run) -> dict[str, Any]:
    (result,) = run.results("slp_reachability").values()
    return result


def test_what_is_missing_is_entered_once_saved_and_seen(lab: Lab, playbook: Playbook) -> None:
    predicted = result_of(reach(playbook, "--check", **WANTED))
    assert (predicted["changed"], predicted["commands"]) == (True, [*LINES, "write memory"])
    assert lab.client.device(HOST)["saved"]
    assert not any(command.startswith("conf") for command in lab.commands(HOST))

    first = result_of(reach(playbook, **WANTED))
    assert first["commands"] == [*LINES, "write memory"]
    assert (first["missing"], first["session_module"]) == ([], "Active")
    told = lab.commands(HOST)
    assert told.index("ip http secure-server") < told.index("write memory")
    assert lab.client.device(HOST)["saved"]

    lab.client.reset_counters()
    second = result_of(reach(playbook, **WANTED))
    assert (second["changed"], second["commands"]) == (False, [])
    assert all(command.startswith("show ") for command in lab.commands(HOST))


def test_verifying_says_what_is_missing_and_enters_nothing(lab: Lab, playbook: Playbook) -> None:
    result = result_of(reach(playbook, verify_only=True, netconf=True, domain_lookup=True))

    assert (result["changed"], result["missing"]) == (False, ["netconf-yang"])
    assert all(command.startswith("show ") for command in lab.commands(HOST))


def test_a_state_that_was_gathered_with_it_spares_the_reading(lab: Lab, playbook: Playbook) -> None:
    tasks = [
        {
            "netops.smart_licensing.slp_info": {
                "gather_subset": ["licence", "clock", "config", "platform", "reachability"]
            },
            "register": "read",
        },
        {
            "netops.smart_licensing.slp_reachability": {
                "domain_lookup": True,
                "smart_licensing": "{{ read.smart_licensing }}",
            }
        },
    ]

    run = playbook(device_play(HOST, *tasks))

    assert result_of(run)["changed"] is False
    assert lab.client.counters()[HOST]["logins"] == 1
    assert len(lab.commands(HOST)) == 7


def test_what_an_earlier_run_did_not_save_is_saved(lab: Lab, playbook: Playbook) -> None:
    assert result_of(reach(playbook, netconf=True, save=False))["commands"] == ["netconf-yang"]
    assert not lab.client.device(HOST)["saved"]

    assert result_of(reach(playbook, netconf=True))["commands"] == ["write memory"]
    assert lab.client.device(HOST)["saved"]


def test_who_may_log_in_is_left_alone_unless_it_is_allowed(lab: Lab, playbook: Playbook) -> None:
    refused = reach(playbook, "-vvvv", user_name="collector", user_password=SECRET)
    assert SECRET not in refused.output

    assert refused.status == 2
    assert result_of(refused)["reason"] == "invalid_value"
    assert "allow_access_changes" in result_of(refused)["msg"]
    assert all(command.startswith("show ") for command in lab.commands(HOST))


def test_aaa_that_would_lock_everybody_out_is_refused_and_with_a_user_the_next_login_works(
    lab: Lab, playbook: Playbook
) -> None:
    alone = reach(playbook, aaa=True, allow_access_changes=True)
    assert "could no longer log in" in result_of(alone)["msg"]
    another = reach(playbook, aaa=True, allow_access_changes=True, user_name="collector", user_password=SECRET)
    assert "the user of this session, admin," in result_of(another)["msg"]

    mine = {"user_name": "{{ ansible_user }}", "user_password": "{{ ansible_password }}"}
    with_me = reach(playbook, "-vvvv", aaa=True, allow_access_changes=True, **mine)
    assert result_of(with_me)["changed"] is True
    assert "username admin privilege 15 secret 0 ********" in result_of(with_me)["commands"]
    assert "secret 0 lab-Password-1" not in with_me.output

    again = result_of(reach(playbook, aaa=True, allow_access_changes=True, **mine))
    assert again["changed"] is False


ROUTE = {"prefix": "203.0.113.0", "mask": "255.255.255.0", "next_hop": "198.51.100.254"}
CUTTING = "ip route 203.0.113.0 255.255.255.0 198.51.100.254"


def test_a_reload_is_called_off_once_the_device_answered_and_only_then_the_change_is_saved(
    lab: Lab, playbook: Playbook
) -> None:
    refused = result_of(reach(playbook, routes=[ROUTE]))
    assert (refused["reason"], CUTTING in refused["msg"]) == ("invalid_value", True)
    assert not any(command.startswith("conf") for command in lab.commands(HOST))

    done = result_of(reach(playbook, routes=[ROUTE], allow_management_changes=True, safe_reload=10))
    assert done["commands"] == ["reload in 10", CUTTING, "reload cancel", "write memory"]
    device = lab.client.device(HOST)
    assert (device["reload_at"], device["saved"], CUTTING in device["running_config"]) == (None, True, True)
    lab.client.advance(20 * 60)
    assert lab.client.device(HOST)["starts"] == 0


def test_a_device_that_the_change_cut_off_comes_back_as_it_was(lab: Lab, playbook: Playbook) -> None:
    lab.client.faults(HOST, cut_by="203.0.113.0")
    cut = reach(playbook, routes=[ROUTE], allow_management_changes=True, safe_reload=10)
    said = result_of(cut)

    assert said["failed"] and "reloads within 10 minutes" in said["msg"], said["msg"]
    device = lab.client.device(HOST)
    assert device["reload_at"] is not None and CUTTING in device["running_config"]
    lab.client.advance(10 * 60 + 1)
    device = lab.client.device(HOST)
    assert (device["starts"], CUTTING in device["running_config"]) == (1, False)
    assert reach(playbook, verify_only=True).status == 0


def test_unsaved_changes_are_not_lost_to_a_reload(lab: Lab, playbook: Playbook) -> None:
    assert reach(playbook, domain_name="unsaved.example", save=False).status == 0
    said = result_of(reach(playbook, routes=[ROUTE], allow_management_changes=True, safe_reload=10))

    assert said["reason"] == "device_error" and "write memory" in said["msg"]
    device = lab.client.device(HOST)
    assert (device["reload_at"], CUTTING in device["running_config"], device["saved"]) == (None, False, False)
