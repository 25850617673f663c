//! One quantity at one place: sign, number or range, unit, qualifiers.

use super::super::numeral::{
    Glyphs, Number, Shape, is_digit, is_han, is_scale, number, pow10, scale,
};
use super::super::period::lex::{Expression, Moment, Step};
use super::super::{Approx, Quantity, Value};
use super::compound::doubled;
use super::context;
use super::unit::{self, Unit};
use crate::decimal::Decimal;
use crate::lexicon::{Dimension, Lexicon};
use crate::rules::number::{
    BareScale, ClockTime, DamagedNumber, InIdiom, ListMarker, NoUnit, NotCounting, NumberCode,
    NumberSize, NumberedPlace, Ordinal, PriceBasis, SingleOne, WeakUnit, ZeroRemnant,
};
use crate::rules::quantity::Amounts;
use crate::rules::{Decided, Decision, Rule};

/// What was read at a place; ends count characters.
pub(super) enum Read {
    /// A quantity, and where it ends.
    Quantity(Quantity, usize),
    /// A number that is none, the rule that set it aside, and where it ends.
    Unused(Rule, usize),
    /// No number here.
    Nothing(usize),
}

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) glyphs: &'a Glyphs<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) rules: &'a Amounts,
    pub(super) aside: &'a NotCounting,
}

/// A number or range with its unit, before qualifiers and rules.
pub(super) struct Core<'a> {
    pub(super) first: Number,
    pub(super) value: Value,
    pub(super) approx: Option<Decided<Approx>>,
    pub(super) unit: Unit<'a>,
    /// Where the number starts, sign and currency included.
    pub(super) start: usize,
    /// Where the number ends and the written unit starts.
    pub(super) unit_start: usize,
    /// One past the unit and what is added after it.
    pub(super) end: usize,
    /// The rules that made it what it is.
    pub(super) decided: Vec<Decision>,
}

/// How far behind a range 不等 may stand, in characters.
const SPREAD: usize = 12;
/// How far before a zero the word may stand that reaches it, in characters.
const ZEROED: usize = 12;
/// Most characters of what counts an end of a range in: 含3万元.
const INCLUSIVE: usize = 8;

/// The lower end of a range as the scale of the second end makes it, which holds for both where the
/// first stays the smaller: 10—20万, 七千到九千亿, 八到九百, 四到五百亿; but not 8000—1万.
fn shared(first: &Number, second: &Number) -> Option<Decimal> {
    let high = second.high.unwrap_or(second.low);
    let digit = first.scale == 0 && first.low < Decimal::TEN && !first.decimals;
    // One digit and its scale, all of which the first end leaves unsaid: 四到|五百亿.
    let power = (2..16).rev().find(|power| pow10(*power) <= second.low).filter(|power| {
        let round = (second.low % pow10(*power)).is_zero() && second.high.is_none();
        digit && first.high.is_none() && round && second.digits <= 1
    });
    let scale = match first.scale {
        0 if second.scale >= 4 => second.scale,
        1..4 => second.scale - second.scale % 4,
        _ => 0,
    };
    let scaled = |power: u32| first.low.checked_mul(pow10(power)).filter(|low| *low < high);
    power.and_then(scaled).or_else(|| scaled(scale)).or(Some(first.low))
}

impl<'a> Reader<'a> {
    pub(super) fn new(glyphs: &'a Glyphs<'a>, lexicon: &'a Lexicon) -> Self {
        Self { glyphs, lexicon, rules: &lexicon.book.quantity, aside: &lexicon.book.number }
    }

    /// Whether a time expression that starts with a number is one, rather than an amount: 近20天
    /// and 3个月 are amounts.
    pub(super) fn is_time(&self, time: &Expression) -> bool {
        let rule = &self.aside.calendar_time;
        let stretch = matches!(*time.moment, Moment::Step(Step::LastDays(_)));
        rule.on() && (!stretch || rule.come.has(self.glyphs.at(time.end - 1)))
    }

    /// Reads the quantity whose number starts at character `at`.
    pub(super) fn read(&self, at: usize) -> Read {
        let glyphs = self.glyphs;
        if let Some(end) = self.idiom(at) {
            return Read::Unused(InIdiom::RULE, end);
        }
        if let Some(read) = self.share(at) {
            return read;
        }
        if let Some(read) = self.half(at).or_else(|| self.proportion(at)) {
            return read;
        }
        let Some(first) = number(glyphs, at) else { return Read::Nothing(at + 1) };
        if let Some(rule) = self.not_counting(&first) {
            let end = self.skip_unit(first.end);
            return Read::Unused(rule, end);
        }
        let Some(core) = self.core(first.clone()) else {
            // A lone Han digit without a unit is part of a word more often than a number.
            let word = matches!(first.shape, Shape::Single | Shape::Bare);
            return if word || !self.aside.no_unit.on() {
                Read::Nothing(first.end)
            } else {
                Read::Unused(NoUnit::RULE, first.end)
            };
        };
        // ISO9001认证企业: what a noun lends a unit to is a number, not a code.
        let lettered = glyphs.before(at, 1).is_ascii_alphabetic();
        if lettered && core.unit.head.is_some() && self.aside.code.on() {
            return Read::Unused(NumberCode::RULE, core.first.end);
        }
        match self.unfit(&core) {
            Some(rule) => Read::Unused(rule, core.end.max(core.first.end)),
            None => self.finish(core),
        }
    }

    /// Where the idiom ends whose first number stands at `at`.
    pub(super) fn idiom(&self, at: usize) -> Option<usize> {
        let (glyphs, rule) = (self.glyphs, &self.aside.in_idiom);
        // The number of a hotline may also be an amount: 12345户, 12380.5元.
        let amount = |end: usize| {
            let next = glyphs.at(end);
            let goes_on = matches!(next, '.' | ',') && glyphs.at(end + 1).is_ascii_digit();
            glyphs.before(end, 1).is_ascii_digit()
                && (next.is_ascii_digit()
                    || goes_on
                    || is_scale(next)
                    || unit::word(glyphs, end, self.lexicon).is_some())
        };
        let mut found = rule.idioms.around(glyphs.chars(), at).map(|(_, end)| end);
        found.find(|end| !amount(*end)).filter(|_| rule.on())
    }

    /// The end of the unit at `at`, for stepping over it.
    fn skip_unit(&self, at: usize) -> usize {
        unit::word(self.glyphs, at, self.lexicon).map_or(at, |unit| unit.end)
    }

    /// The rule by which a number counts nothing, by what stands beside it.
    fn not_counting(&self, first: &Number) -> Option<Rule> {
        let (glyphs, rules) = (self.glyphs, self.aside);
        let ten = scale(glyphs.at(first.start)) == Some(1);
        let bare = first.shape == Shape::Bare || ten;
        if let Some(rule) = context::broken_before(glyphs, first.start, bare, rules) {
            return Some(rule);
        }
        if let Some(rule) = context::beside_sign(glyphs, first.start, first.end, rules) {
            return Some(rule);
        }
        if context::ordinal(glyphs, first.start, &rules.ordinal) {
            return Some(Ordinal::RULE);
        }
        if first.shape == Shape::Arabic
            && let Some(code) = context::code(glyphs, first.start, first.end, rules)
            && unit::currency_before(glyphs, first.start, self.lexicon).is_none()
        {
            let lost = first.padded && first.low.is_zero() && rules.damaged.on();
            return Some(if lost { DamagedNumber::RULE } else { code });
        }
        if rules.clock_time.hours.has(glyphs.before(first.start, 1))
            && rules.clock_time.minutes.has(glyphs.at(first.end))
            && glyphs.before(first.start, 2).is_ascii_digit()
            && rules.clock_time.on()
        {
            return Some(ClockTime::RULE);
        }
        let torn = first.torn && first.shape != Shape::Single;
        if rules.damaged.on() && (torn || context::torn_off(glyphs, first.start, &rules.in_idiom)) {
            return Some(DamagedNumber::RULE);
        }
        self.list_marker(first).then_some(ListMarker::RULE)
    }

    /// `1.` `2、` or `三、` at the start of a line counts the lines.
    fn list_marker(&self, first: &Number) -> bool {
        let glyphs = self.glyphs;
        let opens = matches!(glyphs.before(first.start, 1), '\n' | '\0')
            || (glyphs.before(first.start, 1) == ' ' && glyphs.before(first.start, 2) == '\n');
        let marked = matches!(glyphs.at(first.end), '、' | '.' | ')' | '）' | '．');
        opens && marked && self.aside.list_marker.on()
    }

    /// Number, range and unit from the first number on; `None` without a unit.
    fn core(&self, first: Number) -> Option<Core<'a>> {
        let glyphs = self.glyphs;
        let currency = unit::currency_before(glyphs, first.start, self.lexicon);
        let mut decided = Vec::new();
        let written = currency.as_ref().map(|(_, start)| *start);
        let (first, start) = self.signed(first, written, &mut decided);
        if let Some(mut core) = self.tenths(&first, start) {
            core.decided.append(&mut decided);
            return Some(core);
        }
        let mut value = first.value();
        let (mut at, mut approx) = self.particle(&first, first.end);
        if let Some((exact, about, end)) = self.tolerance(&first, at) {
            (value, approx, at) = (exact, Some(about), end);
        }
        // A range may carry its unit once (3—4名) or twice (70%—80%).
        if let Some((range, over, end)) = self.second(&first, at) {
            decided.push(range.decision());
            value = range.value;
            approx = approx.or(over);
            at = end;
        }
        let unit_start = glyphs.skip_space(at);
        let (unit, lent) = self.unit_of(&first, unit_start, at, currency)?;
        decided.extend(lent);
        let end = unit.end;
        let mut core = Core { first, value, approx, unit, start, unit_start: at, end, decided };
        self.second_with_unit(&mut core);
        self.off_by(&mut core);
        self.temperature(&mut core)?;
        self.compound(&mut core);
        self.multiply(&mut core)?;
        Some(core)
    }

    /// 3.28±0.05万: what stands behind the sign blurs the number, and its scale is that of both.
    fn tolerance(&self, first: &Number, at: usize) -> Option<(Value, Decided<Approx>, usize)> {
        let (glyphs, rules) = (self.glyphs, self.rules);
        let from = glyphs.skip_space(at);
        if !self.aside.tolerance.signs.has(glyphs.at(from)) || first.high.is_some() {
            return None;
        }
        let off = number(glyphs, glyphs.skip_space(from + 1))?;
        let shared = if first.scale == 0 { off.scale } else { 0 };
        let value = first.low.checked_mul(pow10(shared))?;
        let about = rules.about.decide(Approx::About, glyphs.span(at, off.end))?;
        Some((Value::Point(value), about, off.end))
    }

    /// 28.6%±0.4%: the same with a unit on either side.
    fn off_by(&self, core: &mut Core<'_>) -> Option<()> {
        let glyphs = self.glyphs;
        let from = glyphs.skip_space(core.end);
        let Value::Point(_) = core.value else { return None };
        let off =
            number(glyphs, from + 1).filter(|_| self.aside.tolerance.signs.has(glyphs.at(from)))?;
        let by = glyphs.span(from, off.end);
        core.approx = Some(self.rules.about.decide(Approx::About, by)?);
        core.end = unit::word(glyphs, off.end, self.lexicon).map_or(off.end, |unit| unit.end);
        Some(())
    }

    /// Applies a sign: -5℃, 零下5度, 负三点五.
    fn signed(
        &self,
        first: Number,
        currency: Option<usize>,
        decided: &mut Vec<Decision>,
    ) -> (Number, usize) {
        let (glyphs, rule) = (self.glyphs, &self.rules.minus);
        let start = first.start;
        let word = glyphs.word_before(start, &rule.words);
        let word = word.filter(|_| glyphs.word_before(start, &rule.not_words).is_none());
        let dashed = glyphs.before(start, 1) == '—'
            && glyphs.at(first.end) == '%'
            && glyphs.word_before(start - 1, &rule.dashed).is_some();
        let stroke = || {
            if dashed {
                return Some(start - 1);
            }
            let before = glyphs.before(start, 2);
            let joined =
                before.is_ascii_alphanumeric() || is_digit(before) || rule.joined.has(before);
            (glyphs.before(start, 1) == '-' && !joined).then(|| start - 1)
        };
        if context::signed_plus(glyphs, start, first.end, &self.aside.code) {
            return (first, start - 1);
        }
        let from = word.map(|(_, from)| from).or_else(stroke);
        let sign = from.and_then(|from| rule.decide(from, glyphs.span(from, start)));
        let Some(sign) = sign else { return (first, currency.unwrap_or(start)) };
        decided.push(sign.decision());
        let high = first.high.map(|high| -high);
        (Number { low: -first.low, high, ..first }, sign.value)
    }

    /// The unit at `at`, else the currency before, else that of a noun, and what lent it.
    fn unit_of(
        &self,
        first: &Number,
        at: usize,
        number_end: usize,
        currency: Option<(Unit<'a>, usize)>,
    ) -> Option<(Unit<'a>, Option<Decision>)> {
        let glyphs = self.glyphs;
        let spaced = at > number_end;
        // 3个半小时, 两个半月: the half stands between classifier and unit.
        let from = glyphs.word(at, &self.rules.half_more.inner).map_or(at, |(_, end)| end);
        let found = unit::word(glyphs, from, self.lexicon)
            .filter(|unit| from == at || unit.dimension == Dimension::Duration)
            .filter(|_| !spaced || first.shape == Shape::Arabic);
        let rule = &self.rules.currency_sign;
        let named = currency.map(|(unit, start)| (unit, glyphs.span(start, first.start)));
        if let Some(unit) = found {
            let money = unit.dimension == Dimension::Money;
            let ((currency, by), end) = match named {
                Some(named) if !money && self.signed_currency(first.start) => (named, number_end),
                Some(named) if rule.general.is(unit.name) => (named, unit.end),
                _ => return Some((unit, None)),
            };
            return Some((Unit { end, ..currency }, rule.decide((), by)));
        }
        if let Some((currency, by)) = named {
            return Some((Unit { end: number_end, ..currency }, rule.decide((), by)));
        }
        let reach = self.qualifier_after(number_end).map_or(number_end, |(_, end)| end);
        if let Some(lent) = unit::lent(glyphs, first, reach, self.lexicon) {
            let by = self.rules.unit_of_noun.decide((), lent.head.unwrap_or_default());
            return Some((Unit { end: number_end, ..lent }, by));
        }
        if let Some((times, by)) = unit::ratio_before(glyphs, first, number_end, self.lexicon) {
            return Some((times, self.rules.ratio_of_incomes.decide((), by)));
        }
        let (lent, by) = unit::lent_before(glyphs, first, number_end, self.lexicon)?;
        Some((lent, self.rules.unit_of_noun_before.decide((), by)))
    }

    /// Whether a currency sign, not a word, stands before the number: after 美元 a number may count
    /// anything.
    fn signed_currency(&self, at: usize) -> bool {
        let at = if self.glyphs.before(at, 1) == ' ' { at - 1 } else { at };
        self.rules.currency_sign.marks.has(self.glyphs.before(at, 1))
    }

    /// The second end of a range whose first end has no unit: 3—4, 10—20万, 5至10.
    fn second(
        &self,
        first: &Number,
        at: usize,
    ) -> Option<(Decided<Value>, Option<Decided<Approx>>, usize)> {
        let (glyphs, rules) = (self.glyphs, self.rules);
        let from = self.inclusive(glyphs.skip_space(at));
        let (word, from) = glyphs.word(glyphs.skip_space(from), &rules.between)?;
        let second = number(glyphs, glyphs.skip_space(from))?;
        if second.padded || first.padded || self.changes(word, first.start, from) {
            return None;
        }
        let (end, over) = self.particle(&second, second.end);
        let high = second.high.unwrap_or(second.low);
        let low = shared(first, &second)?;
        let range = rules.range.decide(Value::Range { low, high }, glyphs.span(at, from))?;
        (low < high).then_some((range, over, end))
    }

    /// The second end of a range whose first end has the same unit: 70%—80%, 10万元至20万元.
    ///
    /// 从10%到5% is a change, and so is 从3个到28个: two quantities.
    fn second_with_unit(&self, core: &mut Core<'_>) -> Option<()> {
        let (glyphs, rules) = (self.glyphs, self.rules);
        let (first, unit) = (&core.first, &core.unit);
        let Value::Point(_) = core.value else { return None };
        let from = self.inclusive(unit.end);
        let (word, from) = glyphs.word(from, &rules.between).filter(|_| unit.head.is_none())?;
        let change = self.changes(word, first.start, from);
        let second = number(glyphs, from).filter(|n| !change && !n.padded && n.approx.is_none())?;
        let last = unit::word(glyphs, second.end, self.lexicon)?;
        let (low, high) = (first.low, second.high.unwrap_or(second.low));
        let same = last.name == unit.name && low < high;
        let by = glyphs.span(unit.end, from);
        let range = rules.range.decide(Value::Range { low, high }, by).filter(|_| same)?;
        core.decided.push(range.decision());
        core.value = range.value;
        core.end = last.end;
        Some(())
    }

    /// Where the words at `at` end that count an end of a range in or out of it: 1万（含）, 3万元（含3万元）.
    fn inclusive(&self, at: usize) -> usize {
        let (glyphs, rule) = (self.glyphs, &self.rules.range);
        let opened = glyphs.word(at, &rule.inclusive).map(|(_, end)| end);
        let closed = |from: usize| (from..from + INCLUSIVE).find(|i| glyphs.at(*i) == ')');
        opened.and_then(closed).map_or(at, |close| close + 1)
    }

    /// Whether a word of departure stands before the number at `start`, so that `word` leads to another
    /// number rather than to the other end of a range: 从3个到28个, but not 从3个到28个不等.
    fn changes(&self, word: &str, start: usize, from: usize) -> bool {
        let (glyphs, rules) = (self.glyphs, self.rules);
        let spread = (from..from + SPREAD)
            .take_while(|at| !matches!(glyphs.at(*at), ',' | '，' | '。' | '\0'))
            .any(|at| glyphs.word(at, &rules.range.spread).is_some());
        if spread {
            return false;
        }
        let back = self.qualifier_before(start, false).map_or(start, |(_, start)| start);
        rules.arrives.is(word) && rules.departs.has(glyphs.before(back, 1))
    }

    /// 摄氏36度: the scale before the number makes its unit precise; `None` when there is no such
    /// unit.
    fn temperature(&self, core: &mut Core<'a>) -> Option<()> {
        let rule = &self.rules.temperature_scale;
        let scale = self.glyphs.word_before(core.start, rule.scales.words());
        let Some((word, from)) = scale.filter(|_| rule.on() && rule.units.is(core.unit.name))
        else {
            return Some(());
        };
        let def = self.lexicon.unit(rule.scales.of(word)?)?;
        core.decided.extend(rule.decide((), self.glyphs.span(from, core.start)));
        core.unit.name = &def.unit;
        core.start = from;
        Some(())
    }

    /// 翻两番 is three times more; `None` when it cannot be told.
    fn multiply(&self, core: &mut Core<'a>) -> Option<()> {
        let rule = &self.rules.doubling;
        let times = rule.units.of(core.unit.name).filter(|_| rule.on());
        let (Some(unit), Value::Point(doublings)) = (times, core.value) else { return Some(()) };
        let def = self.lexicon.unit(unit)?;
        let by = self.glyphs.span(core.unit_start, core.unit.end);
        core.value = Value::Point(doubled(doublings)?);
        core.decided.extend(rule.decide((), by));
        core.unit.name = &def.unit;
        core.unit.dimension = def.dimension;
        Some(())
    }

    /// 一亩|茶, 想干出一块|天地: any one of them, unless it is an average (人均一亩).
    fn any_one(&self, core: &Core<'_>, start: usize) -> bool {
        let rule = &self.aside.single_one;
        let article = self.glyphs.word(core.unit_start, &rule.articles);
        let whole = article.is_some_and(|(_, end)| end == core.unit.end);
        let again = || self.repeated(start, core.unit.end, false);
        whole && !rule.averages.has(self.glyphs.before(start, 1)) && !again()
    }

    /// The rule by which a number with a unit is no quantity all the same.
    fn unfit(&self, core: &Core<'_>) -> Option<Rule> {
        let (glyphs, rules) = (self.glyphs, self.aside);
        let first = &core.first;
        let unit = &core.unit;
        let place = &rules.numbered_place;
        if first.shape != Shape::Arabic
            && context::place_name(glyphs, core.unit_start, unit.end, place)
        {
            return Some(NumberedPlace::RULE);
        }
        if rules.size.on() && rules.size.signs.has(glyphs.at(core.end)) {
            return Some(NumberSize::RULE);
        }
        if self.weak(core) && rules.weak_unit.on() {
            return Some(WeakUnit::RULE);
        }
        if first.shape == Shape::Single
            && core.value == Value::Point(Decimal::ONE)
            && (matches!(unit.dimension, Dimension::Count | Dimension::Duration)
                || rules.single_one.coins.is(unit.name)
                || self.any_one(core, first.start))
            && rules.single_one.on()
        {
            return Some(SingleOne::RULE);
        }
        if !self.turned(core) && rules.weak_unit.on() {
            return Some(WeakUnit::RULE);
        }
        let qualified =
            self.qualifier_before(first.start, true).is_some_and(|(approx, _)| approx.is_some());
        if first.shape == Shape::Bare
            && !qualified
            && core.approx.is_none()
            && rules.bare_scale.on()
        {
            return Some(BareScale::RULE);
        }
        if (first.padded || self.foreign(unit)) && rules.damaged.on() {
            return Some(DamagedNumber::RULE);
        }
        // Zero is said of shares and events; of money and households it is left of lost digits.
        let remnant = unit.dimension == Dimension::Money || rules.zero.units.is(unit.name);
        let timed =
            (1..=ZEROED).take_while(|i| rules.zero.times.has(glyphs.before(first.start, *i)));
        let from = first.start - timed.count();
        let reached = glyphs.word_before(from, &rules.zero.reached).is_some();
        let zero = core.value == Value::Point(Decimal::ZERO) && !reached;
        if zero && remnant && rules.zero.on() {
            return Some(ZeroRemnant::RULE);
        }
        let basis = &rules.price_basis;
        let every = basis.on() && basis.every.has(glyphs.before(first.start, 1));
        every.then_some(PriceBasis::RULE)
    }

    /// Whether the name of a currency that no table knows goes on behind 元.
    fn foreign(&self, unit: &Unit<'_>) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.rules.currency_sign);
        rule.general.is(unit.name)
            && is_han(glyphs.at(unit.end))
            && rule.coins.has(glyphs.at(unit.end + 1))
            && glyphs.word(unit.end, &rule.not_coins).is_none()
    }

    /// Whether the unit is a common word that counts nothing here: 一方, 三点.
    fn weak(&self, core: &Core<'_>) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.aside.weak_unit);
        let (first, unit) = (&core.first, &core.unit);
        // 报3215点: points of an index; 三点 is a time, 两点 a pair of remarks.
        if rule.points.is(unit.name) && !first.decimals && first.low < Decimal::ONE_HUNDRED {
            return true;
        }
        let measured =
            rule.measured.has(glyphs.before(first.start, 1)) && unit.dimension == Dimension::Length;
        let money = unit.dimension == Dimension::Money && !is_han(glyphs.at(unit.end));
        first.shape == Shape::Single
            && unit.weak
            && !(money || measured)
            && unit.end <= core.unit_start + 1
    }

    /// Whether a word of turning stands before a number of 番, so that it multiplies.
    fn turned(&self, core: &Core<'_>) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.rules.doubling);
        let turned = || (1..=4).any(|back| rule.verbs.has(glyphs.before(core.first.start, back)));
        glyphs.word(core.unit_start, rule.units.words()).is_none() || turned()
    }

    /// Adds qualifiers and basis.
    pub(super) fn finish(&self, mut core: Core<'_>) -> Read {
        let (glyphs, rules) = (self.glyphs, self.rules);
        let bare = core.first.shape == Shape::Bare;
        let mut approx = core.approx;
        let mut start = core.start;
        // 高达 and 多达 blur nothing, so they stay outside of the span.
        if let Some((Some(word), from)) = self.qualifier_before(core.start, bare) {
            approx = Some(word);
            let outside = glyphs.word_before(core.start, &rules.about.outside).is_some();
            start = if outside { core.start } else { from };
        }
        let mut end = core.end;
        if let Some((over, stop)) = self.trailing_many(&core, end) {
            approx = approx.or(Some(over));
            end = stop;
        }
        if let Some((word, stop)) = self.qualifier_after(end) {
            approx = Some(word);
            end = stop;
        }
        let mut per = self.basis_before(start);
        if let Some((basis, stop)) = self.basis_behind(&core, end) {
            per = Some(basis);
            end = stop;
        }
        if approx.is_none() && core.first.high.is_some() {
            let by = glyphs.span(core.first.start, core.first.end);
            approx = rules.adjacent_digits.decide(Approx::About, by);
        }
        if approx.is_none() && core.unit.dimension == Dimension::Share {
            approx = self.said_about(start);
        }
        let each = self.each(start);
        let mut decided = std::mem::take(&mut core.decided);
        decided.extend(approx.map(|approx| approx.decision()));
        decided.extend(per.as_ref().map(Decided::decision));
        decided.extend(each.map(|each| each.decision()));
        let quantity = Quantity {
            span: glyphs.span(start, end),
            value: core.value,
            approx: approx.map(|approx| approx.value),
            unit: core.unit.name.to_owned(),
            written: self.written(&core),
            dimension: core.unit.dimension,
            head: core.unit.head,
            per: per.map(|per| per.value),
            each: each.is_some(),
            decided,
        };
        Read::Quantity(quantity, end)
    }

    /// The unit as written, with the scale that stands before it: 万元.
    fn written(&self, core: &Core<'_>) -> String {
        let glyphs = self.glyphs;
        let mut start = core.unit_start;
        while start > core.first.start
            && is_scale(glyphs.before(start, 1))
            && core.first.shape == Shape::Arabic
        {
            start -= 1;
        }
        glyphs.span(start, core.unit.end.max(start)).of(glyphs.text).trim().to_owned()
    }
}
