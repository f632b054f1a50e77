# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the modules for servers with an API share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options, attributes and notes of the modules that talk to a server over HTTPS."""

    DOCUMENTATION = r"""
options:
  validate_certs:
    description:
      - Verify the certificate of the server. Leave this on, for the secret travels over the connection; a task that
        turns it off warns.
    type: bool
    default: true
  ca_path:
    description: A file with the certificates of the CAs to trust instead of the system's, in PEM.
    type: path
  timeout:
    description: Seconds to wait for a sign of the server, in each call. A call as a whole may take ten times that.
    type: int
    default: 30
  retries:
    description:
      - How often a call is repeated when the server is not reached, has no time (C(429), with C(Retry-After) respected
        up to two minutes) or fails (C(5xx)). What could do something twice is not repeated.
    type: int
    default: 3
attributes:
  check_mode:
    description: Logs in, looks, and says what would change; changes nothing.
    support: full
  diff_mode:
    description: There is no diff, for nothing is compared line by line.
    support: none
notes:
  - Runs within Ansible on the controller, also where it is delegated to another host; needs no Python there. Secrets
    are in no file and in no argument of a process.
  - Of an answer in JSON at most 16 MiB are read, of a file 64 MiB; no option raises this.
  - Proxies are those of the environment, for one C(https_proxy).
  - On failure the result carries RV(ignore:reason), one of the words of the device modules, mostly V(api_failed)
    (the server refused, or its answer made no sense), V(communication_failed), V(connection_lost), V(invalid_value) or
    V(timeout); RV(ignore:msg) says what to do next.
"""
