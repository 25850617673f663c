//! The file of rules as people write it: shared word lists and the cards of rules.

use crate::diag::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One file of `rules/language`: what is common to its rules, and their cards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Sheet {
    /// Word lists that several rules share.
    pub words: BTreeMap<String, Vec<String>>,
    /// The rules.
    pub rules: Vec<Card>,
}

impl Sheet {
    /// A sheet of these cards, without words of its own.
    pub fn of(cards: impl Iterator<Item = Card>) -> Self {
        Self { words: BTreeMap::new(), rules: cards.collect() }
    }
}

/// What a person needs to know of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Card {
    /// Its name, kebab case.
    pub rule: String,
    /// What it decides and why, one or two sentences, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Its words and patterns, by what they are for.
    pub lists: BTreeMap<String, Vec<String>>,
    /// Articles in Markdown, mostly of one sentence, in which it decides something.
    pub yes: Vec<String>,
    /// Articles that look alike and in which it decides nothing.
    pub no: Vec<String>,
}

impl Card {
    /// The card as people read it: what the rule decides, its lists, where it decides and where not.
    ///
    /// # Example
    /// ```
    /// use fangzhi::diag::Language;
    /// use fangzhi::rules::Card;
    /// let card = Card { rule: "plan-cue".into(), en: "A plan.".into(), ..Card::default() };
    /// assert_eq!(card.text("sense", Language::English), "plan-cue (sense)\n\nA plan.\n");
    /// ```
    #[must_use]
    pub fn text(&self, sheet: &str, language: Language) -> String {
        let what = language.pick(self.zh.as_str(), self.en.as_str());
        let mut out = format!("{} ({sheet})\n\n{}\n", self.rule, what.trim());
        for (name, words) in &self.lists {
            out.push_str(&format!("\n  {name}: {}\n", words.join(language.pick("、", ", "))));
        }
        let decides = language.pick("判定", "decides");
        let rests = language.pick("不判定", "does not");
        for (label, cases) in [(decides, &self.yes), (rests, &self.no)] {
            for case in cases {
                out.push_str(&format!("\n  {label}: {}\n", one_line(case)));
            }
        }
        out
    }

    /// The card as a section of a document in Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("### {}\n\n{}\n\n{}\n", self.rule, self.zh.trim(), self.en.trim());
        for (name, words) in &self.lists {
            let shown: Vec<String> =
                words.iter().take(SHOWN).map(|word| format!("`{word}`")).collect();
            let more = words.len().saturating_sub(SHOWN);
            let tail = if more > 0 { format!(" … (+{more})") } else { String::new() };
            out.push_str(&format!("\n- {name}: {}{tail}", shown.join(" ")));
        }
        for (mark, cases) in [("✓", &self.yes), ("✗", &self.no)] {
            for case in cases {
                out.push_str(&format!("\n- {mark} {}", one_line(case).replace('|', "\\|")));
            }
        }
        out.push('\n');
        out
    }
}

/// How many words of a list the document shows.
const SHOWN: usize = 24;

/// A case in one line; a day of publication goes first.
fn one_line(case: &str) -> String {
    let parts = case.split('\n').map(str::trim).filter(|line| !line.is_empty() && *line != "---");
    parts.collect::<Vec<_>>().join(" ⏎ ")
}
