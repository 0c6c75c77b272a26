#!/usr/bin/env bash
# Installs a wheel into clean environments without Swift and uses it there: Debian's own Python
# (with Debian's NumPy where it is installed) and every other CPython 3.11 or later on PATH or
# under pyenv.
set -euo pipefail
wheel=$(realpath "$1")
here=$(cd "$(dirname "$0")/.." && pwd)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

interpreters() {
  echo /usr/bin/python3
  for version in 3.11 3.12 3.13 3.14; do
    command -v "python$version" || true
    ls "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/python 2>/dev/null || true
  done
}

proved=0
declare -A seen=()
for interpreter in $(interpreters); do
  identity=$("$interpreter" -c 'import sys; print(sys.base_prefix, "%d.%d.%d" % sys.version_info[:3])
assert sys.version_info >= (3, 11)' 2>/dev/null) || continue
  [ -z "${seen[$identity]:-}" ] || continue
  seen[$identity]=yes
  environment="$home/$proved"
  options=()
  [ "$interpreter" = /usr/bin/python3 ] && options=(--system-site-packages)
  "$interpreter" -m venv "${options[@]}" "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check "$wheel"
  (cd "$home" && env -i HOME="$home" PATH="$environment/bin:/usr/bin:/bin" LANG=C.UTF-8 \
    "$environment/bin/python" "$here/scripts/prove_wheel.py")
  proved=$((proved + 1))
done
[ "$proved" -ge 1 ] || { echo "prove_wheel: expected a CPython 3.11 or later, got none" >&2; exit 1; }
echo "$(basename "$wheel") works under $proved interpreters"
