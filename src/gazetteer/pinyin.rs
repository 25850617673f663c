//! How names of places are read: the general reading of each character, corrected by a table.

use pinyin::ToPinyin;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Corrections: a character or a name, then its syllables.
const TABLE: &str = include_str!("data/readings.tsv");

static READINGS: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, syllables)| (name, syllables.split(' ').collect()))
        .collect()
});

/// Most characters of a name in the table.
const LONGEST: usize = 3;

/// How a name is read, for search: never for identity, since many places share a reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pinyin {
    /// All syllables in one, without tones, ü as v: `nanchongshi`.
    pub full: String,
    /// Their first letters: `ncs`.
    pub initials: String,
}

/// Reads `name`; characters that are not Han are kept when they are letters or digits.
///
/// # Source
/// The characters' general readings are those of the `pinyin` crate; `data/readings.tsv` corrects
/// them after the published names of divisions (长子县 is zhangzi, 乐亭县 laoting).
///
/// # Example
/// ```
/// use fangzhi::gazetteer::pinyin;
/// assert_eq!(pinyin("重庆市").full, "chongqingshi");
/// assert_eq!(pinyin("厦门").initials, "xm");
/// assert_eq!(pinyin("乐亭县").full, "laotingxian");
/// ```
#[must_use]
pub fn pinyin(name: &str) -> Pinyin {
    let mut out = Pinyin::default();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let (length, syllables) = corrected(rest).unwrap_or_else(|| (c.len_utf8(), general(c)));
        for syllable in syllables {
            out.full.push_str(&syllable);
            out.initials.extend(syllable.chars().next());
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The longest name of the table that `rest` begins with.
fn corrected(rest: &str) -> Option<(usize, Vec<String>)> {
    let ends: Vec<usize> =
        rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
    ends.into_iter().rev().find_map(|end| {
        let syllables = READINGS.get(rest.get(..end)?)?;
        Some((end, syllables.iter().map(|&syllable| syllable.to_owned()).collect()))
    })
}

fn general(c: char) -> Vec<String> {
    if let Some(reading) = c.to_pinyin() {
        return vec![reading.plain().replace('ü', "v")];
    }
    c.to_lowercase().filter(|c| c.is_alphanumeric()).map(String::from).collect()
}
