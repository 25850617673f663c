//! Numbers with their units: which ones a text holds, and which numbers are none.
//!
//! 1. `scan` walks the text once; masks, titles and time expressions are stepped over.
//! 2. `read` reads one quantity: sign, number or range, unit, qualifiers.
//!    `share` reads shares and ratios, `compound` what smaller units add.
//! 3. `unit` finds the unit: a word of the lexicon, a currency sign, or the noun that lends it.
//! 4. `context` looks for what makes it count nothing (order, codes), `qualifier` for what blurs it,
//!    `basis` for what it is stated per, `idle` for what makes it tell nothing of a region.
//!
//! Words and rules are those of `rules/language/number.yaml` and `quantity.yaml`. Each number that is
//! seen and not used leaves a note with the rule that set it aside.

mod all;
mod basis;
mod compound;
mod context;
mod idle;
mod qualifier;
mod read;
mod share;
mod unit;

pub(crate) use all::numbers;

use super::mask::Mask;
use super::numeral::{Glyphs, digit, is_half, is_han, number, starts};
use super::period::lex::Expression;
use super::{Quantity, Unused, period};
use crate::clean::Defect;
use crate::lexicon::{Dimension, Lexicon};
use crate::rules::Rule;
use crate::rules::number::{
    BareDuration, CalendarTime, Coordinate, DamagedNumber, InQuotes, InTitle, OldSum, PriceBasis,
    ReignYear,
};
use crate::span::Span;
use read::{Read, Reader};

/// What a scan found, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantities {
    /// Quantities.
    pub found: Vec<Quantity>,
    /// Numbers set aside, with the rule that did.
    pub unused: Vec<Unused>,
}

/// Reads the quantities of `text`.
///
/// Nothing is read from inside a mask, and nothing whose number touches the core of a defect.
/// Both lists may be in any order; spans are bytes of `text`.
///
/// # Example
/// ```
/// use fangzhi::config::builtin_lexicon;
/// use fangzhi::extract::quantity::scan;
/// let text = "户均增收2300元，排名第3位。";
/// let read = scan(text, &[], &[], &builtin_lexicon());
/// let found: Vec<&str> = read.found.iter().map(|q| q.span.of(text)).collect();
/// assert_eq!(found, ["2300元"]);
/// assert_eq!(read.found.first().and_then(|q| q.per.as_deref()), Some("户均"));
/// assert_eq!(read.unused.first().map(|unused| unused.rule.name()), Some("ordinal"));
/// ```
#[must_use]
pub fn scan(text: &str, masks: &[Mask], defects: &[Defect], lexicon: &Lexicon) -> Quantities {
    scan_in(&Glyphs::new(text), None, (masks, defects), lexicon)
}

/// The same of a text whose time expressions were read before, as far as they were.
pub(super) fn scan_in(
    glyphs: &Glyphs<'_>,
    times: Option<&[Expression]>,
    (masks, defects): (&[Mask], &[Defect]),
    lexicon: &Lexicon,
) -> Quantities {
    let mut blocks: Vec<(Span, Rule)> = masks.iter().map(|m| (m.span, m.rule)).collect();
    blocks.sort_unstable();
    let mut cores: Vec<Span> = defects.iter().map(|d| d.core).collect();
    cores.sort_unstable();
    let mut scanner = Scanner {
        reader: Reader::new(glyphs, lexicon),
        times: period::Known { reader: period::Reader::new(glyphs, &lexicon.book.time), times },
        glyphs,
        blocks: &blocks,
        cores: &cores,
        at: 0,
        quote: (0, 0),
        out: Quantities::default(),
    };
    while scanner.at < glyphs.len() {
        scanner.step();
    }
    scanner.out
}

struct Scanner<'a> {
    reader: Reader<'a>,
    times: period::Known<'a>,
    glyphs: &'a Glyphs<'a>,
    blocks: &'a [(Span, Rule)],
    cores: &'a [Span],
    at: usize,
    /// The short quotation that was opened last.
    quote: (usize, usize),
    out: Quantities,
}

/// Longest title (《…》) in characters.
const TITLE: usize = 120;
/// Longest quotation that is a name rather than speech.
const NAME_QUOTE: usize = 14;

impl Scanner<'_> {
    fn step(&mut self) {
        let c = self.glyphs.at(self.at);
        match c {
            '《' => return self.title(),
            '“' | '「' | '‘' => self.open_quote(),
            _ => {}
        }
        let number = starts(c) || is_half(c);
        let maybe = number || self.reader.aside.coordinate.starts.has(c);
        if maybe && let Some(end) = self.reader.coordinate(self.at) {
            self.set_aside(self.at, end, Coordinate::RULE);
            self.at = end;
            return;
        }
        if !number && !self.times.reader.may_start(c) {
            self.at += 1;
            return;
        }
        if self.masked() {
            return;
        }
        if number && let Some(end) = self.reign_year() {
            self.set_aside(self.at, end, ReignYear::RULE);
            self.at = end;
            return;
        }
        if let Some(time) = self.times.expression(self.at)
            && (!number || self.reader.is_time(&time))
        {
            if number {
                self.set_aside(self.at, time.end, CalendarTime::RULE);
            }
            self.at = time.end.max(self.at + 1);
            return;
        }
        if !number {
            self.at += 1;
            return;
        }
        match self.reader.read(self.at) {
            Read::Quantity(quantity, end) => self.accept(quantity, end),
            Read::Unused(rule, end) => {
                let start = self.at;
                self.at = end.max(start + 1);
                self.set_aside(start, end, rule);
            }
            Read::Nothing(end) => self.at = end.max(self.at + 1),
        }
    }

    /// 嘉庆十五年, 民国111年: where the year of a reign ends, which is no length of so many years.
    fn reign_year(&self) -> Option<usize> {
        let rule = &self.reader.aside.reign_year;
        self.glyphs.word_before(self.at, &rule.reigns).filter(|_| rule.on())?;
        let end = number(self.glyphs, self.at)?.end;
        rule.year.has(self.glyphs.at(end)).then_some(end + 1)
    }

    /// 二千一百两三钱: one old sum, whose 两 is no number.
    fn old_sum(&self, quantity: &Quantity, start: usize, end: usize) -> bool {
        let rule = &self.reader.aside.old_sum;
        let tael = |at: usize| rule.taels.has(self.glyphs.at(at));
        rule.units.is(&quantity.unit) && (start + 1..end).any(tael) && rule.on()
    }

    /// Steps over a document's title; its numbers are part of its name.
    fn title(&mut self) {
        let tail = self.glyphs.from(self.at);
        let close = tail.iter().take(TITLE).position(|c| *c == '》' || *c == '\n');
        let closed = close.filter(|len| tail.get(*len) == Some(&'》'));
        let Some(len) = closed.filter(|_| self.reader.aside.in_title.on()) else {
            self.at += 1;
            return;
        };
        let end = self.at + len + 1;
        if tail.iter().take(len).any(|c| starts(*c)) {
            self.set_aside(self.at, end, InTitle::RULE);
        }
        self.at = end;
    }

    fn open_quote(&mut self) {
        let tail = self.glyphs.from(self.at + 1);
        let stop = tail.iter().take(NAME_QUOTE + 1).position(|c| {
            matches!(
                c,
                '”' | '」' | '’' | ',' | '，' | '。' | ';' | '；' | '：' | '\n' | '！' | '？'
            )
        });
        if let Some(len) = stop.filter(|len| matches!(tail.get(*len), Some('”' | '」' | '’')))
        {
            self.quote = (self.at, self.at + len + 2);
        }
    }

    /// Steps over the mask that covers the present character, if one does.
    fn masked(&mut self) -> bool {
        let here = self.glyphs.span(self.at, self.at + 1);
        // Masks may nest; those that start before this character and reach it are near the
        // partition point, because they are short.
        let upto = self.blocks.partition_point(|(span, _)| span.start <= here.start);
        let found = self.blocks.get(upto.saturating_sub(8)..upto).and_then(|near| {
            near.iter().rev().find(|(span, _)| span.start <= here.start && here.start < span.end)
        });
        let Some((span, rule)) = found.copied() else { return false };
        let end = self.glyphs.index(span.end);
        if starts(self.glyphs.at(self.at)) {
            self.set_aside(self.at, end, rule);
        }
        self.at = end.max(self.at + 1);
        true
    }

    /// Keeps a quantity unless damage touches it or it stands in a quoted name.
    fn accept(&mut self, mut quantity: Quantity, end: usize) {
        let start = self.at;
        let head = quantity.head.map_or(end, |head| self.glyphs.index(head.end));
        self.at = head.max(end).max(start + 1);
        let near = self.cores.partition_point(|core| core.end <= quantity.span.start);
        let damaged = self.cores.get(near).is_some_and(|core| core.overlaps(quantity.span));
        if damaged && self.reader.aside.damaged.on() {
            return self.set_aside(start, end, DamagedNumber::RULE);
        }
        if self.old_sum(&quantity, start, end) {
            return self.set_aside(start, end, OldSum::RULE);
        }
        if self.bare_duration(&quantity, start, end) {
            return self.set_aside(start, end, BareDuration::RULE);
        }
        if let Some(rule) = self.reader.idle(&quantity, start, end) {
            return self.set_aside(start, end, rule);
        }
        if self.reader.price_follows(start, end) {
            return self.set_aside(start, end, PriceBasis::RULE);
        }
        let named = self.quote.0 < start && end <= self.quote.1;
        if named && context::countable(quantity.dimension) && self.reader.aside.in_quotes.on() {
            return self.set_aside(start, end, InQuotes::RULE);
        }
        if let Some(last) = self.out.found.last_mut() {
            if last.span.end > quantity.span.start {
                return;
            }
            // 5元一斤: the second is what the price is per.
            let price = last.dimension == Dimension::Money && last.span.end == quantity.span.start;
            let one = digit(self.glyphs.at(start)) == Some(1);
            if price && one && self.reader.aside.price_basis.on() {
                last.per = Some(quantity.unit);
                return self.set_aside(start, end, PriceBasis::RULE);
            }
        }
        self.mouths(&mut quantity);
        let lasted = self.reader.lasted(&quantity, end);
        quantity.decided.extend(lasted);
        self.out.found.push(quantity);
    }

    /// 15230户，9.8万口: mouths behind households are people.
    fn mouths(&self, quantity: &mut Quantity) -> Option<()> {
        let rule = &self.reader.rules.mouths;
        let last = self.out.found.last().filter(|last| rule.households.is(&last.unit))?;
        let person = rule.mouths.of(&quantity.unit)?;
        let gap = Span::new(last.span.end, quantity.span.start).of(self.glyphs.text);
        if !gap.is_empty() && !rule.between.is(gap.trim()) {
            return None;
        }
        quantity.decided.extend(rule.decide((), quantity.span));
        rule.on().then(|| person.clone_into(&mut quantity.unit))
    }

    /// 五年，交出一份答卷: a stretch of time by itself measures nothing.
    /// 五年培训5000人: the time in which it was done.
    fn bare_duration(&self, quantity: &Quantity, start: usize, end: usize) -> bool {
        let rule = &self.reader.aside.bare_duration;
        let next = self.glyphs.at(end);
        let before = self.glyphs.before(start, 1);
        let ends = |c| matches!(c, '。' | '\n' | '\0');
        let pauses = |c| ends(c) || matches!(c, ',' | '，' | ';' | '；');
        let begins = pauses(before) || before == ' ';
        // ，近半个月，: a clause that is nothing but a blurred stretch of time.
        let from = self.glyphs.index(quantity.span.start);
        let blurred = from < start && pauses(self.glyphs.before(from, 1));
        let stretch = blurred && rule.stretches.is(&quantity.unit);
        let alone = matches!(next, ',' | '，') && (ends(before) || stretch);
        let years = rule.units.is(&quantity.unit) && is_han(next) && !rule.goes_on.has(next);
        quantity.dimension == Dimension::Duration && (alone || (begins && years)) && rule.on()
    }

    fn set_aside(&mut self, start: usize, end: usize, rule: Rule) {
        let span = self.glyphs.span(start, end.max(start + 1));
        self.out.unused.push(Unused { span, rule });
    }
}
