//! The facts of one article as JSON Lines: what `fangzhi extract` prints.

use super::{Check, Extraction, Figure, Mechanism, Value};
use crate::clean::{Article, Defect};
use crate::corpus::{ArticleId, Document};
use crate::decimal::{Decimal, plain};
use crate::gazetteer::{Adcode, Gazetteer};
use crate::span::Span;
use serde::Serialize;
use std::cell::{Ref, RefCell};

/// The first line of an article, what is known of it as a whole, but for the article that it repeats:
/// that is known when all are read.
pub struct Head(Object);

impl Head {
    /// The line, a JSON object with keys in a fixed order; an absent value is null.
    #[must_use]
    pub fn line(self, duplicate_of: Option<&ArticleId>) -> String {
        self.0.field("duplicate_of", &duplicate_of.map(|id| &id.0)).end()
    }
}

/// The first line of an article.
#[must_use]
pub fn head(
    document: &Document,
    article: &Article,
    extraction: &Extraction,
    gazetteer: &Gazetteer,
) -> Head {
    let object = Object::new(stem(document))
        .field("meta", &true)
        .field("title", &article.title)
        .field("date", &article.published.map(|date| date.to_string()))
        .field("source", &article.outlet)
        .field("byline", &article.byline);
    Head(object.region(extraction.main_region, gazetteer))
}

/// The lines that follow the first: an article's figures and mechanisms, each a JSON object with keys
/// in a fixed order; an absent value is null. Offsets count characters of the decoded file.
pub fn facts<'a>(
    document: &'a Document,
    article: &'a Article,
    extraction: &'a Extraction,
    gazetteer: &'a Gazetteer,
) -> impl Iterator<Item = String> + 'a {
    // One by one: each carries its sentence, and a long sentence may hold thousands of figures.
    let writer = Writer::new(document, article, extraction, gazetteer);
    let facts = extraction.figures.iter().map(Fact::Figure);
    let facts = facts.chain(extraction.mechanisms.iter().map(Fact::Mechanism));
    facts.map(move |fact| match fact {
        Fact::Figure(figure) => writer.figure(figure),
        Fact::Mechanism(mechanism) => writer.mechanism(mechanism),
    })
}

fn stem(document: &Document) -> &str {
    document.id.0.rsplit('/').next().unwrap_or_default()
}

/// What a line is about.
enum Fact<'a> {
    Figure(&'a Figure),
    Mechanism(&'a Mechanism),
}

/// The lines about an article's damaged places and arithmetic checks. They are no facts of a
/// region, so a reader of [`facts`] need not tell them from figures.
#[must_use]
pub fn findings(
    document: &Document,
    article: &Article,
    extraction: &Extraction,
    gazetteer: &Gazetteer,
) -> Vec<String> {
    let writer = Writer::new(document, article, extraction, gazetteer);
    let defects = article.defects.iter().map(|defect| writer.defect(defect));
    defects.chain(extraction.checks.iter().map(|check| writer.check(check))).collect()
}

struct Writer<'w> {
    stem: &'w str,
    document: &'w Document,
    article: &'w Article,
    extraction: &'w Extraction,
    gazetteer: &'w Gazetteer,
    chars: CharIndex<'w>,
    /// The sentence written last, as JSON: mostly several figures stand in one.
    sentence: RefCell<(usize, Vec<u8>)>,
}

impl<'w> Writer<'w> {
    fn new(
        document: &'w Document,
        article: &'w Article,
        extraction: &'w Extraction,
        gazetteer: &'w Gazetteer,
    ) -> Self {
        let chars = CharIndex::new(&document.text);
        let sentence = RefCell::new((usize::MAX, Vec::new()));
        Self { stem: stem(document), document, article, extraction, gazetteer, chars, sentence }
    }

    fn figure(&self, figure: &Figure) -> String {
        let quantity = &figure.quantity;
        let raw = self.article.text.map.to_raw(quantity.span);
        let (value, low, high) = match quantity.value {
            Value::Point(value) => (Some(value), None, None),
            Value::Range { low, high } => (None, Some(low), Some(high)),
        };
        Object::new(self.stem)
            .field("surface", &raw.of(&self.document.text))
            .field("start", &self.chars(raw.start))
            .field("end", &self.chars(raw.end))
            .number("value", value)
            .number("low", low)
            .number("high", high)
            .field("approx", &quantity.approx)
            .field("unit", &quantity.unit)
            .field("measure", &*figure.measure)
            .field("indicator", &figure.indicator.as_deref())
            .region(figure.division(), self.gazetteer)
            .field("locality", &figure.locality)
            .field("period", &figure.when().map(|period| period.to_string()))
            .field("period_basis", &figure.period_basis)
            .field("status", &figure.status.value)
            .field("state", &figure.state.is_some())
            .field("key", &figure.key.value)
            .field("grade", &figure.grade.value)
            .field("series", &figure.series.map(series_name))
            .field("role", &figure.role)
            .json("evidence", &self.sentence(figure.sentence))
            .end()
    }

    fn mechanism(&self, mechanism: &Mechanism) -> String {
        let raw = self.article.text.map.to_raw(mechanism.span);
        Object::new(self.stem)
            .field("mechanism", &mechanism.name)
            .field("aka", &mechanism.aka)
            .field("components", &mechanism.components)
            .field("complete", &mechanism.complete)
            .field("declared", &mechanism.declared)
            .region(mechanism.division(), self.gazetteer)
            .field("theme", &mechanism.theme.as_ref().map(|theme| &theme.value))
            .field("key", &mechanism.key.value)
            .field("start", &self.chars(raw.start))
            .json("evidence", &self.sentence(mechanism.sentence))
            .end()
    }

    fn defect(&self, defect: &Defect) -> String {
        let raw = self.article.text.map.to_raw(defect.span);
        Object::new(self.stem)
            .field("defect", &true)
            .field("kind", &defect.kind)
            .field("rule", &&*defect.rule)
            .field("surface", &raw.of(&self.document.text))
            .field("start", &self.chars(raw.start))
            .end()
    }

    /// A check names its figures by their `start`, which is unique within an article.
    fn check(&self, check: &Check) -> String {
        let starts: Vec<usize> = check
            .figures
            .iter()
            .filter_map(|index| self.extraction.figures.get(*index))
            .map(|figure| self.chars(self.article.text.map.to_raw(figure.quantity.span).start))
            .collect();
        Object::new(self.stem)
            .field("check", &check.formula)
            .field("kind", &check.kind)
            .field("figures", &starts)
            .field("result", &check.result)
            .end()
    }

    fn sentence(&self, index: usize) -> Ref<'_, Vec<u8>> {
        if self.sentence.borrow().0 != index {
            let span = self.article.sentences.get(index).map_or(Span::default(), |s| s.span);
            let text = span.of(&self.article.text.text).trim();
            self.sentence.replace((index, serde_json::to_vec(text).unwrap_or_default()));
        }
        Ref::map(self.sentence.borrow(), |(_, json)| json)
    }

    fn chars(&self, at: usize) -> usize {
        self.chars.before(at)
    }
}

/// Counts characters before a byte without walking the whole file each time.
struct CharIndex<'t> {
    text: &'t str,
    /// The byte at which every [`CharIndex::STEP`]th character begins.
    marks: Vec<usize>,
}

impl<'t> CharIndex<'t> {
    const STEP: usize = 512;

    fn new(text: &'t str) -> Self {
        Self { text, marks: text.char_indices().step_by(Self::STEP).map(|(at, _)| at).collect() }
    }

    /// Characters before byte `at`.
    fn before(&self, at: usize) -> usize {
        let block = self.marks.partition_point(|mark| *mark <= at).saturating_sub(1);
        let start = self.marks.get(block).copied().unwrap_or_default();
        block * Self::STEP + self.text.get(start..at).map_or(0, |part| part.chars().count())
    }
}

/// `a`, `b`, … `z`, `aa`: the letter of a series within its article.
fn series_name(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        let letter = u8::try_from(index % 26).unwrap_or_default();
        letters.push(char::from(b'a' + letter));
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    letters.into_iter().rev().collect()
}

/// A JSON object written key by key: the order is part of the format, and values keep every digit.
struct Object {
    text: Vec<u8>,
}

/// Most objects are shorter, in bytes.
const USUAL: usize = 1024;

impl Object {
    fn new(stem: &str) -> Self {
        let mut text = Vec::with_capacity(USUAL);
        text.push(b'{');
        Self { text }.field("article", &stem)
    }

    fn field(mut self, name: &str, value: &impl Serialize) -> Self {
        self.key(name);
        let from = self.text.len();
        if serde_json::to_writer(&mut self.text, value).is_err() {
            self.text.truncate(from);
            self.text.extend_from_slice(b"null");
        }
        self
    }

    /// A value that is JSON already.
    fn json(mut self, name: &str, value: &[u8]) -> Self {
        self.key(name);
        self.text.extend_from_slice(value);
        self
    }

    fn number(mut self, name: &str, value: Option<Decimal>) -> Self {
        self.key(name);
        match value {
            Some(value) => self.text.extend_from_slice(plain(value).as_bytes()),
            None => self.text.extend_from_slice(b"null"),
        }
        self
    }

    fn region(self, code: Option<Adcode>, gazetteer: &Gazetteer) -> Self {
        self.field("region_code", &code)
            .field("region_name", &code.map(|code| gazetteer.name(code)))
    }

    fn key(&mut self, name: &str) {
        if self.text.len() > 1 {
            self.text.push(b',');
        }
        self.text.push(b'"');
        self.text.extend_from_slice(name.as_bytes());
        self.text.extend_from_slice(b"\":");
    }

    fn end(mut self) -> String {
        self.text.push(b'}');
        String::from_utf8(self.text).unwrap_or_default()
    }
}
