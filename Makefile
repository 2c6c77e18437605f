# Every long step says what it does. `make` lists the targets.
.DEFAULT_GOAL := help
.PHONY: help setup build serve test unit lint site-test bench check
export CARGO_TERM_PROGRESS_WHEN ?= never

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## install whatever is missing
	@scripts/setup.sh web browser lint

build: ## the release site, in dist/
	@scripts/setup.sh web
	@scripts/build.sh

serve: build ## build the site and serve it on loopback (PORT=…)
	@node scripts/serve.mjs dist

test: ## everything that is checked
	@scripts/setup.sh web browser lint
	@$(MAKE) --no-print-directory lint unit build site-test

lint:
	@echo "» Formatting, lints, shell scripts"
	@cargo fmt --check
	@cargo clippy --quiet --all-targets -- -D warnings
	@scripts/web.sh cargo clippy --quiet --target wasm32-unknown-unknown --no-default-features --features site --bin site -- -D warnings
	@scripts/web.sh cargo clippy --quiet --target wasm32-unknown-unknown --no-default-features --features worker --bin worker -- -D warnings
	@shellcheck scripts/*.sh .ci/run content/manifests/*/*.sh

unit:
	@echo "» Native tests"
	@cargo test --quiet
	@cargo test --quiet --no-default-features --lib

site-test:
	@echo "» Sizes, and the built site in a browser"
	@node --test --test-concurrency=1 tests/e2e/*.test.mjs

bench: build ## figures, one a line, also in target/bench.tsv
	@scripts/setup.sh browser
	@mkdir -p target
	@(cargo bench --quiet --bench engine; node tests/e2e/bench.mjs) | tee target/bench.tsv

check: ## the command line: make check FILES="a.yaml b/"
	@cargo run --quiet -- check $(FILES)
