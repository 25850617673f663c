//! `rules/language/sense.yaml`: in which sense a figure holds.

use super::{Letters, Pattern, Wordings, Words, sheet};

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
            fulfilled: Pattern,
            estimates: Words,
            will: Pattern,
            guides: Pattern,
            looks_back: Pattern,
            compared: Letters,
            passing: Words,
            hoped: Words,
            nouns: Words,
            told_goal: Words,
            noun_before: Words,
            noun_after: Words,
            modifier: Words,
        }
        plan_heading: PlanHeading = "plan-heading" {
            ahead: Words,
            back: Words,
            aims: Words,
            results: Words,
            resolve: Words,
            reports: Words,
            appended: Words,
            numbering: Pattern,
            first: Words,
            year: Pattern,
            this_year: Words,
        }
        plan_lead_in: PlanLeadIn = "plan-lead-in" {
            list: Pattern,
            ahead: Words,
            will: Pattern,
            open: Words,
            back: Words,
            items: Pattern,
        }
        plan_title: PlanTitle = "plan-title" {
            titles: Words,
            documents: Words,
            tails: Words,
            closing: Letters,
        }
        plan_column: PlanColumn = "plan-column" { headers: Words }
        period_ahead: PeriodAhead = "period-ahead" {}
        period_under_way: PeriodUnderWay = "period-under-way" {}
        goal_year: GoalYear = "goal-year" { goal: Pattern, reached: Words, other: Pattern }
        requirement_cue: RequirementCue = "requirement-cue" { cues: Words, names: Words, named: Words }
        payment_of_each: PaymentOfEach = "payment-of-each" { each: Words, paid: Words }
        condition_of_aid: ConditionOfAid = "condition-of-aid" { opens: Words, grants: Words }
        baseline_cue: BaselineCue = "baseline-cue" { cues: Words, names: Pattern, still: Words }
        plan_need: PlanNeed = "plan-need" { need: Pattern }
        plan_outcome: PlanOutcome = "plan-outcome" { once: Pattern }
        plan_proposal: PlanProposal = "plan-proposal" { asks: Pattern, names: Pattern }
        plan_deadline: PlanDeadline = "plan-deadline" { before: Words }
        from_of_change: FromOfChange = "from-of-change" {
            departs: Letters,
            changes: Words,
            zeroed: Words,
            arrives: Letters,
            modifier: Words,
            year: Words,
            compared: Letters,
        }
        start_of_later_change: StartOfLaterChange = "start-of-later-change" {}
        beside_a_start: BesideAStart = "beside-a-start" {}
        oldest_state: OldestState = "oldest-state" {}
        cumulative_cue: CumulativeCue = "cumulative-cue" { cues: Words }
        standing_state: StandingState = "standing-state" {
            things: Wordings,
            cues: Words,
            present: Words,
            given: Wordings,
            joins: Words,
            whole: Words,
            parts: Words,
            about: Letters,
        }
        actual: Actual = "actual-unless-said" {}
    }
}
