#!/usr/bin/env bash
# Tests the Spark package on a real Spark. Needs Python 3.10 and Java 17, or later ones, and installs the rest into a
# virtual environment. Where Python or Java is missing it says so and passes; nothing else is a reason to skip.
set -euo pipefail
cd "$(dirname "$0")"

skip() {
  echo "==================================================================" >&2
  echo "SKIPPED: the Spark tests did not run, because $1." >&2
  echo "==================================================================" >&2
  exit 0
}

python="${PYTHON:-python3}"
command -v "$python" > /dev/null || skip "there is no $python"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || skip "$("$python" --version) is older than 3.10"
"$python" -c 'import venv, ensurepip' 2> /dev/null || skip "this Python cannot make virtual environments"
command -v java > /dev/null || skip "there is no Java"
major="$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)"
[ "${major:-0}" -ge 17 ] || skip "Java ${major:-of unknown version} is older than 17"
test -f ../../dist/cli/main.cjs || { echo "test.sh: dist/ is missing; run npm run build" >&2; exit 1; }

venv="${DEHUSK_SPARK_VENV:-.venv}"
test -x "$venv/bin/python" || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check ".[test]"
# The cluster whose parts are killed takes minutes and wants a machine to itself: DEHUSK_SLOW=1 runs it as well.
slow=(--ignore=tests/test_cluster.py)
[ "${DEHUSK_SLOW:-}" = 1 ] && slow=()
exec "$venv/bin/python" -m pytest "${slow[@]}" "$@"
