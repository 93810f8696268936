#!/bin/sh
# The gate for any CI: what lies between the target branch and what is checked out.
#
#     ci/check.sh origin/main
#
# Who stands for the change comes from the environment, since only your CI knows it. Without it every new move
# awaits approval.
#
#     SUPPORTFLOW_ACTOR        who opened the change
#     SUPPORTFLOW_APPROVED_BY  who approved its latest commit, with spaces between
#     SUPPORTFLOW_REPORT       a file for a report besides; SUPPORTFLOW_REPORT_FORMAT names its format (junit)
#
# Exit codes: 0 nothing blocks, 1 findings, 2 usage or environment, 3 only approvals are missing. Let your CI show 3
# as pending or unstable where it can, never as passed.
set -eu

base=${1:-}
if [ -z "$base" ]; then
    echo "usage: ci/check.sh REF     the branch that the change goes to, as origin/main" >&2
    exit 2
fi
command -v supportflow >/dev/null || {
    echo "supportflow is not installed; pip install supportflow" >&2
    exit 2
}

if [ "$(git rev-parse --is-shallow-repository 2>/dev/null)" = true ]; then
    echo "The clone is shallow; fetching the rest, since histories are judged." >&2
    git fetch --quiet --unshallow
fi

set -- check --base "$base"
[ -z "${SUPPORTFLOW_ACTOR:-}" ] || set -- "$@" --actor "$SUPPORTFLOW_ACTOR"
for handle in ${SUPPORTFLOW_APPROVED_BY:-}; do
    set -- "$@" --approved-by "$handle"
done

code=0
if [ -n "${SUPPORTFLOW_REPORT:-}" ]; then
    supportflow "$@" --output-format "${SUPPORTFLOW_REPORT_FORMAT:-junit}" --output-file "$SUPPORTFLOW_REPORT" || code=$?
    [ "$code" -ne 2 ] || exit 2
    code=0
fi
supportflow "$@" || code=$?
exit "$code"
