# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: modes, prompts, questions and complaints."""

from __future__ import annotations

from collections.abc import Callable

from tests.lab.device.device import Device

from .conftest import Conversation

Login = Callable[[str], Conversation]
Find = Callable[[str], Device]


def test_prompts_follow_the_configuration_modes(login: Login) -> None:
    talk = login("c8300-wan")
    assert talk.prompt == "c8300-wan#"
    prompts = []
    for line in ("configure terminal", "call-home", 'profile "CiscoTAC-1"', "exit", "exit", "end"):
        talk.say(line)
        prompts.append(talk.prompt)
    assert prompts == [
        "c8300-wan(config)#",
        "c8300-wan(cfg-call-home)#",
        "c8300-wan(cfg-call-home-profile)#",
        "c8300-wan(cfg-call-home)#",
        "c8300-wan(config)#",
        "c8300-wan#",
    ]


def test_a_global_line_leaves_the_sub_mode(login: Login) -> None:
    talk = login("c8300-wan")
    talk.say("configure terminal", "call-home", "license smart transport smart")
    assert talk.prompt == "c8300-wan(config)#"


def test_the_prompt_follows_the_hostname(login: Login) -> None:
    talk = login("c8300-wan")
    talk.say("configure terminal", "hostname Edge-7")
    assert talk.prompt == "Edge-7(config)#"


def test_complaints_look_as_ios_prints_them(login: Login) -> None:
    talk = login("c8300-wan")
    assert talk.say("show license") == "% Incomplete command.\n\n"
    assert talk.say("sh l") == '% Ambiguous command:  "sh l"\n'
    # The marker counts from the start of the line, prompt included.
    assert talk.say("show licensx") == f"{' ' * 21}^\n% Invalid input detected at '^' marker.\n\n"


def test_do_runs_exec_commands_from_configuration_mode(login: Login) -> None:
    talk = login("c8300-wan")
    talk.say("configure terminal")
    assert talk.say("do show clock") == "12:00:00.000 UTC Mon Dec 1 2025\n"
    assert talk.say("do show clokc").endswith("% Invalid input detected at '^' marker.\n\n")


def test_a_user_must_enable_before_it_may_configure(login: Login) -> None:
    talk = login("isr4331-branch")
    assert talk.prompt == "isr4331-branch>"
    assert "Invalid input" in talk.say("configure terminal")
    talk.say("enable")
    assert talk.prompt == "Password: "
    talk.say("wrong")
    assert talk.prompt == "Password: "
    talk.say("lab-Enable-1")
    assert talk.prompt == "isr4331-branch#"
    assert talk.say("show privilege") == "Current privilege level is 15\n"


def test_three_wrong_secrets_end_the_question(login: Login) -> None:
    talk = login("isr4331-branch")
    assert "% Bad secrets" in talk.say("enable", "a", "b", "c")
    assert talk.prompt == "isr4331-branch>"


def test_saving_asks_or_not_as_the_platform_does(login: Login, device: Find) -> None:
    for name, answers in (("c8300-wan", [""]), ("c9600-core", []), ("c9350-access", ["", ""])):
        talk = login(name)
        talk.say("configure terminal", "license smart vrf Blue", "end")
        assert not device(name).saved
        assert talk.say("copy running-config startup-config", *answers) == "Building configuration...\n[OK]\n"
        assert device(name).saved


def test_only_the_first_save_after_an_upgrade_asks_whether_it_may(login: Login) -> None:
    talk = login("c9350-access")
    talk.say("write memory")
    assert talk.prompt == "Overwrite the previous NVRAM configuration?[confirm]"
    assert talk.say("") == "Building configuration...\n[OK]\n"
    assert talk.say("write memory") == "Building configuration...\n[OK]\n"


def test_a_controller_managed_router_refuses_to_be_configured(login: Login) -> None:
    talk = login("c8300-sdwan")
    assert talk.say("show version | include operating mode") == "Router operating mode: Controller-Managed\n"
    assert "controller mode" in talk.say("configure terminal")
    assert talk.prompt == "c8300-sdwan#"


def test_an_old_release_lacks_the_later_commands(login: Login) -> None:
    talk = login("isr4331-branch")
    talk.say("enable", "lab-Enable-1", "configure terminal")
    assert "Invalid input" in talk.say("license smart vrf Mgmt-intf")
    assert "Invalid input" in talk.say("license smart privacy version")
    assert talk.say("license smart privacy hostname") == ""
    talk.say("end")
    assert "Invalid input" in talk.say("license smart authorization request save bootflash:x")


def test_policy_commands_do_not_exist_without_policy(login: Login) -> None:
    talk = login("csr1000v-old")
    assert "Invalid input" in talk.say("license smart sync all")
    assert "Registration:" in talk.say("show license status")


def test_denied_commands_and_hang_ups_are_faults(login: Login, device: Find) -> None:
    device("c8300-wan").faults.deny_commands = "^license"
    talk = login("c8300-wan")
    assert talk.say("license smart sync all").startswith("Command authorization failed.")
    device("c8300-wan").faults.close_after = 2
    assert not talk.shell.feed("show clock").close
    assert talk.shell.feed("show clock").close


def test_show_license_all_takes_its_time_where_the_estate_or_a_fault_says_so(login: Login, device: Find) -> None:
    shell = login("c9300-campus").shell
    assert shell.feed("show license all | include Trust").delay == 0.5
    assert shell.feed("show license status").delay == 0
    device("c9300-campus").faults.show_delay = 3
    assert shell.feed("show license all").delay == 3


def test_a_time_stamped_session_prints_its_banner_before_piped_output(login: Login) -> None:
    lines = login("c9600-core").say("show license status | include Type").splitlines()
    assert lines[0].startswith("Load for five secs:")
    assert lines[1].startswith("Time source is NTP, ")
    assert lines[2:] == ["", "  Type: cslu"]
