//! Which lists and patterns are asked about every figure, sentence or line: their words are looked for
//! in the whole article in one go, so that each question is one about places in order.

use super::{Finder, Pattern, Rulebook, Words};

impl Rulebook {
    /// Has the finder look for the words of these lists.
    pub(super) fn seek(&mut self) {
        let mut finder = Finder::default();
        for words in self.words_of_judgement().into_iter().flatten() {
            words.seek(&mut finder);
        }
        for words in self.words_of_places().into_iter().flatten() {
            words.seek(&mut finder);
        }
        for pattern in self.patterns() {
            pattern.seek(&mut finder);
        }
        finder.ready();
        self.finder = finder;
    }

    /// What the sense, reach and key of a figure are asked by, its links and its thing.
    fn words_of_judgement(&mut self) -> [Vec<&mut Words>; 4] {
        let Self { sense, reach, key, relation, measure, .. } = self;
        let sense = vec![
            &mut sense.done,
            &mut sense.plan_cue.cues,
            &mut sense.plan_cue.names,
            &mut sense.cumulative_cue.cues,
            &mut sense.standing_state.present,
            &mut sense.requirement_cue.cues,
            &mut sense.requirement_cue.names,
            &mut sense.baseline_cue.cues,
        ];
        let reach = vec![
            &mut reach.summary,
            &mut reach.household_story.cues,
            &mut reach.household_story.roles,
            &mut reach.project_story.cues,
            &mut reach.project_story.heads,
            &mut reach.in_a_village.words,
        ];
        let key = vec![
            &mut key.one_of_many.share,
            &mut key.in_each.payee,
            &mut key.in_each.paid,
            &mut key.in_each.standard,
            &mut key.in_each.each,
            &mut key.in_each.every,
            &mut key.in_glossary.headings,
        ];
        let others = vec![
            &mut relation.arrives,
            &mut relation.reaches,
            &mut relation.arrives_alone,
            &mut relation.among,
            &mut relation.share,
            &mut relation.whole_and_part.part_words,
            &mut measure.hopes,
            &mut measure.verbs,
        ];
        [sense, reach, key, others]
    }

    /// What places and devices are asked by.
    fn words_of_places(&mut self) -> [Vec<&mut Words>; 2] {
        let Self { place, mechanism, .. } = self;
        let places = vec![
            &mut place.aid,
            &mut place.dealt_in_order.deals,
            &mut place.story_goes_on.words,
            &mut place.carried_in_paragraph.givers,
            &mut place.zone_of_several.zones,
        ];
        let devices = vec![
            &mut mechanism.device_bare_counted.endings,
            &mut mechanism.device_bare_rhythm.nouns,
            &mut mechanism.device_bare_mode.endings,
        ];
        [places, devices]
    }

    /// Patterns that few sentences hold a word of.
    fn patterns(&mut self) -> Vec<&mut Pattern> {
        let Self { sense, reach, .. } = self;
        vec![
            &mut sense.plan_cue.will,
            &mut sense.plan_cue.fulfilled,
            &mut sense.plan_need.need,
            &mut sense.plan_outcome.once,
            &mut sense.plan_proposal.asks,
            &mut sense.plan_proposal.names,
            &mut sense.baseline_cue.names,
            &mut sense.goal_year.goal,
            &mut sense.plan_lead_in.list,
            &mut reach.of_some_unnamed.extreme,
            &mut reach.of_some_unnamed.told,
        ]
    }
}
