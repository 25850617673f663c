//! The name of a rule, and a value that knows which rule decided it and by which words.

use crate::span::Span;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;

/// A rule's name: kebab case, the same in its card, its cases, `explain` and the documents.
///
/// # Example
/// ```
/// use fangzhi::rules::Rule;
/// assert_eq!(Rule::named("plan-cue").map(Rule::name), Some("plan-cue"));
/// assert_eq!(Rule::named("no-such-rule"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule(&'static str);

/// The rules by name, each with its place in the register.
static PLACES: LazyLock<BTreeMap<&'static str, u16>> =
    LazyLock::new(|| super::all().map(Rule::name).zip(0..).collect());

impl Rule {
    /// A rule of this name; only the register makes them.
    pub(super) const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The registered rule of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        super::all().find(|rule| rule.0 == name)
    }

    /// The name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// By name for people, by its place in the register for what only this program reads again.
impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match PLACES.get(self.0) {
            Some(place) if !serializer.is_human_readable() => place.serialize(serializer),
            _ => self.0.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            let place = u16::deserialize(deserializer)?;
            let rule = super::at(usize::from(place));
            return rule.ok_or_else(|| serde::de::Error::custom(format!("no rule {place}")));
        }
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| serde::de::Error::custom(format!("no rule `{name}`")))
    }
}

/// A value with the rule that decided it and the words by which it did.
///
/// # Example
/// ```
/// use fangzhi::rules::{Decided, Rule};
/// use fangzhi::span::Span;
/// let rule = Rule::named("plan-cue").expect("registered");
/// let planned = Decided { value: true, rule, by: Span::new(0, 6) };
/// assert!(*planned);
/// assert_eq!(planned.by.of("计划新建"), "计划");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Decided<T> {
    /// What was decided.
    pub value: T,
    /// The rule that decided.
    pub rule: Rule,
    /// The words that decided, in the clean text; empty where none did (a default).
    pub by: Span,
}

/// That a rule decided something, and by which words.
pub type Decision = Decided<()>;

impl<T> Decided<T> {
    /// The decision alone.
    pub const fn decision(&self) -> Decision {
        Decided { value: (), rule: self.rule, by: self.by }
    }

    /// The same decision about something made from the value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Decided<U> {
        Decided { value: make(self.value), rule: self.rule, by: self.by }
    }
}

impl<T> Decided<Option<T>> {
    /// The decision, where it came to something.
    pub fn transpose(self) -> Option<Decided<T>> {
        self.value.map(|value| Decided { value, rule: self.rule, by: self.by })
    }
}

impl<T: PartialEq> PartialEq<T> for Decided<T> {
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl<T> Deref for Decided<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
