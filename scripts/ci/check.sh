#!/usr/bin/env bash
# One check: annotations and summary for the job, and the report, SARIF and JUnit in a folder.
set -euo pipefail

folder=${RUNNER_TEMP:?}/goglobal/report
mkdir -p "$folder"
narrowed=()
test -z "${GOGLOBAL_TARGETS:-}" || narrowed+=(--target "$GOGLOBAL_TARGETS")
test -z "${GOGLOBAL_LANGUAGES:-}" || narrowed+=(--language "$GOGLOBAL_LANGUAGES")
code=0
goglobal check "${GOGLOBAL_PROJECT:?}" ${narrowed[@]+"${narrowed[@]}"} --fail-on "${GOGLOBAL_FAIL_ON:-error}" \
  --format github --html "$folder/report.html" --also "sarif=$folder/findings.sarif" \
  --also "junit=$folder/findings.xml" || code=$?
if test -s "$folder/report.html"; then
  {
    echo "folder=$folder"
    echo "report=$folder/report.html"
    echo "sarif=$folder/findings.sarif"
  } >>"${GITHUB_OUTPUT:?}"
fi
exit "$code"
