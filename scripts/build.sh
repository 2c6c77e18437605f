#!/usr/bin/env bash
# Builds the release site into dist/, if anything it is made from has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

inputs() {
  find src build build.rs content public editor search present wiring scripts index.html Trunk.toml Cargo.toml Cargo.lock package-lock.json \
    -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

stamp=$(inputs)
if [ -f dist/index.html ] && [ "$(cat dist/.stamp 2>/dev/null)" = "$stamp" ]; then
  echo "» The site in dist/ is up to date"
  exit 0
fi
echo "» Building the release site (about three minutes from clean)"
scripts/web.sh trunk build --release
echo "$stamp" > dist/.stamp
