//! What a build tells while it runs.

use super::Stage;

/// Is told how far a build has got; called from many threads.
pub trait Progress: Sync {
    /// A stage begins, with so many steps to do.
    fn begin(&self, stage: Stage, steps: usize);
    /// One step is done.
    fn step(&self);
    /// Another command, `holder`, writes to the output folder; its end is waited for.
    fn waiting(&self, _holder: &str) {}
}

/// Tells nobody.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: usize) {}
    fn step(&self) {}
}
