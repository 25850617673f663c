//! What stands around a name: the head noun behind it, the verb before it, and what the name itself
//! is known for.

use super::form::{Form, is_han};
use super::quote::{closes, opens};
use crate::extract::clause::ends_clause;
use crate::rules::Decision;
use crate::rules::mechanism::Devices;
use crate::span::{Span, Stretch};
use std::borrow::Cow;

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

impl Head {
    /// Where the noun stands, behind a name that ends at byte `name_end`.
    pub(super) const fn place(&self, name_end: usize) -> Span {
        Span::new(name_end + self.end - self.noun.len(), name_end + self.end)
    }
}

/// No head noun stands farther off than this many characters.
const REACH: usize = 15;

/// The head noun of a name that ends where `after` begins.
pub(super) fn head(after: &str, rules: &Devices) -> Option<Head> {
    reach_head(after, rules, 6)
}

/// `names` is how many further names of a list may be passed on the way to the noun.
fn reach_head(after: &str, rules: &Devices, names: usize) -> Option<Head> {
    direct(after, rules).or_else(|| shared(after, rules, names.checked_sub(1)?))
}

fn direct(after: &str, rules: &Devices) -> Option<Head> {
    let rule = &rules.device_noun_behind;
    let mut rest = after;
    let more = rest.strip_prefix(|c| rules.more.has(c));
    if let Some(more) = more {
        rest = rule.several.strip_start(more).unwrap_or(more);
    }
    let owned = rest.strip_prefix(|c| rules.of.has(c));
    rest = owned.unwrap_or(rest);
    let offset = after.len() - rest.len();
    let run = rest.chars().take_while(|c| is_han(*c) || *c == '*').take(REACH);
    let run = rest.get(..run.map(char::len_utf8).sum::<usize>())?;
    let (at, noun) = rules.heads.first(run)?;
    let gap = known_things_out(run.get(..at)?, rules);
    let far = owned.is_some() && gap.chars().count() > 6;
    (!far && !rule.blockers.any(&gap)).then(|| Head {
        noun: noun.to_owned(),
        end: offset + at + noun.len(),
        possessive: owned.is_some(),
        several: more.is_some(),
        shared: false,
    })
}

/// What stands between a name and its noun without the words that only look like a clause: 有机, 为民.
fn known_things_out<'t>(gap: &'t str, rules: &Devices) -> Cow<'t, str> {
    let things = &rules.device_noun_behind.transparent;
    if !things.any(gap) {
        return Cow::Borrowed(gap);
    }
    let mut out = String::new();
    let mut from = 0;
    for (at, thing) in things.within(gap) {
        out += gap.get(from..at).unwrap_or_default();
        from = at + thing.len();
    }
    Cow::Owned(out + gap.get(from..).unwrap_or_default())
}

/// “A”“B”机制, “A”、“B”等模式: the noun behind the last name of a list serves them all.
fn shared(after: &str, rules: &Devices, names: usize) -> Option<Head> {
    let rest = after.trim_start_matches(|c| rules.between.has(c));
    let mark = rest.chars().next().filter(|c| opens(*c))?;
    let close = rest.char_indices().skip(1).take(26).find(|(_, c)| closes(*c))?;
    let next = rest.get(close.0 + close.1.len_utf8()..)?;
    let inner = rest.get(mark.len_utf8()..close.0)?;
    (inner.chars().count() <= 24).then_some(())?;
    reach_head(next, rules, names).map(|h| Head {
        shared: true,
        several: true,
        end: h.end + (after.len() - next.len()),
        ..h
    })
}

/// The verb in the clause before the name that says that something is done with it: 推行“四不摘”.
pub(super) fn acted(before: Stretch<'_>, rules: &Devices) -> Option<Span> {
    rules.verbs.first_in(clause_before(before, 18))
}

/// The verb that the name follows at once: 实行“一月一督查、一季一考核”.
pub(super) fn instituted(before: Stretch<'_>, rules: &Devices) -> Option<Span> {
    rules.instituting.last_of(without_tail(before, |c| rules.aspects.has(c)))
}

/// `before` without such characters at its end.
pub(super) fn without_tail(before: Stretch<'_>, tail: impl Fn(char) -> bool) -> Stretch<'_> {
    before.until(before.span().start + before.as_str().trim_end_matches(tail).len())
}

/// The last `reach` characters of the clause that ends `before`.
pub(super) fn clause_before(before: Stretch<'_>, reach: usize) -> Stretch<'_> {
    let from = before
        .char_indices()
        .rev()
        .take(reach)
        // What stands before a colon says of what the name is: 做法是：“…”.
        .take_while(|(at, c)| !ends_clause(&before, *at, *c) || matches!(*c, ':' | '：'))
        .last()
        .map_or(before.len(), |(at, _)| at);
    before.from(before.span().start + from)
}

/// What follows the name and makes it a label of people, problems, awards or years.
pub(super) fn labelled(after: Stretch<'_>, rules: &Devices) -> Option<Decision> {
    let rule = &rules.device_label_behind;
    let rest = after.as_str().trim_start_matches(|c| rules.of.has(c) || rules.more.has(c));
    let word = rule.nouns.at_start(rest)?;
    rule.decide((), after.place(after.len() - rest.len(), word.len()))
}

/// How a name is judged before its parts are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Never a mechanism.
    Never(Decision),
    /// Only when its parts are listed: national doctrine.
    Doctrine(Decision),
    /// By its surroundings.
    Open,
}

/// What the tables say about the name itself, which stands at `at`.
pub(super) fn standing(name: &str, form: &Form, at: Span, rules: &Devices) -> Standing {
    let bare: String =
        name.chars().filter(|c| is_han(*c) || c.is_ascii_alphanumeric() || *c == '+').collect();
    let (idiom, label) = (&rules.device_idiom, &rules.device_label);
    let never = || idiom.names.is(&bare).then(|| idiom.decide((), at))?;
    // 六个到户, 四进村 name what is done, 五保户 whom it is done to.
    let counted = match form {
        Form::Counted { morpheme, .. } => !label.done.starts(morpheme),
        Form::Chain(_) => true,
        _ => false,
    };
    let labels = || (counted && label.endings.ends(&bare)).then(|| label.decide((), at))?;
    if let Some(decision) = never().or_else(labels) {
        return Standing::Never(decision);
    }
    let doctrine = &rules.device_doctrine;
    let long = |(_, name): (usize, &str)| name.chars().count() >= 6;
    let known = doctrine.names.is(&bare) || doctrine.names.everywhere(&bare).any(long);
    let decision = known.then(|| doctrine.decide((), at)).flatten();
    decision.map_or(Standing::Open, Standing::Doctrine)
}
