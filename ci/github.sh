#!/usr/bin/env bash
# The gate inside GitHub Actions: installs supportflow from the checkout that this script lies in, and judges the
# change that the current folder holds. Used by action.yml; it runs nothing of what it judges.
#
#     GITHUB_TOKEN     what the API is read with, and the commit status is set with
#     PULL_REQUEST     the number of a pull request; empty for the one that the event is about
#     BASE             the revision to hold the change against; empty for what the event says
#     STATUS           the name of the commit status; empty sets none
#     WHEN_AWAITING    pending: pass where only approvals are missing; fail: end with exit code 3 there
#     EXTRAS           extras of the package, as privacy
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=${RUNNER_TEMP:-/tmp}/supportflow

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo '::error::supportflow needs Python 3.11 or newer as python3; put actions/setup-python before this step'
    exit 2
}
if [[ ! -x $venv/bin/supportflow ]]; then
    python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --constraint "$here/constraints.txt" "$here${EXTRAS:+[$EXTRAS]}"
fi

arguments=(--status "${STATUS-supportflow/gate}")
if [[ -n ${PULL_REQUEST:-} ]]; then arguments+=(--pull-request "$PULL_REQUEST"); fi
if [[ -n ${BASE:-} ]]; then arguments+=(--base "$BASE"); fi

code=0
"$venv/bin/supportflow" ci github "${arguments[@]}" || code=$?
if [[ -n ${GITHUB_OUTPUT:-} ]]; then echo "exit-code=$code" >>"$GITHUB_OUTPUT"; fi
if [[ $code == 3 && ${WHEN_AWAITING:-pending} == pending ]]; then exit 0; fi
exit "$code"
