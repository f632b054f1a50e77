# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules applied to the facts of one device."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from .expressions import Clock, NotEvaluable
from .rules import SEVERITIES, Rule, Severity


class Finding(TypedDict):
    """What a rule found on a device, and what to do about it."""

    rule: str
    title: str
    severity: Severity
    message: str
    remedy: str
    source: str


def findings(rules: Iterable[Rule], data: Mapping[str, Any], clock: Clock) -> list[Finding]:
    """Return the findings, most severe first. A rule that cannot be evaluated here is also a finding."""
    options = clock.options()
    found: list[Finding] = []
    for rule in rules:
        try:
            if not rule.when(data, options):
                continue
            said, remedy, severity = rule.message(data, options), rule.remedy(data, options), rule.severity
        except NotEvaluable as error:
            severity = "warning"
            said = f"The rule cannot be evaluated on this device's data: {error}"
            remedy = f"Correct the expression of the rule {rule.id}, or disable it (slp_rules_off)."
        found.append(
            Finding(rule=rule.id, title=rule.title, severity=severity, message=said, remedy=remedy, source=rule.source)
        )
    return sorted(found, key=lambda finding: SEVERITIES.index(finding["severity"]))
