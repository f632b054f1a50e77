# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads what every task over our connection needs, once, in the process that forks the workers.

A plugin that is first met in a worker is imported there, and its options are parsed from YAML, again for every task
of every host. The strategy loads the action plugin of a task before it forks: an action plugin that calls this at
its import shares all of it with every worker.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import contextlib

from ansible.plugins.loader import (
    become_loader,
    cliconf_loader,
    connection_loader,
    filter_loader,
    shell_loader,
    terminal_loader,
    test_loader,
)

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import warm_up
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.variables.vocabulary import names_of_ours

_PLUGINS = (
    (connection_loader, "netops.smart_licensing.network_cli"),
    (connection_loader, "ansible.netcommon.libssh"),
    (connection_loader, "ansible.builtin.local"),
    (connection_loader, "ansible.builtin.ssh"),
    (cliconf_loader, "cisco.ios.ios"),
    (terminal_loader, "cisco.ios.ios"),
    (become_loader, "ansible.netcommon.enable"),
    (shell_loader, "ansible.builtin.sh"),
    (filter_loader, "netops.smart_licensing.slp_untrusted"),
    (test_loader, "netops.smart_licensing.slp_acknowledged"),
    (test_loader, "netops.smart_licensing.slp_trusted"),
)


def preload() -> None:
    """Load the plugins of a connection to an IOS device, the vocabulary of variables, and the parsers.

    What is not installed is reported when it is used.
    """
    for loader, name in _PLUGINS:
        # Filters and tests of a collection that Ansible does not know are an error here, other plugins are not.
        with contextlib.suppress(KeyError):
            loader.get(name, class_only=True)
    names_of_ours()
    with contextlib.suppress(LicensingError):
        # Without ttp nothing can be read; the task says so, not this import.
        warm_up()
