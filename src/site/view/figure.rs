//! Figures as rows and cards, with their evidence.

use super::frame::Link;
use super::planner::Planner;
use crate::extract::{Basis, CheckResult, Grade, Status};
use crate::model::{CheckRecord, Cite, FigureRecord, period_words};
use crate::site::text::{self, Split};
use crate::site::{fill, route};
use serde::Serialize;

/// A word set apart: its key chooses the colour, its text carries the meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// `cumulative`, `scope`, `conflict` …
    pub key: String,
    /// What is read.
    pub text: String,
}

impl Badge {
    fn new(key: &str, text: &str) -> Self {
        Self { key: key.to_owned(), text: text.to_owned() }
    }
}

/// A figure as a card shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Stable identity: `f-` and ten digits.
    pub id: String,
    /// Its place on its region's page, from the root.
    pub href: String,
    /// The indicator, linked, or the measured thing in the text's words.
    pub name: Link,
    /// The measured thing in the text's words.
    pub measure: String,
    /// The region, linked.
    pub region: Link,
    /// Village, town or project.
    pub locality: Option<String>,
    /// The other side of aid.
    pub partner: Option<Link>,
    /// The number as printed, taken apart.
    pub value: Split,
    /// The number as printed.
    pub surface: String,
    /// 户均, 人均 …
    pub per: Option<String>,
    /// When, or that the text gives no date.
    pub period: String,
    /// `推定` and the like, when the period was not written beside the figure.
    pub period_note: Option<String>,
    /// Key of its sense: `actual`, `planned`, `baseline`, `requirement`.
    pub status_key: String,
    /// Its sense in words.
    pub status: String,
    /// Key of its grade: `a` to `d`.
    pub grade_key: String,
    /// Its grade in words.
    pub grade: String,
    /// How exactly the number is told: 确切, 约数.
    pub exactness: String,
    /// Where its time comes from: 时间写明, 时间据上下文.
    pub time_basis: String,
    /// All else that a reader must know before using it.
    pub badges: Vec<Badge>,
    /// Outlet and date; empty when neither is known.
    pub imprint: String,
}

/// A sentence that proves a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The sentence up to the number.
    pub before: String,
    /// The number.
    pub mark: String,
    /// The rest of the sentence.
    pub after: String,
    /// Headline of the article.
    pub title: String,
    /// Outlet and date.
    pub source: String,
    /// The sentence in the article page, with a text fragment.
    pub href: String,
    /// The sentence as printed, when the original is in traditional script.
    pub original: Option<String>,
}

/// A recomputed relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckView {
    /// `confirmed`, `explained`, `contradicted`.
    pub key: String,
    /// The verdict in words.
    pub verdict: String,
    /// The calculation.
    pub formula: String,
    /// The figures it is made of, the checked one last.
    pub figures: Vec<Link>,
    /// The article.
    pub article: Link,
}

/// What another source says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The number as printed.
    pub surface: String,
    /// When.
    pub period: String,
    /// Outlet and date.
    pub source: String,
    /// The other figure.
    pub href: String,
}

/// A figure with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The figure.
    pub row: Row,
    /// Sentences that prove it; the first is the one shown.
    pub evidence: Vec<Evidence>,
    /// Relations it takes part in.
    pub checks: Vec<CheckView>,
    /// What other sources say.
    pub readings: Vec<Reading>,
    /// Remarks on how it was read.
    pub notes: Vec<String>,
    /// What a correction did.
    pub corrected: Option<String>,
    /// Score and its parts.
    pub rank: String,
}

const fn grade_key(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "a",
        Grade::B => "b",
        Grade::C => "c",
        Grade::D => "d",
    }
}

/// Key of a figure's sense, as in the data files.
pub(in crate::site) const fn status_key(status: Status) -> &'static str {
    match status {
        Status::Actual => "actual",
        Status::Planned => "planned",
        Status::Baseline => "baseline",
        Status::Requirement => "requirement",
    }
}

/// Key of a verdict, as in the data files.
pub(in crate::site) const fn verdict_key(result: CheckResult) -> &'static str {
    match result {
        CheckResult::Confirmed => "confirmed",
        CheckResult::Explained => "explained",
        CheckResult::Contradicted => "contradicted",
    }
}

impl Planner<'_> {
    /// The indicator, linked, or the measured thing in the text's words.
    pub(super) fn name_link(&self, figure: &FigureRecord) -> Link {
        let page = figure.indicator.as_ref().and_then(|id| self.indicator_page(id));
        Link { name: self.thing(figure).to_owned(), href: page.map(str::to_owned) }
    }

    /// A figure as a card shows it.
    fn row(&self, figure: &FigureRecord) -> Row {
        let w = self.words;
        Row {
            id: figure.id.to_string(),
            href: self.figure_href(figure),
            name: self.name_link(figure),
            measure: figure.measure.clone(),
            region: self.region_link(figure.region),
            locality: figure.locality.clone(),
            partner: figure.partner.map(|code| self.region_link(code)),
            value: text::split(&figure.surface),
            surface: figure.surface.clone(),
            per: figure.per.clone(),
            period: self.period(figure),
            period_note: match figure.period_basis {
                Some(Basis::Default) => Some(w.inferred.to_owned()),
                _ => None,
            },
            status_key: status_key(figure.status).to_owned(),
            status: w.sense(figure).to_owned(),
            grade_key: grade_key(figure.grade).to_owned(),
            grade: w.grade(figure.grade).to_owned(),
            exactness: w.exactness(figure.approx).to_owned(),
            time_basis: w.time_basis(figure.period_basis).to_owned(),
            badges: self.badges(figure),
            imprint: figure.cites.first().map(|c| self.imprint(&c.article)).unwrap_or_default(),
        }
    }

    /// When, in words.
    pub(in crate::site) fn period(&self, figure: &FigureRecord) -> String {
        figure.period.map_or_else(
            || self.words.no_period.to_owned(),
            |period| period_words(&period, self.language()),
        )
    }

    fn badges(&self, figure: &FigureRecord) -> Vec<Badge> {
        self.marks(figure).map(|(key, text)| Badge::new(key, text)).collect()
    }

    /// Outlet and date of a cite, linked to its sentence.
    pub(super) fn source_of(&self, cite: Option<&Cite>) -> Link {
        cite.map_or_else(Link::default, |cite| {
            let page = self.article_page(&cite.article);
            Link::to(self.source_name(&cite.article), format!("{page}#s{}", cite.sentence))
        })
    }

    /// A cite as evidence.
    pub(super) fn evidence(&self, cite: &Cite) -> Evidence {
        let part = |from: usize, to: usize| cite.text.get(from..to).unwrap_or_default().to_owned();
        let (before, mark) = (part(0, cite.mark.start), part(cite.mark.start, cite.mark.end));
        let after = part(cite.mark.end, cite.text.len());
        let page = self.article_page(&cite.article);
        let fragment = if mark.is_empty() {
            String::new()
        } else {
            route::text_fragment_between(&before, &mark, &after)
        };
        Evidence {
            href: format!("{page}#s{}{fragment}", cite.sentence),
            title: self.article_title(&cite.article),
            source: self.imprint(&cite.article),
            original: self.original(cite),
            before,
            mark,
            after,
        }
    }

    /// The sentence as printed, when the article is in traditional script.
    fn original(&self, cite: &Cite) -> Option<String> {
        let source = self.traditional(&cite.article)?;
        let sentence = source.article.sentences.get(cite.sentence)?;
        let raw = source.article.text.map.to_raw(sentence.span).of(&source.document.text);
        (!raw.is_empty()).then(|| raw.to_owned())
    }

    /// A figure as a card.
    pub(super) fn card(&self, figure: &FigureRecord) -> Card {
        let w = self.words;
        let mut notes = Vec::new();
        match figure.period_basis {
            Some(Basis::Resolved) => notes.push(w.basis_resolved.to_owned()),
            Some(Basis::Carried) => notes.push(format!("{}{}", w.period, w.basis_carried)),
            Some(Basis::Default) => notes.push(w.basis_default.to_owned()),
            Some(Basis::Stated) | None => {}
        }
        match figure.region_basis {
            Basis::Carried => notes.push(w.region_carried.to_owned()),
            Basis::Default => notes.push(w.region_default.to_owned()),
            Basis::Stated | Basis::Resolved => {}
        }
        let checks = self.checks_of(figure);
        Card {
            row: self.row(figure),
            evidence: figure.cites.iter().map(|cite| self.evidence(cite)).collect(),
            checks: checks.iter().map(|c| self.check(c)).collect(),
            readings: self.readings(figure),
            notes,
            corrected: figure.corrected.clone(),
            rank: format!("{}（{}）", figure.rank, figure.rank_reason),
        }
    }

    fn readings(&self, figure: &FigureRecord) -> Vec<Reading> {
        let others = figure.conflicts.iter().filter_map(|id| self.facts.figure(id));
        others.map(|other| self.reading(other)).collect()
    }

    /// A figure as one reading among others.
    pub(super) fn reading(&self, figure: &FigureRecord) -> Reading {
        Reading {
            surface: figure.surface.clone(),
            period: self.period(figure),
            source: figure
                .cites
                .first()
                .map(|c| self.source_name(&c.article).to_owned())
                .unwrap_or_default(),
            href: self.figure_href(figure),
        }
    }

    /// A recomputed relation.
    pub(super) fn check(&self, check: &CheckRecord) -> CheckView {
        let figures = check.figures.iter().filter_map(|id| self.facts.figure(id));
        CheckView {
            key: verdict_key(check.result).to_owned(),
            verdict: self.words.verdict(check.result).to_owned(),
            formula: check.formula.clone(),
            figures: figures
                .map(|f| Link::to(format!("{} {}", f.measure, f.surface), self.figure_href(f)))
                .collect(),
            article: Link::to(
                self.article_title(&check.article),
                self.article_page(&check.article),
            ),
        }
    }

    /// How many things there are, for the meta lines.
    pub(super) fn counts(&self, articles: usize, figures: usize, mechanisms: usize) -> String {
        fill(
            self.words.meta_counts,
            &[
                ("articles", &articles.to_string()),
                ("figures", &figures.to_string()),
                ("mechanisms", &mechanisms.to_string()),
            ],
        )
    }
}

/// The value in base units: `5000`, or `3~5` for a range.
pub(in crate::site) fn plain_value(figure: &FigureRecord) -> String {
    use crate::decimal::plain;
    match figure.value {
        crate::extract::Value::Point(value) => plain(value),
        crate::extract::Value::Range { low, high } => format!("{}~{}", plain(low), plain(high)),
    }
}
