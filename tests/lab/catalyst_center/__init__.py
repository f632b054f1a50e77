# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Catalyst Center: `center` decides, `answers` words what calls get, `api` serves them over HTTPS, `control` is the
human in its GUI."""
