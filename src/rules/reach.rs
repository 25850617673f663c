//! `rules/language/reach.yaml`: how much of its region a figure speaks of.

use super::{Letters, Pattern, Words, sheet};

sheet! {
    /// How much of its region a figure speaks of.
    Reach = "reach";
    words {
        summary: Words,
        averages: Words,
    }
    rules {
        household_story: HouseholdStory = "household-story" {
            cues: Words,
            home: Words,
            counted: Letters,
            roles: Words,
            surnames: Letters,
            after_name: Words,
        }
        first_person: ToldInFirstPerson = "told-in-first-person" {
            tellers: Words,
            others: Words,
            deeds: Words,
        }
        household_story_goes_on: HouseholdStoryGoesOn = "household-story-goes-on" {}
        told_by_speaker: ToldBySpeaker = "told-by-speaker" {}
        project_story: ProjectStory = "project-story" {
            cues: Words,
            heads: Words,
            firm: Pattern,
            firms: Words,
        }
        named_locality: NamedLocality = "named-locality" {}
        in_a_village: InAVillage = "in-a-village" { words: Words }
        village_account: VillageAccount = "village-account" { titles: Words, tellers: Words }
        of_villagers: OfVillagers = "of-villagers" { heads: Words }
        average_goes_on: AverageGoesOn = "average-goes-on" {}
        of_some_members: OfSomeMembers = "of-some-members" {
            members: Words,
            picked: Words,
            counter: Words,
            units: Words,
            predicates: Words,
            wider: Words,
            modifier: Words,
            joins: Words,
        }
        of_some_unnamed: OfSomeUnnamed = "of-some-unnamed" {
            told: Pattern,
            never: Words,
            extreme: Pattern,
        }
        of_several_divisions: OfSeveralDivisions = "of-several-divisions" { joints: Words, more: Words }
        whole_region: WholeRegion = "whole-region" {}
    }
}
