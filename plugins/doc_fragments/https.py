# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the modules for servers with an API share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options, attributes and notes of the modules that use a server's API over HTTPS."""

    DOCUMENTATION = r"""
options:
  validate_certs:
    description:
      - Verify the certificate of the server. Keep this enabled, because the secret travels over the connection; a task
        that disables it warns.
    type: bool
    default: true
  ca_path:
    description: A PEM file with the CA certificates to trust instead of the system's.
    type: path
  timeout:
    description: Seconds to wait for data from the server, in each call. A complete call may take ten times as long.
    type: int
    default: 30
  retries:
    description:
      - How often to retry a call if the server is not reachable, is busy (C(429), with C(Retry-After) respected up to
        two minutes) or fails (C(5xx)). A call that could repeat an action is not retried.
    type: int
    default: 3
attributes:
  check_mode:
    description: Logs in, reads, and reports what would change; changes nothing.
    support: full
  diff_mode:
    description: There is no diff, because nothing is compared line by line.
    support: none
notes:
  - Runs inside Ansible on the controller, even if delegated to another host, which needs no Python. Secrets are never
    in a file or in the arguments of a process.
  - Reads at most 16 MiB of a JSON response and 64 MiB of a file; no option raises these limits.
  - Uses the proxies of the environment, such as C(https_proxy).
  - On failure the result has RV(ignore:reason), one of the words of the device modules, mostly V(api_failed) (the
    server refused a request, or its response was invalid), V(communication_failed), V(connection_lost),
    V(invalid_value) or V(timeout); RV(ignore:msg) says what to do next.
"""
