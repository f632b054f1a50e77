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
    V(invalid_value), V(device_error), V(unreachable), V(host_key_refused), V(login_failed), V(enable_failed),
    V(unknown_question), V(connection_lost), V(output_too_long), V(timeout), V(communication_failed), V(clock_skew),
    V(trust_failed), V(slac_denied), V(import_rejected), V(transfer_failed), V(storage_full), V(busy), V(parse_error),
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

    CONTROLLER_MODE = r"""
options:
  controller_mode:
    description:
      - Allow a device in SD-WAN controller mode, whose configuration belongs to its SD-WAN Manager. Without it such a
        device is refused with V(unsupported_mode).
      - There, configuration lines are one transaction; a line that is refused, or a commit, aborts all of it.
    type: bool
    default: false
"""

    REST = r"""
options:
  rest_host:
    description:
      - The name or address of the device's HTTPS server, with O(transfer=rest); for one C(ansible_host).
      - The device needs C(ip http secure-server) and C(ip http authentication).
    type: str
  rest_port:
    description: Its port.
    type: int
    default: 443
  rest_username:
    description: A user of privilege 15, for one C(ansible_user).
    type: str
  rest_password:
    description: The password, for one C(ansible_password).
    type: str
  validate_certs:
    description:
      - Verify the certificate of the device, which must name O(rest_host). A device makes its own certificate; put it,
        or that of the CA that you gave the device one of, into O(ca_path).
      - Without verification the password goes to whoever answers; the result then carries a warning.
    type: bool
    default: true
  ca_path:
    description: A file with the certificates to trust instead of the system's, in PEM.
    type: path
"""
