#!/usr/bin/env bash
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes a virtual environment, installs pinned packages into it, and links this collection there.
# usage: scripts/venv.sh DIRECTORY REQUIREMENTS VERSION...
#   VERSION...  acceptable Python versions, the best first; PYTHON=path in the environment overrides the choice
# Does nothing when the environment already matches its requirements and its Python.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD venv=$1 requirements=$2
shift 2

usable() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        usable "$PYTHON" || { echo "PYTHON=$PYTHON does not run, or lacks its venv module" >&2; return 1; }
        command -v "$PYTHON"
        return
    fi
    local version candidate
    for version in "$@"; do
        # A directory listing finds every pyenv build, whether or not pyenv has it activated.
        for candidate in $(type -ap "python$version" || true) "${HOME:-/root}"/.pyenv/versions/"$version".*/bin/"python$version"; do
            case $candidate in "$root"/.venv*) continue ;; esac
            if [ -x "$candidate" ] && usable "$candidate"; then
                echo "$candidate"
                return
            fi
        done
    done
    echo "No Python with its venv module found among: $*. On Debian: apt-get install python3-venv; or set PYTHON=" >&2
    return 1
}

python=$(find_python "$@")
stamp=$venv/.stamp
interpreter="$root $python $("$python" --version)"
key="$interpreter $(cat requirements-*.txt constraints-dev.txt scripts/venv.sh | sha256sum)"
if [ "$(cat "$stamp" 2>/dev/null)" = "$key" ]; then
    echo "$venv is up to date: $("$python" --version), $requirements"
    exit 0
fi

# Packages are exchanged in place, but another Python or another folder needs another environment.
case $(cat "$stamp" 2>/dev/null) in
    "$interpreter "*) rm -f "$stamp" ;;
    *) rm -rf "$venv"; "$python" -m venv "$venv" ;;
esac
"$venv/bin/pip" install -qq --disable-pip-version-check --requirement "$requirements"

link() {
    mkdir -p "$1/ansible_collections/netops"
    ln -sfn "$root" "$1/ansible_collections/netops/smart_licensing"
}
# For Ansible, which searches site-packages from any folder; and for mypy, which wants our sources apart from them.
link "$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
link "$venv/collections"

echo "$key" >"$stamp"
hint=
if [ -x "$venv/bin/ansible-doc" ]; then hint="; try $venv/bin/ansible-doc netops.smart_licensing.slp_info"; fi
echo "$venv is ready: $("$python" --version), $requirements$hint"
