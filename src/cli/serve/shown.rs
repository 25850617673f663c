//! What the pages are shown and told.

use crate::diag::Language;
use serde::Serialize;
use std::path::PathBuf;

/// The edition that is served, and why the last build made none.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Folder of the edition.
    pub(super) root: PathBuf,
    edition: usize,
    turn: usize,
    failure: Option<Failure>,
}

/// What an open page shows when a build came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Failure {
    title: &'static str,
    text: String,
}

impl Shown {
    /// The edition that an earlier command left in `root`.
    pub(super) const fn new(root: PathBuf) -> Self {
        Self { root, edition: 0, turn: 0, failure: None }
    }

    /// A build was published in `root`; `changed` says whether any file of it differs.
    pub(super) fn succeed(&mut self, root: PathBuf, changed: bool) {
        let moved = self.root != root;
        self.edition += usize::from(changed || moved);
        self.turn += 1;
        self.root = root;
        self.failure = None;
    }

    /// A build came to nothing; the edition stays.
    pub(super) fn fail(&mut self, language: Language, text: String) {
        let title = language.pick(
            "报告没有生成，这里仍是上一次的内容",
            "No report was made; this is still the last edition",
        );
        self.turn += 1;
        self.failure = Some(Failure { title, text });
    }

    /// Name of the edition, told apart from those of an earlier command on the same port.
    pub(super) fn edition(&self) -> String {
        format!("{:x}-{}", std::process::id(), self.edition)
    }

    /// Name of all that pages are told: another one means that there is something new.
    pub(super) fn turn(&self) -> String {
        format!("{:x}-{}", std::process::id(), self.turn)
    }

    /// Why the last build came to nothing.
    pub(super) const fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }
}
