# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations about the files of a device: list, show, delete and copy them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from tests.lab.device.device import Device
from tests.lab.device.flash import ROOM_WHEN_FULL, Flash, FlashError
from tests.lab.ios.shell import Delivery

from .conftest import NOON, Conversation

Login = Callable[[str], Conversation]
Find = Callable[[str], Device]
NAME = "c8300-wan"


@pytest.fixture
def talk(login: Login, device: Find) -> Conversation:
    device(NAME).flash.write("bootflash:notes.txt", b"one\ntwo\n", NOON)
    return login(NAME)


def test_a_directory_shows_sizes_dates_and_what_is_free(talk: Conversation, device: Find) -> None:
    lines = talk.say("dir flash:").splitlines()
    free = device(NAME).flash.free
    assert lines[:2] == ["Directory of bootflash:/", ""]
    assert "-rw-                8  Dec 01 2025 12:00:00 +00:00  notes.txt" in lines[-3]
    assert lines[-1] == f"11353194496 bytes total ({free} bytes free)"


def test_the_directory_of_a_file_is_the_file(talk: Conversation) -> None:
    lines = talk.say("dir bootflash:notes.txt").splitlines()
    assert lines[0] == "Directory of bootflash:/notes.txt"
    assert [line for line in lines if "rw" in line] == [line for line in lines if line.endswith("  notes.txt")]


@pytest.mark.parametrize("command", ["dir", "more", "verify /md5"])
def test_what_is_not_there_cannot_be_opened(talk: Conversation, command: str) -> None:
    assert talk.say(f"{command} flash:nothing.txt") == (
        "%Error opening bootflash:/nothing.txt (No such file or directory)\n"
    )


def test_more_shows_the_bytes_and_can_be_counted(talk: Conversation) -> None:
    assert talk.say("more flash:notes.txt") == "one\ntwo\n\n"
    assert talk.say("more /ascii flash:/notes.txt") == "one\ntwo\n\n"
    assert talk.say("more flash:notes.txt | count ^t") == "Number of lines which match regexp = 1\n"


def test_verify_gives_the_md5_of_the_file(talk: Conversation) -> None:
    digest = hashlib.md5(b"one\ntwo\n", usedforsecurity=False).hexdigest()
    assert talk.say("verify /md5 bootflash:notes.txt").splitlines() == [
        ".Done!",
        f"verify /md5 (bootflash:/notes.txt) = {digest}",
        "",
    ]


def test_delete_asks_twice_and_not_at_all_by_force(talk: Conversation, device: Find) -> None:
    files = device(NAME).flash.files
    talk.say("delete flash:notes.txt")
    assert talk.prompt == "Delete filename [notes.txt]? "
    talk.say("")
    assert talk.prompt == "Delete bootflash:/notes.txt? [confirm]"
    talk.say("n")
    assert (talk.prompt, "notes.txt" in files) == (f"{NAME}#", True)
    talk.say("delete flash:notes.txt", "", "y")
    assert files == {}
    assert talk.say("delete /force flash:notes.txt") == (
        "%Error deleting bootflash:/notes.txt (No such file or directory)\n"
    )


def test_a_copy_suggests_a_name_and_asks_before_it_overwrites(talk: Conversation, device: Find) -> None:
    talk.say("copy flash:notes.txt bootflash:")
    assert talk.prompt == "Destination filename [notes.txt]? "
    assert talk.say("other.txt") == ("Copy in progress...C\n8 bytes copied in 0.250 secs (32 bytes/sec)\n")
    assert "already existing" in talk.say("copy flash:notes.txt flash:other.txt", "")
    assert talk.prompt == "Do you want to over write? [confirm]"
    talk.say("n")
    assert device(NAME).flash.files["other.txt"].data == b"one\ntwo\n"


def test_a_copy_of_nothing_fails_after_its_question(talk: Conversation) -> None:
    assert talk.say("copy flash:nothing.txt flash:x") == ""
    assert "%Error opening bootflash:/nothing.txt (No such file or directory)" in talk.say("")


def test_the_configuration_is_still_saved_by_copy(talk: Conversation) -> None:
    talk.say("copy running-config startup-config")
    assert talk.prompt == "Destination filename [startup-config]? "


def test_a_file_comes_from_a_server(talk: Conversation, device: Find) -> None:
    url = "http://127.0.0.1:8000/answers/ack.xml"
    talk.say(f"copy {url} flash:")
    assert talk.prompt == "Destination filename [ack.xml]? "
    reply = talk.shell.feed("")
    assert reply.text == f"Accessing {url}...\n"
    assert reply.errand is not None and (reply.errand.url, reply.errand.data) == (url, None)
    assert talk.shell.resume(reply.errand, Delivery(b"<a/>")).text.endswith(
        "4 bytes copied in 0.250 secs (16 bytes/sec)\n"
    )
    assert device(NAME).flash.files["ack.xml"].data == b"<a/>"


def test_a_file_goes_to_a_server_that_does_not_answer(talk: Conversation) -> None:
    talk.say("copy flash:notes.txt tftp://192.0.2.9/in/")
    assert talk.prompt == "Address or name of remote host [192.0.2.9]? "
    talk.say("")
    assert talk.prompt == "Destination filename [notes.txt]? "
    errand = talk.shell.feed("").errand
    assert errand is not None and (errand.url, errand.data) == ("tftp://192.0.2.9/in/notes.txt", b"one\ntwo\n")
    assert talk.shell.resume(errand, Delivery(problem="Timed out")).text == (
        "%Error opening tftp://192.0.2.9/in/notes.txt (Timed out)\n"
    )


def test_a_session_can_die_in_the_middle_of_a_file(talk: Conversation, device: Find) -> None:
    device(NAME).faults.close_in_more = True
    reply = talk.shell.feed("more flash:notes.txt")
    assert (reply.text, reply.close) == ("one\n", True)


def test_a_full_flash_keeps_what_fitted() -> None:
    flash = Flash("flash:")
    flash.faults.storage_full = True
    with pytest.raises(FlashError, match="No space left on device"):
        flash.write("flash:big", b"x" * 5000, NOON)
    assert len(flash.read("flash:big")) == ROOM_WHEN_FULL


def test_what_is_written_takes_its_room_from_the_flash() -> None:
    flash = Flash("flash:", capacity=1000, occupied=900)
    flash.write("a", b"x" * 60, NOON)
    assert flash.free == 40
    flash.write("flash:/a", b"x" * 90, NOON)
    assert flash.free == 10


@pytest.mark.parametrize("path", ["flash:", "flash:nowhere/x", "flash:core"])
def test_only_into_folders_that_exist(path: str) -> None:
    with pytest.raises(FlashError):
        Flash("flash:").write(path, b"x", NOON)
