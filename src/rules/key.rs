//! `rules/language/key.yaml`: key figures, and how far a figure can be trusted.

use super::{Letters, Wordings, Words, sheet};

sheet! {
    /// Whether a figure is a key figure, and its grade.
    Key = "key";
    words {}
    rules {
        not_region_wide: NotRegionWide = "not-region-wide" {}
        done_ahead: DoneAhead = "done-ahead" {}
        time_or_ratio: TimeOrRatio = "time-or-ratio" {
            ratio: Words,
            multiple: Words,
            days: Words,
        }
        bare_requirement: BareRequirement = "bare-requirement" {}
        only_a_bound: OnlyABound = "only-a-bound" {
            modifier: Words,
            named: Words,
            one: Words,
        }
        size_class: SizeClass = "size-class" {
            modifier: Words,
            firms: Words,
            classed: Words,
            longer: Words,
        }
        one_of_many: OneOfMany = "one-of-many" {
            ends: Words,
            closing: Letters,
            share: Words,
            modifier: Words,
        }
        in_each: InEach = "in-each" {
            every: Words,
            each: Words,
            paid: Words,
            payee: Words,
            standard: Words,
        }
        bare_division: BareDivision = "bare-division" { letters: Letters }
        in_glossary: InGlossary = "in-glossary" { headings: Words }
        thing_unsaid: ThingUnsaid = "thing-unsaid" { words: Words, things: Letters }
        scene: Scene = "scene" { verbs: Words }
        share_remark: ShareRemark = "share-remark" { rates: Words }
        geography: Geography = "geography" { wordings: Wordings }
        meetings_and_papers: MeetingsAndPapers = "meetings-and-papers" { wordings: Wordings }
        bare_task: BareTask = "bare-task" { wordings: Wordings }
        spelled_count: SpelledCount = "spelled-count" {}
        key_figure: KeyFigure = "key-figure" {}
        beside_damage: BesideDamage = "beside-damage" {}
        stated_exactly: StatedExactly = "stated-exactly" {}
        one_attribute_resolved: OneAttributeResolved = "one-attribute-resolved" {}
        blurred_or_undated: BlurredOrUndated = "blurred-or-undated" {}
    }
}
