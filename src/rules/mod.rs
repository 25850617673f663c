//! The house of the rules of the language: every rule has a name, a card and a pair of sentences.
//!
//! 1. `rules/language/NAME.yaml` is a [`Sheet`]: word lists that its rules share, and the [`Card`] of
//!    each rule: what it decides, its words, texts in which it decides and texts in which it does not.
//! 2. `src/rules/NAME.rs` registers the same rules with the `sheet!` macro, so that the engine
//!    reaches a list as a field: `book.sense.plan_cue.cues`.
//! 3. The [`Rulebook`] is all of them made ready. A test holds cards and register against each other.
//!
//! A rule decides by [`Decided`], which names it and the words that decided.

mod card;
mod finder;
pub mod imprint;
pub mod key;
mod list;
pub mod measure;
pub mod mechanism;
mod needs;
pub mod number;
mod phrase;
pub mod place;
pub mod quantity;
pub mod reach;
mod register;
pub mod relation;
mod rule;
pub mod sense;
mod sought;
pub mod table;
pub mod time;
mod wordings;
mod words;

pub use card::{Card, Sheet};
pub use finder::Finder;
pub use list::{Chain, Letters, Ordered, Pattern, Values, Word, Words};
pub use phrase::{Pairs, Phrases};
pub use rule::{Decided, Decision, Rule};
pub use wordings::{Held, Wordings};
pub use words::{Initials, WordIndex};

pub(crate) use register::sheet;
pub(crate) use words::ByCharacter;

use serde::Serialize;
use std::collections::BTreeMap;

/// The sheets by the names of their files, as given.
pub type Sheets = BTreeMap<String, Sheet>;

/// What a subject or a project adds: words by list, by the name of a rule or, for shared words, of a
/// sheet.
pub type Additions = BTreeMap<String, BTreeMap<String, Vec<String>>>;

register::book! {
    /// What lines say of their publication.
    imprint: imprint::Imprints,
    /// Key figures and grades.
    key: key::Key,
    /// What a figure measures.
    measure: measure::Measures,
    /// Named devices of policy.
    mechanism: mechanism::Devices,
    /// Which numbers count nothing.
    number: number::NotCounting,
    /// Which places a text names, and whose a figure is.
    place: place::Place,
    /// How a number becomes a quantity.
    quantity: quantity::Amounts,
    /// How much of its region a figure speaks of.
    reach: reach::Reach,
    /// Figures that belong together, and their arithmetic.
    relation: relation::Relation,
    /// In which sense a figure holds.
    sense: sense::Sense,
    /// Units and things of tables.
    table: table::Cells,
    /// When a figure holds.
    time: time::Time,
}

/// A list that the register asks for: its sheet, its rule (none for shared words), its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Slot {
    /// Name of the sheet.
    pub sheet: &'static str,
    /// The rule whose card holds it.
    pub rule: Option<Rule>,
    /// Its name.
    pub list: &'static str,
    /// The type of list that it is made ready as: `Words`, `Letters`, `Pattern` …
    pub kind: &'static str,
}

/// All rules, in the order of the sheets.
///
/// # Example
/// ```
/// let names: Vec<&str> = fangzhi::rules::all().map(|rule| rule.name()).collect();
/// assert!(names.contains(&"plan-cue"));
/// ```
pub fn all() -> impl Iterator<Item = Rule> {
    Rulebook::RULES.iter().flat_map(|rules| rules.iter().copied())
}

/// The rule at a place of [`all`].
fn at(mut place: usize) -> Option<Rule> {
    for rules in Rulebook::RULES {
        match rules.get(place) {
            Some(rule) => return Some(*rule),
            None => place -= rules.len(),
        }
    }
    None
}

/// The card of the rule of this name among `sheets`, with the name of its sheet.
#[must_use]
pub fn card<'s>(sheets: &'s Sheets, rule: &str) -> Option<(&'s str, &'s Card)> {
    sheets.iter().find_map(|(name, sheet)| {
        let card = sheet.rules.iter().find(|card| card.rule == rule)?;
        Some((name.as_str(), card))
    })
}

/// Joins `additions` to the lists that they name; a name that is not there changes nothing.
pub fn add(sheets: &mut Sheets, additions: &Additions) {
    for (name, lists) in additions {
        for (list, words) in lists {
            let Some(known) = list_mut(sheets, name, list) else { continue };
            for word in words {
                if !known.contains(word) {
                    known.push(word.clone());
                }
            }
        }
    }
}

/// The lists of a rule or, for its shared words, of a sheet.
#[must_use]
pub fn lists<'s>(sheets: &'s Sheets, name: &str) -> Option<&'s BTreeMap<String, Vec<String>>> {
    let card = || sheets.values().flat_map(|sheet| &sheet.rules).find(|card| card.rule == name);
    sheets.get(name).map(|sheet| &sheet.words).or_else(|| Some(&card()?.lists))
}

fn list_mut<'s>(sheets: &'s mut Sheets, name: &str, list: &str) -> Option<&'s mut Vec<String>> {
    if sheets.contains_key(name) {
        return sheets.get_mut(name)?.words.get_mut(list);
    }
    let mut cards = sheets.values_mut().flat_map(|sheet| &mut sheet.rules);
    cards.find(|card| card.rule == name)?.lists.get_mut(list)
}

/// All rules as a document in Markdown, sheet by sheet.
#[must_use]
pub fn document(sheets: &Sheets) -> String {
    let mut out = String::from(HEAD);
    for (name, sheet) in sheets {
        out.push_str(&format!("\n## {name}\n"));
        for card in &sheet.rules {
            out.push('\n');
            out.push_str(&card.markdown());
        }
    }
    out
}

/// How the document begins.
const HEAD: &str = "\
# Rules of the language

What fangzhi reads with, made from the cards in `rules/language` (`FANGZHI_BLESS=1 cargo test docs`). ✓ is an
article in which the rule decides, ✗ one that looks alike and in which it does not; both are tests. Long lists are
cut short here: `fangzhi explain RULE` prints a card whole, and in a project the sentences that it decided.
`pack.rules` in config.yaml adds words to a list, `pack.off` switches a rule off.
";
