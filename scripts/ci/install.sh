#!/usr/bin/env bash
# The action's own goglobal into an environment of its own, first on the path of later steps.
set -euo pipefail

home=${RUNNER_TEMP:?}/goglobal
python=$(command -v python3 || command -v python)
"$python" -m venv "$home/venv"
bin=$home/venv/bin
test -d "$bin" || bin=$home/venv/Scripts   # Windows
"$bin/python" -m pip install --quiet --disable-pip-version-check --cache-dir "$home/pip" \
  -c "${GITHUB_ACTION_PATH:?}/constraints.txt" "$GITHUB_ACTION_PATH"
echo "$bin" >>"${GITHUB_PATH:?}"
"$bin/goglobal" --version
