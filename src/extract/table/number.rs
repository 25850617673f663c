//! The number of a cell.

use super::TableReader;
use super::unit::Scaled;
use crate::clean::Cell;
use crate::decimal::{Decimal, scale_by};
use crate::extract::{Approx, Quantity, Value, numeral, quantity};
use crate::rules::Decided;
use crate::span::Span;

impl TableReader<'_> {
    /// The number of a cell: with its own unit, or with that of its header.
    pub(super) fn number_in(
        &self,
        cell: &Cell,
        unit: Option<Decided<Scaled<'_>>>,
    ) -> Option<Quantity> {
        let own = cell.span.of(self.text);
        let start = cell.span.start + own.len() - own.trim_start().len();
        let own = own.trim();
        let mut read = quantity::scan(own, &[], &[], self.lexicon).found;
        if let [_] = read.as_slice() {
            let quantity = read.pop()?;
            let decided = quantity.decided.into_iter();
            let decided = decided.map(|d| Decided { by: d.by.shift(start), ..d }).collect();
            let head = quantity.head.map(|head| head.shift(start));
            return Some(Quantity { span: quantity.span.shift(start), head, decided, ..quantity });
        }
        let unit = unit?;
        let (def, exponent) = unit.value;
        let signs = ['-', '−', '+'];
        let digits = own.trim_start_matches(|c| signs.contains(&c) || self.rules.about.has(c));
        let number = numeral::parse(digits)?;
        let plain = digits.trim_end_matches(|c| c == '*' || self.rules.many.has(c));
        let negative = own.starts_with(['-', '−']);
        let scaled = |value: Decimal| {
            let value = scale_by(value, exponent)?;
            Some(if negative { -value } else { value }.normalize())
        };
        let value = match number.value {
            Value::Point(value) => Value::Point(scaled(value)?),
            Value::Range { low, high } => Value::Range { low: scaled(low)?, high: scaled(high)? },
        };
        let span = Span::new(start, start + own.len());
        let amounts = &self.lexicon.book.quantity;
        let about = own.starts_with(|c| self.rules.about.has(c));
        let over = number.approx.is_some() || digits.ends_with(|c| self.rules.many.has(c));
        let approx = if over {
            amounts.over.decide(Approx::Over, span)
        } else {
            amounts.about.decide(Approx::About, span).filter(|_| about)
        };
        let by = approx.map(|approx| approx.decision());
        (number.len == plain.len()).then(|| Quantity {
            span,
            value,
            approx: approx.map(|approx| approx.value),
            unit: def.unit.clone(),
            written: def.unit.clone(),
            dimension: def.dimension,
            head: None,
            per: None,
            each: false,
            decided: std::iter::once(unit.decision()).chain(by).collect(),
        })
    }
}
