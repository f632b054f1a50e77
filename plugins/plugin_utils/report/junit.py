# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as JUnit XML: a suite for each host, a case for each finding."""

from __future__ import annotations

from xml.etree import ElementTree as xml

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import SEVERITIES

from .fleet import Fleet
from .host_file import Finding, Host


def junit(fleet: Fleet, title: str, fail_on: str) -> str:
    """Return XML in which findings of severity `fail_on` or worse are failures and less severe ones skipped cases.

    With `never`, errors are failures: a pipeline that reads the file wants to see them.
    """
    grave = SEVERITIES[: SEVERITIES.index("error" if fail_on == "never" else fail_on) + 1]
    suites = xml.Element("testsuites", name=title)
    for host in fleet.hosts:
        _suite(suites, host, grave)
    if fleet.problems:
        suite = _counted(suites, "files", len(fleet.problems), errors=len(fleet.problems))
        for problem in fleet.problems:
            case = xml.SubElement(suite, "testcase", classname="files", name=problem.file, time="0")
            xml.SubElement(case, "error", type="damaged", message=problem.msg)
    for total in ("tests", "failures", "errors", "skipped"):
        suites.set(total, str(sum(int(suite.get(total, "0")) for suite in suites)))
    xml.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{xml.tostring(suites, encoding="unicode")}\n'


def _suite(suites: xml.Element, host: Host, grave: tuple[str, ...]) -> None:
    failures = sum(finding.severity in grave for finding in host.findings)
    suite = _counted(
        suites, host.name, max(len(host.findings), 1), failures=failures, skipped=len(host.findings) - failures
    )
    suite.set("timestamp", f"{host.checked_at:%Y-%m-%dT%H:%M:%S}")
    suite.set("hostname", host.name)
    if host.site is not None:
        properties = xml.SubElement(suite, "properties")
        xml.SubElement(properties, "property", name="site", value=host.site)
    for finding in host.findings:
        _case(suite, host, finding, finding.severity in grave)
    if not host.findings:
        xml.SubElement(suite, "testcase", classname=host.name, name="no finding", time="0")


def _case(suite: xml.Element, host: Host, finding: Finding, fails: bool) -> None:
    case = xml.SubElement(suite, "testcase", classname=host.name, name=finding.rule, time="0")
    if not fails:
        xml.SubElement(case, "skipped", message=f"{finding.severity}: {finding.message}")
        return
    failure = xml.SubElement(case, "failure", type=finding.severity, message=finding.message)
    failure.text = "\n".join(part for part in (finding.title, finding.remedy, finding.source) if part)


def _counted(
    suites: xml.Element, name: str, tests: int, failures: int = 0, errors: int = 0, skipped: int = 0
) -> xml.Element:
    counts = {"tests": tests, "failures": failures, "errors": errors, "skipped": skipped}
    return xml.SubElement(
        suites, "testsuite", {"name": name, **{key: str(value) for key, value in counts.items()}}, time="0"
    )
