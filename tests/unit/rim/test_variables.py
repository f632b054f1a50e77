# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a host: described once, and a misspelt or misshapen one is named with what to write instead."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import all_workflows
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.variables import vocabulary
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.variables.role_variables import (
    entry_of,
    mistakes_in,
    role_variables,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.variables.shapes import mistake_of
from scripts import variables as generator
from tests.unit.rim.collection import ROOT

PROXY = {"address": "192.0.2.80", "port": 3128}
NAME = re.compile(r"\bslp_\w+")


class AsWritten:
    """A templar for values that hold no template."""

    def template(self, value: Any) -> Any:
        return value


def said(entry: str, **given: Any) -> list[str]:
    return [str(mistake) for mistake in mistakes_in(entry, given, AsWritten())]


@pytest.mark.parametrize("path", generator.files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_repeats_the_vocabulary_is_fresh(path: Path) -> None:
    assert path.read_text() == generator.files()[path], "run: make variables"


@pytest.mark.parametrize("name", vocabulary.variables())
def test_each_variable_has_what_a_form_and_a_page_need(name: str) -> None:
    variable = vocabulary.variables()[name]

    assert name.startswith("slp_")
    assert 0 < len(variable["label"]) <= 32
    assert variable["description"] and variable["used_by"]
    assert set(variable["used_by"]) <= {*vocabulary.entry_points(), *vocabulary.groups()}
    assert (ROOT / "docs" / variable.get("see", "variables.md").partition("#")[0]).is_file()


@pytest.mark.parametrize("name", vocabulary.variables())
def test_examples_and_defaults_fit_and_a_structure_has_an_example(name: str) -> None:
    variable = vocabulary.variables()[name]
    option = vocabulary.spec(variable)

    for given in ("default", "example"):
        assert mistake_of(name, option, variable.get(given)) is None, given
    assert "example" in variable or variable["type"] not in ("dict", "list")


def test_labels_tell_variables_of_one_entry_point_apart() -> None:
    for entry in vocabulary.entry_points():
        labels = [variable["label"] for variable in vocabulary.taken_by(entry).values()]
        assert len(labels) == len(set(labels)), entry


def test_no_variable_is_described_in_vain() -> None:
    places = (
        "plugins/**/*.py",
        "roles/*/tasks/**/*.yml",
        "roles/*/vars/*.yml",
        "playbooks/**/*.yml",
        "docs/examples/*",
    )
    text = "".join(path.read_text() for place in places for path in ROOT.glob(place))
    # The defaults of each role, which the generator writes, read the connection.
    text += (ROOT / "scripts" / "variables.py").read_text()
    # An assessment reads variables by their names without the prefix.
    assessed = {f"slp_{name}" for name in re.findall(r'\["(\w+)"\]', text)}

    assert set(vocabulary.variables()) - set(NAME.findall(text)) - assessed == set()


@pytest.mark.parametrize("workflow", all_workflows())
def test_every_workflow_has_an_entry_point_of_a_role(workflow: str) -> None:
    entry = vocabulary.entry_points()[entry_of(workflow)]

    assert (ROOT / "roles" / entry["role"] / "tasks" / "main.yml").is_file()
    assert "slp_gate_mode" in vocabulary.spec_of(entry_of(workflow))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("slp_tranport", "slp_transport"),
        ("slp_prxoy", "slp_proxy"),
        ("slp_smart_acount", "slp_smart_account"),
        ("slp_token", "slp_id_token"),
        ("slp_slac_feature", "slp_slac_features"),
    ],
)
def test_a_misspelt_name_is_refused_with_the_one_that_was_meant(written: str, meant: str) -> None:
    assert said("direct", **{written: PROXY}) == [
        f"{written} is not a variable of this collection. Did you mean {meant}? If the name is your own, add it to "
        "slp_own_variables."
    ]


def test_a_name_like_no_other_is_refused_without_a_guess() -> None:
    assert said("direct", slp_quux=1) == [
        "slp_quux is not a variable of this collection. If the name is your own, add it to slp_own_variables."
    ]


def test_names_of_the_user_of_other_topologies_and_of_results_are_left_alone() -> None:
    known: dict[str, Any] = {
        "ansible_host": "192.0.2.1",
        "slap_tranport": "not a variable of the collection",
        "slp_rack": 7,
        "slp_own_variables": ["slp_rack"],
        # Of another topology: hosts move.
        "slp_ssm_url": "https://ssm.example.com/cslu/v1/pi/Corp-1",
        # Registered by a play of the user, and by roles and playbooks of the collection.
        "slp_read": {"changed": False, "failed": False, "smart_licensing": {}},
        "slp_sync_done": {"changed": True},
        "slp_assessed": {"due": []},
        "slp_scope": {"passed_over": {}},
        "slp_center_hosts": [],
        "slp_feature": "hseck9",
    }

    assert said("direct", **known) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"slp_proxy": "host:3128"},
            "slp_proxy must be a dictionary, not text. Example: slp_proxy: {address: proxy.example.com, port: 3128}",
        ),
        (
            {"slp_proxy": {"adress": "192.0.2.80", "port": 3128}},
            "slp_proxy has no key adress: did you mean address?; slp_proxy needs the key address. "
            "Example: slp_proxy: {address: proxy.example.com, port: 3128}",
        ),
        (
            {"slp_proxy": {"address": "192.0.2.80", "port": "squid"}},
            "slp_proxy.port must be a whole number, not text. "
            "Example: slp_proxy: {address: proxy.example.com, port: 3128}",
        ),
        ({"slp_slac_features": {"hseck9": True}}, "slp_slac_features must be a list of str, not a dictionary. "),
        ({"slp_privacy": {"hostnam": True}}, "slp_privacy has no key hostnam: did you mean hostname?. "),
        ({"slp_timeout": "soon"}, "slp_timeout must be a whole number, not text."),
        ({"slp_transport": "smrt"}, "slp_transport must be one of smart, callhome, not smrt."),
        ({"slp_vrf": {"name": "Mgmt-vrf"}}, "slp_vrf must be text, not a dictionary. Example: slp_vrf: Mgmt-vrf"),
    ],
)
def test_a_wrong_shape_is_answered_by_one_line_and_an_example(given: dict[str, Any], expected: str) -> None:
    (line,) = said("direct", **given)

    assert line.startswith(expected)
    assert "\n" not in line and len(line) < 250


def test_a_secret_of_the_wrong_shape_is_not_repeated() -> None:
    given = {"slp_catalyst_center_device_secrets": "hunter2"}

    line = said("catalyst_center", **given)[-1]

    assert line.startswith("slp_catalyst_center_device_secrets must be a dictionary, not text.")
    assert "hunter2" not in line


@pytest.mark.parametrize(
    "given",
    [
        # As extra variables and surveys give them.
        {"slp_proxy": "address=192.0.2.80 port=3128"},
        {"slp_proxy": '{"address": "192.0.2.80", "port": "3128"}'},
        {"slp_timeout": "30", "slp_save": "no", "slp_slac_features": "hseck9,dna"},
        {"slp_proxy": None, "slp_usage_interval": None, "slp_slac_features": None},
    ],
)
def test_what_ansible_converts_is_no_mistake(given: dict[str, Any]) -> None:
    assert said("direct", **given) == []
    assert role_variables("direct", given, AsWritten())["slp_gate_mode"] == "report"


@pytest.mark.parametrize("own", [["slp_rack", "slp_owner"], "slp_rack,slp_owner"])
def test_own_names_are_a_list_or_a_text_with_commas(own: Any) -> None:
    assert said("direct", slp_own_variables=own, slp_rack=7, slp_owner="noc") == []
    assert len(said("direct", slp_own_variables=own, slp_rac=7)) == 1


def test_own_names_of_another_shape_are_a_mistake_themselves() -> None:
    found = said("direct", slp_own_variables={"slp_rack": True}, slp_rack=7)

    assert [line.split()[0] for line in found] == ["slp_rack", "slp_own_variables"]


def test_what_a_workflow_cannot_do_without_is_named() -> None:
    found = said("catalyst_center", slp_catalyst_center_url="https://center.example.com")

    assert found == [
        "slp_catalyst_center_username is missing. The workflow of this host needs it: User of Catalyst Center.",
        "slp_catalyst_center_password is missing. The workflow of this host needs it: Password of Catalyst Center.",
    ]


def test_all_mistakes_are_told_at_once_with_the_reason() -> None:
    given = {"slp_tranport": "callhome", "slp_proxy": "host:3128"}

    with pytest.raises(InvalidValue) as refused:
        role_variables("direct", given, AsWritten())

    assert refused.value.reason == "invalid_value"
    assert "slp_tranport" in refused.value.message and "slp_proxy must be a dictionary" in refused.value.message


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ({"type": "dict", "options": {"address": {"type": "str", "required": True}, "port": {"type": "int"}}}, "h:1"),
        ({"type": "list", "elements": "dict", "options": {"name": {"type": "str"}}}, ["web"]),
        ({"type": "list", "elements": "int"}, ["one"]),
        ({"type": "bool"}, "perhaps"),
    ],
)
def test_whatever_ansible_refuses_is_a_mistake_here(option: dict[str, Any], value: Any) -> None:
    assert ArgumentSpecValidator({"value": option}).validate({"value": value}).error_messages
    assert mistake_of("value", option, value) is not None
