//! What stands around a name: the head noun behind it, the verb before it.

use super::Words;
use super::form::{Form, is_han};
use super::quote::{closes, opens};

/// What follows a quoted name, up to its head noun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The noun: 模式.
    pub(super) noun: String,
    /// Bytes from the end of the name to the end of the noun.
    pub(super) end: usize,
    /// Whether 的 stands between.
    pub(super) possessive: bool,
    /// Whether 等 stands between: the name is one of several.
    pub(super) several: bool,
    /// Whether the noun belongs to another name of the same list (“A”“B”机制).
    pub(super) shared: bool,
}

/// No head noun stands farther off than this many characters.
const REACH: usize = 15;

/// The head noun of a name that ends where `after` begins.
pub(super) fn head(after: &str, words: &Words<'_>) -> Option<Head> {
    reach_head(after, words, 6)
}

/// `names` is how many further names of a list may be passed on the way to the noun.
fn reach_head(after: &str, words: &Words<'_>, names: usize) -> Option<Head> {
    direct(after, words).or_else(|| shared(after, words, names.checked_sub(1)?))
}

fn direct(after: &str, words: &Words<'_>) -> Option<Head> {
    let mut rest = after;
    let mut several = false;
    if let Some(more) = rest.strip_prefix('等') {
        several = true;
        rest = ["多种", "一系列", "系列", "若干", "各类", "各种", "一批", "多个"]
            .into_iter()
            .find_map(|w| more.strip_prefix(w))
            .unwrap_or(more);
    }
    let possessive = rest.starts_with('的');
    rest = rest.strip_prefix('的').unwrap_or(rest);
    let offset = after.len() - rest.len();
    let run: String = rest.chars().take_while(|c| is_han(*c) || *c == '*').take(REACH).collect();
    let (at, noun) = words
        .heads
        .iter()
        .filter_map(|noun| run.find(noun.as_str()).map(|at| (at, noun)))
        .min_by_key(|(at, noun)| (at + noun.len(), *at))?;
    let mut gap = run.get(..at)?.to_owned();
    for word in words.transparent {
        gap = gap.replace(word.as_str(), "");
    }
    let blocked = words.blockers.iter().any(|b| gap.contains(b.as_str()));
    let far = possessive && gap.chars().count() > 6;
    (!blocked && !far).then(|| Head {
        noun: noun.clone(),
        end: offset + at + noun.len(),
        possessive,
        several,
        shared: false,
    })
}

/// “A”“B”机制, “A”、“B”等模式: the noun behind the last name of a list serves them all.
fn shared(after: &str, words: &Words<'_>, names: usize) -> Option<Head> {
    let rest = after.trim_start_matches(['、', '和', '与', '及', ' ']);
    let mark = rest.chars().next().filter(|c| opens(*c))?;
    let close = rest.char_indices().skip(1).take(26).find(|(_, c)| closes(*c))?;
    let next = rest.get(close.0 + close.1.len_utf8()..)?;
    let inner = rest.get(mark.len_utf8()..close.0)?;
    (inner.chars().count() <= 24).then_some(())?;
    reach_head(next, words, names).map(|h| Head {
        shared: true,
        several: true,
        end: h.end + (after.len() - next.len()),
        ..h
    })
}

/// Whether the clause before the name says that something is done with it: 推行“四不摘”.
pub(super) fn acted(before: &str, words: &Words<'_>) -> bool {
    let clause = clause_before(before, 18);
    words.verbs.iter().any(|v| clause.contains(v.as_str()))
}

/// Whether the name follows its verb at once: 实行“一月一督查、一季一考核”.
pub(super) fn instituted(before: &str) -> bool {
    let clause = before.trim_end_matches(['了', '出', '以']);
    ["实行", "推行", "推", "采取", "采用", "建立", "探索", "创新", "首创", "推广"]
        .iter()
        .any(|v| clause.ends_with(v))
}

/// The last `reach` characters of the clause that ends `before`.
pub(super) fn clause_before(before: &str, reach: usize) -> &str {
    let from = before
        .char_indices()
        .rev()
        .take(reach)
        .take_while(|(_, c)| !"，,。；;！？!?\n".contains(*c))
        .last()
        .map_or(before.len(), |(at, _)| at);
    before.get(from..).unwrap_or_default()
}

/// Whether what follows the name makes it a label of people, problems, awards or years.
pub(super) fn labelled(after: &str, words: &Words<'_>) -> bool {
    let rest = after.trim_start_matches(['的', '等']);
    words.label_heads.iter().any(|w| rest.starts_with(w.as_str()))
}

/// How a name is judged before its parts are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Never a mechanism.
    Never,
    /// Only when its parts are listed: national doctrine.
    Doctrine,
    /// By its surroundings.
    Open,
}

/// What the tables say about the name itself.
pub(super) fn standing(name: &str, form: &Form, words: &Words<'_>) -> Standing {
    let bare: String =
        name.chars().filter(|c| is_han(*c) || c.is_ascii_alphanumeric() || *c == '+').collect();
    if words.never.contains(&bare) {
        return Standing::Never;
    }
    // 六个到户, 四进村 name what is done, 五保户 whom it is done to.
    let done = |m: &str| m.starts_with(['到', '进', '入', '包', '帮', '联', '驻', '下']);
    let counted = match form {
        Form::Counted { morpheme, .. } => !done(morpheme),
        Form::Chain(_) => true,
        _ => false,
    };
    if counted && words.labels.iter().any(|w| bare.ends_with(w.as_str())) {
        return Standing::Never;
    }
    let doctrine = |w: &String| *w == bare || (w.chars().count() >= 6 && bare.contains(w.as_str()));
    if words.doctrine.iter().any(doctrine) { Standing::Doctrine } else { Standing::Open }
}
