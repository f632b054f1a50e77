# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON that is hostile: told with the place in it, before it costs memory or breaks what is written of it."""

from __future__ import annotations

import tracemalloc

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.json_answer import (
    MAX_BYTES,
    UnusableAnswer,
    read_json,
)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (rb'{"accounts": [{"name": "ok"}, {"name": "a\ud800"}]}', r"accounts\[1\]\.name is not valid text"),
        (rb'{"data": {"\uDC00": 1}}', r"data\.\? is not valid text"),
        (rb'"\udead"', "the response is not valid text"),
        (b'{"a": ' + b"[" * 200 + b"]" * 200 + b"}", r"a\[0\].* is nested too deeply"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(body: bytes, place: str) -> None:
    with pytest.raises(UnusableAnswer, match=place):
        read_json(body)


def test_a_whole_pair_of_surrogates_is_a_character() -> None:
    assert read_json(rb'["\ud83d\ude00", "\\ud800"]') == ["\U0001f600", "\\ud800"]


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b'{"a": ' + b"1" * 5000 + b"}", b"\xff"])
def test_what_is_no_json_is_a_plain_error(body: bytes) -> None:
    with pytest.raises(ValueError) as failure:
        read_json(body)

    assert not isinstance(failure.value, UnusableAnswer)


def test_a_body_that_would_cost_much_memory_is_not_read() -> None:
    body = b"[" + b"[]," * (MAX_BYTES // 3) + b"[]]"
    tracemalloc.start()
    with pytest.raises(UnusableAnswer, match="at most 16777216"):
        read_json(body)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 1_000_000
