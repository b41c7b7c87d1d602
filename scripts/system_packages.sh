#!/usr/bin/env bash
# What the tests need besides Python: a browser, the full fonts, ffprobe, unzip. For Debian and its kin.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v unzip >/dev/null || missing+=(unzip)
command -v ffprobe >/dev/null && command -v ffmpeg >/dev/null || missing+=(ffmpeg)
for pair in NotoSans-Regular.ttf:fonts-noto-core NotoSansCJK-Regular.ttc:fonts-noto-cjk \
  NotoColorEmoji.ttf:fonts-noto-color-emoji; do
  test -n "$(find /usr/share/fonts -name "${pair%%:*}" -print -quit 2>/dev/null)" || missing+=("${pair##*:}")
done
test ${#missing[@]} -gt 0 || exit 0

echo "installing: ${missing[*]}"
command -v apt-get >/dev/null || { echo "install them: ${missing[*]}" >&2; exit 1; }
root=()
test "$(id -u)" = 0 || root=(sudo)
for try in 1 2 3; do
  if "${root[@]}" apt-get update -qq \
    && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends "${missing[@]}" >/dev/null; then
    exit 0
  fi
  echo "try $try failed" >&2
  sleep $((try * 5))
done
echo "these packages could not be installed: ${missing[*]}" >&2
exit 1
