# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What we believe a device shows."""

from __future__ import annotations

from .belief import Belief

OF_OUTPUTS: tuple[Belief, ...] = (
    Belief(
        id="trust-in-status",
        text="show license status has a line Trust Code Installed, with a date or an entry for each member.",
        evidence="derived from captures",
        where=("operations/trust.py", "_missing"),
        if_wrong="Trust is never seen, and slp_trust ends in a timeout.",
    ),
    Belief(
        id="trust-by-member",
        text="In a stack or HA set, show license status names the trust code of each member.",
        evidence="derived from captures",
        where=("state/state.py", "without_trust"),
        if_wrong="One code would count for the whole set, and a member without trust would go unnoticed.",
    ),
    Belief(
        id="statistics-by-pipe",
        text="show license tech support | begin Communication Statistics begins with the statistics of all messages.",
        evidence="derived from captures",
        where=("parsers/shows.py", "COMMUNICATION_COMMAND"),
        if_wrong="Failures are not noticed early; the wait ends in a timeout.",
    ),
    Belief(
        id="slac-member-block",
        text=(
            "show license authorization has a block for each member with Status, SMART AUTHORIZATION INSTALLED or"
            " NOT INSTALLED."
        ),
        evidence="derived from captures",
        where=("plans/slac.py", "without_slac"),
        if_wrong="An installed SLAC is not seen, and is requested again.",
    ),
    Belief(
        id="rum-states",
        text="A report is OPEN, CLOSED, UNACK, ACK or DELETED.",
        evidence="derived from captures",
        where=("plans/usage.py", "_TO_REPORT"),
        if_wrong="A report in another state is not counted as waiting.",
    ),
    Belief(
        id="default-transport",
        text="A running configuration without a transport line means cslu.",
        evidence="derived from captures",
        where=("plans/settings.py", "DEFAULT_TYPE"),
        if_wrong="The type comes from the status; only the rendered lines would lack it.",
    ),
    Belief(
        id="default-interval",
        text="The default usage interval is 30 days, and no line shows it.",
        evidence="derived from captures",
        where=("plans/settings.py", "DEFAULT_INTERVAL_DAYS"),
        if_wrong="slp_transport configures a line that changes nothing, once.",
    ),
    Belief(
        id="default-smart-url",
        text="license smart url default leads to smartreceiver.cisco.com, and the status shows that URL.",
        evidence="recalled",
        where=("plans/settings.py", "SMART_URL"),
        if_wrong="slp_transport does not see its setting, does not save, and says so.",
    ),
    Belief(
        id="call-home-profile",
        text="The default profile for licensing is CiscoTAC-1.",
        evidence="recalled",
        where=("plans/settings.py", "CALL_HOME_PROFILE"),
        if_wrong="A second profile becomes active: set yours in call_home.profile.",
    ),
    Belief(
        id="interval-range",
        text="A usage interval is from 1 to 365 days, as the models say; guides say 3650.",
        evidence="recalled",
        where=("plans/transport_intent.py", "usage_interval"),
        if_wrong="A longer interval, which the device would take, is refused as invalid_value.",
    ),
    Belief(
        id="operating-mode",
        text="Routers print Router operating mode in show version; switches do not.",
        evidence="derived from captures",
        where=("parsers/version.py", "_OPERATING_MODE"),
        if_wrong="A device in controller mode is treated as autonomous, and refuses configure terminal.",
    ),
    Belief(
        id="version-status-words",
        text=(
            "Before 17.10 show version says Registration Not Applicable/Not Applicable, since then Smart "
            "Licensing Using Policy."
        ),
        evidence="derived from captures",
        where=("parsers/mode.py", "policy"),
        if_wrong="show license all shows the mode; if only show version was read, it is unknown.",
    ),
    Belief(
        id="first-release",
        text="Smart Licensing Using Policy begins with 17.3.2.",
        evidence="recalled",
        where=("device/support.py", "read_supported"),
        if_wrong="A manageable device is refused, because of its output and not its release.",
    ),
    Belief(
        id="clock-signs",
        text="A star before the time in show clock means not set, a point means not synchronized.",
        evidence="recalled",
        where=("parsers/clock.py", "synchronized"),
        if_wrong="The preflight's clock check warns needlessly, or not at all.",
    ),
    Belief(
        id="directory-layout",
        text="dir lists number, rights, size, date and name, and the free bytes in brackets.",
        evidence="derived from captures",
        where=("device/flash.py", "parse_directory"),
        if_wrong="A complete file is not recognized, and the step fails before using it.",
    ),
    Belief(
        id="flash-name",
        text="flash: is a name of the file system that holds licence files.",
        evidence="recalled",
        where=("operations/usage_save.py", "directory"),
        if_wrong="Set the right one in directory.",
    ),
    Belief(
        id="event-log-empty",
        text="An event log without events says No EventLog Found.",
        evidence="derived from captures",
        where=("parsers/events.py", "parse_event_log"),
        if_wrong="The events of the device cannot be read.",
    ),
    Belief(
        id="history-heading",
        text="show license history message begins with Message History and names each kind of message.",
        evidence="derived from captures",
        where=("parsers/history.py", "history"),
        if_wrong="The history is not parsed and appears in unparsed.",
    ),
    Belief(
        id="cslu-port",
        text="CSLU listens on 8182, and nothing else does.",
        evidence="recalled",
        where=("preflight/intent.py", "CSLU_URL"),
        if_wrong="A check of the port warns needlessly.",
    ),
    Belief(
        id="session-module",
        text="show ip http server session-module has a line SL_HTTP with its status.",
        evidence="recalled",
        where=("operations/reachability.py", "_SL_HTTP"),
        if_wrong="The result says nothing about the session module; the lines are configured.",
    ),
)
