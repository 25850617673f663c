//! Words that blur a number: 约, 近, 余, 以上, 不超过.

use super::super::Approx;
use super::super::numeral::{Number, Shape, is_scale, scale};
use super::read::{Core, Reader};
use crate::lexicon::Dimension;
use crate::rules::{Decided, Words};

/// What a qualifier says, and the character at which it begins or ends.
type Qualifier = (Option<Decided<Approx>>, usize);

/// How far before a share 约占 makes it rough, in characters.
const OF_SHARE: usize = 16;

impl Reader<'_> {
    /// The qualifier right before character `at`, and where it starts. One that blurs nothing (高达)
    /// says nothing; 过 and 上 qualify only a bare scale (上千人, 过万户).
    pub(super) fn qualifier_before(&self, at: usize, bare: bool) -> Option<Qualifier> {
        let (glyphs, rules) = (self.glyphs, self.rules);
        let end = if glyphs.before(at, 1) == ' ' { at - 1 } else { at };
        let word = |words: &Words| glyphs.word_before(end, words).map(|(_, start)| start);
        let free = |words: &Words| word(words).is_none();
        let by = |start: &usize| glyphs.span(*start, end);
        let (about, over, under) = (&rules.about, &rules.over, &rules.under);
        let (least, most) = (&rules.at_least, &rules.at_most);
        let rough = word(&about.before).filter(|_| free(&about.not_before));
        let scaled = if bare { word(&over.before_scale) } else { None };
        let more = word(&over.before).or(scaled).filter(|_| free(&over.not_before));
        let less = word(&under.before).filter(|_| free(&under.not_before));
        let found = [
            rough.map(|from| (about.decide(Approx::About, by(&from)), from)),
            more.map(|from| (over.decide(Approx::Over, by(&from)), from)),
            less.map(|from| (under.decide(Approx::Under, by(&from)), from)),
            word(&least.before).map(|from| (least.decide(Approx::AtLeast, by(&from)), from)),
            word(&most.before).map(|from| (most.decide(Approx::AtMost, by(&from)), from)),
        ];
        let blurs = found.into_iter().flatten().filter(|(decided, _)| decided.is_some());
        let longest = blurs.min_by_key(|(_, start)| *start);
        longest.or_else(|| word(&rules.reaching).map(|start| (None, start)))
    }

    /// The qualifier at character `at`, and where it ends.
    pub(super) fn qualifier_after(&self, at: usize) -> Option<(Decided<Approx>, usize)> {
        let (glyphs, rules) = (self.glyphs, self.rules);
        let word = |words: &Words| glyphs.word(at, words).map(|(_, end)| end);
        let by = |end: usize| glyphs.span(at, end);
        let (about, over) = (&rules.about, &rules.over);
        let (least, most) = (&rules.at_least, &rules.at_most);
        let rough = word(&about.after).filter(|_| word(&about.not_after).is_none());
        let found = [
            rough.map(|end| (about.decide(Approx::About, by(end)), end)),
            word(&over.after).map(|end| (over.decide(Approx::Over, by(end)), end)),
            word(&least.after).map(|end| (least.decide(Approx::AtLeast, by(end)), end)),
            word(&most.after).map(|end| (most.decide(Approx::AtMost, by(end)), end)),
        ];
        let mut found = found.into_iter().flatten();
        found.find_map(|(decided, end)| Some((decided?, end)))
    }

    /// 余, 多, 来, 几 after a number: 3000多(亩), 20余(名), 十几(个).
    pub(super) fn particle(&self, number: &Number, end: usize) -> (usize, Option<Decided<Approx>>) {
        let (glyphs, rule) = (self.glyphs, &self.rules.over);
        let inner =
            number.approx.and_then(|over| rule.decide(over, glyphs.span(number.start, number.end)));
        let arabic = number.shape == Shape::Arabic;
        let last = glyphs.before(end, 1);
        let at = end + usize::from(glyphs.at(end) == ' ' && arabic);
        let zero = last == '0' && arabic;
        let round = zero || is_scale(last);
        let c = glyphs.at(at);
        let many = rule.many.has(c) && (round || arabic && !number.decimals);
        let come = rule.round.has(c) && round && glyphs.word(at, &rule.not_round).is_none();
        let ten = scale(last) == Some(1);
        let few = rule.few.has(c) && (ten || zero && number.digits < 4);
        let fits = (many || come || few) && number.approx.is_none();
        match rule.decide(Approx::Over, glyphs.span(at, at + 1)).filter(|_| fits) {
            Some(over) => (at + 1, Some(over)),
            None => (number.end.max(end), inner),
        }
    }

    /// 多 and 余 after a measure: 10公里多, 两年多.
    pub(super) fn trailing_many(
        &self,
        core: &Core<'_>,
        at: usize,
    ) -> Option<(Decided<Approx>, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.over);
        let measured =
            !matches!(core.unit.dimension, Dimension::Count | Dimension::Share | Dimension::Points);
        let many = rule.many.has(glyphs.at(at)) && !rule.not_many.has(glyphs.at(at + 1));
        let fits = measured && many && core.unit.head.is_none();
        let over = rule.decide(Approx::Over, glyphs.span(at, at + 1)).filter(|_| fits)?;
        Some((over, at + 1))
    }

    /// Where 约占 stands before the share at `at`, within its clause: 约占总数的三成.
    pub(super) fn said_about(&self, at: usize) -> Option<Decided<Approx>> {
        let (glyphs, rule) = (self.glyphs, &self.rules.about);
        let open = |back: &usize| {
            let c = glyphs.before(at, *back);
            c != '\0' && !rule.stops.has(c)
        };
        let mut places = (2..=OF_SHARE).take_while(open).filter_map(|back| at.checked_sub(back));
        let (start, end) = places.find_map(|start| {
            let (_, end) = glyphs.word(start, &rule.of_share)?;
            Some((start, end))
        })?;
        rule.decide(Approx::About, glyphs.span(start, end))
    }
}
