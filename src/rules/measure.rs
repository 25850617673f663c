//! `rules/language/measure.yaml`: what a figure measures.

use super::{Letters, Pairs, Pattern, Word, Words, sheet};

sheet! {
    /// What a figure measures: a noun phrase beside the number, or one that it takes over.
    Measures = "measure";
    words {
        tail: Words,
        tail_kept: Words,
        lead: Words,
        verbs: Words,
        hopes: Words,
        weak_verbs: Words,
        light: Letters,
        aspect: Letters,
        results: Words,
        state_before: Words,
        adverbs: Words,
        not_after: Words,
        end: Words,
        keep: Words,
        relative: Words,
        agents: Letters,
        no_agents: Words,
        bare_places: Letters,
        attributive: Letters,
        qualities: Letters,
        etc: Letters,
        joiners: Letters,
        each: Letters,
        per_each: Word,
        times: Pattern,
        time_marks: Letters,
        entry_ends: Letters,
        time_ends: Letters,
        level: Pattern,
        level_ends: Letters,
        compared: Letters,
        averages: Words,
        money: Words,
        of_money: Word,
        people: Words,
        nouns_of_unit: Pairs,
        nouns_of_result: Pairs,
    }
    rules {
        table_header: TableHeader = "table-header" {}
        named_in_list: NamedInList = "named-in-list" { told: Pattern }
        share_of: ShareOf = "share-of" {
            divides: Letters,
            apart: Words,
            alone: Word,
            filed: Words,
        }
        change_of: ChangeOf = "change-of" {
            changes: Words,
            comparisons: Words,
            than: Letters,
            yearly: Words,
            plans: Words,
        }
        noun_after_next: NounAfterNext = "noun-after-next" {}
        noun_of_bound: NounOfBound = "noun-of-bound" { changing: Letters }
        verb_of_list: VerbOfList = "verb-of-list" {}
        noun_after: NounAfter = "noun-after" { rates: Words }
        result_verb: ResultVerb = "result-verb" { lifted: Words, works: Words, steady: Words }
        grade_of_whole: GradeOfWhole = "grade-of-whole" { grades: Letters }
        noun_before: NounBefore = "noun-before" {}
        verb_money: VerbMoney = "verb-money" { capital: Letters }
        verb_after: VerbAfter = "verb-after" {}
        multiple_of: MultipleOf = "multiple-of" { multiple: Word }
        total_of_list: TotalOfList = "total-of-list" { totals: Letters, total: Word }
        average_carried: AverageCarried = "average-carried" { mean: Letters }
        carried: Carried = "carried" {}
        people_reached: PeopleReached = "people-reached" { verbs: Words, nouns: Pairs }
        clause_before: ClauseBefore = "clause-before" { times: Words }
        unit_noun: UnitNoun = "unit-noun" { nouns: Pairs }
        verb_only: VerbOnly = "verb-only" {}
        unsaid: Unsaid = "measure-unsaid" {}
        indicator_of_measure: IndicatorOfMeasure = "indicator-of-measure" {}
        indicator_of_context: IndicatorOfContext = "indicator-of-context" {}
    }
}
