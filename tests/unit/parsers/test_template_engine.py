# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line is known when a group of the template stored it, and for no other reason."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.sections import Tagged
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.template_engine import Template

NAMED = r"""
<group name="features*">
feature|Feature: {{ name | re(".+") | _start_ }}
feature|Count: {{ count | DIGIT }}
feature|Note: {{ note | re(".*") }}
</group>
"""


def read(template: str, *texts: str) -> tuple[list[dict[str, str]], list[str]]:
    """Return the entries of the group `features`, without the numbers of their lines, and the unparsed lines."""
    groups, unparsed = Template(template).read([Tagged("feature", text) for text in texts])
    entries = groups.get("features", [])
    return [
        {name: value for name, value in entry.items() if not name.startswith("line_")} for entry in entries
    ], unparsed


def test_what_a_group_stores_is_known() -> None:
    assert read(NAMED, "Feature: a", "Count: 1", "Feature: b") == ([{"name": "a", "count": "1"}, {"name": "b"}], [])


def test_a_line_that_matches_without_an_open_group_is_unparsed() -> None:
    assert read(NAMED, "Count: 3", "Feature: a") == ([{"name": "a"}], ["Count: 3"])


def test_a_group_that_no_line_opens_leaves_all_its_lines_unparsed() -> None:
    template = '<group name="features*">\nfeature|{{ _start_ }}\nfeature|Count: {{ count | DIGIT }}\n</group>'

    assert read(template, "Count: 1", "Count: 2") == ([], ["Count: 1", "Count: 2"])


def test_a_second_value_for_the_same_word_is_unparsed_for_the_first_is_kept() -> None:
    assert read(NAMED, "Feature: a", "Count: 1", "Count: 2") == ([{"name": "a", "count": "1"}], ["Count: 2"])


def test_a_line_that_is_almost_one_of_the_template_is_unparsed() -> None:
    assert read(NAMED, "Feature: a", "Count: 1 of 2", "count: 1") == ([{"name": "a"}], ["Count: 1 of 2", "count: 1"])


def test_a_label_without_a_value_is_known() -> None:
    assert read(NAMED, "Feature: a", "Note:") == ([{"name": "a", "note": ""}], [])


def test_a_section_without_a_template_line_is_unparsed() -> None:
    _groups, unparsed = Template(NAMED).read([Tagged("feature", "Feature: a"), Tagged("other", "Feature: b")])

    assert unparsed == ["Feature: b"]


@pytest.mark.parametrize(
    "words",
    [
        'Names: {{ names | re(".+") | joinmatches(",") }}',
        "{{ rest | _line_ }}",
        "End of list {{ _end_ }}",
        "Names: {{ _start_ }}",
        'Names: {{ names | set("yes") }}',
        "Port Name {{ _headers_ }}",
    ],
)
def test_what_would_hide_a_line_from_the_engine_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="is not supported here"):
        Template(f'<group name="features*">\nfeature|Feature: {{{{ name | _start_ }}}}\nfeature|{words}\n</group>')
