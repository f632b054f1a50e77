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
    description: Shows in diff mode what changed, or would change, and the commands.
    support: full
  platform:
    description: The supported platforms.
    platforms: ios
    support: full
requirements:
  - ttp
  - ansible-pylibssh
notes:
  - Needs O(ignore:ansible_connection=netops.smart_licensing.network_cli) and
    O(ignore:ansible_network_os=cisco.ios.ios). Also works over P(ansible.netcommon.network_cli#connection), but slower.
  - On failure the result has RV(ignore:reason), one of V(unsupported_mode), V(unsupported_release), V(invalid_value),
    V(device_error), V(unreachable), V(host_key_refused), V(login_failed), V(enable_failed), V(unknown_question),
    V(connection_lost), V(output_too_long), V(timeout), V(communication_failed), V(clock_skew), V(trust_failed),
    V(slac_denied), V(import_rejected), V(transfer_failed), V(storage_full), V(busy), V(parse_error), V(api_failed);
    RV(ignore:msg) says what to do next.
"""

    KNOWN_STATE = r"""
options:
  smart_licensing:
    description:
      - The state that M(netops.smart_licensing.slp_info) returned earlier in this play.
      - If it shows that there is nothing to do, the module does not contact the device. Otherwise the module reads the
        device again before it sends anything.
    type: dict
"""

    CONTROLLER_MODE = r"""
options:
  controller_mode:
    description:
      - Allow a device in SD-WAN controller mode, whose configuration is owned by its SD-WAN Manager. Otherwise the
        module refuses such a device with V(unsupported_mode).
      - In this mode all configuration lines are one transaction; if the device refuses a line or the commit, the
        transaction is aborted.
    type: bool
    default: false
"""

    REST = r"""
options:
  rest_host:
    description:
      - The name or address of the device's HTTPS server, with O(transfer=rest), for example C(ansible_host).
      - The device needs C(ip http secure-server) and C(ip http authentication).
    type: str
  rest_port:
    description: The port of the HTTPS server.
    type: int
    default: 443
  rest_username:
    description: A user of privilege 15, for example C(ansible_user).
    type: str
  rest_password:
    description: The password, for example C(ansible_password).
    type: str
  validate_certs:
    description:
      - Verify the certificate of the device, which must name O(rest_host). A device creates a self-signed certificate;
        put it, or the certificate of the CA that issued the device's certificate, into O(ca_path).
      - Without verification, any server can receive the password; the result then has a warning.
    type: bool
    default: true
  ca_path:
    description: A PEM file with the certificates to trust instead of the system's.
    type: path
"""
