//! Document to article: glosses, traditional script, boilerplate, dateline, sentences, damage.

mod defect;
mod draft;
mod imprint;
mod line;
mod note;
mod pinyin;
mod reprint;
mod script;
mod sentence;
mod split;
mod tracked;
mod traditional;
mod width;

pub use reprint::{Sketch, reprints, reprints_among};
pub use script::{SHARED, simplified_char};
pub use sentence::sentences;

use crate::config::CleanConfig;
use crate::corpus::{self, ArticleId, BlockKind, Document, Extent, SourceFormat, Style};
use crate::date::{Date, written_day};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::lexicon::Lexicon;
use crate::path::RelPath;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Clean text with the way back to the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanText {
    /// What the article says, in simplified Chinese; paragraphs end in a line feed.
    pub text: String,
    /// The way back.
    pub map: OffsetMap,
}

/// Which bytes of the file each byte of the clean text came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetMap {
    /// Stretches in order, covering the clean text.
    pub pieces: Vec<Piece>,
}

/// A stretch of the clean text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// In the clean text.
    pub clean: Span,
    /// In the decoded file. The same length means byte for byte; any other maps as a whole.
    pub raw: Span,
}

impl OffsetMap {
    /// The smallest place in the file that holds what `span` of the clean text came from.
    #[must_use]
    pub fn to_raw(&self, span: Span) -> Span {
        let first = self.pieces.partition_point(|p| p.clean.end <= span.start);
        let last = self.pieces.partition_point(|p| p.clean.start < span.end.max(span.start + 1));
        let Some(pieces) = self.pieces.get(first..last).filter(|p| !p.is_empty()) else {
            return Span::default();
        };
        let start = pieces.first().map_or(0, |p| {
            if p.clean.len() == p.raw.len() {
                p.raw.start + span.start.saturating_sub(p.clean.start)
            } else {
                p.raw.start
            }
        });
        let end = pieces.last().map_or(start, |p| {
            if p.clean.len() == p.raw.len() {
                p.raw.start + span.end.min(p.clean.end).saturating_sub(p.clean.start)
            } else {
                p.raw.end
            }
        });
        Span::new(start, end.max(start))
    }
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// The headline.
    Title,
    /// A line under the headline, or the lead of the paper.
    Subtitle,
    /// A heading inside the text.
    Heading,
    /// Text of the article.
    Body,
    /// A caption of a picture.
    Caption,
    /// A row of a table (its cells are the pieces between tabs).
    TableRow,
}

/// One line or paragraph of the clean text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where.
    pub span: Span,
    /// What it is.
    pub kind: LineKind,
    /// What the document said it is.
    pub block: BlockKind,
    /// The heading it stands under: index of a line.
    pub section: Option<usize>,
    /// Stretches set otherwise than plain.
    pub styles: Vec<(Span, Style)>,
}

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where, closing mark included.
    pub span: Span,
    /// Its line: index into the lines.
    pub line: usize,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Where.
    pub span: Span,
    /// Which table.
    pub table: usize,
    /// Which row; 0 is the header.
    pub row: usize,
    /// Which column.
    pub column: usize,
    /// How many rows and columns it takes.
    pub extent: Extent,
}

/// Kinds of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefectKind {
    /// A unit or noun without the number that its grammar demands.
    LostNumber,
    /// A year noun without its digits.
    LostYear,
    /// A number whose leading digits are gone (`?000万元`, `户均增收0元`).
    PartialNumber,
    /// A number that a mark, a blank or a line end parts (`8，632.5万元`, `12 345户`).
    SplitNumber,
    /// Characters masked by `*`.
    Redaction,
    /// Characters broken by a wrong decoding.
    Mojibake,
}

/// A damaged place. Nothing may be reported from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// What happened.
    pub kind: DefectKind,
    /// The rule that found it.
    pub rule: Arc<str>,
    /// The damaged phrase, in the clean text.
    pub span: Span,
    /// The bytes that no number may touch (within `span`).
    pub core: Span,
    /// What the phrase would read with its masks resolved, where the whitelist knows it.
    pub restored: Option<String>,
}

/// Why a line is not part of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// Where, in the decoded file.
    pub raw: Span,
    /// Class of the boilerplate table.
    pub class: String,
}

/// An article ready to be read. It does not know its own name: what is computed from it depends
/// on its text alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Headline, from front matter or the text; simplified.
    pub title: Option<String>,
    /// Day of publication, from front matter, date line or dateline; never guessed.
    pub published: Option<Date>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The region that the front matter names.
    pub region_hint: Option<String>,
    /// The place that the dateline names (新华社贵阳…电).
    pub dateline_place: Option<String>,
    /// Rights as printed.
    pub rights: Option<String>,
    /// Whether the original is in traditional script.
    pub traditional: bool,
    /// Pinyin glosses removed.
    pub glosses: usize,
    /// The text.
    pub text: CleanText,
    /// Lines of the text in order.
    pub lines: Vec<Line>,
    /// Sentences in order; the index is the `sN` of the article page.
    pub sentences: Vec<Sentence>,
    /// Cells of tables.
    pub cells: Vec<Cell>,
    /// Damaged places, in order.
    pub defects: Vec<Defect>,
    /// Lines left out.
    pub dropped: Vec<Dropped>,
}

/// Cleans one document: the text of the article and what is known about it.
///
/// The result depends on the document's text, front matter and format alone, never on its name.
/// Spans of the diagnostics are of the clean text.
#[must_use]
pub fn clean(document: &Document, config: &CleanConfig, lexicon: &Lexicon) -> Outcome<Article> {
    let mut drafts = split::rejoined(draft::drafts(document), lexicon);
    let readings: usize = drafts.iter().map(|d| pinyin::glosses(d.text.text()).len()).sum();
    let glossed = readings >= config.min_glosses;
    for draft in &mut drafts {
        let tidy = width::tidy(&split::mended(&draft.text, lexicon));
        draft.text = note::without(&tidy, lexicon);
        if draft.kind != LineKind::TableRow {
            // The tabs at the ends of a row are its empty cells.
            draft.text = draft.text.trimmed();
        }
        if glossed {
            draft.text = pinyin::without(&draft.text);
        }
    }
    drafts.retain(|draft| !draft.text.text().trim().is_empty());
    let share = script::traditional_percent(drafts.iter().map(|draft| draft.text.text()));
    let traditional = share >= usize::from(config.traditional_percent);
    if traditional {
        for draft in &mut drafts {
            draft.text = script::simplified(&draft.text);
        }
    }
    let front = &document.front;
    let title = front.title.clone().map(|title| script::simplified_words(&title, traditional));
    let sorted = line::sort(drafts, title.as_deref(), lexicon);
    let mut article = draft::assemble(document, sorted.kept);
    article.dropped = sorted.dropped;
    article.traditional = traditional;
    article.glosses = if glossed { readings } else { 0 };
    article.title = title.or_else(|| article.title_line());
    article.published = front.date.or(sorted.imprint.published).or(document.made);
    // What the head of a page says may be a placeholder; front matter is written by hand.
    let words = &*lexicon.book.imprint;
    let page = document.format.is_page();
    let source = front.source.clone().filter(|s| !page || imprint::names_somebody(s, words));
    let byline = front.byline.clone();
    let byline = if page { byline.and_then(|b| imprint::names(&b, words)) } else { byline };
    article.outlet = source.or(sorted.imprint.outlet).or(sorted.imprint.guess);
    // A notice only passes the paper on, whose title is that of the article.
    let by_hand = !page && front.title.is_some();
    let passed_on = article.title.as_deref().and_then(|title| imprint::passed_on(title, words));
    if let Some((office, paper)) = passed_on.filter(|_| !by_hand) {
        let office = Some(office).filter(|office| !office.is_empty()).map(str::to_owned);
        let paper = paper.to_owned();
        article.outlet = article.outlet.take().or(office);
        article.title = Some(paper);
    }
    article.byline = byline.or(sorted.imprint.byline);
    article.dateline_place = sorted.imprint.place;
    article.url.clone_from(&front.url);
    article.region_hint.clone_from(&front.region);
    article.rights.clone_from(&front.rights);
    article.defects = defect::find(&article, config, lexicon);
    let text = &article.text.text;
    let mut diagnostics: Vec<Diagnostic> =
        article.defects.iter().map(|found| defect::diagnostic(found, text)).collect();
    if article.lines.is_empty() {
        diagnostics.push(Diagnostic::new(Code::NoBody));
    }
    Outcome { value: article, diagnostics }
}

impl Article {
    fn title_line(&self) -> Option<String> {
        let at = self.lines.iter().position(|line| line.kind == LineKind::Title)?;
        let text = |at: usize| self.lines.get(at).map(|line| line.span.of(&self.text.text));
        // ——某县脱贫攻坚纪实: a second line that begins with a dash belongs to the headline.
        // ——2月3日在某会议上 only tells when.
        let told = |line: &&str| written_day(line).is_some();
        let second = text(at + 1).filter(|line| line.starts_with(['—', '－']) && !told(line));
        Some(format!("{}{}", text(at)?, second.unwrap_or_default()))
    }
}

/// Reads and cleans a plain text with default settings.
///
/// # Example
/// ```
/// use fangzhi::clean::article_from_text;
/// use fangzhi::config::builtin_lexicon;
/// let article = article_from_text("2016年，全县脱贫412户。", &builtin_lexicon());
/// assert_eq!(article.sentences.len(), 1);
/// ```
#[must_use]
pub fn article_from_text(text: &str, lexicon: &Lexicon) -> Article {
    let Some(path) = RelPath::new("text.txt") else {
        return Article::default();
    };
    let id = ArticleId("text".into());
    let document = corpus::document(id, path, text.to_owned(), SourceFormat::Text).value;
    clean(&document, &CleanConfig::default(), lexicon).value
}
