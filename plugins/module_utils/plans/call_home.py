# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan Call Home for licensing: the requested settings, and the lines of its block.

Smart Call Home itself may use the same profile. Licensing leaves by another transport; the profile stays active.
"""

from __future__ import annotations

from collections.abc import Iterator

from .settings import CALL_HOME_URL, SMART_AGENT_EMAIL, CallHome
from .transport_intent import DEFAULT_URL, TransportIntent


def wanted_call_home(current: CallHome, intent: TransportIntent) -> CallHome:
    """Return the Call Home that is asked for."""
    # In state merged what is not named stays; in state replaced it goes.
    merged = intent.state == "merged"
    kept = current["destination"] if merged and intent.url is None else None
    return CallHome(
        service=True,
        profile=intent.profile,
        active=True,
        http=True,
        destination=kept or (CALL_HOME_URL if intent.url in (None, DEFAULT_URL) else intent.url),
        contact_email=intent.contact_email or current["contact_email"] or SMART_AGENT_EMAIL,
        proxy=intent.proxy or (current["proxy"] if merged else None),
    )


def call_home_lines(current: CallHome, wanted: CallHome) -> Iterator[str]:
    """Yield the configuration lines, in an order that a device takes, that lead from one to the other."""
    if wanted == current:
        return
    if wanted["service"] and not current["service"]:
        yield "service call-home"
    yield "call-home"
    if wanted["contact_email"] not in (None, current["contact_email"]):
        yield f" contact-email-addr {wanted['contact_email']}"
    if wanted["proxy"] != current["proxy"]:
        if wanted["proxy"] is not None:
            yield f' http-proxy "{wanted["proxy"]["address"]}" port {wanted["proxy"]["port"]}'
        elif current["proxy"] is not None:
            yield f' no http-proxy "{current["proxy"]["address"]}" port {current["proxy"]["port"]}'
    yield f' profile "{wanted["profile"]}"'
    yield from _profile_lines(current, wanted)
    # A profile that is active needs both of these, so they go last.
    if current["contact_email"] and not wanted["contact_email"]:
        yield "call-home"
        yield f" no contact-email-addr {current['contact_email']}"
    if current["service"] and not wanted["service"]:
        yield "no service call-home"


def _profile_lines(current: CallHome, wanted: CallHome) -> Iterator[str]:
    if wanted["active"] != current["active"]:
        yield "  active" if wanted["active"] else "  no active"
    if wanted["http"] != current["http"]:
        # A profile has one method at all times.
        chosen, other = ("http", "email") if wanted["http"] else ("email", "http")
        yield f"  destination transport-method {chosen}"
        yield f"  no destination transport-method {other}"
    if wanted["destination"] != current["destination"]:
        if current["destination"]:
            yield f"  no destination address http {current['destination']}"
        if wanted["destination"]:
            yield f"  destination address http {wanted['destination']}"
