//! Amounts that tell nothing of a region: time that went by, sayings and verse, one by one, the place
//! on a map, what one currency costs in another.

use super::super::numeral::{Glyphs, digit, is_han, number};
use super::super::{Approx, Quantity, Value};
use super::read::Reader;
use crate::decimal::Decimal;
use crate::lexicon::Dimension;
use crate::rules::number::{
    AgeClass, ByTheDay, ExchangeRate, InDefinition, InSaying, MattersCounted, NotCounting,
    OneByOne, StepReached, TimeGoneBy,
};
use crate::rules::{Decision, Rule, Words};

/// How far before a number a word of sayings may stand, in characters.
const SAYING: usize = 48;
/// Longest verse, in characters.
const VERSE: usize = 40;
/// How far before hours 每天 may stand, in characters.
const DAY: usize = 16;
/// How far before hours the person may stand whose they are, in characters.
const PERSON: usize = 60;
/// Larger than any rate of exchange.
const RATE: i64 = 1000;
/// How far before a stretch of days 距 may stand, in characters.
const APART: usize = 14;
/// How far behind a number of steps their noun may stand, in characters: 三个|千亿元|台阶.
const STEP: usize = 8;

impl Reader<'_> {
    /// The rule by which the quantity between the characters `start` and `end` tells nothing.
    pub(super) fn idle(&self, quantity: &Quantity, start: usize, end: usize) -> Option<Rule> {
        let rules: &NotCounting = self.aside;
        let from = self.glyphs.index(quantity.span.start);
        let duration = quantity.dimension == Dimension::Duration;
        let gone = || duration && self.gone_by(quantity, from, end);
        let gone = || rules.time_gone_by.on() && (gone() || self.night(quantity, from, end));
        let daily = || duration && rules.by_the_day.on() && self.by_the_day(quantity, from, end);
        let one = || rules.one_by_one.on() && self.repeated(start, end, duration);
        let said = || rules.in_saying.on() && self.said(quantity, start, end);
        let rate = || rules.exchange_rate.on() && self.rate(quantity, from, end);
        let defined = || rules.in_definition.on() && self.defined(quantity, from);
        let class = || rules.age_class.on() && self.class_of_age(quantity, end);
        let step = || rules.step.on() && self.step(quantity, end);
        let matters = || rules.matters.on() && self.matters(quantity, from, end);
        gone()
            .then_some(TimeGoneBy::RULE)
            .or_else(|| daily().then_some(ByTheDay::RULE))
            .or_else(|| one().then_some(OneByOne::RULE))
            .or_else(|| said().then_some(InSaying::RULE))
            .or_else(|| rate().then_some(ExchangeRate::RULE))
            .or_else(|| defined().then_some(InDefinition::RULE))
            .or_else(|| step().then_some(StepReached::RULE))
            .or_else(|| class().then_some(AgeClass::RULE))
            .or_else(|| matters().then_some(MattersCounted::RULE))
    }

    /// 连续两年, 经过两个多月, 离春节只剩近20天.
    fn gone_by(&self, quantity: &Quantity, from: usize, end: usize) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.aside.time_gone_by);
        let after = glyphs.word(end, &rule.after).is_some();
        let after = after && glyphs.word(end, &rule.not_after).is_none();
        if after || glyphs.word_before(from, &rule.before).is_some() {
            return true;
        }
        let far = rule.apart_units.is(&quantity.unit);
        far && self.back(from, APART).any(|at| glyphs.word(at, &rule.apart).is_some())
    }

    /// 三个|千亿元台阶: what is counted are steps that a sum has passed.
    fn step(&self, quantity: &Quantity, end: usize) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.aside.step);
        let noun = |at: &usize| glyphs.word(*at, &rule.nouns).is_some();
        let scaled = |at: &usize| rule.between.has(glyphs.at(*at));
        let behind = (end..end + STEP).find(|at| noun(at) || !scaled(at));
        quantity.dimension == Dimension::Count && behind.is_some_and(|at| noun(&at))
    }

    /// 打通七个|堵点, 哭了|两场: matters, not things.
    fn matters(&self, quantity: &Quantity, from: usize, end: usize) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.aside.matters);
        let few = quantity.dimension == Dimension::Count && is_han(glyphs.at(from));
        let behind = rule.done.has(glyphs.before(from, 1));
        let done = || glyphs.word_before(from.saturating_sub(1), &rule.deeds).is_some();
        let deed = || behind && rule.units.is(&quantity.unit) && done();
        few && (glyphs.word(end, &rule.nouns).is_some() || deed())
    }

    /// 一斤|16块, 一公斤|能卖|三十元: what a price that follows is per.
    pub(super) fn price_follows(&self, start: usize, end: usize) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.aside.price_basis);
        let one = is_han(glyphs.at(start)) && digit(glyphs.at(start)) == Some(1);
        let at = glyphs.word(end, &rule.sold).map_or(end, |(_, stop)| stop);
        let price = number(glyphs, at).filter(|_| one && rule.on());
        price.is_some_and(|price| rule.money.has(glyphs.at(price.end)))
    }

    /// That the quantity only says how long something went on: 四十年压沙, 用三年时间; but not
    /// 受教育年限10年, and not 10.2年. The text around it is still read with it, as it parts the words.
    pub(super) fn lasted(&self, quantity: &Quantity, end: usize) -> Option<Decision> {
        let (glyphs, rule) = (self.glyphs, &self.aside.length);
        let from = glyphs.index(quantity.span.start);
        let exact = (from..end).any(|at| glyphs.at(at) == '.');
        let named = || self.back(from, APART).any(|at| glyphs.word(at, &rule.measured).is_some());
        let measured = || named() || glyphs.word(end, &rule.changed).is_some();
        let lasted = rule.units.is(&quantity.unit) && !exact && !measured();
        lasted.then(|| rule.decide((), quantity.span))?
    }

    /// 两个通宵, 五个寒暑, 连续三次: counted, but time.
    fn night(&self, quantity: &Quantity, from: usize, end: usize) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.aside.time_gone_by);
        let again =
            rule.times.is(&quantity.unit) && glyphs.word_before(from, &rule.again).is_some();
        again || rule.counters.is(&quantity.unit) && glyphs.word(end, &rule.nights).is_some()
    }

    /// 每天只睡五六个小时: the day of those who work there, unless it is told of one person.
    fn by_the_day(&self, quantity: &Quantity, from: usize, end: usize) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.aside.by_the_day);
        let day = self.back(from, DAY).find_map(|at| glyphs.word(at, &rule.days));
        let Some((_, behind)) = day.filter(|_| rule.units.is(&quantity.unit)) else { return false };
        let holds = |words: &Words, from: usize, to: usize| {
            (from..to).any(|at| glyphs.word(at, words).is_some())
        };
        let done = holds(&rule.doings, behind, from) || glyphs.word(end, &rule.doings).is_some();
        let first = from.saturating_sub(PERSON);
        done && !holds(&rule.persons, first, from)
    }

    /// 一块一块, 一箱箱; of time also 八天八夜.
    pub(super) fn repeated(&self, start: usize, end: usize, duration: bool) -> bool {
        let glyphs = self.glyphs;
        let len = end - start;
        let same = |other: usize, len: usize| {
            (0..len).all(|i| glyphs.at(start + i) == glyphs.at(other + i))
        };
        let nights = duration && len > 1 && same(end, len - 1);
        let back = start.checked_sub(len);
        let twice = nights || same(end, len) || back.is_some_and(|other| same(other, len));
        let last = glyphs.before(end, 1);
        let doubled = len == 2 && glyphs.at(end) == last && is_han(last);
        !glyphs.at(start).is_ascii_digit() && (twice || doubled)
    }

    /// 0—14岁, 60岁及以上, 80岁|老人: years of age that say which people are meant.
    fn class_of_age(&self, quantity: &Quantity, end: usize) -> bool {
        let rule = &self.aside.age_class;
        let between = matches!(quantity.value, Value::Range { .. });
        let bound = matches!(quantity.approx, Some(Approx::AtLeast | Approx::AtMost));
        // 年龄在10岁以下。: said of somebody, and no class.
        let bound = bound && is_han(self.glyphs.at(end));
        let classed = between || bound || self.glyphs.word(end, &rule.classes).is_some();
        // 三十五岁的村民: his age, and nothing of the region.
        let han = is_han(self.glyphs.at(self.glyphs.index(quantity.span.start)));
        let person = han && self.glyphs.word(end, &rule.persons).is_some();
        rule.units.is(&quantity.unit) && (classed || person)
    }

    /// Whether the quantity stands in a saying or in verse.
    fn said(&self, quantity: &Quantity, start: usize, end: usize) -> bool {
        let glyphs = self.glyphs;
        if glyphs.at(start).is_ascii_digit() {
            return false;
        }
        let opened = self.opened(start);
        let mut places = self.sentence_before(start, SAYING);
        let word = places.find_map(|at| glyphs.word(at, &self.aside.in_saying.words));
        if let Some((_, behind)) = word {
            // 俗话说得好，…: the clause behind the comma is the saying.
            let opened_by = (behind..behind + 4).find(|at| is_pause(glyphs.at(*at)));
            let from = opened_by.map_or(behind, |at| at + 1);
            let pause = |at: usize| matches!(glyphs.at(at), ',' | '，' | '、');
            return opened.is_some() || !(from..start).any(pause);
        }
        let amount = matches!(quantity.dimension, Dimension::Money | Dimension::Share);
        !amount && opened.is_some_and(|open| is_verse(glyphs, open, end))
    }

    /// The quotation mark that is open at `start`.
    fn opened(&self, start: usize) -> Option<usize> {
        let marks = |at: &usize| "“”「」‘’\n".contains(self.glyphs.at(*at));
        let nearest = (1..=VERSE).map_while(|back| start.checked_sub(back)).find(marks)?;
        "“「‘".contains(self.glyphs.at(nearest)).then_some(nearest)
    }

    /// 1美元兑6.9元 and what stands behind it; 汇率6.9元.
    fn rate(&self, quantity: &Quantity, from: usize, end: usize) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.aside.exchange_rate);
        if quantity.dimension != Dimension::Money {
            return false;
        }
        let round = [Decimal::ONE, Decimal::ONE_HUNDRED].map(Value::Point);
        if round.contains(&quantity.value) && glyphs.word(end, &rule.against).is_some() {
            return true;
        }
        let behind = |word: &Words| {
            let mut back = self.back(from, DAY);
            back.any(|at| glyphs.word(at, word).is_some_and(|(_, end)| end <= from))
        };
        let small = matches!(quantity.value, Value::Point(value) if value < Decimal::from(RATE));
        small && behind(&rule.rates) || (behind(&rule.units) && behind(&rule.against))
    }

    /// 规模以上工业企业是指年主营业务收入2000万元及以上的企业.
    fn defined(&self, quantity: &Quantity, from: usize) -> bool {
        let counted = quantity.dimension == Dimension::Count && quantity.approx.is_none();
        let words = &self.aside.in_definition.words;
        let defines = |at: usize| self.glyphs.word(at, words).is_some();
        !counted && self.sentence_before(from, SAYING).any(defines)
    }

    /// The places before `from` in its sentence, nearest first.
    fn sentence_before(&self, from: usize, most: usize) -> impl Iterator<Item = usize> + '_ {
        let places = (1..=most).map_while(move |back| from.checked_sub(back));
        places.take_while(|at| !ends_sentence(self.glyphs.at(*at)))
    }

    /// The places before `from` in its clause, nearest first.
    fn back(&self, from: usize, most: usize) -> impl Iterator<Item = usize> + '_ {
        let places = (1..=most).map_while(move |back| from.checked_sub(back));
        places.take_while(|at| {
            let c = self.glyphs.at(*at);
            !is_pause(c) && !ends_sentence(c)
        })
    }

    /// Where the place on a map that begins at `at` ends: 东经108°06′至108°40′, 108°06′E.
    pub(super) fn coordinate(&self, at: usize) -> Option<usize> {
        let (glyphs, rule) = (self.glyphs, &self.aside.coordinate);
        let inside = |from: usize| {
            let rest = glyphs.from(from).iter();
            from + rest.take_while(|c| c.is_ascii_digit() || rule.inside.has(**c)).count()
        };
        let named = glyphs.word(at, &rule.words).map(|(_, end)| end);
        let end = match named {
            Some(end) => inside(end),
            None => inside(at),
        };
        let degrees = (at..end).any(|i| rule.degrees.has(glyphs.at(i)));
        let minutes = (at..end).any(|i| {
            let c = glyphs.at(i);
            rule.minutes.has(c) || c == '°' && glyphs.at(i + 1).is_ascii_digit()
        });
        (rule.on() && degrees && (named.is_some() || minutes)).then_some(end)
    }
}

/// Whether what stands between the quotation mark at `open` and the next is verse: lines of five
/// or seven characters.
fn is_verse(glyphs: &Glyphs<'_>, open: usize, end: usize) -> bool {
    let inside = glyphs.from(open + 1);
    let Some(len) = inside.iter().take(VERSE).position(|c| "”」’".contains(*c)) else {
        return false;
    };
    let inside = inside.get(..len).unwrap_or_default();
    let ended = inside.strip_suffix(&['。']).unwrap_or(inside);
    let mut lines = ended.split(|c| is_pause(*c) || ends_sentence(*c));
    let whole = open + 1 + len >= end;
    whole && lines.all(|line| matches!(line.len(), 5 | 7) && line.iter().all(|c| is_han(*c)))
}

const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | ';' | '；' | '\n' | '\0')
}

const fn is_pause(c: char) -> bool {
    matches!(c, ',' | '，' | '、' | ':' | '：')
}
