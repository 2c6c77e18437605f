#!/usr/bin/env bash
# Installs what a build needs and is missing: scripts/setup.sh [web] [browser] [lint]
#   web      wasm32 target, Trunk, wasm-bindgen, npm packages
#   browser  Chromium for the end-to-end tests
#   lint     shellcheck
# Every step looks first (at versions, not just presence) and says what it does.
set -euo pipefail
cd "$(dirname "$0")/.."

TRUNK_VERSION=0.21.14
TOOLS=${FEASTFLOW_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/feastflow-guide}
WASM=wasm32-unknown-unknown

say() { printf '\033[1m» %s\033[0m\n' "$*" >&2; }
stop() { printf '\033[31m✗ %s\033[0m\n' "$*" >&2; exit 1; }

need() { command -v "$1" >/dev/null || stop "$1 is missing. Install $2, then run this again."; }

# apt TITLE PACKAGE… : installs Debian packages, or says which ones to install.
apt() {
  local title=$1; shift
  command -v apt-get >/dev/null || stop "$title is missing and this machine has no apt-get. Install: $*"
  [ "$(id -u)" = 0 ] || stop "$title is missing. As root: apt-get install $*"
  say "Installing $title from Debian (about a minute): $*"
  [ -n "${APT_UPDATED:-}" ] || { apt-get update -qq; APT_UPDATED=1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null \
    || stop "apt-get could not install: $*"
}

# ---- the wasm32 target -------------------------------------------------------

has_target() { [ -d "$(rustc "+$1" --print sysroot 2>/dev/null)/lib/rustlib/$WASM/lib" ] \
  && compgen -G "$(rustc "+$1" --print sysroot)/lib/rustlib/$WASM/lib/libstd-*.rlib" >/dev/null; }

# The toolchain that wasm builds use; `scripts/web.sh` asks for it.
web_toolchain() {
  local default; default=$(rustup show active-toolchain | cut -d' ' -f1)
  if has_target "$default"; then echo "$default"
  elif rustup toolchain list | grep -q '^debian' && has_target debian; then echo debian
  fi
}

# Debian ships the compiler and the source of its standard library: build the target's library once.
debian_target() {
  [ "$(id -u)" = 0 ] || stop "No $WASM target can be downloaded here, and Debian's compiler needs root to install. Run 'make setup' as root once."
  command -v apt-get >/dev/null || stop "No $WASM target can be downloaded here. Run: rustup target add $WASM"
  if ! { [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo-clippy ] && [ -d /usr/lib/rustlib/src ]; }; then
    apt "a compiler with the $WASM sources" rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy
  fi
  local llvm; llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
  [ -x /usr/bin/rust-lld ] || apt "the $WASM linker" "lld-$llvm"
  rustup toolchain link debian /usr
  if ! has_target debian; then
    say "Building the $WASM standard library (about half a minute)"
    local dir; dir=$(mktemp -d)
    mkdir "$dir/src"; echo '#![no_std]' > "$dir/src/lib.rs"
    printf '[package]\nname = "std_for_wasm"\nversion = "0.0.0"\nedition = "2021"\n[profile.release]\npanic = "unwind"\n' > "$dir/Cargo.toml"
    (cd "$dir" && RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR=target cargo +debian build -q --release \
      --target $WASM -Z build-std=std,panic_abort,panic_unwind,test,proc_macro) || stop "The $WASM standard library did not build."
    mkdir -p /usr/lib/rustlib/$WASM/lib
    find "$dir/target/$WASM/release/deps" -name '*.rlib' ! -name 'libstd_for_wasm*' -exec cp {} /usr/lib/rustlib/$WASM/lib/ \;
    rm -rf "$dir"
  fi
}

wasm_target() {
  need rustup "Rust with rustup (rustup.rs)"
  [ -z "$(web_toolchain)" ] || return 0
  say "Adding the $WASM target"
  timeout 120 rustup target add $WASM >/dev/null 2>&1 || true
  [ -n "$(web_toolchain)" ] || debian_target
  [ -n "$(web_toolchain)" ] || stop "There is still no $WASM target. Run: rustup target add $WASM"
}

# ---- tools -------------------------------------------------------------------

# cargo_tool NAME COMMAND VERSION MINUTES [FLAGS…] : one version each, in a folder of its own, shared by all checkouts.
cargo_tool() {
  local name=$1 command=$2 version=$3 minutes=$4; shift 4
  local root="$TOOLS/$name-$version"
  if [ ! -x "$root/bin/$command" ]; then
    say "Building $name $version (once, about $minutes minutes)"
    CARGO_TARGET_DIR="$TOOLS/build" cargo install -q "$name" --version "$version" --root "$root" "$@" \
      || stop "$name $version did not build."
    rm -rf "$TOOLS/build"
  fi
}

locked_version() { sed -n "/^name = \"$1\"$/{n;s/version = \"\(.*\)\"/\1/p}" Cargo.lock; }

tools_path() {
  echo "$TOOLS/wasm-bindgen-cli-$(locked_version wasm-bindgen)/bin:$TOOLS/trunk-$TRUNK_VERSION/bin:$PWD/node_modules/.bin"
}

npm_packages() {
  need node "Node.js 20 or newer"; need npm "npm"
  if ! cmp -s package-lock.json node_modules/.installed-lock; then
    say "Installing npm packages"
    npm ci --no-audit --no-fund --loglevel=error || stop "npm could not install the packages."
    cp package-lock.json node_modules/.installed-lock
  fi
}

web() {
  wasm_target
  npm_packages
  cargo_tool wasm-bindgen-cli wasm-bindgen "$(locked_version wasm-bindgen)" 2
  cargo_tool trunk trunk "$TRUNK_VERSION" 7 --locked
}

browser() {
  npm_packages
  [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null \
    || apt "Chromium" chromium fonts-dejavu-core
}

lint() { command -v shellcheck >/dev/null || apt shellcheck shellcheck; }

case "${1:-}" in
  --toolchain) web_toolchain ;;
  --path) tools_path ;;
  *) need cargo "Rust with rustup (rustup.rs)"; for part in "$@"; do "$part"; done ;;
esac
