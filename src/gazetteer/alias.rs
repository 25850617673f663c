//! The names a division goes by: full, without its peoples (紫云县), and short (绵阳, 四川).

use super::{Adcode, Division, Level};
use std::collections::BTreeSet;

/// How a name stands for its division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// As in the table, or an autonomous division without its peoples: 紫云县, 凉山州.
    Full,
    /// Without its kind: 绵阳, 四川, 北川.
    Short,
    /// Short, and also a word or a number with a classifier: 资源, 合作, 三台.
    Word,
}

/// Short names that are words: hand-picked from the short names that a dictionary knows as such.
const WORDS: &str = include_str!("data/words.txt");

/// Names that no rule makes of the full one.
const OTHER: &str = include_str!("data/other-names.tsv");

/// Further short names with the code of their division.
pub(super) fn others() -> impl Iterator<Item = (Adcode, &'static str)> {
    let lines = OTHER.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(code, name)| Some((code.parse().ok().and_then(Adcode::new)?, name)))
}

/// The listed words.
pub(super) fn words() -> BTreeSet<&'static str> {
    WORDS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Peoples as they stand in names of autonomous divisions, longest first where one begins another.
const PEOPLES: &[&str] = &[
    "各族",
    "壮族",
    "回族",
    "满族",
    "苗族",
    "彝族",
    "藏族",
    "侗族",
    "瑶族",
    "白族",
    "傣族",
    "黎族",
    "畲族",
    "水族",
    "羌族",
    "土族",
    "佤族",
    "怒族",
    "维吾尔族",
    "维吾尔",
    "土家族",
    "蒙古族",
    "蒙古",
    "布依族",
    "朝鲜族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "傈僳族",
    "拉祜族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜族",
    "柯尔克孜",
    "达斡尔族",
    "仫佬族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "锡伯",
    "普米族",
    "塔吉克族",
    "塔吉克",
    "独龙族",
    "裕固族",
    "保安族",
    "鄂温克族",
    "阿昌族",
];

/// Endings that name the kind of a division, longest first, and the kind that an autonomous
/// division is called by for short.
const KINDS: &[(&str, &str)] = &[
    ("特别行政区", ""),
    ("自治区", ""),
    ("自治州", "州"),
    ("自治县", "县"),
    ("自治旗", "旗"),
    ("地区", ""),
    ("林区", ""),
    ("特区", ""),
    ("省", ""),
    ("市", ""),
    ("县", ""),
    ("区", ""),
    ("盟", ""),
    ("旗", ""),
];

/// The name without its kind, the peoples included: 北川羌族自治县 → (北川, 县).
fn parts(name: &str) -> (&str, &'static str) {
    let Some((core, kind)) =
        KINDS.iter().find_map(|(ending, kind)| Some((name.strip_suffix(ending)?, *kind)))
    else {
        return (name, "");
    };
    if !has_peoples(name) {
        return (core, kind);
    }
    let mut bare = core;
    while let Some(rest) = PEOPLES.iter().find_map(|people| bare.strip_suffix(people)) {
        bare = rest;
    }
    // 东乡族自治县, 鄂温克族自治旗: the people is the place.
    (if bare.is_empty() { core.strip_suffix("族").unwrap_or(core) } else { bare }, kind)
}

fn has_peoples(name: &str) -> bool {
    name.contains("自治") || (name.ends_with("区") && name.contains("族"))
}

/// The name without its kind and peoples: 马尔康县 → 马尔康.
///
/// # Example
/// ```
/// use fangzhi::gazetteer::core_name;
/// assert_eq!(core_name("黔东南苗族侗族自治州"), "黔东南");
/// assert_eq!(core_name("安县"), "安");
/// ```
#[must_use]
pub fn core_name(name: &str) -> &str {
    parts(name).0
}

/// Characters that papers write for others and that no conversion of scripts mends.
const VARIANTS: &[(&str, &str)] = &[("陕", "陜")];

/// All names of `division`, also as commonly miswritten.
pub(super) fn spellings(division: &Division) -> Vec<(String, NameKind)> {
    let mut all = names(division);
    for (right, written) in VARIANTS {
        let variants: Vec<_> = all
            .iter()
            .filter(|(name, _)| name.contains(right))
            .map(|(name, kind)| (name.replace(right, written), *kind))
            .collect();
        all.extend(variants);
    }
    all
}

/// All names of `division`, each once: the full one first.
fn names(division: &Division) -> Vec<(String, NameKind)> {
    let mut names = vec![(division.name.clone(), NameKind::Full)];
    let mut add = |name: String, kind| {
        if names.iter().all(|(known, _)| *known != name) {
            names.push((name, kind));
        }
    };
    let (core, kind) = parts(&division.name);
    if !kind.is_empty() {
        add(format!("{core}{kind}"), NameKind::Full);
    } else if has_peoples(&division.name) && division.level == Level::County {
        add(format!("{core}区"), NameKind::Full);
    } else if division.level == Level::Province && division.name.ends_with("自治区") {
        add(format!("{core}自治区"), NameKind::Full);
    }
    if core.chars().nth(1).is_some() {
        add(core.to_owned(), NameKind::Short);
    }
    names
}
