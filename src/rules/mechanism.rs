//! `rules/language/mechanism.yaml`: named devices of policy, and their parts.

use super::{Letters, Ordered, Pattern, Words, sheet};

sheet! {
    /// What makes a name one of a device, what speaks against it, and where its parts are told.
    Devices = "mechanism";
    words {
        heads: Words,
        verbs: Words,
        verbal_nouns: Words,
        instituting: Words,
        aspects: Letters,
        classifiers: Words,
        plain_classifier: Letters,
        measures: Letters,
        scales: Letters,
        twos: Letters,
        more: Letters,
        of: Letters,
        joints: Ordered,
        between: Letters,
        summed: Letters,
        part_leads: Words,
        numbering: Words,
    }
    rules {
        device_counted: DeviceCounted = "device-counted" {}
        device_chain: DeviceChain = "device-chain" { wholes: Words }
        device_sum: DeviceSum = "device-sum" { codes: Words }
        device_actors: DeviceActors = "device-actors" {}
        device_rhythm: DeviceRhythm = "device-rhythm" {
            timed: Letters,
            nets: Words,
            levels: Letters,
        }
        device_noun_behind: DeviceNounBehind = "device-noun-behind" {
            nouns: Words,
            platforms: Words,
            built: Words,
            ways: Words,
            several: Words,
            blockers: Words,
            transparent: Words,
        }
        device_noun_inside: DeviceNounInside = "device-noun-inside" {
            sure: Words,
            endings: Words,
            other: Words,
        }
        device_summed_up: DeviceSummedUp = "device-summed-up" { naming: Words, copulas: Words }
        device_called: DeviceCalled = "device-called" { verbs: Words, persons: Words, own: Words }
        device_list_before: DeviceListBefore = "device-list-before" {}
        device_finance: DeviceFinance = "device-finance" { endings: Words, other: Words }
        device_service: DeviceService = "device-service" {
            endings: Words,
            verbs: Words,
            aspects: Letters,
            things: Words,
        }
        device_instituted: DeviceInstituted = "device-instituted" {
            verbs: Words,
            aspects: Letters,
            second: Words,
            manners: Words,
        }
        device_sum_behind: DeviceSumBehind = "device-sum-behind" {
            levels: Letters,
            classified: Letters,
        }
        device_bare_counted: DeviceBareCounted = "device-bare-counted" {
            names: Pattern,
            endings: Words,
        }
        device_bare_rhythm: DeviceBareRhythm = "device-bare-rhythm" { names: Pattern, nouns: Words }
        device_bare_sum: DeviceBareSum = "device-bare-sum" {}
        device_bare_actors: DeviceBareActors = "device-bare-actors" { nouns: Words, between: Words }
        device_bare_mode: DeviceBareMode = "device-bare-mode" {
            names: Pattern,
            endings: Words,
            sites: Pattern,
            common: Words,
            recognition: Words,
            aspects: Letters,
        }
        device_again: DeviceAgain = "device-again" {}
        device_idiom: DeviceIdiom = "device-idiom" { names: Words }
        device_label: DeviceLabel = "device-label" { endings: Words, done: Words }
        device_label_behind: DeviceLabelBehind = "device-label-behind" { nouns: Words }
        device_doctrine: DeviceDoctrine = "device-doctrine" { names: Words }
        device_title: DeviceTitle = "device-title" {}
        device_event: DeviceEvent = "device-event" { activities: Words, days: Words, words: Words }
        device_goal: DeviceGoal = "device-goal" { nouns: Words }
        device_urged: DeviceUrged = "device-urged" { behind: Words }
        device_story: DeviceStory = "device-story" { words: Words }
        device_slogan: DeviceSlogan = "device-slogan" { nouns: Words }
        device_venue: DeviceVenue = "device-venue" { nouns: Words }
        device_headline: DeviceHeadline = "device-headline" {}
        device_manner: DeviceManner = "device-manner" { nouns: Words }
        device_key: DeviceKey = "device-key" {}
        device_theme: DeviceTheme = "device-theme" {}
        parts_in_name: PartsInName = "parts-in-name" {}
        parts_before: PartsBefore = "parts-before" {
            links: Words,
            leads: Words,
            aspects: Letters,
            levels: Letters,
            done: Letters,
            by: Words,
        }
        parts_behind: PartsBehind = "parts-behind" { introducers: Words, by: Words }
        parts_numbered: PartsNumbered = "parts-numbered" { marks: Words }
        parts_explained: PartsExplained = "parts-explained" { said: Words }
        parts_echoed: PartsEchoed = "parts-echoed" {}
    }
}
