//! Settings: one `config.yaml`, every key optional. Owner of the YAML engine.
//!
//! 1. [`parse_yaml`] reads any YAML of ours (config, packs, front matter, corrections) strictly;
//! 2. [`load`] makes the [`Config`];
//! 3. [`lexicon`] merges its `pack:` into the built-in pack and checks the result.

mod pack;
mod schema;
mod yaml;

pub use pack::{builtin_lexicon, lexicon};
pub use yaml::parse_yaml;

use crate::date::Date;
use crate::diag::{Language, Outcome};
use crate::lexicon::{BoilerplateDef, GroupDef, HeadNoun, IndicatorDef, Pack, ThemeDef, UnitDef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The report: its name and what is printed about it.
    pub site: SiteConfig,
    /// Where the articles are.
    pub corpus: CorpusConfig,
    /// How texts are cleaned.
    pub clean: CleanConfig,
    /// What is shown and how it is ranked.
    pub report: ReportConfig,
    /// Where the report goes.
    pub output: OutputConfig,
    /// The subject: indicators, units, cues; extends the built-in pack.
    pub pack: PackConfig,
    /// File of corrections, beside this file; none when absent.
    pub corrections: Option<String>,
}

/// Reads the text of a `config.yaml`.
///
/// With any finding of severity error the value is [`Config::default`]: a report must not be
/// published under half of its settings.
///
/// # Example
/// ```
/// use fangzhi::config::load;
/// assert_eq!(load("site:\n  title: 川北纪实\n").value.site.title, "川北纪实");
/// assert_eq!(load("site:\n  titel: 川北纪实\n").diagnostics.len(), 1);
/// ```
#[must_use]
pub fn load(text: &str) -> Outcome<Config> {
    match parse_yaml(text) {
        Ok(config) => Outcome::clean(config),
        Err(diagnostics) => Outcome { value: Config::default(), diagnostics },
    }
}

/// The report as a publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteConfig {
    /// Title of the report.
    pub title: String,
    /// A line under the title.
    pub subtitle: String,
    /// Who publishes it.
    pub publisher: String,
    /// Language of pages and messages.
    pub language: Language,
    /// Name of this edition (`2026年第1版`); empty: named after the corpus.
    pub edition: String,
    /// Date of this edition; absent: the date of the newest article.
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// Where the site will be served, for feeds and canonical links; empty: file only.
    pub base_url: String,
    /// Licence of the published data.
    pub license: String,
    /// Folder with the data of an earlier edition, to say what changed.
    pub previous: Option<String>,
    /// How much of an article's text is shown, by outlet; `default` for all others.
    pub article_text: BTreeMap<String, ArticleText>,
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self {
            title: "地区资料汇编".to_owned(),
            subtitle: String::new(),
            publisher: String::new(),
            language: Language::default(),
            edition: String::new(),
            date: None,
            base_url: String::new(),
            license: String::new(),
            previous: None,
            article_text: BTreeMap::from([("default".to_owned(), ArticleText::Full)]),
        }
    }
}

/// How much of an article's text is shown. Evidence sentences always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ArticleText {
    /// All of it.
    Full,
    /// Sentences with evidence and their neighbours.
    Excerpt,
    /// Evidence sentences only.
    None,
}

/// Where the articles are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CorpusConfig {
    /// Folder of the articles, below the project.
    pub dir: String,
    /// Largest file that is read, in bytes.
    #[schemars(range(min = 1024, max = 1_073_741_824))]
    pub max_bytes: u64,
    /// Deepest folder that is walked.
    #[schemars(range(min = 1, max = 64))]
    pub max_depth: usize,
}

impl Default for CorpusConfig {
    fn default() -> Self {
        Self { dir: "content".to_owned(), max_bytes: 8 * 1024 * 1024, max_depth: 16 }
    }
}

/// How texts are cleaned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CleanConfig {
    /// Share of traditional-only characters, in percent, from which a text is converted.
    #[schemars(range(min = 1, max = 100))]
    pub traditional_percent: u8,
    /// Least number of pinyin glosses before they are removed.
    #[schemars(range(min = 1, max = 100))]
    pub min_glosses: usize,
    /// Words behind masks, by the masked spelling: `*策: 政策`; adds to the built-in list.
    pub masks: BTreeMap<String, String>,
}

impl Default for CleanConfig {
    fn default() -> Self {
        Self { traditional_percent: 5, min_glosses: 3, masks: BTreeMap::new() }
    }
}

/// What is shown and how it is ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReportConfig {
    /// Most cards on a region page before the rest is folded.
    #[schemars(range(min = 1, max = 24))]
    pub cards: usize,
    /// Most cards of one group.
    #[schemars(range(min = 1, max = 24))]
    pub cards_per_group: usize,
    /// Most charts on a region page.
    #[schemars(range(min = 0, max = 12))]
    pub charts: usize,
    /// Weights of the ranking of key figures.
    pub rank: RankConfig,
}

impl Default for ReportConfig {
    fn default() -> Self {
        Self { cards: 6, cards_per_group: 2, charts: 4, rank: RankConfig::default() }
    }
}

/// Weights of the ranking: the score is their sum, each times what it weighs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RankConfig {
    /// The indicator's weight (0–10).
    pub indicator: i32,
    /// Whole region 2, part 1, else 0.
    pub scope: i32,
    /// Grade 甲 3 … 丁 0.
    pub grade: i32,
    /// The figure has a change or a denominator.
    pub context: i32,
    /// It is the latest of its indicator.
    pub recency: i32,
    /// Two or more independent sources.
    pub sources: i32,
    /// It is of one household or person.
    pub anecdote: i32,
    /// It is a plan, and what was done is known.
    pub superseded_plan: i32,
}

impl Default for RankConfig {
    fn default() -> Self {
        Self {
            indicator: 3,
            scope: 2,
            grade: 2,
            context: 1,
            recency: 1,
            sources: 1,
            anecdote: -3,
            superseded_plan: -2,
        }
    }
}

/// Where the report goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OutputConfig {
    /// Folder of the finished report, inside the project.
    pub dir: String,
}

impl Default for OutputConfig {
    fn default() -> Self {
        Self { dir: "output".to_owned() }
    }
}

/// The subject: what is added to the built-in pack, or replaces its entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PackConfig {
    /// Start from the built-in pack (脱贫攻坚 and 乡村振兴); `false` keeps only its units.
    pub builtin: bool,
    /// Units and classifiers.
    pub units: Vec<UnitDef>,
    /// Nouns that serve as units.
    pub head_nouns: Vec<HeadNoun>,
    /// Groups, in the order of the pages.
    pub groups: Vec<GroupDef>,
    /// Indicators; they go before the built-in ones, and the first whose pattern fits wins.
    pub indicators: Vec<IndicatorDef>,
    /// Themes of mechanisms.
    pub themes: Vec<ThemeDef>,
    /// Lists of words by purpose; they join the built-in lists.
    pub cues: BTreeMap<String, Vec<String>>,
    /// Lines that are not the article.
    pub boilerplate: Vec<BoilerplateDef>,
}

impl Default for PackConfig {
    fn default() -> Self {
        let Pack { units, head_nouns, groups, indicators, themes, cues, boilerplate } =
            Pack::default();
        Self { builtin: true, units, head_nouns, groups, indicators, themes, cues, boilerplate }
    }
}
