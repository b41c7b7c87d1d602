#!/usr/bin/env bash
# Check, build, push and verify; what a network broke off goes on where it stopped, three times.
set -euo pipefail

folder=${RUNNER_TEMP:?}/goglobal
mkdir -p "$folder"
narrowed=()
test -z "${GOGLOBAL_TARGETS:-}" || narrowed+=(--target "$GOGLOBAL_TARGETS")
test -z "${GOGLOBAL_LANGUAGES:-}" || narrowed+=(--language "$GOGLOBAL_LANGUAGES")
for try in 1 2 3; do
  code=0
  goglobal ship "${GOGLOBAL_PROJECT:?}" ${narrowed[@]+"${narrowed[@]}"} --fail-on "${GOGLOBAL_FAIL_ON:-error}" \
    --format json --output "$folder/receipts.json" || code=$?
  test "$code" = 3 || break
  test "$try" = 3 || sleep "${GOGLOBAL_WAIT:-20}"
done
test ! -s "$folder/receipts.json" || echo "receipts=$folder/receipts.json" >>"${GITHUB_OUTPUT:?}"
{
  echo
  echo '```text'
  goglobal status "$GOGLOBAL_PROJECT" ${narrowed[@]+"${narrowed[@]}"} || true
  echo '```'
} >>"${GITHUB_STEP_SUMMARY:?}"
exit "$code"
