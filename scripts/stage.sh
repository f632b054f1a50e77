#!/usr/bin/env bash
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the collection, as the next commit would have it, and installs the tarball into a collections tree of its own.
# usage: scripts/stage.sh DIRECTORY
#   leaves DIRECTORY/netops-smart_licensing-*.tar.gz and DIRECTORY/ansible_collections/netops/smart_licensing
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$PWD/.venv/bin
destination=$1
mkdir -p "$destination/source"
git ls-files -z --cached --others --exclude-standard |
    while IFS= read -r -d '' file; do
        # A file deleted but not yet committed is still in git's list.
        if [ -e "$file" ] || [ -L "$file" ]; then printf '%s\0' "$file"; fi
    done |
    tar --create --null --files-from=- | tar --extract --directory="$destination/source"

quietly() { "$@" >"$destination/log" 2>&1 || { cat "$destination/log" >&2; return 1; }; }
quietly "$bin/ansible-galaxy" collection build "$destination/source" --output-path "$destination"
# Forced, since the collection that .venv links counts as installed.
quietly "$bin/ansible-galaxy" collection install "$destination"/netops-smart_licensing-*.tar.gz \
    --force --offline --no-deps --collections-path "$destination"
