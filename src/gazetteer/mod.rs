//! Divisions of China to county level: which place a name means, and when.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A division code of GB/T 2260: six digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Adcode(u32);

impl Adcode {
    /// Checks that `code` has six digits.
    #[must_use]
    pub const fn new(code: u32) -> Option<Self> {
        if code >= 100_000 && code <= 999_999 { Some(Self(code)) } else { None }
    }

    /// The level that the digits tell: `PP0000` province, `PPPP00` prefecture, else county.
    #[must_use]
    pub const fn level(self) -> Level {
        if self.0.is_multiple_of(10_000) {
            Level::Province
        } else if self.0.is_multiple_of(100) {
            Level::Prefecture
        } else {
            Level::County
        }
    }

    /// The province's code.
    #[must_use]
    pub const fn province(self) -> Self {
        Self(self.0 / 10_000 * 10_000)
    }

    /// The prefecture's code by digits (a real division only where the table has it).
    #[must_use]
    pub const fn prefecture(self) -> Self {
        Self(self.0 / 100 * 100)
    }
}

impl fmt::Display for Adcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl fmt::Debug for Adcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl From<Adcode> for String {
    fn from(code: Adcode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for Adcode {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse().ok().and_then(Self::new).ok_or_else(|| format!("`{text}` is no division code"))
    }
}

/// Level of a division, by rank and not by suffix: 县, 市辖区, 县级市 and 自治县 are all counties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 省, 自治区, 直辖市, 特别行政区.
    Province,
    /// 地级市, 自治州, 地区, 盟.
    Prefecture,
    /// 县, 市辖区, 县级市, 自治县, 旗.
    County,
}

/// One record of the table: a code with a name for a stretch of years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    /// Its code.
    pub code: Adcode,
    /// Full name: 北川羌族自治县.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The division above it in the table; none for a province.
    pub parent: Option<Adcode>,
    /// First year of this code and name; none when before the table begins.
    pub since: Option<i16>,
    /// First year it no longer held; none when current.
    pub until: Option<i16>,
    /// What it became; empty when current, several when split.
    pub successors: Vec<Adcode>,
}

/// The table of divisions, ready for look-ups.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {}

// Until the table is here: an empty one, so that later stages compile.
impl Gazetteer {
    /// The built-in table.
    #[must_use]
    pub fn builtin() -> Self {
        Self::default()
    }

    /// The division with this code (in this year, when given; else its latest record).
    #[must_use]
    pub const fn division(&self, _code: Adcode, _year: Option<i16>) -> Option<&Division> {
        None
    }

    /// Its full name.
    #[must_use]
    pub const fn name(&self, _code: Adcode) -> &str {
        ""
    }

    /// The divisions above, province first, without itself.
    #[must_use]
    pub const fn path(&self, _code: Adcode) -> Vec<Adcode> {
        Vec::new()
    }

    /// Earlier records of the same place.
    #[must_use]
    pub const fn former(&self, _code: Adcode) -> Vec<&Division> {
        Vec::new()
    }

    /// Codes that a name or code may mean.
    #[must_use]
    pub const fn find(&self, _name_or_code: &str) -> Vec<Adcode> {
        Vec::new()
    }

    /// The code that stands for the chain of divisions linked one to one.
    #[must_use]
    pub const fn canonical(&self, code: Adcode) -> Adcode {
        code
    }
}
