# Everything that is done with this repository; `make` lists it. Every long step says what it does.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup build serve test lint unit site-test bench fuzz check
export CARGO_TERM_PROGRESS_WHEN ?= never
FILES ?= content/manifests/feastflow
WASM_CLIPPY := scripts/web.sh cargo clippy --quiet --target wasm32-unknown-unknown --no-default-features

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## install whatever is missing
	@scripts/setup.sh web browser lint

build: ## the release site, in dist/
	@scripts/setup.sh web
	@scripts/build.sh

serve: build ## build the site and serve it on loopback (PORT=… to choose a port)
	@node scripts/serve.mjs dist

test: ## install whatever is missing and run everything that is checked
	@scripts/setup.sh web browser lint
	@$(MAKE) --no-print-directory lint unit build site-test

lint: ## formatting, lints, shell scripts, documentation
	@echo "» Formatting and shell scripts"
	@cargo fmt --check
	@shellcheck scripts/*.sh .ci/run content/manifests/*/*.sh
	@echo "» Lints, native and wasm (the first time compiles every library: several minutes)"
	@cargo clippy --quiet --all-targets -- -D warnings
	@$(WASM_CLIPPY) --features site --bin site -- -D warnings
	@$(WASM_CLIPPY) --features workbench --bin workbench -- -D warnings
	@$(WASM_CLIPPY) --features worker --bins -- -D warnings
	@echo "» Documentation"
	@RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --document-private-items --lib

unit: ## the native tests
	@echo "» Native tests"
	@cargo test --quiet
	@echo "» Native tests of engine and content alone"
	@cargo test --quiet --no-default-features

site-test: ## the tests of the built site: sizes, and in a browser
	@echo "» Sizes, and the built site in headless Chromium"
	@node --test --test-concurrency=1 tests/e2e/*.test.mjs

bench: build ## figures, one a line, also in target/bench.tsv
	@scripts/setup.sh browser
	@mkdir -p target
	@(cargo bench --quiet --bench engine && node tests/e2e/bench.mjs) | tee target/bench.tsv

fuzz: ## texts that nobody would write, for a minute (FUZZ_SECONDS=… FUZZ_CASES=… FUZZ_SEED=… FUZZ_CASE=…)
	@cargo bench --quiet --bench fuzz

check: ## the command line: make check FILES="a.yaml b/"
	@cargo run --quiet -- check $(FILES)
