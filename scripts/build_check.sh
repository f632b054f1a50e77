#!/usr/bin/env bash
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the collection, installs the tarball elsewhere, and asks Ansible there for every module's documentation.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$PWD/.venv/bin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "build-check: $*" >&2; exit 1; }

scripts/stage.sh "$work" || fail "the collection neither builds nor installs"
tarball=$(echo "$work"/netops-smart_licensing-*.tar.gz)
installed=$work/ansible_collections/netops/smart_licensing
[ -f "$installed/meta/runtime.yml" ] || fail "meta/runtime.yml was not shipped"
for private in tests/lab tests/unit tests/integration extensions/molecule scripts .ci .venv .lab Makefile; do
    [ ! -e "$installed/$private" ] || fail "$private was shipped; add it to build_ignore in galaxy.yml"
done

modules=()
for file in "$installed"/plugins/modules/*.py; do
    name=$(basename "$file" .py)
    [ "$name" = __init__ ] || modules+=("netops.smart_licensing.$name")
done
[ "${#modules[@]}" -gt 0 ] || fail "no module was shipped"
# From the tarball and nowhere else: the installed path comes first, and the answer must name it.
cd "$work"
ANSIBLE_COLLECTIONS_PATH=$work "$bin/ansible-doc" --json "${modules[@]}" >"$work/doc.json"
grep -q "$installed/plugins/modules/" "$work/doc.json" || fail "ansible-doc did not read the installed collection"
echo "build-check: $(basename "$tarball") ($(du -k "$tarball" | cut -f1) KiB) installs, and documents ${#modules[@]} modules"
