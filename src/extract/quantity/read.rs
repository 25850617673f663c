//! One quantity at one place: sign, number or range, unit, qualifiers.

use super::super::numeral::is_han;
use super::super::numeral::{Glyphs, Number, Shape, is_digit, is_scale, number, pow10};
use super::super::period::lex::{Expression, Moment, Step};
use super::super::{Approx, Quantity, Value};
use super::compound::doubled;
use super::context;
use super::unit::{self, Unit};
use crate::decimal::Decimal;
use crate::lexicon::{Dimension, Lexicon};

/// What was read at a place; ends count characters.
pub(super) enum Read {
    /// A quantity, and where it ends.
    Quantity(Quantity, usize),
    /// A number that is none, why, and where it ends.
    Unused(&'static str, usize),
    /// No number here.
    Nothing(usize),
}

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) glyphs: &'a Glyphs<'a>,
    pub(super) lexicon: &'a Lexicon,
}

/// A number or range with its unit, before qualifiers and rules.
pub(super) struct Core<'a> {
    pub(super) first: Number,
    pub(super) value: Value,
    pub(super) approx: Option<Approx>,
    pub(super) unit: Unit<'a>,
    /// Where the number starts, sign and currency included.
    pub(super) start: usize,
    /// Where the number ends and the written unit starts.
    pub(super) unit_start: usize,
    /// One past the unit and what is added after it.
    pub(super) end: usize,
}

/// Marks and words between the two ends of a range.
pub(super) const BETWEEN: &[&str] = &["——", "—", "--", "-", "~", "至", "到"];

impl<'a> Reader<'a> {
    /// Whether a time expression that starts with a number is one, rather than an amount: 近20天
    /// and 3个月 are amounts.
    pub(super) fn is_time(&self, time: &Expression) -> bool {
        !matches!(*time.moment, Moment::Step(Step::LastDays(_)))
            || self.glyphs.at(time.end - 1) == '来'
    }

    /// Reads the quantity whose number starts at character `at`.
    pub(super) fn read(&self, at: usize) -> Read {
        let glyphs = self.glyphs;
        if matches!(glyphs.at(at), '$' | '¥' | '€' | '£' | '￥') {
            return Read::Nothing(at + 1);
        }
        if let Some((_, end)) = self.lexicon.idiom_at(glyphs.chars(), at) {
            return Read::Unused("idiom", end);
        }
        if let Some(read) = self.share(at) {
            return read;
        }
        if let Some(read) = self.half(at).or_else(|| self.proportion(at)) {
            return read;
        }
        let Some(first) = number(glyphs, at) else { return Read::Nothing(at + 1) };
        if let Some(reason) = self.not_counting(&first) {
            let end = self.skip_unit(first.end);
            return Read::Unused(reason, end);
        }
        let Some(core) = self.core(first.clone()) else {
            // A lone Han digit without a unit is part of a word more often than a number.
            let word = matches!(first.shape, Shape::Single | Shape::Bare);
            return if word {
                Read::Nothing(first.end)
            } else {
                Read::Unused("no-unit", first.end)
            };
        };
        match self.unfit(&core) {
            Some(reason) => Read::Unused(reason, core.end.max(core.first.end)),
            None => self.finish(&core),
        }
    }

    /// The end of the unit at `at`, for stepping over it.
    fn skip_unit(&self, at: usize) -> usize {
        unit::word(self.glyphs, at, self.lexicon).map_or(at, |unit| unit.end)
    }

    /// Why a number counts nothing, by what stands before it.
    fn not_counting(&self, first: &Number) -> Option<&'static str> {
        let glyphs = self.glyphs;
        let bare = first.shape == Shape::Bare || glyphs.at(first.start) == '十';
        if let Some(reason) = context::broken_before(glyphs, first.start, bare) {
            return Some(reason);
        }
        if context::ordinal(glyphs, first.start) {
            return Some("ordinal");
        }
        if first.shape == Shape::Arabic
            && context::code(glyphs, first.start, first.end)
            && unit::currency_before(glyphs, first.start, self.lexicon).is_none()
        {
            return Some(if first.padded && first.low.is_zero() { "damaged" } else { "code" });
        }
        if matches!(glyphs.before(first.start, 1), '时' | '点')
            && matches!(glyphs.at(first.end), '分' | '刻')
            && glyphs.before(first.start, 2).is_ascii_digit()
        {
            return Some("clock");
        }
        self.list_marker(first).then_some("list-marker")
    }

    /// `1.` `2、` or `三、` at the start of a line counts the lines.
    fn list_marker(&self, first: &Number) -> bool {
        let glyphs = self.glyphs;
        let opens = matches!(glyphs.before(first.start, 1), '\n' | '\0')
            || (glyphs.before(first.start, 1) == ' ' && glyphs.before(first.start, 2) == '\n');
        opens && matches!(glyphs.at(first.end), '、' | '.' | ')' | '）' | '．')
    }

    /// Number, range and unit from the first number on; `None` without a unit.
    fn core(&self, first: Number) -> Option<Core<'a>> {
        let glyphs = self.glyphs;
        let currency = unit::currency_before(glyphs, first.start, self.lexicon);
        let (first, mut start) = self.signed(first, currency.as_ref().map(|(_, start)| *start));
        if let Some(core) = self.tenths(&first, start) {
            return Some(core);
        }
        let (mut value, mut approx) = (first.value(), first.approx);
        let (mut at, over) = particle(glyphs, &first, first.end);
        approx = approx.or(over);
        // A range may carry its unit once (3—4名) or twice (70%—80%).
        if let Some((range, over, end)) = self.second(&first, at) {
            value = range;
            approx = approx.or(over);
            at = end;
        }
        let unit_start = glyphs.skip_space(at);
        let mut unit = self.unit_of(&first, unit_start, at, currency.map(|(unit, _)| unit))?;
        let mut end = unit.end;
        let written = unit.end;
        if matches!(value, Value::Point(_))
            && unit.head.is_none()
            && let Some((range, stop)) = self.second_with_unit(&first, &unit, end)
        {
            value = range;
            end = stop;
        }
        let scale = glyphs.any_before(start, &["摄氏", "华氏", "零下摄氏", "零下华氏"]);
        if let Some((word, from)) = scale.filter(|_| unit.name == "度") {
            let name = if word.ends_with("摄氏") { "摄氏度" } else { "华氏度" };
            unit = Unit { name: &self.lexicon.unit(name)?.unit, ..unit };
            start = from;
        }
        if let Value::Point(point) = value {
            let (sum, stop) = self.compound(point, &first, &unit, end);
            value = Value::Point(sum);
            end = stop;
        }
        unit.end = written;
        if unit.name == "番"
            && let Value::Point(times) = value
        {
            value = Value::Point(doubled(times)?);
            let def = self.lexicon.unit("倍")?;
            unit = Unit { name: &def.unit, dimension: def.dimension, ..unit };
        }
        Some(Core { first, value, approx, unit, start, unit_start: at, end })
    }

    /// Applies a sign: -5℃, 零下5度, 负三点五.
    fn signed(&self, first: Number, currency: Option<usize>) -> (Number, usize) {
        let glyphs = self.glyphs;
        let start = first.start;
        let sign = glyphs.any_before(start, &["零下", "负"]).or_else(|| {
            let minus = glyphs.any_before(start, &["-"])?;
            let before = glyphs.before(minus.1, 1);
            let joined = before.is_ascii_alphanumeric()
                || is_digit(before)
                || matches!(
                    before,
                    '年' | '月' | '日' | '%' | '℃' | '元' | '度' | '-' | ')' | '号'
                );
            (!joined).then_some(minus)
        });
        let start = currency.unwrap_or(start);
        match sign {
            Some((word, from)) if !(word == "负" && glyphs.ends(from, "抱")) => {
                let high = first.high.map(|high| -high);
                (Number { low: -first.low, high, ..first }, from)
            }
            _ => (first, start),
        }
    }

    /// The unit at `at`, else the currency before, else the noun that lends one.
    fn unit_of(
        &self,
        first: &Number,
        at: usize,
        number_end: usize,
        currency: Option<Unit<'a>>,
    ) -> Option<Unit<'a>> {
        let glyphs = self.glyphs;
        let spaced = at > number_end;
        // 3个半小时, 两个半月: the half stands between classifier and unit.
        let from = if glyphs.has(at, "个半") { at + 2 } else { at };
        let from = if glyphs.at(at) == '个' && glyphs.at(at + 1) == '多' { at } else { from };
        let found = unit::word(glyphs, from, self.lexicon)
            .filter(|unit| from == at || unit.dimension == Dimension::Duration)
            .filter(|_| !spaced || first.shape == Shape::Arabic);
        if let Some(unit) = found {
            let money = unit.dimension == Dimension::Money;
            return match currency {
                Some(currency) if !money && self.signed_currency(first.start) => {
                    Some(Unit { end: number_end, ..currency })
                }
                Some(currency) if unit.name == "元" => Some(Unit { end: unit.end, ..currency }),
                _ => Some(unit),
            };
        }
        if let Some(currency) = currency {
            return Some(Unit { end: number_end, ..currency });
        }
        let reach = context::after(glyphs, number_end).map_or(number_end, |(_, end)| end);
        let lent = unit::lent(glyphs, first, reach, self.lexicon)
            .or_else(|| unit::lent_before(glyphs, first, number_end, self.lexicon))?;
        Some(Unit { end: number_end, ..lent })
    }

    /// Whether a currency sign, not a word, stands before the number: after 美元 a number may count
    /// anything.
    fn signed_currency(&self, at: usize) -> bool {
        let at = if self.glyphs.before(at, 1) == ' ' { at - 1 } else { at };
        matches!(self.glyphs.before(at, 1), '$' | '¥' | '￥' | '€' | '£')
    }

    /// The second end of a range whose first end has no unit: 3—4, 10—20万, 5至10.
    fn second(&self, first: &Number, at: usize) -> Option<(Value, Option<Approx>, usize)> {
        let glyphs = self.glyphs;
        let (_, from) = glyphs.any(glyphs.skip_space(at), BETWEEN)?;
        let second = number(glyphs, glyphs.skip_space(from))?;
        if second.padded || first.padded {
            return None;
        }
        let (end, over) = particle(glyphs, &second, second.end);
        let high = second.high.unwrap_or(second.low);
        // The scale of the second end holds for both: 10—20万元, but not 8000—1万元.
        let shared = first.low.checked_mul(pow10(second.scale))?;
        let low =
            if first.scale == 0 && second.scale >= 4 && shared < high { shared } else { first.low };
        (low < high).then_some((Value::Range { low, high }, over, end))
    }

    /// The second end of a range whose first end has the same unit: 70%—80%, 10万元至20万元.
    ///
    /// 从10%到5% is a change, and so is 从3个到28个: two quantities.
    fn second_with_unit(
        &self,
        first: &Number,
        unit: &Unit<'_>,
        at: usize,
    ) -> Option<(Value, usize)> {
        let glyphs = self.glyphs;
        let (word, from) = glyphs.any(at, BETWEEN)?;
        let back =
            context::before(glyphs, first.start, false).map_or(first.start, |(_, start)| start);
        let change =
            matches!(word, "至" | "到") && matches!(glyphs.before(back, 1), '从' | '由' | '自');
        let second = number(glyphs, from).filter(|n| !change && !n.padded && n.approx.is_none())?;
        let last = unit::word(glyphs, second.end, self.lexicon)?;
        let high = second.high.unwrap_or(second.low);
        (last.name == unit.name && first.low < high)
            .then_some((Value::Range { low: first.low, high }, last.end))
    }

    /// Why a number with a unit is no quantity all the same.
    fn unfit(&self, core: &Core<'_>) -> Option<&'static str> {
        let glyphs = self.glyphs;
        let first = &core.first;
        let unit = &core.unit;
        if first.shape != Shape::Arabic && context::place_name(glyphs, core.unit_start, unit.end) {
            return Some("name");
        }
        // 报3215点: points of an index; 三点 is a time, 两点 a pair of remarks.
        if unit.name == "点" && !first.decimals && first.low < Decimal::ONE_HUNDRED {
            return Some("weak");
        }
        if first.shape == Shape::Single {
            let measured = measured_before(glyphs.before(first.start, 1))
                && unit.dimension == Dimension::Length;
            let money = unit.dimension == Dimension::Money && !is_han(glyphs.at(unit.end));
            if unit.weak && !(money || measured) && unit.end <= core.unit_start + 1 {
                return Some("weak");
            }
            if core.value == Value::Point(Decimal::ONE)
                && matches!(unit.dimension, Dimension::Count | Dimension::Duration)
            {
                return Some("single-one");
            }
        }
        let turned = (1..=4).any(|back| glyphs.before(first.start, back) == '翻');
        if glyphs.at(core.unit_start) == '番' && !turned {
            return Some("weak");
        }
        let qualified =
            context::before(glyphs, first.start, true).is_some_and(|(a, _)| a.is_some());
        if first.shape == Shape::Bare && !qualified && core.approx.is_none() {
            return Some("bare-scale");
        }
        if first.padded {
            return Some("damaged");
        }
        if core.value == Value::Point(Decimal::ZERO) && !zero_is_said(unit) {
            return Some("zero");
        }
        if glyphs.before(first.start, 1) == '每' {
            return Some("basis");
        }
        None
    }

    /// Adds qualifiers and basis.
    pub(super) fn finish(&self, core: &Core<'_>) -> Read {
        let glyphs = self.glyphs;
        let bare = core.first.shape == Shape::Bare;
        let mut approx = core.approx;
        let mut start = core.start;
        if let Some((word, from)) = context::before(glyphs, core.start, bare) {
            // 高达 and 多达 blur nothing, so they stay outside of the span.
            if word.is_some() {
                approx = word;
                let outside = glyphs.ends(core.start, "约为");
                start = if outside { core.start } else { from };
            }
        }
        let mut end = core.end;
        if let Some(stop) = self.trailing_many(core, end) {
            approx = approx.or(Some(Approx::Over));
            end = stop;
        }
        if let Some((word, stop)) = context::after(glyphs, end) {
            approx = Some(word);
            end = stop;
        }
        let mut per = context::per(glyphs, start).map(str::to_owned);
        if let Some((basis, stop)) = self.slash_basis(core, end) {
            per = Some(basis);
            end = stop;
        }
        if approx.is_none() && core.first.high.is_some() {
            approx = Some(Approx::About);
        }
        if approx.is_none() && core.unit.dimension == Dimension::Share && said_about(glyphs, start)
        {
            approx = Some(Approx::About);
        }
        let quantity = Quantity {
            span: glyphs.span(start, end),
            value: core.value,
            approx,
            unit: core.unit.name.to_owned(),
            written: self.written(core),
            dimension: core.unit.dimension,
            head: core.unit.head,
            per,
            each: context::each(glyphs, start),
        };
        Read::Quantity(quantity, end)
    }

    /// 多 and 余 after a measure: 10公里多, 两年多.
    fn trailing_many(&self, core: &Core<'_>, at: usize) -> Option<usize> {
        let measured =
            !matches!(core.unit.dimension, Dimension::Count | Dimension::Share | Dimension::Points);
        let many = matches!(self.glyphs.at(at), '多' | '余');
        let joined = "元种样个项层方点次名少余达年处家户人".contains(self.glyphs.at(at + 1));
        (measured && many && !joined && core.unit.head.is_none()).then_some(at + 1)
    }

    /// The basis after a stroke: 3000元/亩.
    fn slash_basis(&self, core: &Core<'_>, at: usize) -> Option<(String, usize)> {
        let glyphs = self.glyphs;
        let each = glyphs.at(at) == '每' && core.unit.dimension == Dimension::Money;
        if !(glyphs.at(at) == '/' || each) || core.unit.head.is_some() {
            return None;
        }
        let found = unit::word(glyphs, at + 1, self.lexicon)?;
        let span = glyphs.span(at + 1, found.end);
        Some((span.of(glyphs.text).to_owned(), found.end))
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

/// Words of measure right before a number: 长|六尺.
const fn measured_before(before: char) -> bool {
    matches!(before, '长' | '宽' | '高' | '深' | '厚' | '粗' | '远' | '径')
}

/// Zero is said of shares and events; of money and households it is a remnant of lost digits.
fn zero_is_said(unit: &Unit<'_>) -> bool {
    !matches!(unit.dimension, Dimension::Money) && !matches!(unit.name, "户" | "人" | "亩")
}

/// 约占…的 before a share.
fn said_about(glyphs: &Glyphs<'_>, at: usize) -> bool {
    (2..=16)
        .map_while(|back| {
            let c = glyphs.before(at, back);
            (!matches!(c, ',' | '，' | '。' | '、' | '\0')).then_some((c, back))
        })
        .any(|(c, back)| c == '约' && glyphs.before(at, back - 1) == '占')
}

/// 余, 多, 来, 几 after a number: 3000多(亩), 20余(名), 十几(个).
fn particle(glyphs: &Glyphs<'_>, number: &Number, end: usize) -> (usize, Option<Approx>) {
    let last = glyphs.before(end, 1);
    let spaced = glyphs.at(end) == ' ' && number.shape == Shape::Arabic;
    let at = end + usize::from(spaced);
    let round = is_scale(last) || (last == '0' && number.shape == Shape::Arabic);
    let c = glyphs.at(at);
    let fits = match c {
        '余' | '多' => round || number.shape == Shape::Arabic && !number.decimals,
        '来' => round && !matches!(glyphs.at(at + 1), '到' | '自' | '了' | '看' | '访'),
        '几' => {
            last == '十' || (last == '0' && number.shape == Shape::Arabic && number.digits < 4)
        }
        _ => false,
    };
    if !fits || number.approx.is_some() {
        return (number.end.max(end), number.approx);
    }
    (at + 1, Some(Approx::Over))
}
