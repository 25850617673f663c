//! Running text: an article's lines cut into pieces that are set one way, written directly.

use super::html::Html;
use super::planner::Planner;
use crate::clean::{Article, Line, LineKind};
use crate::config::ArticleText;
use crate::corpus::{BlockKind, Style};
use crate::model::ArticleCard;
use crate::site::Shown;
use crate::span::Span;
use std::collections::BTreeSet;
use std::ops::Range;

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

/// What a stretch of the text is, besides text.
enum Layer<'a> {
    /// It states a figure, which stands here.
    Figure(String),
    /// It names a mechanism, which has this page.
    Mechanism(&'a str),
    /// It is damaged: in words, and what a masked word reads.
    Damage(&'static str, Option<&'a str>),
    Style(&'a Style),
}

impl Planner<'_> {
    /// An article's text as HTML. A sentence has its number as identity where something cites it; a
    /// number leads to its figure, a name to its mechanism.
    pub(super) fn running_text(&self, card: &ArticleCard, policy: ArticleText) -> String {
        let Some(source) = self.input(&card.id) else { return String::new() };
        let article = source.article;
        let setter = Setter {
            article,
            html: Html::on(self.article_page(&card.id)),
            layers: self.layers(card, article),
            omission: self.shown(&card.id, policy),
            cited: self.cited(&card.id),
            seen: BTreeSet::new(),
            pictures: self.pictures(&card.id),
        };
        setter.text()
    }

    /// Everything that marks a stretch of the text, in the order of the text.
    fn layers<'b>(&'b self, card: &ArticleCard, article: &'b Article) -> Vec<(Span, Layer<'b>)> {
        let mut layers: Vec<(Span, Layer<'b>)> = Vec::new();
        for (span, id) in &card.figures {
            if let Some(figure) = self.facts.figure(id) {
                layers.push((*span, Layer::Figure(self.figure_href(figure))));
            }
        }
        for (span, id) in &card.mechanisms {
            if let Some(page) = self.mechanism_page(id) {
                layers.push((*span, Layer::Mechanism(page)));
            }
        }
        for defect in &article.defects {
            let words = self.words.defect(defect.kind);
            layers.push((defect.span, Layer::Damage(words, defect.restored.as_deref())));
        }
        let styles = article.lines.iter().flat_map(|line| &line.styles);
        layers.extend(styles.map(|(span, style)| (*span, Layer::Style(style))));
        layers.sort_by_key(|(span, _)| *span);
        layers
    }
}

struct Setter<'a> {
    article: &'a Article,
    html: Html<'a>,
    layers: Vec<(Span, Layer<'a>)>,
    omission: Omission,
    cited: Option<&'a BTreeSet<usize>>,
    seen: BTreeSet<usize>,
    /// Those that are still to come.
    pictures: &'a [Shown],
}

impl Setter<'_> {
    fn text(mut self) -> String {
        let article = self.article;
        let mut sentence = 0;
        let mut table: Vec<(Span, Range<usize>)> = Vec::new();
        for line in &article.lines {
            while article.sentences.get(sentence).is_some_and(|s| s.span.end <= line.span.start) {
                sentence += 1;
            }
            let rest = article.sentences.get(sentence..).unwrap_or_default();
            let count = rest.iter().take_while(|s| s.span.start < line.span.end).count();
            let sentences = sentence..sentence + count;
            if line.kind == LineKind::TableRow {
                if table.is_empty() {
                    self.pictures(line, &sentences);
                }
                table.push((line.span, sentences));
                continue;
            }
            self.table(&std::mem::take(&mut table));
            if self.pictures(line, &sentences) {
                continue;
            }
            let shown = sentences.clone().any(|index| self.omission.shows(index));
            // The headline stands above the text already.
            let told = line.kind != LineKind::Title || self.is_marked(line.span, sentences.clone());
            if shown && told {
                self.block(line, sentences);
            }
        }
        self.table(&table);
        for shown in std::mem::take(&mut self.pictures) {
            self.picture(shown, None);
        }
        self.html.done()
    }

    /// The pictures that stand before `line`; whether the line was put below one of them as its caption.
    fn pictures(&mut self, line: &Line, sentences: &Range<usize>) -> bool {
        if self.pictures.is_empty() {
            return false;
        }
        let raw = self.article.text.map.to_raw(line.span);
        let count = self.pictures.partition_point(|shown| shown.image.raw.start < raw.start);
        let (before, after) = self.pictures.split_at_checked(count).unwrap_or_default();
        let own = |shown: &Shown| shown.image.caption.is_some_and(|caption| caption.overlaps(raw));
        // A caption above its picture is a part of it too.
        let (before, after) = match after.split_first() {
            Some((first, rest)) if own(first) => {
                for shown in before {
                    self.picture(shown, None);
                }
                (std::slice::from_ref(first), rest)
            }
            _ => (before, after),
        };
        self.pictures = after;
        let Some((last, before)) = before.split_last() else { return false };
        for shown in before {
            self.picture(shown, None);
        }
        let taken = own(last) || (last.image.caption.is_none() && line.kind == LineKind::Caption);
        self.picture(last, taken.then(|| (line.span, sentences.clone())));
        taken
    }

    /// A picture with its caption: sentences of the text, or what the mark-up says beside it.
    fn picture(&mut self, shown: &Shown, caption: Option<(Span, Range<usize>)>) {
        let Shown { image, view } = shown;
        self.html.raw("\n<figure class=\"picture\"><img src=\"").address(&view.href).raw("\"");
        if let Some((width, height)) = view.width.zip(view.height) {
            self.html.raw(" width=\"").number(width).raw("\" height=\"").number(height).raw("\"");
        }
        self.html.raw(" loading=\"lazy\" alt=\"").text(&image.alt).raw("\">");
        match caption {
            Some((span, sentences)) => {
                self.html.raw("<figcaption>");
                self.sentences(span, sentences);
                self.html.raw("</figcaption>");
            }
            None if !image.title.is_empty() => {
                self.html.raw("<figcaption>").text(&image.title).raw("</figcaption>");
            }
            None => (),
        }
        self.html.raw("</figure>");
    }

    /// Whether something in it is cited or leads somewhere.
    fn is_marked(&self, span: Span, mut sentences: Range<usize>) -> bool {
        let cited = self.cited.is_some_and(|cited| sentences.any(|index| cited.contains(&index)));
        cited || !touching(&self.layers, span).is_empty()
    }

    fn block(&mut self, line: &Line, sentences: Range<usize>) {
        let (open, close) = match (line.kind, line.block) {
            (LineKind::Title, _) => ("<p class=\"t-title\">", "</p>"),
            (LineKind::Subtitle, _) => ("<p class=\"t-subtitle\">", "</p>"),
            (LineKind::Heading, _) => ("<h3>", "</h3>"),
            (LineKind::Caption, _) => ("<p class=\"t-caption\">", "</p>"),
            (_, BlockKind::Item) => ("<p class=\"t-item\">", "</p>"),
            (_, BlockKind::Quote) => ("<blockquote><p>", "</p></blockquote>"),
            _ => ("<p>", "</p>"),
        };
        self.html.raw("\n").raw(open);
        self.sentences(line.span, sentences);
        self.html.raw(close);
    }

    /// Rows of a table, the first of which is its header.
    fn table(&mut self, rows: &[(Span, Range<usize>)]) {
        if rows.is_empty() {
            return;
        }
        let text = &self.article.text.text;
        let cells = |(span, _): &(Span, Range<usize>)| span.of(text).split('\t').count();
        let widest = rows.iter().map(cells).max().unwrap_or_default();
        self.html.raw("\n<div class=\"wide\"><table><tbody>");
        for (index, (line, sentences)) in rows.iter().enumerate() {
            self.html.raw("<tr>");
            let open = if index == 0 { "<th scope=\"col\">" } else { "<td>" };
            let mut start = line.start;
            for cell in line.of(text).split('\t') {
                let span = Span::new(start, start + cell.len());
                start = span.end + 1;
                self.html.raw(open);
                self.sentences(span, sentences.clone());
            }
            (0..widest.saturating_sub(cells(&(*line, 0..0)))).for_each(|_| {
                self.html.raw(open);
            });
        }
        self.html.raw("</tbody></table></div>");
    }

    /// The sentences of a stretch; a mark stands for each run left out.
    fn sentences(&mut self, within: Span, sentences: Range<usize>) {
        let article = self.article;
        let mut left_out = false;
        for index in sentences {
            let Some(sentence) = article.sentences.get(index) else { continue };
            let span =
                Span::new(sentence.span.start.max(within.start), sentence.span.end.min(within.end));
            if span.is_empty() {
                continue;
            }
            if !self.omission.shows(index) {
                if !left_out {
                    self.html.raw("<span class=\"gap\">……</span>");
                }
                left_out = true;
                continue;
            }
            left_out = false;
            let cited = self.cited.is_some_and(|cited| cited.contains(&index));
            if cited && self.seen.insert(index) {
                self.html.raw("<span id=\"s").number(index).raw("\">");
                self.pieces(span);
                self.html.raw("</span>");
            } else {
                self.pieces(span);
            }
        }
    }

    /// Cuts a stretch wherever what marks it begins or ends.
    fn pieces(&mut self, span: Span) {
        let text = &self.article.text.text;
        let touching = touching(&self.layers, span);
        let mut cuts = vec![span.start, span.end];
        for (layer, _) in &touching {
            cuts.extend([layer.start.max(span.start), layer.end.min(span.end)]);
        }
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let [start, end] = pair else { continue };
            let part = Span::new(*start, *end);
            let mut piece = Piece::default();
            for (_, layer) in touching.iter().filter(|(s, _)| s.contains(part)) {
                piece.add(layer);
            }
            piece.write(&mut self.html, part.of(text));
        }
    }
}

/// The layers that reach into a stretch.
fn touching<'l, 'a>(layers: &'l [(Span, Layer<'a>)], span: Span) -> Vec<&'l (Span, Layer<'a>)> {
    // Layers are sorted by start; none is longer than a few sentences, but a style may begin
    // with the line, so the search starts at the line's first layer that can still reach here.
    const LONGEST: usize = 4096;
    let from = layers.partition_point(|(s, _)| s.start + LONGEST < span.start);
    let to = layers.partition_point(|(s, _)| s.start < span.end);
    let near = layers.get(from..to).unwrap_or_default();
    near.iter().filter(|(s, _)| s.overlaps(span)).collect()
}

/// A stretch of text set one way.
#[derive(Default)]
struct Piece<'a> {
    /// Where it leads on this site: what it states comes before what it names.
    figure: Option<&'a str>,
    mechanism: Option<&'a str>,
    /// Where the text itself links to, http(s) only.
    link: Option<&'a str>,
    damage: Option<(&'static str, Option<&'a str>)>,
    strong: bool,
    emphasis: bool,
    code: bool,
}

impl<'a> Piece<'a> {
    fn add(&mut self, layer: &'a Layer<'_>) {
        match layer {
            Layer::Figure(place) => {
                self.figure.get_or_insert(place);
            }
            Layer::Mechanism(page) => {
                self.mechanism.get_or_insert(page);
            }
            Layer::Damage(words, restored) => {
                let first = self.damage.map_or(*words, |(words, _)| words);
                self.damage = Some((first, *restored));
            }
            Layer::Style(style) => {
                self.strong |= style.strong;
                self.emphasis |= style.emphasis;
                self.code |= style.code;
                let web = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
                self.link = style.link.as_deref().filter(web).or(self.link);
            }
        }
    }

    fn write(&self, html: &mut Html<'_>, text: &str) {
        let styles = [(self.strong, "strong"), (self.emphasis, "em"), (self.code, "code")];
        let set = || styles.iter().filter(|(set, _)| *set).map(|(_, tag)| *tag);
        for tag in set() {
            html.raw("<").raw(tag).raw(">");
        }
        if let Some((words, restored)) = self.damage {
            html.raw("<span class=\"lost\" title=\"").text(words);
            if let Some(restored) = restored {
                html.raw("：").text(restored);
            }
            html.raw("\">");
        }
        match (self.figure.or(self.mechanism), self.link) {
            (Some(target), _) => html.link(text, target),
            (None, Some(url)) => html
                .raw("<a href=\"")
                .text(url)
                .raw("\" rel=\"nofollow noopener\">")
                .text(text)
                .raw("</a>"),
            (None, None) => html.text(text),
        };
        if self.damage.is_some() {
            html.raw("</span>");
        }
        for tag in styles.iter().rev().filter(|(set, _)| *set).map(|(_, tag)| *tag) {
            html.raw("</").raw(tag).raw(">");
        }
    }
}
