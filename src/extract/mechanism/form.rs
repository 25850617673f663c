//! What a name is made of: a numeral and what it counts, a chain, a sum, actors, a rhythm.

use crate::rules::mechanism::Devices;
use regex::Regex;
use std::sync::LazyLock;

/// A term of a sum: `10` or `N`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// So many parts.
    Count(usize),
    /// Any number of parts.
    Open,
}

/// The shape of a name, and what it declares about its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// 五方联动: a numeral, and the morpheme that its parts share or belong to.
    Counted {
        /// The numeral.
        count: usize,
        /// What follows the numeral and its classifier.
        morpheme: String,
    },
    /// 三创三联三带动: several numerals, each with its morpheme.
    Chain(Vec<(usize, String)>),
    /// 3+10+N, and 1361 before 思路 or 模式.
    Sum(Vec<Term>),
    /// 公司+合作社+基地+贫困户; one part when the plus sign ends the name (产业+).
    Actors(Vec<String>),
    /// 查问题、找不足、补短板.
    Rhythm(Vec<String>),
    /// 日暗访日通报.
    Named,
}

/// The numerals from one to ten, as they count parts: 一是…二是….
const NUMERALS: &str = "一二三四五六七八九十";
const TEN: usize = 10;

static SUM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:\d{1,3}|[A-Za-z])(?:[+＋](?:\d{1,3}|[A-Za-z]))+$").ok());

impl Form {
    /// The shape of `inner`, the text between the quotes, without regard to its surroundings.
    pub(super) fn of(inner: &str, rules: &Devices) -> Self {
        let bare: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
        Self::sum(&bare, rules)
            .or_else(|| Self::actors(&bare))
            .or_else(|| Self::chain(&bare, rules))
            .or_else(|| Self::counted(&bare, rules))
            .or_else(|| Self::rhythm(&bare, rules))
            .unwrap_or(Self::Named)
    }

    /// 1+5; also with the noun inside the quotes: 1+5生态扶贫.
    fn sum(text: &str, rules: &Devices) -> Option<Self> {
        let tail = text.trim_end_matches(is_han);
        let core = if tail.is_empty() { text } else { tail };
        let pattern = SUM.as_ref()?;
        if pattern.is_match(core) && text.chars().count() <= core.chars().count() + 12 {
            let terms = core.split(['+', '＋']).map(|t| t.parse().map_or(Term::Open, Term::Count));
            return Some(Self::Sum(terms.collect()));
        }
        let digits = (3..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if let Some(terms) = han_code(text, rules) {
            return Some(Self::Sum(terms));
        }
        let year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
        if !digits || year || text.contains('0') {
            return None;
        }
        let terms = text.chars().filter_map(|c| c.to_digit(10));
        Some(Self::Sum(terms.filter_map(|d| usize::try_from(d).ok()).map(Term::Count).collect()))
    }

    fn actors(text: &str) -> Option<Self> {
        if !text.contains(['+', '＋']) {
            return None;
        }
        let parts: Vec<String> =
            text.split(['+', '＋']).filter(|p| !p.is_empty()).map(str::to_owned).collect();
        let sound = |p: &String| {
            p.chars().count() <= 24
                && p.chars().any(|c| is_han(c) || c.is_ascii_alphabetic())
                && p.chars().all(|c| {
                    is_han(c)
                        || c.is_ascii_alphanumeric()
                        || matches!(c, '*' | '、' | '(' | ')' | '（' | '）' | '·')
                })
        };
        let trailing = text.ends_with(['+', '＋']) || text.starts_with(['+', '＋']);
        ((parts.len() >= 2 || (trailing && parts.len() == 1)) && parts.iter().all(sound))
            .then_some(Self::Actors(parts))
    }

    fn chain(text: &str, rules: &Devices) -> Option<Self> {
        let mut links = Vec::new();
        let mut rest: &str = &text.replace(['、', '，', ','], "");
        while !rest.is_empty() {
            let (count, after) = numeral(rest, rules)?;
            let counts = |c: char| counted(c, rules).is_some();
            let morpheme: String =
                after.chars().take_while(|c| is_han(*c) && !counts(*c)).collect();
            let long = morpheme.chars().count() > 4;
            let classified = rules.classifiers.is(&morpheme)
                || morpheme.starts_with(|c| rules.plain_classifier.has(c));
            if morpheme.is_empty() || long || classified {
                return None;
            }
            rest = after.get(morpheme.len()..)?;
            links.push((count, morpheme));
        }
        // 一户一策 is everyday speech; 一户一册一卡 is a set of its own.
        let counts = links.len() >= 3 || links.iter().any(|(count, _)| *count > 1);
        let wholes = &rules.device_chain.wholes;
        let united = links.last().is_some_and(|(count, m)| *count == 1 && wholes.is(m));
        let measured = links.iter().any(|(_, m)| m.starts_with(|c| rules.measures.has(c)));
        // 一进、二看、三算 numbers its items; 一盘棋、一条心 counts nothing.
        let numbered =
            text.contains('、') && links.iter().zip(1..).all(|((count, _), n)| *count == n);
        // 两级书记抓、三级干部包 is a list of phrases, 两不愁、三保障 a chain.
        let phrases = links.iter().all(|(count, m)| *count == 1 || m.chars().count() >= 3);
        let even = phrases && text.contains('、');
        if numbered || even {
            return None;
        }
        (links.len() >= 2 && links.len() <= 5 && counts && !united && !measured)
            .then_some(Self::Chain(links))
    }

    fn counted(text: &str, rules: &Devices) -> Option<Self> {
        let (count, after) = numeral(text, rules)?;
        let noun = rules.classifiers.strip_start(after).filter(|noun| !noun.is_empty());
        let morpheme = noun.unwrap_or(after);
        let length = morpheme.chars().count();
        let measured = after.starts_with(|c| rules.measures.has(c));
        let sound = (1..=8).contains(&length) && after.chars().all(is_han);
        // 九十条 and the like are clauses of a document, not parts of a device.
        (sound && !measured && (2..=20).contains(&count))
            .then(|| Self::Counted { count, morpheme: morpheme.to_owned() })
    }

    fn rhythm(text: &str, rules: &Devices) -> Option<Self> {
        let items: Vec<&str> = text.split(['、', ',', '，', ';', '；']).map(str::trim).collect();
        let lengths: Vec<usize> = items.iter().map(|i| i.chars().count()).collect();
        let first = *lengths.first()?;
        let even = lengths.iter().all(|l| *l == first);
        let shared =
            items.first()?.chars().any(|c| items.iter().all(|i| i.contains(c)) && is_han(c));
        let sound = items.iter().all(|i| i.chars().all(|c| is_han(c) || c == '*'))
            && lengths.iter().all(|l| (2..=12).contains(l));
        let numbered = items.len() >= 3
            && items
                .iter()
                .zip(1..)
                .all(|(i, n)| numeral(i, rules).is_some_and(|(count, _)| count == n));
        (items.len() >= 2 && sound && (even || shared || numbered))
            .then(|| Self::Rhythm(items.into_iter().map(str::to_owned).collect()))
    }

    /// What the name declares, as printed: `5`, `3+3+3`, `3+10+N`.
    pub(super) fn declared(&self, name: &str) -> Option<String> {
        match self {
            Self::Counted { count, .. } => Some(count.to_string()),
            Self::Chain(links) => {
                links.iter().any(|(n, _)| *n > 1).then_some(())?;
                Some(links.iter().map(|(n, _)| n.to_string()).collect::<Vec<_>>().join("+"))
            }
            Self::Sum(_) if name.contains(['+', '＋']) => {
                Some(name.trim_end_matches(is_han).replace('＋', "+"))
            }
            Self::Sum(terms) => Some(
                terms
                    .iter()
                    .map(|t| if let Term::Count(n) = t { n.to_string() } else { "N".to_owned() })
                    .collect::<Vec<_>>()
                    .join("+"),
            ),
            Self::Actors(_) | Self::Rhythm(_) | Self::Named => None,
        }
    }

    /// How many parts a full list has; none when the name does not say.
    pub(super) fn total(&self) -> Option<usize> {
        match self {
            Self::Counted { count, .. } => Some(*count),
            Self::Chain(links) => Some(links.iter().map(|(n, _)| n).sum()),
            Self::Sum(terms) => terms
                .iter()
                .map(|t| if let Term::Count(n) = t { Some(*n) } else { None })
                .sum::<Option<usize>>(),
            Self::Actors(_) | Self::Rhythm(_) | Self::Named => None,
        }
    }

    /// Whether `items` are all that the name declares; none when it declares nothing. In a chain
    /// one item may serve several links (联企业带动…), so each morpheme is counted by itself too.
    pub(super) fn complete(&self, items: &[String]) -> Option<bool> {
        if items.is_empty() {
            return None;
        }
        match self {
            Self::Actors(_) | Self::Rhythm(_) => Some(true),
            Self::Named => None,
            Self::Chain(links) => Some(
                self.total() == Some(items.len())
                    || links.iter().all(|(count, morpheme)| {
                        items.iter().filter(|i| i.contains(morpheme.as_str())).count() >= *count
                    }),
            ),
            Self::Sum(terms) if self.total().is_none() => {
                let least: usize =
                    terms.iter().map(|t| if let Term::Count(n) = t { *n } else { 1 }).sum();
                Some(items.len() == terms.len() || items.len() >= least)
            }
            Self::Sum(terms) => {
                Some(self.total() == Some(items.len()) || items.len() == terms.len())
            }
            Self::Counted { count, .. } => Some(items.len() == *count),
        }
    }
}

/// 一三五七: a code as 1357 is one.
fn han_code(text: &str, rules: &Devices) -> Option<Vec<Term>> {
    let terms: Option<Vec<_>> = text.chars().map(|c| counted(c, rules).map(Term::Count)).collect();
    terms.filter(|terms| (3..=6).contains(&terms.len()))
}

/// The numeral for `count`, up to ten.
pub(super) fn counting(count: usize) -> Option<char> {
    NUMERALS.chars().nth(count.checked_sub(1)?)
}

/// What `c` counts in a name, up to ten: 三, 两.
pub(super) fn counted(c: char, rules: &Devices) -> Option<usize> {
    let two = || rules.twos.has(c).then_some(2);
    NUMERALS.chars().zip(1..).find(|(numeral, _)| *numeral == c).map_or_else(two, |(_, n)| Some(n))
}

/// Reads a Han or Arabic numeral up to 99 at the start of `text`; none before 百, 千, 万.
pub(super) fn numeral<'t>(text: &'t str, rules: &Devices) -> Option<(usize, &'t str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let after = text.get(digits..)?;
        return (digits <= 2).then(|| text.get(..digits)?.parse().ok().map(|n| (n, after)))?;
    }
    let mut total = 0;
    let mut last = None;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        match counted(c, rules) {
            Some(TEN) => total = last.take().unwrap_or(1) * TEN,
            Some(_) if last.is_some() => return None,
            Some(value) => last = Some(value),
            None => break,
        }
        end = at + c.len_utf8();
    }
    let after = text.get(end..)?;
    let large = after.starts_with(|c| rules.scales.has(c));
    (end > 0 && !large).then(|| (total + last.unwrap_or(0), after))
}

/// Whether `c` is a Han character.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{3007}')
}
