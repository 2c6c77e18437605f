//! What text cannot settle: how long images take, and what breaks when. All of it has defaults, is shown, and can be changed.

use std::collections::BTreeMap;

/// The longest time that is looked at: a day, in seconds.
pub const LONGEST: i64 = 86_400;

/// What is assumed about a set of manifests. Times are in seconds from the creation of the pods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// How far to look.
    pub until: i64,
    /// Times of every image without its own.
    pub times: Times,
    /// Times of single images, by name.
    pub images: BTreeMap<String, Times>,
    /// What breaks.
    pub faults: Vec<Fault>,
    /// HTTP paths whose answer needs what is down: `/api/ready` asks the database.
    pub needs: Vec<String>,
    /// Nodes that a DaemonSet has pods on.
    pub nodes: i64,
}

/// How long things take with an image, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// To pull it; nothing is pulled with `imagePullPolicy: Never`, nor a second time.
    pub pull: i64,
    /// From the start of the process until it listens: before, every check is refused.
    pub listen: i64,
    /// From the start of the process until what its readiness probe asks is answered well. At least `listen`.
    pub ready: i64,
    /// From SIGTERM to the end of the process.
    pub stop: i64,
    /// From the start to the end of an init container, or of a Job's container.
    pub work: i64,
}

/// Something that breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub target: Target,
    /// From when on.
    pub from: i64,
    /// Until when; without it, until the process is another one (a hang) or for good.
    pub to: Option<i64>,
    /// How.
    pub trouble: Trouble,
}

/// Whom a fault concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// `Deployment`, without regard to case.
    pub kind: String,
    /// The object's name.
    pub name: String,
    /// One of its pods, counted from 0; all of them without it.
    pub pod: Option<usize>,
}

/// How something breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The process ends with this code.
    Exit(i32),
    /// Every process ends so many seconds after its start, with this code.
    ExitAfter(i64, i32),
    /// The process answers nothing any more, and does not react to SIGTERM. A port still accepts connections.
    Hang,
    /// Requests to this path (to every path without one) are answered with 503.
    Refuse(Option<String>),
    /// Every answer takes so many seconds.
    Slow(i64),
    /// A Service that others need does not answer: checks that need it fail at once, or hang.
    Down {
        /// They hang.
        hangs: bool,
    },
    /// The pods are deleted.
    Delete,
    /// The node is gone.
    LoseNode,
}

impl Default for Times {
    fn default() -> Self {
        Self { pull: 2, listen: 2, ready: 2, stop: 1, work: 5 }
    }
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            until: 300,
            times: Times::default(),
            images: BTreeMap::new(),
            faults: Vec::new(),
            needs: vec!["/api/health".to_owned(), "/api/ready".to_owned()],
            nodes: 1,
        }
    }
}

impl Scenario {
    /// The times of an image.
    #[must_use]
    pub fn times_of(&self, image: &str) -> Times {
        self.images.get(image).copied().unwrap_or(self.times)
    }

    /// How far to look, within bounds.
    #[must_use]
    pub fn horizon(&self) -> i64 {
        self.until.clamp(1, LONGEST)
    }
}

impl Target {
    /// Whether an object of this kind and name is meant.
    #[must_use]
    pub fn is(&self, kind: &str, name: &str) -> bool {
        self.kind.eq_ignore_ascii_case(kind) && self.name == name
    }
}
