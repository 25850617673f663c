//! How much of its region a figure speaks of, and whether it is a key figure.

use super::cue::{Words, fits};
use super::{Scope, Status};
use crate::lexicon::{Dimension, Lexicon};
use regex::Regex;

/// Letters of bare words for divisions and people: 六个县, 18个县(市、区) by themselves are no statistics.
const DIVISIONS: &str = "县市区旗州省盟镇乡村街道办组社人户年、()（）";

/// The word lists that decide.
#[derive(Debug)]
pub(crate) struct ScopeCues<'a> {
    household: Words<'a>,
    story: Option<Regex>,
    project: Words<'a>,
    region_wide: Words<'a>,
    not_key: &'a [String],
    not_key_alone: &'a [String],
    geography: &'a [String],
}

impl<'a> ScopeCues<'a> {
    /// Takes the lists from `lexicon`.
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        let words = |purpose| Words::of(lexicon, purpose);
        Self {
            household: words("household"),
            story: person(lexicon),
            project: words("project"),
            region_wide: words("region_wide"),
            not_key: lexicon.cues("not_key"),
            not_key_alone: lexicon.cues("not_key_alone"),
            geography: lexicon.cues("geography"),
        }
    }

    /// Reads the scope of a figure from its surroundings.
    pub(crate) fn scope(&self, near: &Surroundings<'_>) -> (Scope, &'static str) {
        let summary = self.region_wide.any(near.sentence).is_some();
        let told = self.household.any(near.sentence).is_some() || self.names_person(near.sentence);
        if told && !near.summary_in_clause(self) {
            return (Scope::Household, "household-story");
        }
        let told = self.household.any(near.story).is_some() || self.names_person(near.story);
        if !summary && told && !near.names_region && near.small {
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

    /// Meetings and papers when counted; geography and history always; some things unless an
    /// indicator says what they are for.
    fn outside(&self, figure: &Candidate<'_>) -> bool {
        let any = |list: &[String]| list.iter().any(|pattern| fits(pattern, figure.measure));
        any(self.geography)
            || (figure.dimension == Dimension::Count && any(self.not_key))
            || (!figure.has_indicator && any(self.not_key_alone))
    }

    fn names_person(&self, text: &str) -> bool {
        self.story.as_ref().is_some_and(|person| person.is_match(text))
    }

    /// Whether a figure belongs among the key figures of its region.
    pub(crate) fn key(&self, figure: &Candidate<'_>) -> bool {
        let timed = matches!(figure.dimension, Dimension::Duration | Dimension::Temperature);
        let ratio = figure.unit == "比例"
            || (figure.dimension == Dimension::Multiple && figure.unit != "倍");
        let bare_rule = figure.status == Status::Requirement && !figure.has_indicator;
        let wide = matches!(figure.scope, Scope::Region | Scope::Part);
        let limits = timed || ratio || bare_rule || figure.threshold;
        let bare = !figure.measure.is_empty()
            && figure.measure.chars().all(|c| DIVISIONS.contains(c))
            && !figure.has_indicator;
        wide && !limits && !bare && !self.outside(figure)
    }
}

/// A villager with a name: 脱贫户|汪某某|说. The role alone is not enough (贫困户张贴…), so a word that
/// follows a name must come after two or three characters that begin with a surname.
fn person(lexicon: &Lexicon) -> Option<Regex> {
    let list = |purpose| lexicon.cues(purpose).join("|");
    let (roles, surnames, after) = (list("person_roles"), list("surnames"), list("person_after"));
    let empty = roles.is_empty() || surnames.is_empty() || after.is_empty();
    let pattern = format!(r"(?:{roles})(?:{surnames})\p{{Han}}{{1,2}}(?:{after})");
    if empty { None } else { Regex::new(&pattern).ok() }
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
    /// Small enough for one household: a story may still be going on.
    pub(crate) small: bool,
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
    /// Its unit.
    pub(crate) unit: &'a str,
    /// It only limits what is meant: 人均纯收入低于6000元的|农户.
    pub(crate) threshold: bool,
    /// Its scope.
    pub(crate) scope: Scope,
    /// Its sense.
    pub(crate) status: Status,
    /// An indicator fits.
    pub(crate) has_indicator: bool,
}
