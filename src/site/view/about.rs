//! Pages about the report: method, search, downloads, corrections, 404.

use super::View;
use super::frame::{Head, Link};
use super::home::Counted;
use super::planner::{About, Planner};
use crate::model::{Action, CorrectionRecord, EditionDiff, FigureRow, Need};
use crate::site::{data, prose};
use serde::Serialize;

/// A page about the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AboutView {
    /// Which: `methodology`, `search`, `downloads`, `corrections`, `404`.
    pub kind: String,
    /// Heading.
    pub title: String,
    /// Sections of prose: identity, heading, paragraphs.
    pub sections: Vec<prose::Section>,
    /// Symbols and what they mean.
    pub symbols: Vec<(String, String)>,
    /// Everything there is, for readers without scripts: heading and entries.
    pub listing: Vec<(String, Vec<Counted>)>,
    /// Data files.
    pub files: Vec<FileRow>,
    /// Fields by table: name and meaning.
    pub dictionary: Vec<(String, Vec<(String, String)>)>,
    /// Corrections.
    pub corrections: Vec<CorrectionView>,
    /// What changed since the earlier edition; none when there is none.
    pub changes: Option<ChangesView>,
}

/// A data file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRow {
    /// The file.
    pub link: Link,
    /// What it holds.
    pub title: String,
    /// Number of records.
    pub rows: Option<usize>,
    /// Size in KiB, rounded up.
    pub kib: usize,
    /// First digits of its hash.
    pub checksum: String,
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CorrectionView {
    /// The figure: region and measured thing; linked while it is published.
    pub figure: Link,
    /// What was done, in words.
    pub action: String,
    /// As printed before.
    pub before: String,
    /// As printed now; empty when it is no longer published.
    pub after: String,
    /// Why.
    pub reason: String,
    /// Who found it.
    pub provider: String,
    /// When.
    pub date: String,
    /// How far it has got with whoever published the number.
    pub state: String,
}

/// What changed between two editions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChangesView {
    /// How many are new, changed, gone.
    pub counts: (usize, usize, usize),
    /// New figures.
    pub new: Vec<ChangeRow>,
    /// Changed figures.
    pub changed: Vec<ChangeRow>,
    /// Figures that are gone.
    pub gone: Vec<ChangeRow>,
}

/// One changed figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeRow {
    /// The region.
    pub region: String,
    /// The figure; linked while it is published.
    pub figure: Link,
    /// As printed before.
    pub before: String,
    /// As printed now.
    pub after: String,
}

/// Most rows of each list of changes on a page; the data files have all.
const MOST_CHANGES: usize = 200;

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// Plans a page about the report.
    pub(super) fn about(&self, about: About) -> Planned {
        // These pages tell of the report as a whole, some of them only its hash.
        self.facts.ask(|| Need::Everything);
        let (title, description) = self.about_words(about);
        let template = about.path();
        let key = template.trim_end_matches(".html");
        let mut view =
            AboutView { kind: key.to_owned(), title: title.to_owned(), ..AboutView::default() };
        match about {
            About::Methodology => {
                view.sections = prose::method(self.language(), &self.config().report);
                view.symbols = prose::symbols(self.language());
            }
            About::Search => view.listing = self.everything(),
            About::Downloads => self.fill_downloads(&mut view),
            About::Corrections => {
                view.corrections = self.corrections();
                view.changes = self.edition_changes().map(|diff| self.changes(diff));
            }
            About::NotFound => {}
        }
        let head = Head {
            description: description.to_owned(),
            section: key.to_owned(),
            ..Head::default()
        };
        (template, head, View::About(Box::new(view)))
    }

    /// Regions, indicators and mechanisms, for readers without scripts; long lists are cut, the
    /// index pages have all.
    fn everything(&self) -> Vec<(String, Vec<Counted>)> {
        const MOST: usize = 300;
        let w = self.words;
        let regions = self.report().regions.iter().map(|(code, profile)| Counted {
            link: self.region_link(*code),
            count: profile.figures.len(),
        });
        let flat = |groups: Vec<(String, Vec<Counted>)>| {
            groups.into_iter().flat_map(|(_, list)| list).take(MOST).collect::<Vec<_>>()
        };
        vec![
            (w.regions.to_owned(), regions.take(MOST).collect()),
            (w.indicators.to_owned(), flat(self.indicators_by_group())),
            (w.mechanisms.to_owned(), flat(self.mechanisms_by_theme())),
        ]
    }

    fn fill_downloads(&self, view: &mut AboutView) {
        for file in self.data() {
            let path = file.path.as_str();
            let row = FileRow {
                link: Link::to(path.trim_start_matches("data/").to_owned(), path),
                title: file.title.clone(),
                rows: file.rows,
                kib: file.bytes.div_ceil(1024),
                checksum: file.checksum.clone(),
            };
            view.files.push(row);
        }
        let dictionary = data::dictionary(self.english).into_iter();
        view.dictionary = dictionary.map(|(name, rows)| (name.to_owned(), rows)).collect();
    }

    fn corrections(&self) -> Vec<CorrectionView> {
        self.report().corrections.iter().map(|record| self.correction(record)).collect()
    }

    fn correction(&self, record: &CorrectionRecord) -> CorrectionView {
        let w = self.words;
        let entry = &record.correction;
        let target = &entry.target;
        let named = record.before.as_ref().map_or_else(
            || {
                let parts = [&target.id, &target.region, &target.measure, &target.period];
                parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
            },
            |before| format!("{} {}", self.region_name(before.region), before.measure),
        );
        let now = record.figure.as_ref().and_then(|id| self.facts.figure(id));
        CorrectionView {
            figure: match now {
                Some(figure) => Link::to(named, self.figure_href(figure)),
                None => Link::plain(named),
            },
            action: match entry.action {
                Action::Drop => w.action_drop,
                Action::Override => w.action_override,
                Action::Scale => w.action_scale,
                Action::Flag => w.action_flag,
                Action::Confirm => w.action_confirm,
                Action::Period => w.action_period,
                Action::Region => w.action_region,
                Action::Status => w.action_status,
                Action::Unit => w.action_unit,
                Action::Measure => w.action_measure,
                Action::Indicator => w.action_indicator,
                Action::Merge => w.action_merge,
                Action::Add => w.action_add,
            }
            .to_owned(),
            before: record.before.as_ref().map(|f| f.surface.clone()).unwrap_or_default(),
            after: record.after.clone().unwrap_or_default(),
            reason: entry.reason.clone(),
            provider: entry.provider.clone().unwrap_or_default(),
            date: entry.date.map(|d| d.to_string()).unwrap_or_default(),
            state: w.correction_state(entry.status).to_owned(),
        }
    }

    /// What changed, as rows.
    pub(super) fn changes(&self, diff: &EditionDiff) -> ChangesView {
        let row = |row: &FigureRow| {
            let now = self.facts.figure(&row.id);
            let name = format!("{} {}", row.measure, row.period);
            let name = name.trim_end().to_owned();
            (
                row.region_name.clone(),
                match now {
                    Some(figure) => Link::to(name, self.figure_href(figure)),
                    None => Link::plain(name),
                },
            )
        };
        let shown = |row: &FigureRow| {
            if row.surface.is_empty() {
                format!("{}{}", row.value, row.unit)
            } else {
                row.surface.clone()
            }
        };
        let one = |old: Option<&FigureRow>, new: Option<&FigureRow>| {
            let (region, figure) = new.or(old).map(row).unwrap_or_default();
            ChangeRow {
                region,
                figure,
                before: old.map(shown).unwrap_or_default(),
                after: new.map(shown).unwrap_or_default(),
            }
        };
        ChangesView {
            counts: (diff.new.len(), diff.changed.len(), diff.gone.len()),
            new: diff.new.iter().take(MOST_CHANGES).map(|r| one(None, Some(r))).collect(),
            changed: diff
                .changed
                .iter()
                .take(MOST_CHANGES)
                .map(|c| one(Some(&c.old), Some(&c.new)))
                .collect(),
            gone: diff.gone.iter().take(MOST_CHANGES).map(|r| one(Some(r), None)).collect(),
        }
    }

    /// The data files that hold the figures of a region, when it has any, and how to find them there.
    pub(super) fn region_data(&self, code: crate::gazetteer::Adcode) -> Vec<Link> {
        let profile = self.facts.region(code);
        let mut links = Vec::new();
        if profile.is_some_and(|p| !p.figures.is_empty()) {
            links.extend(["csv", "json"].map(|form| {
                let name = format!("figures.{form}");
                Link::to(format!("{name} (region = {code})"), format!("data/{name}"))
            }));
        }
        links.push(Link::to(self.words.downloads, "downloads.html"));
        links
    }
}
