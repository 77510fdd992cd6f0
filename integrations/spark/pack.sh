#!/usr/bin/env bash
# Packs what a cluster needs into FOLDER: dehusk with the Node that runs this (dehusk-runtime.tar.gz), and the Python
# package (dehusk_spark.zip). Build dehusk first.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
out="${1:?usage: pack.sh FOLDER}"
test -f "$root/dist/cli/main.cjs" || { echo "pack.sh: dist/ is missing; run npm run build" >&2; exit 1; }
mkdir -p "$out"
out="$(cd "$out" && pwd)"
staged="$(mktemp -d)"
trap 'rm -rf "$staged"' EXIT

mkdir -p "$staged/bin" "$staged/dist"
cp "$(node -p process.execPath)" "$staged/bin/node"
for part in cli packs; do cp -r "$root/dist/$part" "$staged/dist/$part"; done
cp -r "$root/rules" "$root/package.json" "$root/LICENSE" "$staged/"
tar -czf "$out/dehusk-runtime.tar.gz" -C "$staged" .
mkdir "$staged/dehusk_spark"
cp "$here"/dehusk_spark/*.py "$staged/dehusk_spark/"
(cd "$staged" && python3 -m zipfile -c "$out/dehusk_spark.zip" dehusk_spark)
