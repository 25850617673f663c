//! `rules/language/relation.yaml`: figures that belong together, and their arithmetic.

use super::{Letters, Word, Words, sheet};

sheet! {
    /// Changes, wholes and parts, plans and what was done; the arithmetic between them.
    Relation = "relation";
    words {
        arrives: Words,
        reaches: Words,
        arrives_alone: Words,
        joins: Words,
        sentence_ends: Letters,
        of: Words,
        share: Words,
        among: Words,
    }
    rules {
        from_to: FromTo = "from-to" { departs: Words }
        paired_change: PairedChange = "paired-change" {}
        changed_by: ChangedBy = "changed-by" { verbs: Words, done_mark: Words }
        whole_and_part: WholeAndPart = "whole-and-part" { part_words: Words }
        share_of_whole: ShareOfWhole = "share-of-whole" {}
        arrival: Arrival = "arrival" {}
        plan_and_done: PlanAndDone = "plan-and-done" {}
        part_of_other: PartOfOther = "part-of-other" {}
        dealt_to_things: DealtToThings = "dealt-to-things" { deals: Words, list_joins: Words, times: Words }
        dealt_to_town_and_country: DealtToTownAndCountry = "dealt-to-town-and-country" {
            both: Word,
            town: Word,
            country: Word,
        }
        check_change: CheckChange = "check-change" {}
        check_sum: CheckSum = "check-sum" { totals: Words }
        check_share: CheckShare = "check-share" {
            words: Words,
            rates: Words,
            vague: Words,
            counters: Words,
        }
        check_same_whole: CheckSameWhole = "check-same-whole" {}
    }
}
