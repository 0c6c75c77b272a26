#!/usr/bin/env bash
# The Debian packages that building needs: installed where missing and permitted, else named.
set -euo pipefail

command -v swift >/dev/null || {
  echo "setup: expected the Swift compiler 'swift' 6.2 or later on PATH, got none" \
    "(https://www.swift.org/install)" >&2
  exit 1
}

command -v dpkg-query >/dev/null || exit 0

missing=()
for package in libdnnl-dev libjpeg62-turbo-dev libopenblas-dev libpng-dev python3-dev \
  python3-numpy python3-venv; do
  dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q ' installed$' \
    || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif sudo -n true 2>/dev/null; then
  as_root=(sudo -n)
else
  echo "setup: expected Debian packages that are not installed; run:" >&2
  echo "  sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update --quiet=2
"${as_root[@]}" apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}"
