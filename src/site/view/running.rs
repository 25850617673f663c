//! Running text: an article's lines cut into pieces that are set one way.

use super::planner::Planner;
use crate::clean::{Article, Line, LineKind};
use crate::config::ArticleText;
use crate::corpus::BlockKind;
use crate::model::ArticleCard;
use crate::site::route;
use crate::span::Span;
use serde::Serialize;
use std::collections::BTreeSet;

/// Which sentences are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) enum Omission {
    /// None.
    Nothing,
    /// All but these.
    AllBut(BTreeSet<usize>),
}

impl Omission {
    /// Whether the sentence is shown.
    #[must_use]
    pub(in crate::site) fn shows(&self, sentence: usize) -> bool {
        match self {
            Self::Nothing => true,
            Self::AllBut(kept) => kept.contains(&sentence),
        }
    }
}

/// A block of running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    /// `title`, `subtitle`, `heading`, `body`, `item`, `quote`, `caption`, `table`.
    pub kind: &'static str,
    /// Its sentences; empty for a table.
    pub sentences: Vec<SentenceView>,
    /// Rows of cells, for a table; the first row is the header.
    pub rows: Vec<Vec<Vec<SentenceView>>>,
}

/// One sentence, or what of it stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SentenceView {
    /// `s12`, on its first appearance.
    pub id: Option<String>,
    /// Its pieces; empty where sentences were left out.
    pub pieces: Vec<Piece>,
}

/// A stretch of text set one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The figure it states: its place on the region's page.
    pub figure: Option<String>,
    /// What the figure is, for the tooltip and screen readers.
    pub label: Option<String>,
    /// The mechanism it names: its page.
    pub mechanism: Option<String>,
    /// The damage, in words.
    pub damage: Option<String>,
    /// What a masked word reads, where known.
    pub restored: Option<String>,
    /// Bold.
    pub strong: bool,
    /// Emphasised.
    pub emphasis: bool,
    /// Code.
    pub code: bool,
    /// Where the text itself links to, http(s) only.
    pub link: Option<String>,
}

/// What a stretch of the text is, besides text.
enum Layer<'a> {
    Figure(String, String),
    Mechanism(String),
    Damage(String, Option<String>),
    Style(&'a crate::corpus::Style),
}

impl Planner<'_> {
    /// An article's text in blocks.
    pub(super) fn running_text(&self, card: &ArticleCard, policy: ArticleText) -> Vec<Block> {
        let Some(source) = self.edition.inputs.get(&card.id) else { return Vec::new() };
        let article = source.article;
        let setter = Setter {
            article,
            layers: self.layers(card, article),
            omission: self.shown(&card.id, policy),
            seen: BTreeSet::new(),
        };
        setter.blocks()
    }

    /// Everything that marks a stretch of the text, in the order of the text.
    fn layers<'b>(&self, card: &ArticleCard, article: &'b Article) -> Vec<(Span, Layer<'b>)> {
        let mut layers: Vec<(Span, Layer<'b>)> = Vec::new();
        for (span, id) in &card.figures {
            if let Some(figure) = self.edition.report.figures.get(id) {
                let name = figure.indicator.as_ref().map(|id| self.indicator_name(id));
                let name = name.unwrap_or_else(|| figure.measure.clone());
                let (region, period) = (self.region_name(figure.region), self.period(figure));
                let label = format!("{region} {name}，{period}");
                layers.push((*span, Layer::Figure(self.figure_href(figure), label)));
            }
        }
        for (span, id) in &card.mechanisms {
            if self.edition.report.mechanisms.contains_key(id) {
                layers.push((*span, Layer::Mechanism(route::mechanism(id))));
            }
        }
        for defect in &article.defects {
            let words = self.words.defect(defect.kind).to_owned();
            layers.push((defect.span, Layer::Damage(words, defect.restored.clone())));
        }
        let styles = article.lines.iter().flat_map(|line| &line.styles);
        layers.extend(styles.map(|(span, style)| (*span, Layer::Style(style))));
        layers.sort_by_key(|(span, _)| *span);
        layers
    }
}

struct Setter<'a> {
    article: &'a Article,
    layers: Vec<(Span, Layer<'a>)>,
    omission: Omission,
    seen: BTreeSet<usize>,
}

impl Setter<'_> {
    fn blocks(mut self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let article = self.article;
        let mut sentence = 0;
        for (index, line) in article.lines.iter().enumerate() {
            while article.sentences.get(sentence).is_some_and(|s| s.span.end <= line.span.start) {
                sentence += 1;
            }
            let first = sentence;
            let mut last = first;
            while article.sentences.get(last).is_some_and(|s| s.span.start < line.span.end) {
                last += 1;
            }
            let kind = kind_of(line);
            if kind == "table" {
                let row = self.row(line, first, last);
                let joins = index > 0 && blocks.last().is_some_and(|b| b.kind == "table");
                match (joins, blocks.last_mut()) {
                    (true, Some(table)) => table.rows.push(row),
                    _ => blocks.push(Block { kind, sentences: Vec::new(), rows: vec![row] }),
                }
                continue;
            }
            let sentences = self.sentences(line.span, first, last);
            if sentences.iter().any(|s| !s.pieces.is_empty()) {
                blocks.push(Block { kind, sentences, rows: Vec::new() });
            }
        }
        even_out(&mut blocks);
        blocks
    }

    /// The sentences of a stretch; one empty view stands for each run left out.
    fn sentences(&mut self, within: Span, first: usize, last: usize) -> Vec<SentenceView> {
        let mut out: Vec<SentenceView> = Vec::new();
        for index in first..last {
            let Some(sentence) = self.article.sentences.get(index) else { continue };
            let span =
                Span::new(sentence.span.start.max(within.start), sentence.span.end.min(within.end));
            if span.is_empty() {
                continue;
            }
            if self.omission.shows(index) {
                let id = self.seen.insert(index).then(|| format!("s{index}"));
                out.push(SentenceView { id, pieces: self.pieces(span) });
            } else if out.last().is_none_or(|s| !s.pieces.is_empty()) {
                out.push(SentenceView { id: None, pieces: Vec::new() });
            }
        }
        out
    }

    fn row(&mut self, line: &Line, first: usize, last: usize) -> Vec<Vec<SentenceView>> {
        let mut row = Vec::new();
        let mut start = line.span.start;
        for cell in line.span.of(&self.article.text.text).split('\t') {
            let span = Span::new(start, start + cell.len());
            start = span.end + 1;
            row.push(self.sentences(span, first, last));
        }
        row
    }

    /// Cuts a stretch wherever what marks it begins or ends.
    fn pieces(&self, span: Span) -> Vec<Piece> {
        // Layers are sorted by start; none is longer than a few sentences, but a style may begin
        // with the line, so the search starts at the line's first layer that can still reach here.
        let touching: Vec<&(Span, Layer<'_>)> = self.touching(span);
        let mut cuts = BTreeSet::from([span.start, span.end]);
        for (layer, _) in &touching {
            cuts.extend([layer.start.max(span.start), layer.end.min(span.end)]);
        }
        let cuts: Vec<usize> = cuts.into_iter().collect();
        let text = &self.article.text.text;
        let mut pieces = Vec::new();
        for pair in cuts.windows(2) {
            let [start, end] = pair else { continue };
            let part = Span::new(*start, *end);
            let mut piece = Piece { text: part.of(text).to_owned(), ..Piece::default() };
            for (_, layer) in touching.iter().filter(|(s, _)| s.contains(part)) {
                apply(&mut piece, layer);
            }
            if !piece.text.is_empty() {
                pieces.push(piece);
            }
        }
        pieces
    }

    fn touching(&self, span: Span) -> Vec<&(Span, Layer<'_>)> {
        const LONGEST: usize = 4096;
        let from = self.layers.partition_point(|(s, _)| s.start + LONGEST < span.start);
        let to = self.layers.partition_point(|(s, _)| s.start < span.end);
        let near = self.layers.get(from..to).unwrap_or_default();
        near.iter().filter(|(s, _)| s.overlaps(span)).collect()
    }
}

fn apply(piece: &mut Piece, layer: &Layer<'_>) {
    match layer {
        Layer::Figure(href, label) => {
            piece.figure.get_or_insert_with(|| href.clone());
            piece.label.get_or_insert_with(|| label.clone());
        }
        Layer::Mechanism(href) => {
            piece.mechanism.get_or_insert_with(|| href.clone());
        }
        Layer::Damage(words, restored) => {
            piece.damage.get_or_insert_with(|| words.clone());
            piece.restored.clone_from(restored);
        }
        Layer::Style(style) => {
            piece.strong |= style.strong;
            piece.emphasis |= style.emphasis;
            piece.code |= style.code;
            let web = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
            let link = style.link.as_deref().filter(web).map(str::to_owned);
            piece.link = link.or(piece.link.take());
        }
    }
}

const fn kind_of(line: &Line) -> &'static str {
    match (line.kind, line.block) {
        (LineKind::Title, _) => "title",
        (LineKind::Subtitle, _) => "subtitle",
        (LineKind::Heading, _) => "heading",
        (LineKind::Caption, _) => "caption",
        (LineKind::TableRow, _) => "table",
        (LineKind::Body, BlockKind::Item) => "item",
        (LineKind::Body, BlockKind::Quote) => "quote",
        (LineKind::Body, _) => "body",
    }
}

/// Gives every row of a table the same number of cells.
fn even_out(blocks: &mut [Block]) {
    for block in blocks {
        let widest = block.rows.iter().map(Vec::len).max().unwrap_or_default();
        for row in &mut block.rows {
            row.resize(widest, Vec::new());
        }
    }
}
