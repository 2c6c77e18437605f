#!/usr/bin/env bash
# Runs a command with the wasm toolchain and the site's tools on the PATH:
#   scripts/web.sh trunk build --release
set -euo pipefail
cd "$(dirname "$0")/.."
RUSTUP_TOOLCHAIN=$(scripts/setup.sh --toolchain)
[ -n "$RUSTUP_TOOLCHAIN" ] || { echo "The wasm32 target is missing. Run: make setup" >&2; exit 1; }
export RUSTUP_TOOLCHAIN
PATH="$(scripts/setup.sh --path):$PATH"
export PATH
# Native programs that hooks run keep the target folder of native builds.
export NATIVE_TARGET_DIR=${CARGO_TARGET_DIR:-target}
export CARGO_TARGET_DIR=${WEB_TARGET_DIR:-target/web}
# What a panic says names libraries without the folders of the machine that built them.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src/="
exec "$@"
