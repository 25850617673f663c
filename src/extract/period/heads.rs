//! What time expressions begin with when they do not begin with a number, for a quick look before their
//! words.

use crate::pairs::Pairs;
use crate::rules::time::Time;
use crate::rules::{Initials, Values, Words};

/// Marks around the name of a plan.
pub(super) const QUOTES: &[char] = &['“', '”', '"', '「', '」', '‘', '’'];

/// Bits of [`Pairs`]: few pairs seem to begin a word and do not.
const BITS: u32 = 14;

/// The first characters.
pub(super) struct Heads {
    /// 截至, 十三五.
    pub(super) framed: Initials,
    /// 今年, 上半年, 第一季度, 上世纪.
    pub(super) dates: Initials,
    /// 目前, 近三年, 上个月, 年底.
    pub(super) words: Initials,
    /// Any of them.
    pub(super) all: Initials,
}

impl Heads {
    pub(super) fn new(rules: &Time) -> Self {
        let any = |of: &[Initials]| of.iter().copied().fold(Initials::default(), Initials::or);
        let framed = any(&[
            rules.as_of.until.initials(),
            rules.as_of.until_now.initials(),
            rules.five_year_plan.plans.initials(),
            QUOTES.iter().copied().collect(),
        ]);
        let dates = any(&[
            rules.relative_year.years.initials(),
            rules.relative_year.beside.initials(),
            rules.month_stretch.parts.initials(),
            rules.month_stretch.halves.initials(),
            rules.month_stretch.first.initials(),
            rules.month_stretch.last.initials(),
            rules.month_stretch.ordinal.initials(),
            rules.era.names.initials(),
            rules.decade.last.initials(),
            rules.decade.this.initials(),
        ]);
        let words = any(&[
            rules.now.words.initials(),
            rules.stretch.back.initials(),
            rules.stretch.forth.initials(),
            rules.stretch.coming.initials(),
            rules.plan_term.terms.initials(),
            rules.plan_term.ends.initials(),
            rules.from_today.days.initials(),
            rules.from_today.months.initials(),
            rules.from_today.quarters.initials(),
            rules.from_today.which_week.initials(),
            rules.from_today.weeks.initials(),
            rules.same_year.ends.initials(),
            rules.same_year.years.initials(),
            rules.year_of_text.ends.initials(),
            rules.year_of_text.beginnings.initials(),
            rules.year_of_text.years.initials(),
            rules.whole_year.years.initials(),
            rules.vague.words.initials(),
        ]);
        Self { framed, dates, words, all: any(&[framed, dates, words]) }
    }
}

/// The first two characters, of the same words.
pub(super) struct Openings {
    pairs: Pairs,
    /// Words of one character.
    single: Initials,
}

impl Openings {
    pub(super) fn new(rules: &Time) -> Self {
        let mut out = Self { pairs: Pairs::new(BITS), single: QUOTES.iter().copied().collect() };
        let words = [
            &rules.as_of.until,
            &rules.as_of.until_now,
            &rules.month_stretch.first,
            &rules.month_stretch.last,
            &rules.month_stretch.ordinal,
            &rules.decade.last,
            &rules.decade.this,
            &rules.now.words,
            &rules.stretch.back,
            &rules.stretch.forth,
            &rules.stretch.coming,
            &rules.plan_term.terms,
            &rules.plan_term.ends,
            &rules.from_today.weeks,
            &rules.same_year.ends,
            &rules.same_year.years,
            &rules.year_of_text.ends,
            &rules.year_of_text.beginnings,
            &rules.year_of_text.years,
            &rules.whole_year.years,
            &rules.vague.words,
        ];
        let counted = [
            &rules.five_year_plan.plans,
            &rules.relative_year.years,
            &rules.relative_year.beside,
            &rules.era.names,
            &rules.from_today.days,
            &rules.from_today.months,
            &rules.from_today.quarters,
            &rules.from_today.which_week,
        ];
        let stretches = [&rules.month_stretch.parts, &rules.month_stretch.halves];
        words.into_iter().flat_map(Words::iter).for_each(|word| out.add(word));
        counted.into_iter().flat_map(Values::iter).for_each(|word| out.add(word));
        stretches.into_iter().flat_map(Values::iter).for_each(|word| out.add(word));
        out
    }

    fn add(&mut self, word: &str) {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(first), Some(second)) => self.pairs.add(first, second),
            (Some(only), None) => self.single = self.single.or([only].into_iter().collect()),
            (None, _) => {}
        }
    }

    /// Whether a word may begin with these two characters: always so when one does.
    pub(super) fn may_be(&self, first: char, second: char) -> bool {
        self.pairs.may_hold(first, second) || self.single.may_have(first)
    }
}
