//! Towns and villages by pattern: no table lists them, but their names end alike.

use super::name::{from_last, is_han};
use crate::rules::place::Place;
use crate::rules::{Decision, Initials, Words};
use crate::span::Span;

/// A town, a village, or a village in its town.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Locality {
    /// Where.
    pub(super) span: Span,
    /// The town, when named.
    pub(super) town: Option<String>,
    /// The village, when named.
    pub(super) village: Option<String>,
    /// Why it is one.
    pub(super) by: Decision,
}

impl Locality {
    /// Town and village in one.
    pub(super) fn label(&self) -> String {
        format!(
            "{}{}",
            self.town.as_deref().unwrap_or_default(),
            self.village.as_deref().unwrap_or_default()
        )
    }
}

/// Most characters of a name before its ending.
const LONGEST: usize = 9;

/// The town and village right at `at`: 三堆镇龙池村, 原隆兴乡新桥沟村.
pub(super) fn at(text: &str, at: usize, rules: &Place) -> Option<Locality> {
    let rule = &rules.town_and_village;
    let rest = text.get(at..)?;
    let town = named(rest, &rule.towns, rules).map(|length| rest.get(..length).unwrap_or_default());
    let offset = town.map_or(0, str::len);
    let tail = rest.get(offset..).unwrap_or_default();
    let village =
        named(tail, &rule.villages, rules).map(|length| tail.get(..length).unwrap_or_default());
    if town.is_none() && village.is_none() {
        return None;
    }
    let span = Span::new(at, at + offset + village.map_or(0, str::len));
    let by = rule.decide((), span)?;
    Some(Locality { span, town: town.map(str::to_owned), village: village.map(str::to_owned), by })
}

/// Length in bytes of the name with one of `endings` that `rest` begins with.
fn named(rest: &str, endings: &Words, rules: &Place) -> Option<usize> {
    let rule = &rules.town_and_village;
    for (count, (length, c)) in rest.char_indices().enumerate() {
        if count > 0
            && endings.may_start(c)
            && let Some(ending) = endings.at_start(rest.get(length..)?)
        {
            let end = length + ending.len();
            let first = count == 2 || !rest.starts_with(|c| rule.firsts.has(c));
            return (first && is_name(rest, length, end, rules)).then_some(end);
        }
        let strange = || rule.strangers.has(c) && (count > 0 || !rule.firsts.has(c));
        if count >= LONGEST || !(is_han(c) || c == '*') || strange() {
            return None;
        }
    }
    None
}

/// Whether the name at the start of `text`, up to `name`, with its ending up to `end`, is one.
fn is_name(text: &str, name: usize, end: usize, rules: &Place) -> bool {
    let rule = &rules.town_and_village;
    let [name, whole] = [name, end].map(|end| text.get(..end).unwrap_or_default());
    let bare = rule.former.strip_start(name).unwrap_or(name);
    // 八九乡|镇, 建成|村级电站, 建成|乡村旅游点: what follows makes another word of the ending.
    let goes_on = rule.longer.starts(from_last(text, end))
        || rule.not_before.starts(text.get(end..).unwrap_or_default());
    // 所在村|黑滩村, 街道|村: an ending cannot begin a name, nor be one.
    let ending = rule.towns.is(bare) || bare.starts_with(|c: char| rules.town_or_village.has(c));
    // 川北重镇: ranks are no names.
    let praised = rule.praise.ends(whole) && whole.chars().count() > 3;
    let counted = bare.chars().all(|c| rule.counts.has(c));
    !bare.is_empty()
        && !goes_on
        && !ending
        && !praised
        && !counted
        && !rule.kinds.is(whole)
        && !rule.phrases.any(whole)
}

/// Towns and villages that stand without their county, outside `taken`: those already `known`,
/// and new ones that begin after a mark or a preposition.
pub(super) fn standing_alone(
    text: &str,
    taken: &[Span],
    known: &[String],
    rules: &Place,
) -> Vec<Locality> {
    let rule = &rules.village_alone;
    let mut found: Vec<Locality> = Vec::new();
    let mut end = 0;
    // Where the name of what is entered begins: 走进|平川村.
    let mut entered = usize::MAX;
    let mut previous: Option<char> = None;
    // Long texts hold thousands of each: neither list may be searched for every character.
    let mut taken = taken.to_vec();
    taken.sort_unstable();
    let mut taken = taken.into_iter().peekable();
    let initials = Initials::of(known.iter().map(String::as_str));
    for (start, c) in text.char_indices() {
        let opens = |c: char| rule.openers.has(c);
        let open = start == entered || previous.is_none_or(|p| !is_han(p) || opens(p));
        previous = Some(c);
        while taken.next_if(|span| span.end <= start).is_some() {}
        if start < end || taken.peek().is_some_and(|span| span.start <= start) {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        let familiar =
            initials.may_have(c) && known.iter().any(|name| rest.starts_with(name.as_str()));
        if !(familiar || (open && is_han(c) && !opens(c))) {
            continue;
        }
        if let Some(word) = rule.entering.at_start(rest).filter(|_| !familiar) {
            entered = start + word.len();
            continue;
        }
        let Some(locality) = at(text, start, rules) else { continue };
        // 立足|龙池村: a known name inside is the name.
        if !familiar && known.iter().any(|name| locality.label().ends_with(name.as_str())) {
            continue;
        }
        let overlaps = taken.peek().is_some_and(|span| span.start < locality.span.end);
        let more = text.get(locality.span.end..).unwrap_or_default();
        let alone = || is_likely(&locality, rules) && !is_general(more, rules);
        if !overlaps
            && (familiar || alone())
            && let Some(by) = rule.decide((), locality.span)
        {
            end = locality.span.end;
            found.push(Locality { by, ..locality });
        }
    }
    found
}

/// 出台|村级办法, 动员|村民, 培训|村干部: the ending begins a word of its own.
fn is_general(more: &str, rules: &Place) -> bool {
    let rule = &rules.village_alone;
    // 精品村41个: a kind is counted, a village is not.
    let counted = more.trim_start_matches(|c: char| c.is_ascii_digit());
    (counted.len() < more.len() && rule.counters.starts(counted)) || rule.general.starts(more)
}

/// A new name without a county must be of ordinary length: 2–5 characters before its ending, more
/// only for the towns of peoples (河口瑶族乡).
fn is_likely(locality: &Locality, rules: &Place) -> bool {
    let peoples = |name: &str| name.contains(|c| rules.village_alone.peoples.has(c));
    let ordinary = |name: &str, most: usize| {
        let length = name.chars().count();
        (3..=most).contains(&length) || (length <= 8 && peoples(name))
    };
    locality.town.as_deref().is_none_or(|name| ordinary(name, 6))
        && locality.village.as_deref().is_none_or(|name| {
            ordinary(name, 5) || (locality.town.is_some() && name.chars().count() <= 8)
        })
}
