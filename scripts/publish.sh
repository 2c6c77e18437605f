#!/usr/bin/env bash
# Trunk's post_build hook: fills the staged site with pages and data made from content/.
# The publisher is a native program: it is built by the default toolchain, away from the wasm builds.
set -euo pipefail
cd "$(dirname "$0")/.."
dist=${TRUNK_STAGING_DIR:-dist}
node scripts/programs.mjs "$dist"
unset RUSTUP_TOOLCHAIN
export CARGO_TARGET_DIR=${NATIVE_TARGET_DIR:-target}
cargo run --quiet --bin publish -- content "$dist"
node search/index.mjs "$dist"
node scripts/fingerprint.mjs "$dist"
node scripts/offline.mjs "$dist"
