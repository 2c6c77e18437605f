//! `make fuzz`: texts that nobody would write, for as long as `FUZZ_SECONDS` says, or until `FUZZ_CASES` were tried.
//!
//! Nothing may panic or hang, each answer is the same twice, and an edit gives what the whole gives. A case is
//! made of `FUZZ_SEED` and its number alone: `FUZZ_CASE=n` tries that one again.

mod checks;
mod dice;
mod texts;
mod trees;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};
use std::{env, fs, panic, process, thread};

use checks::Case;
use dice::Dice;

/// Texts longer than this are cut.
const LONGEST: usize = 16_000;

/// What no case may take of a core's time.
const PATIENCE: Duration = Duration::from_secs(20);

/// What each text is made of.
struct Run {
    seed: u64,
    seeds: Vec<String>,
    next: AtomicU64,
    slowest: Mutex<Vec<(Duration, u64)>>,
}

fn main() -> process::ExitCode {
    let number = |name: &str, usual| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (seed, seconds, cases) = (number("FUZZ_SEED", 1), number("FUZZ_SECONDS", 60), number("FUZZ_CASES", 1_000_000));
    let only = env::var("FUZZ_CASE").ok().and_then(|text| text.parse().ok());
    let run = Run { seed, seeds: seeds(), next: only.unwrap_or(0).into(), slowest: Mutex::default() };
    println!("» Fuzzing: seed {seed}, {} texts to begin with, {seconds} s or {cases} cases", run.seeds.len());
    let end = Instant::now() + Duration::from_secs(if only.is_some() { 3600 } else { seconds });
    let last = only.map_or(cases, |only| only + 1);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let found: Vec<u64> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(|| work(&run, end, last))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let tried = run.next.load(Ordering::Relaxed).min(last);
    println!("{tried} cases, {} found", found.len());
    for (time, case) in run.slowest.lock().unwrap().iter() {
        println!("case {case} took {} ms", time.as_millis());
    }
    process::ExitCode::from(u8::from(!found.is_empty()))
}

/// Tries cases until the time is over; gives the numbers of those in which something is wrong.
fn work(run: &Run, end: Instant, last: u64) -> Vec<u64> {
    let mut found = Vec::new();
    while Instant::now() < end && found.len() < 5 {
        let number = run.next.fetch_add(1, Ordering::Relaxed);
        if number >= last {
            break;
        }
        if !attempt(run, number) {
            found.push(number);
        }
    }
    found
}

fn attempt(run: &Run, number: u64) -> bool {
    let mut dice = Dice::new(run.seed, number);
    let case = case(&run.seeds, &mut dice);
    let (done, waiting) = mpsc::channel::<()>();
    let own = fs::canonicalize("/proc/thread-self").ok();
    let began = Instant::now();
    let before = spent(own.as_deref());
    let (held, hangs) = thread::scope(|scope| {
        let (case, own) = (&case, own.as_deref());
        let watch = scope.spawn(move || {
            let hangs = outlasts(&waiting, || spent(own).zip(before).map(|(now, before)| now - before));
            if hangs {
                keep(run, number, case, "takes too long");
            }
            hangs
        });
        let held = panic::catch_unwind(panic::AssertUnwindSafe(|| checks::hold(case, &mut dice))).is_ok();
        drop(done);
        (held, watch.join().unwrap())
    });
    let time = spent(own.as_deref()).zip(before).map_or_else(|| began.elapsed(), |(now, before)| now - before);
    remember(run, time, number);
    if !held {
        keep(run, number, &case, "fails");
    }
    held && !hangs
}

/// Whether it is still at work when its time is over. A busy machine may let it wait: where the system says how
/// long it really ran, that counts.
fn outlasts(waiting: &mpsc::Receiver<()>, ran: impl Fn() -> Option<Duration>) -> bool {
    while waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
        if ran().is_none_or(|ran| ran >= PATIENCE) {
            return true;
        }
    }
    false
}

/// What a thread has had of a core until now.
fn spent(thread: Option<&Path>) -> Option<Duration> {
    let stat = fs::read_to_string(thread?.join("schedstat")).ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The case's texts as files, to look at.
fn keep(run: &Run, number: u64, case: &Case, what: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz").join(format!("{}-{number}", run.seed));
    let texts = [("before.yaml", &case.before), ("a.yaml", &case.after), ("b.yaml", &case.beside)];
    fs::create_dir_all(&folder).unwrap();
    texts.iter().for_each(|(name, text)| fs::write(folder.join(name), text).unwrap());
    println!(
        "case {number} {what}: FUZZ_SEED={} FUZZ_CASE={number} make fuzz; its texts: {}",
        run.seed,
        folder.display()
    );
}

fn remember(run: &Run, time: Duration, number: u64) {
    let mut slowest = run.slowest.lock().unwrap();
    slowest.push((time, number));
    slowest.sort_unstable_by(|a, b| b.cmp(a));
    slowest.truncate(3);
}

fn case(seeds: &[String], dice: &mut Dice) -> Case {
    let before = dice.pick(seeds).clone();
    let mut after = before.clone();
    for _ in 0..=dice.roll(4) {
        let other = dice.pick(seeds);
        let tree = if dice.roll(3) == 0 { trees::changed(&after, other, dice) } else { None };
        after = cut(tree.unwrap_or_else(|| texts::changed(&after, other, dice)));
    }
    Case { before, after, beside: dice.pick(seeds).clone() }
}

fn cut(mut text: String) -> String {
    let end = (0..=text.len().min(LONGEST)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.truncate(end);
    text
}

/// Every text of the example sets, of the corpus and of the server's answers.
fn seeds() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = vec![String::new()];
    for folder in ["content/manifests", "tests/corpus", "tests/server"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).sort_by_file_name() {
            let path = entry.unwrap().into_path();
            if path.extension().is_some_and(|e| e == "yaml" || e == "yml" || e == "json") {
                texts.push(cut(String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned()));
            }
        }
    }
    texts
}
