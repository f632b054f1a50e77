#!/usr/bin/env bash
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the unit tests under the oldest supported Python and ansible-core, unless .venv is of that Python already.
set -euo pipefail
cd "$(dirname "$0")/.."
oldest=3.11
if [ -x .venv/bin/python ] && .venv/bin/python -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$oldest')"; then
    echo "test-oldest: .venv is Python $oldest itself; make unit has covered it"
    exit 0
fi
if ! env -u PYTHON scripts/venv.sh .venv-oldest requirements-test.txt "$oldest"; then
    echo "test-oldest: not run, no .venv-oldest could be made with Python $oldest" >&2
    exit 1
fi
PATH="$PWD/.venv-oldest/bin:$PATH" pytest -n 2 --dist loadfile tests/unit tests/lab tests/payloads
