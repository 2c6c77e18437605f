//! How far and how fast: tolerance, stabilization and policies.

use super::metric::Ratio;
use crate::engine::objects::value::quantity;
use crate::engine::yaml::Walk;

/// `--horizontal-pod-autoscaler-downscale-stabilization`, in seconds.
const STABLE: i64 = 300;
/// `--horizontal-pod-autoscaler-tolerance`, in billionths.
const TOLERANCE: i128 = 100_000_000;
const BILLION: i128 = 1_000_000_000;

/// How far usage may be from the target without any effect, in billionths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tolerance {
    up: i128,
    down: i128,
}

impl Tolerance {
    /// `Tolerances.isWithin`.
    pub(super) fn holds(self, ratio: Ratio) -> bool {
        let (over, under) = (ratio.over * BILLION, ratio.under);
        under * (BILLION - self.down) <= over && over <= under * (BILLION + self.up)
    }
}

/// One direction.
#[derive(Clone, Debug)]
struct Rules {
    window: i64,
    select: Select,
    /// Percent or pods, how many, in how many seconds.
    policies: Vec<(bool, i64, i64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Select {
    Most,
    Least,
    Disabled,
}

/// All limits of an autoscaler.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    pub(super) tolerance: Tolerance,
    least: i64,
    most: i64,
    /// Up and down; none where no behavior is written, which is another way than the defaults of a behavior.
    rules: Option<(Rules, Rules)>,
}

impl Limits {
    pub(super) fn of(behavior: &Walk<'_>, least: i64, most: i64, own_tolerance: bool) -> Self {
        let (up, down) = (behavior.key("scaleUp"), behavior.key("scaleDown"));
        let tolerance = |rules: &Walk<'_>| {
            let own = quantity::parse(rules.key("tolerance").text()).map(|n| n.clamp(0, BILLION));
            own.filter(|_| own_tolerance).unwrap_or(TOLERANCE)
        };
        // `GenerateHPAScaleUpRules`, `GenerateHPAScaleDownRules`.
        let rules = behavior
            .is_there()
            .then(|| (rules(&up, 0, &[(false, 4, 15), (true, 100, 15)]), rules(&down, STABLE, &[(true, 100, 15)])));
        Self { tolerance: Tolerance { up: tolerance(&up), down: tolerance(&down) }, least, most, rules }
    }
}

fn rules(written: &Walk<'_>, window: i64, policies: &[(bool, i64, i64)]) -> Rules {
    let number = |at: Walk<'_>| at.int().unwrap_or(0).clamp(0, 1_000_000);
    let policy =
        |p: &Walk<'_>| (p.key("type").text() == "Percent", number(p.key("value")), number(p.key("periodSeconds")));
    let own: Vec<_> = written.key("policies").items().iter().map(policy).collect();
    Rules {
        window: written.key("stabilizationWindowSeconds").int().map_or(window, |s| s.clamp(0, 3600)),
        select: match written.key("selectPolicy").text() {
            "Disabled" => Select::Disabled,
            "Min" => Select::Least,
            _ => Select::Most,
        },
        policies: if own.is_empty() { policies.to_vec() } else { own },
    }
}

/// The rules in words: up, and down.
pub(super) fn words(behavior: &Walk<'_>) -> [String; 2] {
    match Limits::of(behavior, 0, 0, false).rules {
        Some((up, down)) => [up.words("lowest"), down.words("highest")],
        None => [
            "at most to twice as many pods, or to 4, at each look".to_owned(),
            format!("to the highest number wanted in the last {STABLE} s, with no other limit"),
        ],
    }
}

impl Rules {
    fn words(&self, of_window: &str) -> String {
        if self.select == Select::Disabled {
            return "never".to_owned();
        }
        let policy = |(percent, value, period): &(bool, i64, i64)| {
            let unit = match (*percent, *value) {
                (true, _) => "%",
                (false, 1) => "pod",
                (false, _) => "pods",
            };
            format!("{value} {unit} in {period} s")
        };
        let all: Vec<String> = self.policies.iter().map(policy).collect();
        let which = if self.select == Select::Least { "less" } else { "more" };
        let which = if all.len() > 1 { format!(", whichever is {which}") } else { String::new() };
        let window = match self.window {
            0 => "at once".to_owned(),
            seconds => format!("to the {of_window} number wanted in the last {seconds} s"),
        };
        format!("{window}, by at most {}{which}", all.join(" or "))
    }
}

/// What was recommended and done before.
#[derive(Debug)]
pub(super) struct Memory {
    recommended: Vec<(i64, i64)>,
    changes: Vec<(i64, i64)>,
}

impl Memory {
    /// The first look remembers the number that it finds (`recordInitialRecommendation`).
    pub(super) fn new(replicas: i64) -> Self {
        Self { recommended: vec![(0, replicas)], changes: Vec::new() }
    }

    /// Pods were added or removed.
    pub(super) fn scaled(&mut self, at: i64, by: i64) {
        self.changes.push((at, by));
    }

    /// What is wanted after stabilization and policies.
    pub(super) fn decide(&mut self, limits: &Limits, at: i64, replicas: i64, asked: i64) -> i64 {
        match &limits.rules {
            None => self.plain(limits, at, replicas, asked),
            Some((up, down)) => {
                let stable = self.stable(up.window, down.window, at, replicas, asked);
                match stable {
                    _ if stable > replicas => {
                        let most = self.limit(up, at, replicas, 1).max(replicas).min(limits.most);
                        stable.min(most)
                    }
                    _ if stable < replicas => {
                        let least = self.limit(down, at, replicas, -1).min(replicas).max(limits.least);
                        stable.max(least)
                    }
                    _ => stable,
                }
            }
        }
    }

    /// `normalizeDesiredReplicas`: down to the highest of the last five minutes, up to twice as many or four.
    fn plain(&mut self, limits: &Limits, at: i64, replicas: i64, asked: i64) -> i64 {
        let recent = self.recommended.iter().filter(|(then, _)| *then >= at - STABLE).map(|(_, n)| *n);
        let stable = recent.max().unwrap_or(asked).max(asked);
        self.remember(at, asked, STABLE);
        stable.max(limits.least).min(replicas.saturating_mul(2).max(4).min(limits.most))
    }

    /// `stabilizeRecommendationWithBehaviors`: up to the lowest, down to the highest of what was recommended lately.
    fn stable(&mut self, up: i64, down: i64, at: i64, replicas: i64, asked: i64) -> i64 {
        let since = |window: i64| self.recommended.iter().filter(move |(then, _)| *then > at - window).map(|(_, n)| *n);
        let lowest = since(up).min().unwrap_or(asked).min(asked);
        let highest = since(down).max().unwrap_or(asked).max(asked);
        self.remember(at, asked, up.max(down));
        replicas.max(lowest).min(highest)
    }

    fn remember(&mut self, at: i64, asked: i64, window: i64) {
        self.recommended.retain(|(then, _)| *then >= at - window);
        self.recommended.push((at, asked));
    }

    /// `calculateScaleUpLimitWithScalingRules` and its counterpart: how far the policies let it go.
    fn limit(&self, rules: &Rules, at: i64, replicas: i64, way: i64) -> i64 {
        let proposed = rules.policies.iter().map(|(percent, value, period)| {
            // What was done within the period counts against it.
            let done: i64 = self.changes.iter().filter(|(then, _)| *then > at - period).map(|(_, by)| by).sum();
            let start = replicas - done;
            match (percent, way > 0) {
                (false, _) => start + way * value,
                (true, true) => (start * (100 + value) + 99).div_euclid(100),
                (true, false) => start * (100 - value) / 100,
            }
        });
        let found = match (rules.select, way > 0) {
            (Select::Disabled, _) => return replicas,
            (Select::Most, true) | (Select::Least, false) => proposed.max(),
            (Select::Least, true) | (Select::Most, false) => proposed.min(),
        };
        found.unwrap_or(replicas)
    }
}
