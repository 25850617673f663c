//! Divisions of China to county level: which place a name means, and when.

mod alias;
mod chain;
mod matcher;
mod pinyin;
mod table;

pub use alias::{NameKind, core_name};
pub use pinyin::{Pinyin, pinyin};

use crate::span::Span;
use matcher::Names;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

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

    /// Whether it lies in Taiwan, whose cities and counties the standard does not list.
    #[must_use]
    pub const fn in_taiwan(self) -> bool {
        self.0 / 10_000 == 71
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

/// A name of the table found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// Where.
    pub span: Span,
    /// The divisions that go by this name.
    pub readings: &'a [Reading],
}

/// One division that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// The region it is today (see [`Gazetteer::canonical`]).
    pub region: Adcode,
    /// The code that went with the name.
    pub code: Adcode,
    /// How the name stands for it.
    pub kind: NameKind,
    /// First year of the record; none when before the table begins.
    pub since: Option<i16>,
    /// First year the record no longer held; none when current.
    pub until: Option<i16>,
}

impl Reading {
    /// Whether the name held in `year`; without a year, whether it is current. In the year of a
    /// change both names hold.
    #[must_use]
    pub fn holds(&self, year: Option<i16>) -> bool {
        match year {
            Some(year) => {
                self.since.is_none_or(|since| since <= year)
                    && self.until.is_none_or(|until| year <= until)
            }
            None => self.until.is_none(),
        }
    }
}

/// The table of divisions, ready for look-ups by code, by name and in running text.
#[derive(Clone)]
pub struct Gazetteer {
    /// By code and then by first year.
    records: Vec<Division>,
    /// For each record the record that continues it.
    links: Vec<Option<usize>>,
    names: Names,
    /// How a report calls divisions otherwise than the table.
    labels: BTreeMap<Adcode, String>,
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gazetteer({} records)", self.records.len())
    }
}

impl Default for Gazetteer {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Gazetteer {
    /// The built-in table: China to county level, 2000–2024.
    #[must_use]
    pub fn builtin() -> Self {
        let records = table::records();
        let links = chain::links(&records);
        let mut gazetteer =
            Self { records, links, names: Names::new(Vec::new()), labels: BTreeMap::new() };
        gazetteer.names = gazetteer.all_names();
        gazetteer
    }

    fn all_names(&self) -> Names {
        let mut names: Vec<(String, Reading)> = Vec::new();
        let words = alias::words();
        for (index, record) in self.records.iter().enumerate() {
            let region = self.end_of(index).map_or(record.code, |end| end.code);
            let Division { code, since, until, .. } = *record;
            for (name, kind) in alias::spellings(record) {
                let word = kind == NameKind::Short
                    && record.level != Level::Province
                    && words.contains(name.as_str());
                let kind = if word { NameKind::Word } else { kind };
                names.push((name, Reading { region, code, kind, since, until }));
            }
        }
        for (code, name) in alias::others() {
            let kind = NameKind::Short;
            let reading = Reading { region: code, code, kind, since: None, until: None };
            names.push((name.to_owned(), reading));
        }
        // Current divisions first, those of the standard before Taiwan's, then the larger, then by code.
        let rank = |r: &Reading| (r.until.is_some(), r.code.in_taiwan(), r.code.level(), r.code);
        let mut keyed: Vec<(u64, (String, Reading))> =
            names.into_iter().map(|entry| (start(&entry.0), entry)).collect();
        keyed.sort_by(|(key, (a, r)), (other, (b, s))| {
            key.cmp(other).then_with(|| a.cmp(b)).then_with(|| rank(r).cmp(&rank(s)))
        });
        Names::new(keyed.into_iter().map(|(_, entry)| entry).collect())
    }

    /// The last record of the chain that starts at record `index`.
    fn end_of(&self, index: usize) -> Option<&Division> {
        let mut at = index;
        // A chain is never longer than the table.
        for _ in 0..self.records.len() {
            match self.links.get(at).copied().flatten() {
                Some(next) => at = next,
                None => break,
            }
        }
        self.records.get(at)
    }

    /// The divisions whose names are one character away from `text`, by code; where some of them sound
    /// like it, only these. For messages about a name that is none.
    ///
    /// # Example
    /// ```
    /// use fangzhi::gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::builtin();
    /// let near = |text| -> Vec<&str> {
    ///     gazetteer.near(text).into_iter().map(|code| gazetteer.name(code)).collect()
    /// };
    /// assert_eq!(near("南冲市"), ["南充市"]);
    /// assert_eq!(near("顺庆市"), ["大庆市", "安庆市", "肇庆市", "重庆市", "顺庆区"]);
    /// ```
    #[must_use]
    pub fn near(&self, text: &str) -> Vec<Adcode> {
        let wanted: Vec<char> = text.trim().chars().collect();
        let sound = pinyin(text.trim()).full;
        let close = |record: &&Division| record.until.is_none() && one_apart(&wanted, &record.name);
        let close: Vec<&Division> = self.records.iter().filter(close).collect();
        let alike = close.iter().filter(|record| pinyin(&record.name).full == sound);
        let alike: Vec<Adcode> = alike.map(|record| record.code).collect();
        if alike.is_empty() { close.iter().map(|record| record.code).collect() } else { alike }
    }

    /// A division's name below those above it: 四川省南充市顺庆区.
    #[must_use]
    pub fn full_name(&self, code: Adcode) -> String {
        let path = self.path(code).into_iter().chain([code]);
        path.map(|code| self.name(code)).collect()
    }

    /// All records, by code and then by first year.
    #[must_use]
    pub fn records(&self) -> &[Division] {
        &self.records
    }

    /// The record of `code` that held in `year`; without a year, the latest.
    ///
    /// # Example
    /// ```
    /// use fangzhi::gazetteer::{Adcode, Gazetteer};
    /// let gazetteer = Gazetteer::builtin();
    /// let code = Adcode::new(510811).ok_or("six digits")?;
    /// assert_eq!(gazetteer.division(code, None).map(|d| d.name.as_str()), Some("昭化区"));
    /// assert_eq!(gazetteer.division(code, Some(2012)).map(|d| d.name.as_str()), Some("元坝区"));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn division(&self, code: Adcode, year: Option<i16>) -> Option<&Division> {
        let records = self.records.get(of_code(&self.records, code))?;
        match year {
            None => records.last(),
            Some(year) => records.iter().find(|record| holds(record, year)),
        }
    }

    /// The latest name of `code`; empty when the table does not have it.
    #[must_use]
    pub fn name(&self, code: Adcode) -> &str {
        self.division(code, None).map_or("", |division| &division.name)
    }

    /// The table, with the names by which a report calls divisions, by code.
    ///
    /// They are shown; what a text calls a division stays as it is.
    #[must_use]
    pub fn with_labels(mut self, labels: &BTreeMap<String, String>) -> Self {
        let codes = labels.iter().filter_map(|(code, label)| {
            Some((code.parse().ok().and_then(Adcode::new)?, label.clone()))
        });
        self.labels = codes.collect();
        self
    }

    /// How `code` is called on pages: by the report's own name, else by that of the table.
    ///
    /// # Example
    /// ```
    /// use fangzhi::gazetteer::{Adcode, Gazetteer};
    /// let labels = [("710000".to_owned(), "台湾".to_owned())].into_iter().collect();
    /// let gazetteer = Gazetteer::builtin().with_labels(&labels);
    /// let code = Adcode::new(710000).ok_or("six digits")?;
    /// assert_eq!(gazetteer.label(code), "台湾");
    /// assert_eq!(gazetteer.name(code), "台湾省");
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn label(&self, code: Adcode) -> &str {
        self.labels.get(&code).map_or_else(|| self.name(code), String::as_str)
    }

    /// The divisions above `code`, the province first.
    #[must_use]
    pub fn path(&self, code: Adcode) -> Vec<Adcode> {
        let mut path = Vec::new();
        let mut at = self.division(code, None).and_then(|division| division.parent);
        while let Some(parent) = at {
            path.push(parent);
            at = self.division(parent, None).and_then(|division| division.parent);
        }
        path.reverse();
        path
    }

    /// Whether `code` is `above` or lies in it.
    #[must_use]
    pub fn within(&self, code: Adcode, above: Adcode) -> bool {
        code == above || self.path(code).contains(&above)
    }

    /// The region page of `code`: the last code of the chain of divisions, linked one to one, that
    /// it belongs to. A division that was split or merged away keeps its own.
    ///
    /// # Example
    /// ```
    /// use fangzhi::gazetteer::{Adcode, Gazetteer};
    /// let gazetteer = Gazetteer::builtin();
    /// let old = Adcode::new(510724).ok_or("six digits")?; // 安县, 安州区 since 2016
    /// assert_eq!(Some(gazetteer.canonical(old)), Adcode::new(510705));
    /// let split = Adcode::new(520321).ok_or("six digits")?; // 遵义县
    /// assert_eq!(gazetteer.canonical(split), split);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn canonical(&self, code: Adcode) -> Adcode {
        let last = of_code(&self.records, code).next_back();
        last.and_then(|last| self.end_of(last)).map_or(code, |end| end.code)
    }

    /// The records that `code`'s region went by before, latest first.
    #[must_use]
    pub fn former(&self, code: Adcode) -> Vec<&Division> {
        let mut former = Vec::new();
        let region = self.canonical(code);
        let mut at = of_code(&self.records, region).next_back();
        while let Some(index) = at {
            at = self.links.iter().position(|link| *link == Some(index));
            former.extend(at.and_then(|before| self.records.get(before)));
        }
        former
    }

    /// The code that the region of `code` had in `year`; without a year, the latest.
    #[must_use]
    pub fn code_in(&self, code: Adcode, year: Option<i16>) -> Adcode {
        let region = self.canonical(code);
        let Some(year) = year else { return region };
        if self.division(region, Some(year)).is_some() {
            return region;
        }
        self.former(region)
            .into_iter()
            .find(|record| holds(record, year))
            .map_or(region, |record| record.code)
    }

    /// The divisions that `text` may mean: a code, a name, or a path of names (四川省南充市).
    /// Current ones come first; empty when nothing fits.
    ///
    /// # Example
    /// ```
    /// use fangzhi::gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::builtin();
    /// let codes = |text| gazetteer.find(text).iter().map(ToString::to_string).collect::<Vec<_>>();
    /// assert_eq!(codes("四川省南充市"), ["511300"]);
    /// assert_eq!(codes("北川县"), ["510726"]);
    /// assert_eq!(codes("吉林省朝阳区"), ["220104"]);
    /// assert!(codes("无此县").is_empty());
    /// ```
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Adcode> {
        let text = text.trim();
        if let Some(code) = text.parse().ok().and_then(Adcode::new) {
            let known = self.division(code, None).is_some();
            return known.then_some(code).into_iter().collect();
        }
        let readings = self.readings(text);
        if !readings.is_empty() {
            // 连江县 of Taiwan is found by its path (台湾省连江县).
            let regions = regions(readings);
            let listed = regions.first().is_some_and(|first| !first.in_taiwan());
            return regions.into_iter().filter(|code| !(listed && code.in_taiwan())).collect();
        }
        // A path: the longest first name that leaves names, every reading inside the first's.
        for (end, _) in text.char_indices().skip(2) {
            let (head, tail) = text.split_at(end);
            let above = self.readings(head);
            if !above.is_empty() {
                let tail = tail.trim_start_matches([' ', '·', '/', '-']);
                let own = regions(self.readings(tail));
                let found = if own.is_empty() { self.find(tail) } else { own };
                let inside: Vec<_> = found
                    .into_iter()
                    .filter(|&code| above.iter().any(|a| self.within(code, a.region)))
                    .collect();
                if !inside.is_empty() {
                    return inside;
                }
            }
        }
        Vec::new()
    }

    /// The divisions that go by exactly this name.
    #[must_use]
    pub fn readings(&self, name: &str) -> &[Reading] {
        self.names.readings(name)
    }

    /// Every occurrence of every name in `text`, overlapping ones too, in the order of their ends.
    #[must_use]
    pub fn scan(&self, text: &str) -> Vec<Hit<'_>> {
        let found = self.names.find(text).into_iter();
        found.map(|(span, readings)| Hit { span, readings }).collect()
    }
}

/// The first bytes of a name as a number, which are in the order of the names and quicker to compare.
fn start(name: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(name.bytes()).for_each(|(byte, of_name)| *byte = of_name);
    u64::from_be_bytes(bytes)
}

/// Where the records of `code` stand among all of them.
fn of_code(records: &[Division], code: Adcode) -> Range<usize> {
    let start = records.partition_point(|record| record.code < code);
    let others = records.get(start..).unwrap_or_default();
    let count = others.iter().take_while(|record| record.code == code).count();
    start..start + count
}

fn holds(record: &Division, year: i16) -> bool {
    record.since.is_none_or(|since| since <= year) && record.until.is_none_or(|until| year < until)
}

/// The regions of `readings`, each once, in their order.
fn regions(readings: &[Reading]) -> Vec<Adcode> {
    let mut regions = Vec::new();
    for reading in readings {
        if !regions.contains(&reading.region) {
            regions.push(reading.region);
        }
    }
    regions
}

/// Whether one character more, less or other makes `wanted` of `name`.
fn one_apart(wanted: &[char], name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let same = wanted.iter().zip(&name).take_while(|(a, b)| a == b).count();
    let rest = |chars: &[char], skip| chars.get(same + skip..).map(<[char]>::to_vec);
    wanted.len() > 1
        && [(1, 1), (1, 0), (0, 1)].into_iter().any(|(a, b)| {
            rest(wanted, a).zip(rest(&name, b)).is_some_and(|(wanted, name)| wanted == name)
        })
}
