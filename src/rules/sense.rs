//! `rules/language/sense.yaml`: in which sense a figure holds.

use super::{Letters, Pattern, Words, sheet};

sheet! {
    /// In which sense a figure holds: done, planned, a rule, the start of a comparison.
    Sense = "sense";
    words {
        done: Words,
        clause_ends: Letters,
        item_ends: Letters,
        colons: Letters,
    }
    rules {
        plan_cue: PlanCue = "plan-cue" {
            cues: Words,
            names: Words,
            compared: Letters,
            passing: Words,
            hoped: Words,
            nouns: Words,
            told_goal: Words,
            noun_before: Words,
            noun_after: Words,
            modifier: Words,
        }
        plan_heading: PlanHeading = "plan-heading" { ahead: Words, back: Words }
        plan_title: PlanTitle = "plan-title" { titles: Words }
        plan_column: PlanColumn = "plan-column" { headers: Words }
        period_ahead: PeriodAhead = "period-ahead" {}
        goal_year: GoalYear = "goal-year" { goal: Pattern, reached: Words, other: Pattern }
        requirement_cue: RequirementCue = "requirement-cue" { cues: Words, named: Words }
        baseline_cue: BaselineCue = "baseline-cue" { cues: Words, still: Words }
        from_of_change: FromOfChange = "from-of-change" {
            departs: Letters,
            changes: Words,
            arrives: Letters,
            modifier: Words,
            year: Words,
            compared: Letters,
        }
        start_of_later_change: StartOfLaterChange = "start-of-later-change" {}
        beside_a_start: BesideAStart = "beside-a-start" {}
        oldest_state: OldestState = "oldest-state" {}
        cumulative_cue: CumulativeCue = "cumulative-cue" { cues: Words }
        actual: Actual = "actual-unless-said" {}
    }
}
