//! `rules/language/time.yaml`: when a figure holds.

use super::{Letters, Pattern, Values, Words, sheet};

sheet! {
    /// When a figure holds: how a time is written, and which numbers it governs.
    Time = "time";
    words {
        year: Letters,
        month: Letters,
        day: Letters,
        months: Words,
        quarters: Words,
        weeks: Words,
        days: Words,
        to: Words,
        of: Letters,
        feasts: Values<2>,
    }
    rules {
        written_year: WrittenYear = "written-year" {
            longer: Words,
            not_longer: Words,
            other: Words,
            joins: Letters,
        }
        era: Era = "year-of-era" { names: Values<1>, first: Words }
        republic: Republic = "year-of-republic" { tokens: Words, behind: Words, leads: Letters, school: Words, other: Words, shows: Words }
        short_year: ShortYear = "short-year" { other: Letters }
        relative_year: RelativeYear = "relative-year" {
            years: Values<1>,
            beside: Values<1>,
            inside: Words,
            not_inside: Words,
            other: Letters,
            parted_before: Words,
            parted_after: Words,
            yearly: Letters,
            done: Letters,
            leads: Letters,
            doers: Letters,
            acts: Letters,
        }
        same_time: SameTime = "same-time-of-year" { words: Words }
        dashed_date: DashedDate = "dashed-date" {}
        month_named: MonthNamed = "month-named" {
            longer: Words,
            thirds: Values<2>,
            ends: Words,
            beginnings: Words,
            behind: Letters,
            often: Words,
            once: Words,
            each: Letters,
        }
        bare_day: BareDay = "bare-day" {
            sun: Letters,
            behind: Letters,
            before: Letters,
            other: Letters,
        }
        month_stretch: MonthStretch = "stretch-of-months" {
            parts: Values<2>,
            season: Words,
            halves: Values<2>,
            first: Words,
            leading: Words,
            last: Words,
            ordinal: Words,
            quarter: Words,
        }
        part_of_year: PartOfYear = "part-of-year" {
            ends: Words,
            beginnings: Words,
            middles: Words,
            seasons: Values<2>,
        }
        from_to: FromTo = "stretch-of-time" { longer: Words, these: Words, during: Words }
        decade: Decade = "decade" { last: Words, this: Words, decade: Words }
        five_year_plan: FiveYearPlan = "five-year-plan" {
            plans: Values<1>,
            worded: Words,
            end: Words,
            behind: Letters,
            papers: Words,
            sums: Words,
        }
        plan_term: PlanTerm = "term-of-plan" { terms: Words, ends: Words }
        years_of_plan: YearsOfPlan = "years-of-plan" {}
        since: Since = "since" {
            since: Words,
            onward: Words,
            not_onward: Words,
            lately: Words,
            until_now: Words,
            beginning: Words,
            begun: Words,
            from: Letters,
            far: Words,
        }
        one_side: OneSide = "time-on-one-side" {
            before: Words,
            after: Words,
            bare_before: Words,
            bare_after: Words,
            stops: Letters,
        }
        as_of: AsOf = "as-of" { until: Words, until_now: Words, midnight: Words }
        now: Now = "now-word" { words: Words, behind: Words, before: Words }
        same_year: SameYear = "same-year" { ends: Words, years: Words, inside: Words }
        year_of_text: YearOfText = "year-of-text" {
            ends: Words,
            beginnings: Words,
            years: Words,
            ahead: Words,
            set: Words,
            inside: Words,
            named: Words,
        }
        whole_year: WholeYear = "whole-year" { years: Words, inside: Words, foreseen: Words, undertaken: Words, estimated: Words }
        stretch: Stretch = "counted-stretch" {
            back: Words,
            nearly: Words,
            forth: Words,
            more_days: Words,
            other: Letters,
            since: Words,
            within: Words,
            were: Words,
            coming: Words,
            near: Words,
            amount: Words,
        }
        ago: Ago = "time-ago" {
            before: Words,
            after: Words,
            behind: Letters,
            other: Letters,
        }
        from_today: FromToday = "counted-from-today" {
            days: Values<1>,
            inside: Words,
            inside_behind: Letters,
            months: Values<1>,
            month_ends: Letters,
            quarters: Values<1>,
            which_week: Values<1>,
            weeks: Words,
            weekdays: Values<1>,
            other_weekday: Letters,
            week_behind: Letters,
            other_week: Letters,
        }
        vague: Vague = "vague-time" { words: Words }
        in_name: InName = "time-in-name" {}
        compared: Compared = "compared-time" {
            before: Words,
            beside: Letters,
            behind: Words,
            levels: Words,
            restored: Words,
            further: Words,
            like: Words,
            parts: Words,
            times: Words,
        }
        prices: Prices = "year-of-prices" { behind: Words }
        passing: Passing = "passing-time" { words: Words, records: Words }
        yearly_of_plan: YearlyOfPlan = "yearly-rate-of-plan" { words: Words }
        flow_after_state: FlowAfterState = "flow-after-state" {
            flows: Words,
            sums: Words,
            acts: Words,
        }
        start_before_goal: StartBeforeGoal = "start-before-goal" {}
        level_at_end: LevelAtEnd = "level-at-end" {
            levels: Words,
            sums: Words,
            reached: Words,
        }
        one_number: OneNumber = "time-of-one-number" {
            from: Words,
            to: Words,
            up_to: Words,
            says: Words,
            arrives: Letters,
            changes: Words,
        }
        clause: Clause = "time-of-clause" { on: Letters, basis: Words }
        brackets: Brackets = "time-in-brackets" { phases: Words }
        sentence: Sentence = "time-of-sentence" { deadline: Letters }
        goal: Goal = "time-of-goal" { leads: Words, stops: Letters, ends: Letters }
        deadline: Deadline = "deadline" { before: Words, met: Words }
        before: Before = "time-before" {}
        behind: Behind = "time-behind" { prepositions: Letters, settled: Words }
        listed: Listed = "times-listed" { joins: Words, apart: Words, items: Letters }
        paragraph: Paragraph = "time-of-paragraph" { goes_on: Words, in_turn: Words }
        heading: Heading = "time-of-heading" {}
        plans_of_year: PlansOfYear = "year-of-plans" {}
        own_line: OwnLine = "time-on-own-line" { marks: Letters }
        lead_in: LeadIn = "time-of-lead-in" { ends: Words, items: Pattern }
        section: Section = "time-of-section" { apart: Words }
        report: Report = "year-of-report" { titles: Words, bulletins: Words }
        held: Held = "report-given-in-year" { titles: Words }
        yearbook: Yearbook = "year-of-yearbook" { titles: Words, about: Words }
        chapter: Chapter = "year-of-chapter" { titles: Words, opens: Letters, closes: Letters }
        table: Table = "time-of-table" { year: Words }
        lost: Lost = "lost-year" {}
        shown: Shown = "year-shown" { earlier: Words }
    }
}
