//! How long stages take: the only clock of the program, and nothing of it reaches an output.

use std::fmt;
use std::time::{Duration, Instant};

/// A step of the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Files to extractions.
    Read,
    /// Extractions to a report.
    Aggregate,
    /// A report to pages.
    Plan,
    /// Pages to files.
    Render,
    /// Files to the output folder.
    Write,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Aggregate => "aggregate",
            Self::Plan => "plan",
            Self::Render => "render",
            Self::Write => "write",
        })
    }
}

/// Measures one stage after the other.
#[derive(Debug)]
pub(super) struct Stopwatch {
    last: Instant,
    laps: Vec<(Stage, Duration)>,
}

impl Stopwatch {
    /// Starts to measure.
    #[must_use]
    pub(super) fn start() -> Self {
        Self { last: now(), laps: Vec::new() }
    }

    /// Ends `stage`, which began where the one before it ended.
    pub(super) fn lap(&mut self, stage: Stage) {
        let time = now();
        self.laps.push((stage, time.duration_since(self.last)));
        self.last = time;
    }

    /// The stages measured so far, in order.
    #[must_use]
    pub(super) fn laps(self) -> Vec<(Stage, Duration)> {
        self.laps
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that measures")]
fn now() -> Instant {
    Instant::now()
}
