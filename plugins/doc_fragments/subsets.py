# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of what can be read of a device."""

from __future__ import annotations


class ModuleDocFragment:
    """The option `gather_subset`."""

    DOCUMENTATION = r"""
options:
  gather_subset:
    description:
      - What to read. Each is one show command, and all of them are one exchange. A part that the output of another
        one shows as well is not asked for again.
      - V(licence) is C(show license all), V(clock) is C(show clock), V(config) the licensing lines of the
        running configuration and when it was changed and saved, V(platform) release, operating mode and licence
        levels, V(reachability) the lines that M(netops.smart_licensing.slp_reachability) is about, V(communication)
        the statistics of the messages to the server.
      - V(status), V(usage), V(summary), V(udi), V(authorization) and V(tech_support) are the outputs of these names,
        V(rum) is C(show license rum id all), V(history) is C(show license history message), V(events) is
        C(show license eventlog), V(call_home) is C(show call-home smart-licensing).
    type: list
    elements: str
    choices:
      - authorization
      - call_home
      - clock
      - communication
      - config
      - events
      - history
      - licence
      - platform
      - reachability
      - rum
      - status
      - summary
      - tech_support
      - udi
      - usage
    default: [licence, clock, config, platform]
"""
