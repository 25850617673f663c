//! How much of its region a figure speaks of: one household's story, one firm, a village, the region.
//! The lists are those of `rules/language/reach.yaml`.

use super::draft::Draft;
use crate::clean::{Article, Sentence};
use crate::decimal::Decimal;
use crate::extract::clause::Layout;
use crate::extract::measure::is_han;
use crate::extract::numeral::starts;
use crate::extract::place::Places;
use crate::extract::{Quantity, Scope, Value};
use crate::lexicon::Dimension;
use crate::rules::Decided;
use crate::rules::reach::Reach;
use crate::span::{Span, Stretch};

/// How many sentences a household's story may go on without a word of it.
const STORY: usize = 6;
/// How far behind 我 it may stand what he did, in characters.
const DEED: usize = 9;
/// How far into its sentence a firm that is its subject may stand, in characters.
const SUBJECT: usize = 22;
/// How far into its sentence the village that it opens with may end, in characters.
const OPENING: usize = 10;
/// The most money, and the most of anything else, that one household can have.
const HOUSEHOLD_MONEY: i64 = 1_000_000;
const HOUSEHOLD_COUNT: i64 = 500;
const HOUSEHOLD_MASS: i64 = 10_000;

/// What a sentence by itself says about reach: the words that say so.
#[derive(Clone, Copy, Debug, Default)]
struct Signs {
    /// It tells of one household or person.
    told: Option<Span>,
    /// The teller of what is quoted in it.
    speaker: Option<Span>,
    /// It tells of one firm or project.
    project: Option<Span>,
    /// It sums up the region.
    summary: bool,
}

impl Signs {
    fn story(self) -> Option<Span> {
        self.told.or(self.speaker)
    }
}

/// Reads the reach of every figure, in order.
pub(super) fn find(
    article: &Article,
    places: &Places,
    layout: &Layout<'_>,
    drafts: &[Draft],
    rules: &Reach,
) -> Vec<Decided<Scope>> {
    let signs = signs(article, layout, rules);
    let village = village_account(article, places, rules);
    let reader = Reader { article, places, layout, rules, village, signs };
    let mut out: Vec<Decided<Scope>> = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        let alone = reader.read(draft);
        let before = index.checked_sub(1).and_then(|i| drafts.get(i).zip(out.get(i)));
        out.push(before.and_then(|b| reader.average_goes_on(b, draft, alone)).unwrap_or(alone));
    }
    out
}

/// Whether the article is what somebody tells of the village where they live: 驻村手记.
fn village_account(article: &Article, places: &Places, rules: &Reach) -> bool {
    let rule = &rules.village_account;
    let titled = article.title.as_deref().is_some_and(|title| rule.titles.any(title));
    let village = || places.mentions.iter().any(|mention| mention.locality.is_some());
    titled && village() && rule.tellers.any(&article.text.text)
}

fn signs(article: &Article, layout: &Layout<'_>, rules: &Reach) -> Vec<Signs> {
    let text = layout.text;
    let read = |sentence: &Sentence| {
        let stretch = layout.stretch(sentence.span);
        Signs {
            told: at_home(stretch, rules)
                .or_else(|| names_person(stretch, rules))
                .or_else(|| first_person(stretch, rules)),
            speaker: None,
            project: rules.project_story.cues.first_in(stretch).or_else(|| firm(stretch, rules)),
            summary: rules.summary.any_in(stretch),
        }
    };
    let mut signs: Vec<Signs> = article.sentences.iter().map(read).collect();
    // “过去守着三亩田。”52岁的老谢说: what is quoted is told by who is named right after it.
    for (index, pair) in article.sentences.windows(2).enumerate().rev() {
        let [said, teller] = pair else { continue };
        let quoted = said.span.of(text).trim_end().ends_with('”') && said.line == teller.line;
        let told = signs.get(index + 1).filter(|s| !s.summary).and_then(|s| s.story());
        if let Some(sign) = signs.get_mut(index).filter(|_| quoted) {
            sign.speaker = told;
        }
    }
    signs
}

/// A word of a household's story; in 合作社433|家中|有八成 the 家 is counted.
fn at_home(sentence: Stretch<'_>, rules: &Reach) -> Option<Span> {
    let rule = &rules.household_story;
    rule.cues.all_in(sentence).into_iter().find(|word| {
        let before = sentence.until(word.start);
        !(rule.home.starts(&sentence.from(word.start))
            && before.ends_with(|c: char| starts(c) || rule.counted.has(c)))
    })
}

/// 我一咬牙|流转了…: what the teller himself did.
fn first_person(sentence: Stretch<'_>, rules: &Reach) -> Option<Span> {
    let rule = &rules.first_person;
    rule.tellers.all_in(sentence).into_iter().find(|teller| {
        let rest = sentence.from(teller.end);
        let near = rest.chars().take(DEED).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
        !rule.others.starts(&sentence.from(teller.start))
            && rest.get(..near).is_some_and(|near| rule.deeds.any(near))
    })
}

/// A villager with a name: 脱贫户|汪某某|说. The role alone is not enough (贫困户张贴…), so a word that
/// follows a name must come after two or three characters that begin with a surname.
fn names_person(sentence: Stretch<'_>, rules: &Reach) -> Option<Span> {
    let rule = &rules.household_story;
    rule.roles.all_in(sentence).into_iter().find(|role| {
        let rest = sentence.from(role.end);
        let named = rest.chars().next().is_some_and(|c| rule.surnames.has(c));
        let mut ends = rest.char_indices().skip(2).take(2).map(|(end, _)| end);
        named
            && ends.any(|end| {
                let (name, after) = rest.split_at_checked(end).unwrap_or_default();
                name.chars().all(is_han) && rule.after_name.starts(after)
            })
    })
}

/// A firm with a name is the subject of the sentence: 绿源食品公司|去年出口….
fn firm(sentence: Stretch<'_>, rules: &Reach) -> Option<Span> {
    let rule = &rules.project_story;
    // Nearly every sentence is told apart without the pattern.
    rule.heads.first_in(sentence)?;
    let head = sentence.char_indices().nth(SUBJECT).map_or(sentence.len(), |(at, _)| at);
    rule.heads.first_in(sentence.take(head))?;
    let found = rule.firm.find(&sentence).filter(|found| !rule.firms.any(found.as_str()))?;
    Some(sentence.place(found.start(), found.len()))
}

struct Reader<'r> {
    article: &'r Article,
    places: &'r Places,
    layout: &'r Layout<'r>,
    rules: &'r Reach,
    /// Whether the article is an account of a village.
    village: bool,
    /// What each sentence says.
    signs: Vec<Signs>,
}

impl Reader<'_> {
    fn read(&self, draft: &Draft) -> Decided<Scope> {
        let rules = self.rules;
        let signs = self.signs.get(draft.sentence).copied().unwrap_or_default();
        let clause = self.layout.stretch(draft.clause);
        self.household(draft, signs, clause)
            .or_else(|| rules.project_story.decide(Scope::Project, signs.project?))
            .or_else(|| {
                let named = draft.place.locality.is_some();
                named.then(|| rules.named_locality.decide(Scope::Locality, draft.quantity.span))?
            })
            .or_else(|| {
                let word = rules.in_a_village.words.first_in(clause);
                let word = word.or_else(|| self.village_opens(draft, signs))?;
                rules.in_a_village.decide(Scope::Locality, word)
            })
            .or_else(|| {
                let told = self.village && !signs.summary && !self.names_region(draft);
                told.then(|| rules.village_account.decide(Scope::Locality, draft.clause))?
            })
            .or_else(|| {
                let own = rules.of_villagers.heads.starts(&draft.measure.phrase);
                own.then(|| rules.of_villagers.decide(Scope::Locality, draft.quantity.span))?
            })
            .unwrap_or(rules.whole_region.otherwise(Scope::Region))
    }

    fn household(
        &self,
        draft: &Draft,
        signs: Signs,
        clause: Stretch<'_>,
    ) -> Option<Decided<Scope>> {
        let rules = self.rules;
        let told = signs.told.and_then(|by| {
            if rules.first_person.tellers.is(by.of(self.layout.text)) {
                return rules.first_person.decide(Scope::Household, by);
            }
            rules.household_story.decide(Scope::Household, by)
        });
        let quoted = || rules.told_by_speaker.decide(Scope::Household, signs.speaker?);
        let goes_on = || {
            let before = self.story_before(draft.sentence)?;
            rules.household_story_goes_on.decide(Scope::Household, before)
        };
        let own = told.or_else(quoted).filter(|_| !rules.summary.any_in(clause));
        own.or_else(|| {
            let open = !signs.summary && small(&draft.quantity) && !self.names_region(draft);
            open.then(goes_on)?
        })
    }

    fn names_region(&self, draft: &Draft) -> bool {
        let sentence = self.article.sentences.get(draft.sentence);
        let span = sentence.map_or(draft.clause, |sentence| sentence.span);
        let mentions = &self.places.mentions;
        let first = mentions.partition_point(|m| m.span.start < span.start);
        let inside = mentions.iter().skip(first).take_while(|m| m.span.start < span.end);
        inside.into_iter().any(|m| !m.within_name && m.locality.is_none())
    }

    /// 1961年，队里38个劳力，种112亩田: the village that the sentence opens with.
    fn village_opens(&self, draft: &Draft, signs: Signs) -> Option<Span> {
        let sentence = self.article.sentences.get(draft.sentence)?.span;
        let whole = self.layout.stretch(sentence);
        let head = whole.char_indices().nth(OPENING).map_or(sentence.len(), |(at, _)| at);
        let head = sentence.start + head;
        let word = self.rules.in_a_village.words.first_in(whole.until(head))?;
        (!signs.summary && !self.names_region(draft)).then_some(word)
    }

    /// One of the sentences shortly before, in the same paragraph, tells of one household.
    fn story_before(&self, sentence: usize) -> Option<Span> {
        let line = |at: usize| self.article.sentences.get(at).map(|s| s.line);
        (sentence.saturating_sub(STORY)..sentence)
            .filter(|at| line(*at) == line(sentence))
            .find_map(|at| self.signs.get(at)?.story())
    }

    /// 村民人均年收入…,户均…: an average without a subject of its own is of those before it.
    fn average_goes_on(
        &self,
        (before, reach): (&Draft, &Decided<Scope>),
        draft: &Draft,
        alone: Decided<Scope>,
    ) -> Option<Decided<Scope>> {
        let rules = self.rules;
        let average = |draft: &Draft| rules.averages.starts(&draft.measure.phrase);
        let villagers = rules.of_villagers.heads.starts(&before.measure.phrase) || average(before);
        let theirs = villagers
            && *reach == Scope::Locality
            && before.place.locality.is_none()
            && before.sentence == draft.sentence;
        (theirs && average(draft) && alone == Scope::Region)
            .then(|| rules.average_goes_on.decide(Scope::Locality, before.quantity.span))?
    }
}

/// Whether one household could have it.
fn small(quantity: &Quantity) -> bool {
    let high = match quantity.value {
        Value::Point(value) => value,
        Value::Range { high, .. } => high,
    };
    match quantity.dimension {
        Dimension::Money => high <= Decimal::from(HOUSEHOLD_MONEY),
        Dimension::Share | Dimension::Points => false,
        Dimension::Mass => high <= Decimal::from(HOUSEHOLD_MASS),
        _ => high <= Decimal::from(HOUSEHOLD_COUNT),
    }
}
