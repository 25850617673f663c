//! `rules/language/quantity.yaml`: how a number becomes a quantity.

use super::{Letters, Pairs, Words, sheet};

sheet! {
    /// How a number becomes a quantity: qualifiers, ranges, shares, units, what it is stated per.
    Amounts = "quantity";
    words {
        between: Words,
        departs: Letters,
        arrives: Words,
        reaching: Words,
    }
    rules {
        about: ApproxAbout = "approx-about" {
            before: Words,
            not_before: Words,
            outside: Words,
            after: Words,
            not_after: Words,
            of_share: Words,
            stops: Letters,
        }
        over: ApproxOver = "approx-over" {
            before: Words,
            before_scale: Words,
            not_before: Words,
            after: Words,
            many: Letters,
            round: Letters,
            not_round: Words,
            few: Letters,
            not_many: Letters,
        }
        under: ApproxUnder = "approx-under" { before: Words, not_before: Words }
        at_least: ApproxAtLeast = "approx-at-least" { before: Words, after: Words }
        at_most: ApproxAtMost = "approx-at-most" { before: Words, after: Words }
        adjacent_digits: AdjacentDigits = "adjacent-digits" {}
        range: NumberRange = "range" { inclusive: Words, spread: Words }
        minus: MinusSign = "minus" { words: Words, not_words: Words, joined: Letters, dashed: Words }
        fraction: Fraction = "fraction" {}
        tenths: Tenths = "tenths" {
            marks: Letters,
            not_after: Letters,
            many: Letters,
            not_half: Words,
        }
        discount: Discount = "discount" { verbs: Letters, marks: Letters }
        half: Half = "half" { shares: Words, not_shares: Words, not_before: Letters }
        ratio: Ratio = "ratio" { signs: Pairs, before: Words, after: Words }
        currency_sign: CurrencySign = "currency-sign" {
            signs: Pairs,
            marks: Letters,
            general: Words,
            coins: Letters,
            not_coins: Words,
        }
        temperature_scale: TemperatureScale = "temperature-scale" { scales: Pairs, units: Words }
        unit_of_noun: UnitOfNoun = "unit-of-noun" {
            stops: Letters,
            whole: Letters,
            longer: Letters,
        }
        mouths: MouthsOfHouseholds = "mouths-of-households" {
            households: Words,
            mouths: Pairs,
            between: Words,
        }
        ratio_of_incomes: RatioOfIncomes = "ratio-of-incomes" { nouns: Pairs, changes: Words }
        unit_of_noun_before: UnitOfNounBefore = "unit-of-noun-before" {
            nouns: Pairs,
            between: Words,
        }
        half_more: HalfMore = "half-more" { inner: Words, counted: Words, not_after: Letters }
        small_money: SmallMoney = "small-money" {
            units: Words,
            tenths: Letters,
            hundredths: Letters,
            ends: Letters,
            colloquial: Letters,
        }
        small_land: SmallLand = "small-land" { units: Words, tenths: Letters, longer: Words }
        digits_behind_metre: DigitsBehindMetre = "digits-behind-metre" { units: Words }
        doubling: Doubling = "doubling" { units: Pairs, verbs: Letters }
        basis_before: BasisBefore = "basis-before" {
            bases: Words,
            ends: Letters,
            starts: Letters,
            lead: Words,
            stops: Letters,
        }
        basis_behind: BasisBehind = "basis-behind" { every: Letters }
        each_of_several: EachOfSeveral = "each-of-several" { each: Letters, not_after: Letters }
    }
}
