//! Divisions that a headline, a dateline or an outlet names short, without their kind.
//!
//! A short name of a county is no word, but may be the name of anything. What stands around the
//! text shows that it is a place: the name of a yearbook, an outlet called after it, a headline
//! that the text takes up.

use super::name::{Namer, Tables, after, before, is_han};
use super::{only, subject};
use crate::clean::{Article, LineKind};
use crate::gazetteer::{Adcode, Hit, Level, NameKind, Reading};
use crate::rules::{Decided, Decision};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What stands around a text and names places short.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Regions whose short names count in the text.
    pub(super) known: BTreeSet<Adcode>,
    /// The division whose yearbook, annals or bulletin the text is.
    pub(super) book: Option<Decided<Adcode>>,
    /// The division after which the outlet is called, when the text says 全县.
    pub(super) account: Option<Decided<Adcode>>,
    /// Whether the text names that division before all others of its kind.
    pub(super) leads: bool,
    /// The county that the writer calls his own.
    pub(super) own: Option<Decided<Adcode>>,
    /// The county that the text calls by its short name all along, and how often.
    pub(super) called: Option<(Decided<Adcode>, usize)>,
    /// The kinds of divisions that the text speaks of: 全县, 我市.
    pub(super) kinds: BTreeSet<char>,
    /// Why.
    pub(super) decisions: Vec<Decision>,
}

/// Reads the headline, the dateline and the outlet of `article`, whose text has the names `hits`.
/// `hints` are the divisions that they name in full.
pub(super) fn read(
    article: &Article,
    hits: &[Hit<'_>],
    hints: &[Adcode],
    tables: Tables<'_>,
) -> Told {
    let year = article.published.map(crate::date::Date::year);
    let kinds = subject::stand_in_kinds(&article.text.text, tables.rules);
    let reader = Reader { article, hits, tables, year, kinds };
    let mut told = Told { known: hints.iter().copied().collect(), ..Told::default() };
    told.book = reader.book();
    told.known.extend(told.book.map(|book| book.value));
    let account = reader.account();
    let whole = account.filter(|code| reader.speaks_of(*code)).or_else(|| reader.word_of_title());
    let rules = tables.rules;
    told.leads = account.is_some_and(|code| whole == Some(code) && reader.comes_first(code));
    told.account = whole.and_then(|code| rules.account_of_its_region.decide(code, Span::default()));
    told.kinds = reader.kinds.keys().copied().collect();
    told.own = reader.own();
    told.called = reader.called();
    told.known.extend(told.own.map(|own| own.value));
    told.known.extend(told.called.map(|(called, _)| called.value));
    let account_of = told.account.map(|account| account.value);
    told.known.extend(account_of.filter(|code| !reader.names_person(*code)));
    let account = account.filter(|code| reader.is_taken_up(*code, true));
    let account =
        account.and_then(|code| rules.short_name_around_text.decide(code, Span::default()));
    let around = reader.reported().into_iter().chain(reader.headline()).chain(account);
    for named in around.chain(reader.alone()) {
        told.known.insert(named.value);
        told.decisions.push(named.decision());
    }
    told
}

/// Reads what stands around a text, and what the text calls its own.
pub(super) struct Reader<'a> {
    pub(super) article: &'a Article,
    pub(super) hits: &'a [Hit<'a>],
    pub(super) tables: Tables<'a>,
    year: Option<i16>,
    /// How often the text says 全县, 我市 and the like.
    kinds: BTreeMap<char, i32>,
}

impl Reader<'_> {
    /// Whether the text says 全县 of a county, 全市 of a city.
    pub(super) fn speaks_of(&self, code: Adcode) -> bool {
        let kind = self.tables.gazetteer.name(code).chars().next_back();
        kind.is_some_and(|kind| self.kinds.contains_key(&kind))
    }

    /// The one region of `readings`; of namesakes the one whose kind the text speaks of.
    pub(super) fn region(&self, readings: &[Reading]) -> Option<Adcode> {
        let held = readings.iter().filter(|reading| reading.holds(self.year));
        let regions: BTreeSet<Adcode> = held.map(|reading| reading.region).collect();
        let regions: Vec<Adcode> = regions.into_iter().collect();
        let spoken = || regions.iter().copied().filter(|code| self.speaks_of(*code)).collect();
        only(&regions).or_else(|| only(&Vec::from_iter::<Vec<Adcode>>(spoken())))
    }

    /// 桦川年鉴（2020）·林业, 泰宁县志: the division whose book this is. A name that is also a word, and
    /// a book that anything may have, need a text that says 全县.
    fn book(&self) -> Option<Decided<Adcode>> {
        let rule = &self.tables.rules.book_of_its_region;
        let title = self.article.title.as_deref()?;
        let year = |c: char| c.is_ascii_digit() || matches!(c, '年' | '《' | ' ');
        let start = title.len() - title.trim_start_matches(year).len();
        let heads = self.tables.gazetteer.scan(title).into_iter();
        let heads = heads.filter(|hit| hit.span.start == start);
        let mut heads: Vec<Hit<'_>> = heads.collect();
        heads.sort_by_key(|hit| usize::MAX - hit.span.end);
        heads.iter().find_map(|hit| {
            let rest = title.get(hit.span.end..)?;
            let (at, word) = rule.books.first(rest)?;
            let (between, behind) = (rest.get(..at)?, rest.get(at + word.len()..)?);
            let ends = behind.chars().next().is_none_or(|c| {
                !is_han(c) || self.tables.rules.numerals.has(c) || rule.behind.has(c)
            });
            let named = ends && (between.is_empty() || rule.between.covers(between));
            let short = |r: &&Reading| r.kind != NameKind::Full;
            let readings: Vec<Reading> = hit.readings.iter().filter(short).copied().collect();
            let region = self.region(&readings).filter(|_| named)?;
            let word_or_any =
                readings.iter().any(|r| r.kind == NameKind::Word) || rule.anybodys.is(word);
            let code = self.tables.gazetteer.code_in(region, self.year);
            (!word_or_any || self.speaks_of(region))
                .then(|| rule.decide(code, self.headline_span()))?
        })
    }

    /// （记者 何某 连南报道）, 本报连南讯: where the report comes from.
    fn reported(&self) -> Option<Decided<Adcode>> {
        let rule = &self.tables.rules.short_name_around_text;
        let text = &self.article.text.text;
        let place = self.article.dateline_place.as_deref();
        let dateline = place.and_then(|place| only(&self.tables.gazetteer.find(place)));
        let dateline = dateline.and_then(|code| rule.decide(code, Span::default()));
        dateline.or_else(|| {
            let hit = self.hits.iter().find(|hit| {
                rule.reports.starts(text.get(hit.span.end..).unwrap_or_default())
                    && before(text, hit.span.start).is_none_or(|c| !is_han(c))
            })?;
            rule.decide(self.county(hit)?, hit.span)
        })
    }

    /// The county that a short name means, if it is no word and means one.
    fn county(&self, hit: &Hit<'_>) -> Option<Adcode> {
        self.county_named(hit, &[NameKind::Short])
    }

    /// The county that a short name means even if it is a word, in a text that says 全县.
    fn county_or_word(&self, hit: &Hit<'_>) -> Option<Adcode> {
        let code = self.county_named(hit, &[NameKind::Short, NameKind::Word])?;
        let word = hit.readings.iter().any(|r| r.kind == NameKind::Word);
        (!word || self.speaks_of(code)).then_some(code)
    }

    /// The one county that `hit` may mean as a name of one of `kinds`, when it means nothing else.
    fn county_named(&self, hit: &Hit<'_>, kinds: &[NameKind]) -> Option<Adcode> {
        let county = |r: &Reading| kinds.contains(&r.kind) && r.code.level() == Level::County;
        let all = hit.readings.iter().all(|r| county(r) || r.kind == NameKind::Full);
        let readings: Vec<Reading> = hit.readings.iter().filter(|r| county(r)).copied().collect();
        self.region(&readings).filter(|_| all)
    }

    /// 宝丰魔术，变出好日子: the county that opens the headline and is a word, when the text says 全县 and
    /// names it behind its province: 河南|宝丰.
    fn word_of_title(&self) -> Option<Adcode> {
        let title = self.article.title.as_deref()?;
        let hits = self.tables.gazetteer.scan(title);
        let code = hits.iter().filter(|hit| self.opens(title, hit.span));
        let code = code.filter_map(|hit| self.county_or_word(hit)).find(|c| self.speaks_of(*c))?;
        let means = |hit: &Hit<'_>, region: Adcode| hit.readings.iter().any(|r| r.region == region);
        let above = self.tables.gazetteer.path(code);
        let holds = |hit: &&Hit<'_>| above.iter().any(|region| means(hit, *region));
        let ends: BTreeSet<usize> = self.hits.iter().filter(holds).map(|h| h.span.end).collect();
        let mut own = self.hits.iter().filter(|hit| means(hit, code));
        own.any(|hit| ends.contains(&hit.span.start)).then_some(code)
    }

    /// 嘉祥发布, 秀美通海, 宕昌县融媒体中心: the county after which the outlet is called.
    fn account(&self) -> Option<Adcode> {
        let Tables { gazetteer, rules } = self.tables;
        let rule = &rules.account_of_its_region;
        let outlet = self.article.outlet.as_deref()?;
        let full = |r: &&Reading| r.kind == NameKind::Full && r.code.level() == Level::County;
        let kind = |code| gazetteer.name(code).chars().next_back();
        gazetteer.scan(outlet).iter().find_map(|hit| {
            let (before, after) = (outlet.get(..hit.span.start)?, outlet.get(hit.span.end..)?);
            let begins = before.is_empty() && rule.accounts.ends(after);
            let named = begins || after.is_empty() && !before.is_empty();
            let full: Vec<Reading> = hit.readings.iter().filter(full).copied().collect();
            let short = || {
                let short = self.county_or_word(hit);
                let county = |code| kind(code).is_some_and(|kind| rule.kinds.has(kind));
                short.filter(|code| county(*code) || self.county(hit).is_some())
            };
            self.region(&full).or_else(short).filter(|_| named)
        })
    }

    /// 宕昌：当归花开: what the headline names short, when the outlet is called so or the text takes
    /// it up.
    fn headline(&self) -> Vec<Decided<Adcode>> {
        let Some(title) = self.article.title.as_deref() else { return Vec::new() };
        let rule = &self.tables.rules.short_name_around_text;
        let hits = self.tables.gazetteer.scan(title);
        let opens = |hit: &&Hit<'_>| self.opens(title, hit.span);
        let maybe: BTreeSet<Adcode> =
            hits.iter().filter(opens).filter_map(|hit| self.county(hit)).collect();
        if maybe.is_empty() {
            return Vec::new();
        }
        let nothing = BTreeSet::new();
        let names = Namer::of_hits(title, hits, &nothing, self.tables).names(&maybe);
        let short = names.counted.iter().filter(|name| name.by.is_some());
        let named = short.filter(|name| self.opens(title, name.span)).filter_map(|name| {
            let code = self.region(&name.readings).filter(|code| maybe.contains(code))?;
            let colon = after(title, name.span.end).is_some_and(|c| matches!(c, '：' | ':'));
            (!is_person(title, name.span, rule) && self.is_taken_up(code, colon))
                .then(|| rule.decide(code, self.headline_span()))?
        });
        named.collect()
    }

    /// Whether a name at `span` stands free, or behind 走进.
    fn opens(&self, text: &str, span: Span) -> bool {
        let Tables { rules, .. } = self.tables;
        let front = text.get(..span.start).unwrap_or_default();
        let rule = &rules.short_name_around_text;
        before(text, span.start).is_none_or(|c| !is_han(c) || rules.short_name.openers.has(c))
            || rule.visits.ends(front)
            || rule.times.ends(front)
    }

    /// Whether the outlet is called after `code`, or the text speaks of it by its short name or
    /// as 全县; no other division of the kind may be named in full before.
    fn is_taken_up(&self, code: Adcode, colon: bool) -> bool {
        let is_it = |hit: &&Hit<'_>| hit.readings.iter().any(|reading| reading.region == code);
        let outlet = self.article.outlet.as_deref().map(|name| self.tables.gazetteer.scan(name));
        let titled = self.article.title.as_deref().map(|name| self.tables.gazetteer.scan(name));
        let [outlet, titled] =
            [outlet, titled].map(|hits| hits.is_some_and(|h| h.iter().any(|hit| is_it(&hit))));
        if outlet && titled {
            return true;
        }
        if self.names_person(code) {
            return false;
        }
        let (first, other) = self.first_and_other(code);
        let spoken = self.speaks_of(code);
        match first {
            Some(first) => first < other || (colon && spoken),
            None => spoken && other == usize::MAX,
        }
    }

    /// Whether a person of the text is called like `code`.
    fn names_person(&self, code: Adcode) -> bool {
        let text = &self.article.text.text;
        let rule = &self.tables.rules.short_name_around_text;
        let is_it = |hit: &&Hit<'_>| hit.readings.iter().any(|reading| reading.region == code);
        self.body().filter(is_it).any(|hit| is_person(text, hit.span, rule))
    }

    /// The names below the headline.
    fn body(&self) -> impl Iterator<Item = &Hit<'_>> {
        let headline = self.headline_span();
        self.hits.iter().filter(move |hit| hit.span.start >= headline.end)
    }

    /// Where the text first names `code` at the head of something, and where it first names another
    /// division of the kind in full.
    fn first_and_other(&self, code: Adcode) -> (Option<usize>, usize) {
        let text = &self.article.text.text;
        let is_it = |hit: &&Hit<'_>| hit.readings.iter().any(|reading| reading.region == code);
        let kind = |code| self.tables.gazetteer.name(code).chars().next_back();
        let alike = |r: &Reading| r.kind == NameKind::Full && kind(r.code) == kind(code);
        let other = |hit: &&Hit<'_>| !is_it(hit) && hit.readings.iter().any(alike);
        let other = self.body().find(other).map_or(usize::MAX, |hit| hit.span.start);
        let mut own = self.body().filter(is_it);
        (own.find(|hit| self.opens(text, hit.span)).map(|hit| hit.span.start), other)
    }

    /// Whether the text names `code` before all others of its kind.
    fn comes_first(&self, code: Adcode) -> bool {
        let (first, other) = self.first_and_other(code);
        first.is_some_and(|first| first < other)
    }

    /// 通江退出贫困县序列: the one county that a text calls by its short name only, as one speaks of a
    /// county, where it says 全县 and names no other.
    fn alone(&self) -> Option<Decided<Adcode>> {
        let rule = &self.tables.rules.short_name_alone;
        let text = &self.article.text.text;
        let behind = |hit: &Hit<'_>| text.get(hit.span.end..).unwrap_or_default();
        let told = |hit: &&Hit<'_>| {
            before(text, hit.span.start).is_none_or(|c| !is_han(c))
                && rule.predicates.starts(behind(hit))
        };
        let hit = self.body().find(|hit| told(hit) && self.county(hit).is_some())?;
        let code = self.county(hit).filter(|code| self.speaks_of(*code))?;
        let (_, other) = self.first_and_other(code);
        (!self.names_person(code) && other == usize::MAX).then(|| rule.decide(code, hit.span))?
    }

    /// Where the headline stands in the text.
    pub(super) fn headline_span(&self) -> Span {
        let line = self.article.lines.iter().find(|line| line.kind == LineKind::Title);
        line.map_or(Span::default(), |line| line.span)
    }
}

/// 永胜说, 永胜家: who is spoken of is a person.
pub(super) fn is_person(
    text: &str,
    span: Span,
    rule: &crate::rules::place::ShortNameAroundText,
) -> bool {
    rule.persons.starts(text.get(span.end..).unwrap_or_default())
}
