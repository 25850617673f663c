//! Stretches of an article in which numbers are names: mechanisms and places.

use super::Mechanism;
use super::numeral::starts;
use super::place::Places;
use crate::clean::Article;
use crate::rules::Rule;
use crate::rules::number::{InMechanism, InPlace, NotCounting};
use crate::span::Span;

/// A stretch whose numbers are no quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mask {
    /// Where.
    pub span: Span,
    /// The rule that says so: `number-in-mechanism`, `number-in-place`.
    pub rule: Rule,
}

/// The masks of an article, in the order of the text: all mentions of its mechanisms, and places
/// with a number in their names.
///
/// A mention that begins with an Arabic number and ends in a classifier of its own is masked too:
/// “30条” is a name once a mechanism is called so.
///
/// # Example
/// ```
/// use fangzhi::clean::article_from_text;
/// use fangzhi::config::builtin_lexicon;
/// use fangzhi::extract::{Reference, mask, place};
/// use fangzhi::gazetteer::Gazetteer;
/// let (gazetteer, lexicon) = (Gazetteer::builtin(), builtin_lexicon());
/// let article = article_from_text("五通桥区建成公路40公里。", &lexicon);
/// let reference = Reference { gazetteer: &gazetteer, lexicon: &lexicon };
/// let places = place::find(&article, &reference);
/// let masks = mask::find(&article, &[], &places, &lexicon.book.number);
/// let masked: Vec<&str> = masks.iter().map(|mask| mask.span.of(&article.text.text)).collect();
/// assert_eq!(masked, ["五通桥区"]);
/// ```
#[must_use]
pub fn find(
    article: &Article,
    mechanisms: &[Mechanism],
    places: &Places,
    rules: &NotCounting,
) -> Vec<Mask> {
    let text = article.text.text.as_str();
    let mentions = mechanisms
        .iter()
        .flat_map(|mechanism| mechanism.mentions.iter().chain(std::iter::once(&mechanism.span)))
        .filter(|span| rules.in_mechanism.on() && !span.is_empty() && span.end <= text.len())
        .map(|span| Mask { span: *span, rule: InMechanism::RULE });
    // 八家子镇, 三台县: the number belongs to the name of the place.
    let named = places.mentions.iter().filter(|mention| !mention.anaphor).map(|m| m.span);
    let numbered = named.filter(|span| rules.in_place.on() && span.of(text).contains(starts));
    let numbered = numbered.map(|span| Mask { span, rule: InPlace::RULE });
    let mut masks: Vec<Mask> = mentions.chain(numbered).collect();
    masks.sort_unstable();
    masks.dedup();
    masks
}
