# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Untrusted XML has a bounded cost."""

from __future__ import annotations

import tracemalloc

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.envelope import read_answer, read_usage
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.safe_xml import XmlRefused, read_xml
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError

_LAUGHS = "".join(f'<!ENTITY l{step} "{f"&l{step - 1};" * 10}">' for step in range(1, 10))
_ATTRIBUTES = " ".join(f"a{number}=''" for number in range(300_000))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE smartLicense [<!ENTITY l0 "ha">{_LAUGHS}]><smartLicense>&l9;</smartLicense>',
    "quadratic": f'<!DOCTYPE x [<!ENTITY q "{"q" * 50_000}">]><smartLicense>{"&q;" * 50_000}</smartLicense>',
    "external entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><smartLicense>&e;</smartLicense>',
    "external subset": '<!DOCTYPE smartLicense SYSTEM "http://127.0.0.1:1/x.dtd"><smartLicense/>',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]><smartLicense/>',
    "unknown entity": "<smartLicense>&e;</smartLicense>",
    "deep": "<a>" * 100_000,
    "long attribute": f'<smartLicense x="{"y" * 3_000_000}"/>',
    "long name": f"<{'y' * 3_000_000}/>",
    "endless comment": f"<smartLicense><!--{'y' * 3_000_000}",
    "many attributes": f"<smartLicense {_ATTRIBUTES}/>",
    "other encoding": '<?xml version="1.0" encoding="utf-16"?><smartLicense/>\x00',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bomb_is_refused_in_both_directions_at_little_cost(name: str) -> None:
    data = HOSTILE[name].encode()
    tracemalloc.start()
    for read, reason in ((read_usage, "transfer_failed"), (read_answer, "import_rejected")):
        with pytest.raises(LicensingError) as failure:
            read(data)
        assert failure.value.reason == reason
        assert "passwd" not in failure.value.message
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_huge_text_is_refused_before_it_is_read() -> None:
    with pytest.raises(XmlRefused, match="larger than 1000 bytes"):
        read_xml(b"<a>" + b"x" * 1000 + b"</a>", limit=1000)


@pytest.mark.parametrize("size", [65_536, 600_000, 5_000_000])
def test_a_long_text_is_no_long_tag(size: int) -> None:
    for text in (
        "y" * size,
        "&lt;&gt;" * (size // 8),
        "<![CDATA[" + "<x" * (size // 2) + "]]>",
        "\u00fc" * (size // 2),
    ):
        data = f"<smartLicense><a>{text}</a><b/></smartLicense>".encode()
        first, second = read_xml(data).children
        assert (data[first.start : first.end].decode(), data[second.start : second.end]) == (f"<a>{text}</a>", b"<b/>")


def test_more_elements_than_any_file_has_are_refused() -> None:
    with pytest.raises(XmlRefused, match="elements"):
        read_xml(b"<a>" + b"<b/>" * 300_000 + b"</a>")


def test_a_file_may_be_as_deep_as_the_limit_and_no_deeper() -> None:
    assert read_xml(b"<a>" * 32 + b"</a>" * 32).name == "a"
    with pytest.raises(XmlRefused, match="nested deeper than 32"):
        read_xml(b"<a>" * 33 + b"</a>" * 33)


@pytest.mark.parametrize(
    "text",
    [
        "<r k='>'><a x='/>'></a><b \n/><!-- / --><c><!--/--></c><d><![CDATA[/]]></d ><e>x/></e></r>",
        "\ufeff<?xml version='1.0'?>\n<r><a/><a></a><a><a/></a>ü<a>ü</a></r>\n",
    ],
)
def test_each_element_knows_its_bytes(text: str) -> None:
    data = text.encode()
    for element in read_xml(data).walk():
        again = read_xml(data[element.start : element.end])
        assert (again.name, again.text, len(again.children)) == (element.name, element.text, len(element.children))
