#!/usr/bin/env bash
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs ansible-test sanity on the collection as it ships, with the ansible-core of .venv and no container.
# What does not ship (the lab, the tests, these scripts) is judged by ruff and mypy alone.
# usage: scripts/sanity.sh [ARGUMENT...]     passed to ansible-test sanity, e.g. --test validate-modules
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$PWD/.venv
# ansible-test keeps its environments under HOME; ours live and die with .venv.
home=$venv/sanity
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Where ansible-test would download pip it first looks into its cache: there, Python's own copy serves as well.
pip_version=$("$venv/bin/python" - <<'PYTHON'
import pathlib, re
import ansible_test
source = pathlib.Path(ansible_test.__path__[0], "_internal", "python_requirements.py").read_text(encoding="utf-8")
print(re.search(r"pip='([0-9.]+)'", source)[1])
PYTHON
)
mkdir -p "$home/.ansible/test/cache" "$home/.config"
cat >"$home/.ansible/test/cache/get_pip_${pip_version//./_}.py" <<'PYTHON'
import ensurepip, os
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
ensurepip.bootstrap(upgrade=True)
PYTHON
# The person's own pip settings still hold, but a package that installs is not worth a line.
ln -sfn "${HOME:-/root}/.config/pip" "$home/.config/pip"
mkdir -p "$home/.pip"
printf '[global]\nquiet = 2\n' >"$home/.pip/pip.conf"

scripts/stage.sh "$work"
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
# The import test looks for the collections that ours builds on beside it.
for dependency in ansible/netcommon ansible/utils cisco/ios; do
    mkdir -p "$work/ansible_collections/${dependency%/*}"
    ln -s "$site/ansible_collections/$dependency" "$work/ansible_collections/$dependency"
done

echo "sanity: pslint and shellcheck are left out (no PowerShell and no shell script ships); compile and import run with" \
    "each Python that is installed here, and a warning names the others"
# PATH holds no pyenv shims: they answer to the name of a Python that may not run.
cd "$work/ansible_collections/netops/smart_licensing"
HOME=$home PATH=$venv/bin:/usr/bin:/bin ansible-test sanity \
    --venv --python default --color no --skip-test pslint --skip-test shellcheck "$@" </dev/null
echo "sanity: ansible-test found nothing; to run one of its tests: scripts/sanity.sh --test NAME"
