//! FeastFlow on Kubernetes: guides, and a playground that shows what a set of manifests really does.
//!
//! # The pipeline
//! ```text
//! files ──▶ documents ──▶ objects ──▶ graph ─────▶ findings ──▶ views
//! (text)    engine/yaml   objects/    timelines    rules/       ui (page), cli (terminal), publish (static pages)
//! ```
//!
//! # The code map
//! | where | what |
//! |---|---|
//! | [`engine::text`], [`engine::yaml`] | places in a text; YAML trees with spans, scalars typed as kubectl types them |
//! | [`engine::workspace`] | files and their documents, kept while their text stays; objects, found by what is asked for |
//! | [`engine::schema`] | kinds, fields and types of the API (tables by `build.rs`), the strict check |
//! | [`engine::objects`] | identity, typed values (the fields that are read: `objects/decode/fields.rs`), defaults, workload → pods |
//! | [`engine::part`] | mappings of known API type, for rules that need nothing else |
//! | [`engine::graph`] | edges between objects, one relation a file; the drawing's layout |
//! | [`engine::environment`] | what a container really gets: variables, command, files |
//! | [`engine::requests`] | what a request reaches, from outside or from a pod, and where it breaks |
//! | [`engine::timeline`] | what probes mean in seconds; the lives of pods in a scenario; rollouts step by step; autoscaling, drains, where pods fit |
//! | [`engine::whatif`] | what follows if something is deleted, changed or broken |
//! | [`engine::review`] | the review checklist: points ticked or open, each with its places |
//! | [`engine::checks`] | conditions that a lesson's steps set, with what is missing |
//! | [`engine::rules`] | findings, one rule a file; every sentence about a problem |
//! | [`engine::assist`] | what the editor asks: the text under a caret, what can be written there, definitions, users, fixes |
//! | [`engine::report`], [`engine::service`] | what the page and the command line show |
//! | [`content`] | guides: front matter, Markdown, fences |
//! | [`protocol`] | what crosses between page and worker |
//! | `publish` | real HTML files and data made from the content |
//! | [`explorer`] | the views that need more than a report: environment, requests, time; answers as HTML |
//! | [`picture`] | the drawing as SVG |
//! | [`ui::panels`], [`ui::session`] | reports as HTML; what is open: plain functions, natively tested |
//! | `editor/` | the text editor: `editor.js` at once, `later.js` with `assist/` at the first act in it |
//! | `present/` | a page as slides: `deck.js` cuts, `stage.js` is what the class sees, `speaker.js` the speaker's window, `state.js` keeps them in step |
//! | `wiring/` | what makes the drawing of the wiring zoom, search, walk and save itself; fetched with the first drawing |
//! | [`ui`] | the pages' programs: `site` for reading, `workbench` for the playground; only `ui/browser` knows the browser |
//!
//! # Invariants
//! 1. A stage uses earlier stages, never later ones; `ui` uses `protocol`, never `engine`.
//! 2. [`engine::analyze`] returns for every input: no panic, clock, randomness, IO or browser type.
//! 3. A place is a route until the finding builder turns it into bytes; no rule computes an offset.
//! 4. Sentences about problems live in `engine/rules` only.
//! 5. The worker owns the analysis; the page never waits for it.
//! 6. An edit costs what it concerns: a look-up is recorded, and who asked for something that changed is asked again.
//!    The page is told of those documents alone; what only moved it moves itself ([`protocol::patch`]).
//!
//! Deliberately absent: a decoder for fields that nobody reads (times, status, affinity: they are judged from
//! the text), a YAML library in the engine (none reads YAML 1.1 as kubectl does), floating-point tables.
//!
//! # To add …
//! | to add | do | and nothing else |
//! |---|---|---|
//! | a rule | `engine/rules/<id>.rs`, its name in `engine/rules.rs` | its page, URL and tests of its examples follow |
//! | a relation | `engine/graph/relations/<verb>.rs`, its name in `relations.rs` | the views draw it |
//! | a kind | one row in `objects/kinds.rs` (+ an arm in `workload.rs` if it has pods) | |
//! | a field that is read typed | a word in `objects/decode/fields.rs` | |
//! | a guide | `content/guides/<slug>.md`, see `docs/guides.md` | route and navigation follow |
//! | a lesson | `content/lessons/<slug>/`, see `docs/lessons.md` | page, index, playground and tests follow |
//! | a plan for a class | `content/teach/<slug>.yaml`, see `docs/lessons.md` | its page and card follow; minutes and links are checked |
//! | an example set | `content/manifests/<set>/` | the picker follows |
//! | a panel | `ui/panels/<name>.rs` + `.css`, its name in `ui/panels.rs` | tab, badge, URL key follow |
//! | a kind of check for lessons | `engine/checks/<name>.rs`, its name in `engine/checks.rs`, a row in `docs/lessons.md` | |
//! | a view | `explorer/views/<name>.rs`, its name in `explorer/views.rs`, and its panel | it can be shown in guides, too |
//! | a command of the editor | a line in `editor/later.js`, its key in `editor/editor.js` and `editor/assist/keys.js` | |
//! | a regression | `tests/corpus/<case>/` with any files, `INSTA_UPDATE=always cargo test --test corpus` | |

#[cfg(feature = "cli")]
pub mod cli;
pub mod content;
pub mod engine;
pub mod explorer;
pub mod picture;
pub mod protocol;
#[cfg(feature = "cli")]
pub mod publish;
pub mod ui;
