//! `rules/language/number.yaml`: which numbers count nothing.

use super::{Letters, Phrases, Words, sheet};

sheet! {
    /// Which numbers count nothing: parts of names, places in an order, codes, times, remnants.
    NotCounting = "number";
    words {}
    rules {
        in_mechanism: InMechanism = "number-in-mechanism" {}
        in_place: InPlace = "number-in-place" {}
        in_title: InTitle = "number-in-title" {}
        in_quotes: InQuotes = "number-in-quotes" {}
        in_idiom: InIdiom = "number-in-idiom" { idioms: Phrases, words: Phrases }
        numbered_place: NumberedPlace = "numbered-place" {
            units: Letters,
            ends: Letters,
            distances: Words,
        }
        calendar_time: CalendarTime = "calendar-time" { come: Letters }
        reign_year: ReignYear = "reign-year" { reigns: Words, year: Letters }
        old_sum: OldSum = "old-sum" { units: Words, taels: Letters }
        clock_time: ClockTime = "clock-time" { hours: Letters, minutes: Letters }
        bare_duration: BareDuration = "bare-duration" {
            units: Words,
            goes_on: Letters,
            stretches: Words,
        }
        time_gone_by: TimeGoneBy = "time-gone-by" {
            before: Words,
            after: Words,
            not_after: Words,
            apart: Words,
            apart_units: Words,
            counters: Words,
            nights: Words,
            again: Words,
            times: Words,
        }
        step: StepReached = "step-reached" { nouns: Words, between: Letters }
        matters: MattersCounted = "matters-counted" {
            nouns: Words,
            deeds: Words,
            done: Letters,
            units: Words,
        }
        length: LengthOfTime = "length-of-time" {
            units: Words,
            measured: Words,
            changed: Words,
        }
        by_the_day: ByTheDay = "by-the-day" {
            days: Words,
            units: Words,
            doings: Words,
            persons: Words,
        }
        one_by_one: OneByOne = "one-by-one" {}
        in_saying: InSaying = "number-in-saying" { words: Words }
        age_class: AgeClass = "age-class" { units: Words, classes: Words, persons: Words }
        in_definition: InDefinition = "number-in-definition" { words: Words }
        coordinate: Coordinate = "coordinate" {
            words: Words,
            starts: Letters,
            inside: Letters,
            degrees: Letters,
            minutes: Letters,
        }
        exchange_rate: ExchangeRate = "exchange-rate" {
            against: Words,
            rates: Words,
            units: Words,
        }
        ordinal: Ordinal = "ordinal" {
            marks: Letters,
            ends: Letters,
            last: Words,
            not_before: Words,
            words: Words,
        }
        birth_decade: BirthDecade = "birth-decade" { after: Letters, not_after: Words }
        code: NumberCode = "code" {
            joins: Letters,
            after: Letters,
            not_after: Words,
            numbered: Letters,
            measures: Words,
            amounts: Letters,
            shares: Words,
        }
        size: NumberSize = "size" { signs: Letters, letters: Letters }
        tolerance: Tolerance = "tolerance" { signs: Letters }
        list_marker: ListMarker = "list-marker" {}
        damaged: DamagedNumber = "damaged-number" { marks: Letters, remnants: Letters }
        vague: VagueNumber = "vague-number" { quantifiers: Letters }
        bare_scale: BareScale = "bare-scale" {}
        weak_unit: WeakUnit = "weak-unit" { points: Words, measured: Letters }
        single_one: SingleOne = "single-one" { coins: Words, articles: Words, averages: Letters }
        zero: ZeroRemnant = "zero-remnant" {
            units: Words,
            times: Letters,
            reached: Words,
        }
        price_basis: PriceBasis = "price-basis" { every: Letters, sold: Words, money: Letters }
        no_unit: NoUnit = "no-unit" {}
    }
}
