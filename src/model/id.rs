//! Identities of figures.

use crate::fingerprint::Fingerprint;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// Stable identity of a figure: from region, measure, period and kind, not from its place in a
/// list. Printed as `f-` and ten hexadecimal digits; used in page, CSV, JSON and search alike.
///
/// # Example
/// ```
/// use fangzhi::model::FigureId;
/// let id = FigureId::parse("f-00c0ffee12").unwrap();
/// assert_eq!(id.to_string(), "f-00c0ffee12");
/// assert_eq!(FigureId::parse("f-12"), None);
/// ```
// A number, and a small one: a report holds each many times over.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(u64);

/// Digits of an identity.
const DIGITS: usize = 10;

impl FigureId {
    /// The identity of the fact that `parts` tell apart from others.
    pub(super) fn of_parts(parts: &[String]) -> Self {
        let hash = Fingerprint::of_parts(parts);
        let bytes = hash.as_bytes().iter().take(DIGITS / 2);
        Self(bytes.fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    }

    /// The identity that `text` writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("f-").filter(|digits| digits.len() == DIGITS)?;
        let plain = digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        plain.then(|| u64::from_str_radix(digits, 16).ok().map(Self)).flatten()
    }

    /// Its digits as a number: as good as random.
    pub(crate) const fn number(&self) -> u64 {
        self.0
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "f-{:010x}", self.0)
    }
}

impl fmt::Debug for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FigureId({self})")
    }
}

impl Serialize for FigureId {
    /// As printed, where people read it; else as the number.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_str(self) } else { to.serialize_u64(self.0) }
    }
}

impl<'de> Deserialize<'de> for FigureId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            return u64::deserialize(from).map(Self);
        }
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(text))
    }
}
