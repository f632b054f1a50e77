# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What dir prints, in both layouts that devices have."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.flash import Directory, parse_directory
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import ParseError

BOOTFLASH = """\
Directory of bootflash:/

   11  drwx            16384  Nov 25 2016 19:32:53 -07:00  lost+found
   12  -rw-                0  Dec 13 2016 11:36:36 -07:00  ds_stats.txt
   16  -rw-           177449   Feb 3 2017 15:57:50 -07:00  crashinfo_RP_00_00_20170203-155749-PDT

1940303872 bytes total (1036210176 bytes free)
"""
RECOVERY = """\

Attributes        Size         Name

- - - - - - - - - - - - - - - - - - - - - - - - - - - - -

drwxrwxrwx        4096   lost+found
-rwxrwxrwx   490586943   cat9k_lite_iosxe.17.09.01.SPA.bin

- - - - - - - - - - - - - - - - - - - - - - - - - - - - -
"""


def test_the_files_of_a_flash() -> None:
    assert parse_directory(BOOTFLASH) == Directory(
        {"ds_stats.txt": 0, "crashinfo_RP_00_00_20170203-155749-PDT": 177449}, 1036210176
    )


def test_the_files_of_a_recovery_file_system() -> None:
    assert parse_directory(RECOVERY) == Directory({"cat9k_lite_iosxe.17.09.01.SPA.bin": 490586943}, None)


def test_a_text_that_is_no_directory() -> None:
    with pytest.raises(ParseError, match="a directory name"):
        parse_directory("%Error opening drec0:/ (No such device)\n")
