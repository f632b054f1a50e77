# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that all device modules share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options, attributes and notes of the device modules."""

    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Predicts what would change, in C(check_mode), and changes nothing.
    support: full
  diff_mode:
    description: Shows in diff mode what has changed, or would change, with the commands.
    support: full
  platform:
    description: The platforms that can be managed.
    platforms: ios
    support: full
requirements:
  - ttp
  - ansible-pylibssh
notes:
  - Needs O(ignore:ansible_connection=netops.smart_licensing.network_cli) and
    O(ignore:ansible_network_os=cisco.ios.ios). Works over P(ansible.netcommon.network_cli#connection) too, slower.
  - On failure the result carries RV(ignore:reason), one of V(unsupported_mode), V(unsupported_release),
    V(invalid_value), V(device_error), V(connection_lost), V(timeout), V(communication_failed), V(clock_skew),
    V(trust_failed), V(slac_denied), V(import_rejected), V(transfer_failed), V(storage_full), V(parse_error),
    V(api_failed); RV(ignore:msg) says what to do next.
"""

    KNOWN_STATE = r"""
options:
  smart_licensing:
    description:
      - The state that M(netops.smart_licensing.slp_info) returned earlier in this play.
      - When it shows that there is nothing to do, the module ends without asking the device.
        Otherwise the device is read again before anything is sent.
    type: dict
"""
