//! When, where and by whom an article was published, as its lines say.

use super::draft::is_han;
use crate::date::{Date, written_day};
use crate::rules::imprint::Imprints;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// What the lines of a text say about its publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Imprint {
    /// The day; only ever with a year.
    pub(super) published: Option<Date>,
    /// The outlet.
    pub(super) outlet: Option<String>,
    /// The names of who wrote it.
    pub(super) byline: Option<String>,
    /// What stands beside the date without a label: the outlet, when nothing else names it.
    pub(super) guess: Option<String>,
    /// Where a dateline says it was written.
    pub(super) place: Option<String>,
}

/// Most characters of a line that tells of the publication.
const LINE_CHARS: usize = 120;
/// Most characters of the name of an outlet or a column that stands beside the date.
const OUTLET_CHARS: usize = 14;
/// Fewest characters of a paper's title.
const PAPER_CHARS: usize = 6;
/// Most characters of a place with its province.
const PLACE_CHARS: usize = 8;

static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:19|20)\d{2}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}日?",
        r"(?:[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?",
    ))
    .ok()
});

/// Reads a line that tells when, where and by whom a text was published, in whatever order and
/// between whatever separators: `鄂东时报·访谈　2021-04-08　A03版`, `2020年6月12日 | 文丨甲乙`. None when
/// the line has no full date, or holds a phrase that is longer than a name: then it is a headline.
pub(super) fn dated(line: &str, words: &Imprints) -> Option<Imprint> {
    let line = without_occasion(line);
    let running = line.contains(['。', '！', '？', '；', '!', '?', '“']);
    if running || line.chars().nth(LINE_CHARS).is_some() {
        return None;
    }
    if let Some(day) = day_alone(line, words) {
        return Some(Imprint { published: Some(day), ..Imprint::default() });
    }
    let found = DAY.as_ref()?.find(line)?;
    let mut out = Imprint { published: Some(written_day(found.as_str())?), ..Imprint::default() };
    let (before, after) = (line.get(..found.start())?, line.get(found.end()..)?);
    // 2020年5月1日起施行 goes on as a sentence does.
    let after = words.issued.strip_start(after).unwrap_or(after);
    let touches = after.starts_with(|c: char| c.is_alphanumeric() && !c.is_ascii());
    if touches && label(after, words).is_none() {
        return None;
    }
    if let Some((account, writer)) = account(before, words) {
        out.outlet = Some(account.to_owned());
        out.byline = names(&writer, words);
        return Some(out);
    }
    let mut writes = false;
    let mut names: Vec<&str> = Vec::new();
    for segment in segments(before, words).into_iter().chain(segments(after, words)) {
        if !segment.chars().any(is_han) {
            continue;
        }
        let outlet = labelled(segment, words.outlets.at_start(segment), words);
        let writer = labelled(segment, words.writers.at_start(segment), words);
        if let Some(outlet) = outlet {
            writes = false;
            let named = Some(outlet.to_owned()).filter(|name| names_somebody(name, words));
            out.outlet = out.outlet.or(named);
        } else if let Some(writer) = writer {
            writes = true;
            names.extend(Some(writer).filter(|name| !name.is_empty()));
        } else if let Some(place) = told_from(segment, words) {
            out.place = out.place.or_else(|| Some(place.to_owned()));
        } else if is_tool(segment, words) {
            writes = false;
        } else if writes && segment.chars().count() <= 4 {
            names.push(segment);
        } else if segment.chars().count() <= OUTLET_CHARS {
            let name = segment.split('·').next().unwrap_or(segment);
            let named = Some(name.to_owned()).filter(|name| names_somebody(name, words));
            out.guess = out.guess.or(named);
        } else {
            return None;
        }
    }
    out.byline = self::names(&names.join(" "), words);
    Some(out)
}

/// A line without the quoted occasion of its day: 2022-03-22 “世界水日”.
fn without_occasion(line: &str) -> &str {
    let own = line.trim_end();
    let occasion = own.strip_suffix('”').and_then(|rest| rest.rsplit_once('“'));
    match occasion {
        Some((before, named)) if named.chars().count() <= OUTLET_CHARS => before.trim_end(),
        _ => line,
    }
}

/// The account and the writer before the day under the headline of an account: 原创 writer account.
fn account<'l>(before: &'l str, words: &Imprints) -> Option<(&'l str, String)> {
    let parts = before.split(|c: char| c.is_whitespace() || "|｜丨".contains(c));
    let parts: Vec<&str> = parts.filter(|part| part.chars().any(is_han)).collect();
    let (opens, named) = parts.split_first()?;
    words.original.is(opens).then_some(())?;
    let (account, writers) = named.split_last()?;
    let plain = |part: &&str| label(part, words).is_none();
    let short = account.chars().count() <= OUTLET_CHARS && writers.len() <= 2;
    (short && named.iter().all(plain)).then(|| (*account, writers.join(" ")))
}

/// The day that a line consists of, brackets aside: 2022年9月14日, 二〇二二年九月十四日.
pub(super) fn day_alone(line: &str, words: &Imprints) -> Option<Date> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || "()（）".contains(c));
    let whole = DAY.as_ref().and_then(|day| day.find(line)).filter(|day| day.as_str() == line);
    if whole.is_some() {
        return written_day(line);
    }
    let (mut year, mut rest) = (0_i16, line);
    while let Some((digit, [value])) = words.year_digits.at_start(rest) {
        year = year.checked_mul(10)?.checked_add(value)?;
        rest = rest.get(digit.len()..)?;
    }
    let mut part = || {
        rest = words.day_parts.strip_start(rest)?;
        let (number, [value]) = words.day_numbers.at_start(rest)?;
        rest = rest.get(number.len()..)?;
        i8::try_from(value).ok()
    };
    let (month, day) = (part()?, part()?);
    words.day_parts.is(rest).then(|| Date::new(year, month, day).ok())?
}

/// The place of a segment that tells where the report comes from: 屏东报导, 福建宁化专电.
fn told_from<'s>(segment: &'s str, words: &Imprints) -> Option<&'s str> {
    let place = segment.strip_suffix(words.told_from.at_end(segment)?)?;
    (2..=PLACE_CHARS).contains(&place.chars().count()).then_some(place)
}

/// The day on which a report was given: ——2026年1月26日在某省第十四届….
pub(super) fn day_held(line: &str, words: &Imprints) -> Option<Date> {
    let open = |c: char| c.is_whitespace() || matches!(c, '—' | '―' | '－' | '-' | '(' | '（');
    let own = line.trim_start_matches(open);
    let found = DAY.as_ref()?.find(own).filter(|day| day.start() == 0 && own.len() < line.len())?;
    let held = words.held_at.starts(own.get(found.end()..)?.trim_start());
    held.then(|| written_day(found.as_str()))?
}

/// The parts of a line: between separators, and from label to label, since pages set 来源：甲作者：乙
/// in elements of their own with nothing between them.
fn segments<'l>(line: &'l str, words: &Imprints) -> Vec<&'l str> {
    let separators = |c: char| c.is_whitespace() || "|｜丨[]【】()（）《》〔〕".contains(c);
    let mut out = Vec::new();
    for part in line.split(separators).flat_map(strokes) {
        let mut rest = part;
        let mut at = 0;
        while let Some(c) = rest.get(at..).and_then(|rest| rest.chars().next()) {
            let label = rest.get(at..).and_then(|rest| label(rest, words));
            if label.is_some() && at > 0 {
                out.extend(rest.get(..at));
                rest = rest.get(at..).unwrap_or_default();
                at = 0;
            }
            at += label.unwrap_or(c.len_utf8());
        }
        out.push(rest);
    }
    let trim = |segment: &'l str| segment.trim_matches(|c: char| ":：,，、·—-/".contains(c));
    out.into_iter().map(trim).collect()
}

/// A part between strokes (某报／记者某某／屏东报导), unless one stands beside a single character: 文/图.
fn strokes(part: &str) -> Vec<&str> {
    let pieces: Vec<&str> = part.split(['/', '／']).collect();
    let single = pieces.iter().any(|piece| piece.chars().nth(1).is_none());
    if single { vec![part] } else { pieces }
}

/// The length of the label with its colon that `text` begins with: 来源：.
fn label(text: &str, words: &Imprints) -> Option<usize> {
    let lists = [&words.outlets, &words.writers, &words.tools];
    let longest =
        lists.into_iter().filter_map(|list| list.at_start(text)).max_by_key(|l| l.len())?;
    text.get(longest.len()..)?.starts_with([':', '：']).then_some(longest.len())
}

/// Whether a segment is a label or button that names nobody: 浏览：12, 所属分类：头条, 大.
fn is_tool(segment: &str, words: &Imprints) -> bool {
    let Some(word) = words.tools.at_start(segment) else {
        return segment.contains([':', '：']);
    };
    let rest = segment.get(word.len()..).unwrap_or_default();
    let long = word.chars().nth(1).is_some();
    long || !rest.chars().any(|c| is_han(c) && !words.tools.is(c.encode_utf8(&mut [0; 4])))
}

/// What follows the `label` that `segment` begins with.
fn labelled<'s>(segment: &'s str, label: Option<&str>, words: &Imprints) -> Option<&'s str> {
    let label = label?;
    let rest = segment.get(label.len()..)?;
    let marked = rest.is_empty() || rest.starts_with(|c| words.marks.has(c));
    let long = label.chars().count() >= 2;
    (marked || long).then(|| rest.trim_start_matches(|c| words.marks.has(c)))
}

impl Imprint {
    /// Adds what another line says; what was said first stands.
    pub(super) fn take(&mut self, other: Self) {
        self.published = self.published.or(other.published);
        self.outlet = self.outlet.take().or(other.outlet);
        self.guess = self.guess.take().or(other.guess);
        self.byline = self.byline.take().or(other.byline);
        self.place = self.place.take().or(other.place);
    }

    /// Takes what a match names. What was said first stands; names are added up.
    pub(super) fn note(&mut self, found: &Captures<'_>, words: &Imprints) {
        let group = |name| found.name(name).map(|group| group.as_str().trim());
        if self.published.is_none() {
            self.published = group("date").and_then(written_day);
        }
        if let Some(outlet) = group("outlet").filter(|outlet| names_somebody(outlet, words))
            && self.outlet.is_none()
        {
            self.outlet = Some(outlet.to_owned());
        }
        if let Some(guess) = group("guess").filter(|guess| names_somebody(guess, words))
            && self.guess.is_none()
        {
            self.guess = Some(guess.to_owned());
        }
        if self.place.is_none() {
            self.place = group("place").filter(|place| !place.is_empty()).map(str::to_owned);
        }
        if let Some(names) = group("byline").and_then(|found| names(found, words)) {
            match &mut self.byline {
                None => self.byline = Some(names),
                Some(known) if !known.contains(&names) => {
                    known.push('、');
                    known.push_str(&names);
                }
                Some(_) => (),
            }
        }
    }
}

/// Whether `outlet` names an outlet, and not only what outlets call themselves.
pub(super) fn names_somebody(outlet: &str, words: &Imprints) -> bool {
    !outlet.is_empty() && !words.nobody.is(outlet) && !words.own.starts(outlet)
}

/// The office and the paper of a title that only passes the paper on: 某县人民政府关于印发《某县…规划》的通知.
pub(super) fn passed_on<'t>(title: &'t str, words: &Imprints) -> Option<(&'t str, &'t str)> {
    let (at, word) = words.passes_on.first(title)?;
    let office = title.get(..at)?.trim();
    let paper = words.notices.strip_end(title.get(at + word.len()..)?.trim_end())?.trim();
    let named = match paper.strip_prefix('《') {
        Some(inner) => inner.strip_suffix('》').filter(|inner| !inner.contains(['《', '》']))?,
        None => paper,
    };
    (named.chars().count() >= PAPER_CHARS).then_some((office, named))
}

/// The names of persons in a byline, between `、`. Two-character names are often set with a blank inside.
pub(super) fn names(text: &str, words: &Imprints) -> Option<String> {
    let mut out: Vec<String> = Vec::new();
    let mut single: Option<&str> = None;
    let plain = without_roles(text, words);
    for part in plain.split(|c: char| c.is_whitespace() || "、,，/:：;；|".contains(c)) {
        if !part.chars().any(is_han) || words.nobody.is(part) || is_organ(part, words) {
            continue;
        }
        let one = part.chars().nth(1).is_none();
        match (single.take(), one) {
            (Some(first), true) => out.push(format!("{first}{part}")),
            (Some(first), false) => out.extend([first.to_owned(), part.to_owned()]),
            (None, true) => single = Some(part),
            (None, false) => out.push(part.to_owned()),
        }
    }
    out.extend(single.map(str::to_owned));
    (!out.is_empty()).then(|| out.join("、"))
}

/// A byline with blanks for what is no name.
fn without_roles(text: &str, words: &Imprints) -> String {
    let mut plain = String::new();
    let mut from = 0;
    for (at, role) in words.roles.within(text) {
        plain.push_str(text.get(from..at).unwrap_or_default());
        plain.push(' ');
        from = at + role.len();
    }
    plain.push_str(text.get(from..).unwrap_or_default());
    plain
}

/// Whether a name is that of an office or outlet.
fn is_organ(name: &str, words: &Imprints) -> bool {
    words.own.starts(name) || name.chars().nth(2).is_some() && words.organs.ends(name)
}
