//! How much of its region a figure speaks of, and whether it is a key figure.

use super::cue::{Words, fits};
use super::{Scope, Status};
use crate::lexicon::{Dimension, Lexicon};

/// The word lists that decide.
#[derive(Debug)]
pub(crate) struct ScopeCues<'a> {
    household: Words<'a>,
    project: Words<'a>,
    region_wide: Words<'a>,
    not_key: &'a [String],
}

impl<'a> ScopeCues<'a> {
    /// Takes the lists from `lexicon`.
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        let words = |purpose| Words::of(lexicon, purpose);
        Self {
            household: words("household"),
            project: words("project"),
            region_wide: words("region_wide"),
            not_key: lexicon.cues("not_key"),
        }
    }

    /// Reads the scope of a figure from its surroundings.
    pub(crate) fn scope(&self, near: &Surroundings<'_>) -> (Scope, &'static str) {
        let summary = self.region_wide.any(near.sentence).is_some();
        if self.household.any(near.sentence).is_some() && !near.summary_in_clause(self) {
            return (Scope::Household, "household-story");
        }
        if !summary && self.household.any(near.story).is_some() && !near.names_region {
            return (Scope::Household, "household-story-goes-on");
        }
        if self.project.any(near.sentence).is_some() {
            return (Scope::Project, "project-story");
        }
        if near.locality {
            return (Scope::Locality, "locality");
        }
        (Scope::Region, "region")
    }

    /// Whether a figure belongs among the key figures of its region.
    pub(crate) fn key(&self, figure: &Candidate<'_>) -> bool {
        let counted = matches!(
            figure.dimension,
            Dimension::Duration | Dimension::Temperature | Dimension::Volume | Dimension::Multiple
        );
        matches!(figure.scope, Scope::Region | Scope::Part)
            && !counted
            && !(figure.status == Status::Requirement && !figure.has_indicator)
            && !self.not_key.iter().any(|pattern| fits(pattern, figure.measure))
    }
}

/// What stands around a figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surroundings<'a> {
    /// Its clause.
    pub(crate) clause: &'a str,
    /// Its sentence.
    pub(crate) sentence: &'a str,
    /// The sentences of its paragraph before it.
    pub(crate) story: &'a str,
    /// A village, town or project is named.
    pub(crate) locality: bool,
    /// The clause or sentence names a division.
    pub(crate) names_region: bool,
}

impl Surroundings<'_> {
    fn summary_in_clause(&self, cues: &ScopeCues<'_>) -> bool {
        cues.region_wide.any(self.clause).is_some()
    }
}

/// What decides whether a figure is a key figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'a> {
    /// The measured thing.
    pub(crate) measure: &'a str,
    /// What its unit measures.
    pub(crate) dimension: Dimension,
    /// Its scope.
    pub(crate) scope: Scope,
    /// Its sense.
    pub(crate) status: Status,
    /// An indicator fits.
    pub(crate) has_indicator: bool,
}
