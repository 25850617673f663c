//! `rules/language/place.yaml`: which places a text names, what it is about, and whose a figure is.

use super::{Chain, Letters, Pattern, Words, sheet};

sheet! {
    /// Which places a text names, what it is about, and whose a figure is.
    Place = "place";
    words {
        joiners: Words,
        numerals: Letters,
        magnitudes: Letters,
        dates: Letters,
        town_or_village: Letters,
        longer: Words,
        stand_in_longer: Words,
        division_kinds: Words,
        aid: Words,
    }
    rules {
        // Names.
        longer_word: LongerWord = "longer-word" {
            ranks: Words,
            things: Words,
            acts: Words,
        }
        district_of_its_city: DistrictOfItsCity = "district-of-its-city" { names: Words }
        two_character_county: TwoCharacterCounty = "two-character-county" {
            compounds: Words,
            verbs: Words,
            openers: Letters,
            conjunctions: Words,
            neighbours: Words,
            ranks: Letters,
            towns: Letters,
            townships: Words,
        }
        landscape: Landscape = "landscape" { endings: Words, openers: Letters }
        short_name: ShortName = "short-name" {
            openers: Letters,
            not_before: Letters,
            not_behind: Words,
            landforms: Words,
            no_landforms: Words,
            writers: Words,
        }
        village_name_begins: VillageNameBegins = "village-name-begins" {
            kinds: Words,
            general: Letters,
            counts: Letters,
        }
        short_name_in_list: ShortNameInList = "short-name-in-list" {
            others: Words,
            counts: Letters,
            counters: Words,
            qualifiers: Words,
            kinds: Words,
        }
        short_name_heads_line: ShortNameHeadsLine = "short-name-heads-line" {}
        short_name_around_text: ShortNameAroundText = "short-name-around-text" {
            visits: Words,
            persons: Words,
            reports: Words,
            times: Words,
        }
        short_name_alone: ShortNameAlone = "short-name-alone" { predicates: Words }
        short_name_of_home: ShortNameOfHome = "short-name-of-home" {
            before: Words,
            behind: Words,
            people: Words,
        }
        // What a name means.
        namesake_behind_parent: NamesakeBehindParent = "namesake-behind-parent" { links: Words }
        namesake_near_others: NamesakeNearOthers = "namesake-near-others" {}
        namesake_in_taiwan: NamesakeInTaiwan = "namesake-in-taiwan" {}
        larger_namesake: LargerNamesake = "larger-namesake" {}
        code_of_the_year: CodeOfTheYear = "code-of-the-year" {}
        inside_a_name: InsideAName = "inside-a-name" {
            endings: Words,
            breaks: Letters,
            acts: Words,
            local: Words,
        }
        route: Route = "route" { dashes: Letters, to: Words, things: Words }
        // Towns and villages.
        town_and_village: TownAndVillage = "town-and-village" {
            towns: Words,
            villages: Words,
            former: Words,
            strangers: Letters,
            phrases: Words,
            kinds: Words,
            firsts: Letters,
            praise: Words,
            longer: Words,
            not_before: Words,
            counts: Letters,
        }
        village_alone: VillageAlone = "village-alone" {
            entering: Words,
            openers: Letters,
            general: Words,
            counters: Words,
            peoples: Letters,
        }
        county_of_village: CountyOfVillage = "county-of-village" {}
        // What a place does in its clause.
        compared_with: ComparedWith = "compared-with" {
            measures: Words,
            equals: Words,
            means: Words,
            stands: Letters,
            ranked: Words,
            share: Letters,
            parted: Letters,
        }
        excepted_place: ExceptedPlace = "excepted-place" {
            except: Words,
            outside: Words,
            without: Words,
        }
        thing_named_after: ThingNamedAfter = "thing-named-after" { things: Words }
        far_end_of_distance: FarEndOfDistance = "far-end-of-distance" {
            from: Words,
            seats: Chain,
            measures: Words,
            with: Words,
            apart: Words,
        }
        beside_another: BesideAnother = "beside-another" {
            borders: Words,
            with: Words,
            touches: Words,
        }
        source_of_goods: SourceOfGoods = "source-of-goods" { from: Words, takes: Words }
        giver_of_things: GiverOfThings = "giver-of-things" { acts: Words, given: Words }
        destination: Destination = "destination" {
            ways: Words,
            moves: Words,
            halves: Words,
            others: Words,
        }
        neighbour_named: NeighbourNamed = "neighbour-named" {
            words: Words,
            across: Pattern,
            touches: Pattern,
        }
        visitor_from_elsewhere: VisitorFromElsewhere = "visitor-from-elsewhere" { comes: Pattern }
        helper_from_elsewhere: HelperFromElsewhere = "helper-from-elsewhere" { helps: Pattern }
        life_elsewhere: LifeElsewhere = "life-elsewhere" {
            ways: Words,
            lives: Pattern,
            leaves: Words,
            from: Words,
            back: Pattern,
        }
        sold_elsewhere: SoldElsewhere = "sold-elsewhere" { ways: Words, buyers: Pattern }
        guests_by_origin: GuestsByOrigin = "guests-by-origin" { origins: Words, guests: Pattern }
        workers_away: WorkersAway = "workers-away" {
            leaves: Words,
            ways: Words,
            counted: Pattern,
            parts: Pattern,
            more: Pattern,
        }
        part_tells_where: PartTellsWhere = "part-tells-where" { parts: Words, sides: Letters }
        topic_of_clause: TopicOfClause = "topic-of-clause" {
            leads: Chain,
            located: Words,
            introduces: Words,
            modifier: Words,
        }
        scene_of_clause: SceneOfClause = "scene-of-clause" { prepositions: Words }
        // Words that stand for a place.
        this_division: ThisDivision = "this-division" { words: Words }
        their_division: TheirDivision = "their-division" { words: Words }
        our_division: OurDivision = "our-division" { words: Words }
        whole_division: WholeDivision = "whole-division" { words: Words }
        its_offices: ItsOffices = "its-offices" {
            kinds: Letters,
            offices: Pattern,
            openers: Letters,
        }
        several_counties: SeveralCounties = "several-counties" { counts: Letters, kinds: Words }
        this_village: ThisVillage = "this-village" { kinds: Words }
        there: There = "there" { words: Words }
        whole_country: WholeCountry = "whole-country" {
            words: Words,
            has: Words,
            of: Words,
            titles: Words,
            counters: Words,
            plain: Words,
            shares: Words,
        }
        whole_island: WholeIsland = "whole-island" { words: Words, not_before: Words }
        // What the article is about.
        region_noted: RegionNoted = "region-noted" {}
        book_of_its_region: BookOfItsRegion = "book-of-its-region" {
            books: Words,
            anybodys: Words,
            between: Chain,
            behind: Letters,
        }
        issuing_office: IssuingOffice = "issuing-office" { offices: Words }
        report_to_its_congress: ReportToItsCongress = "report-to-its-congress" {
            titles: Words,
            between: Chain,
            congresses: Words,
        }
        place_in_headline: PlaceInHeadline = "place-in-headline" {}
        most_spoken_of: MostSpokenOf = "most-spoken-of" {
            which: Letters,
            kinds: Letters,
            gives: Words,
        }
        own_place: OwnPlace = "own-place" { ours: Words, goes_on: Words }
        kind_spoken_of: KindSpokenOf = "kind-spoken-of" { county: Words }
        digest_of_provinces: DigestOfProvinces = "digest-of-provinces" {}
        dateline: Dateline = "dateline" {}
        account_of_its_region: AccountOfItsRegion = "account-of-its-region" {
            accounts: Words,
            kinds: Letters,
        }
        report_of_its_region: ReportOfItsRegion = "report-of-its-region" {
            titles: Words,
            goes_on: Words,
        }
        // Whose a figure is.
        place_of_row: PlaceOfRow = "place-of-row" {}
        zone_of_several: ZoneOfSeveral = "zone-of-several" {
            zones: Words,
            works: Words,
            acts: Words,
        }
        place_counted: PlaceCounted = "place-counted" {}
        place_before_number: PlaceBeforeNumber = "place-before-number" {
            one_of: Words,
            money: Words,
        }
        standard_of_comparison: StandardOfComparison = "standard-of-comparison" {
            levels: Chain,
            inside: Chain,
            differences: Words,
            named_behind: Words,
        }
        place_in_clause: PlaceInClause = "place-in-clause" { joints: Words }
        one_who_gains: OneWhoGains = "one-who-gains" { gains: Words }
        one_who_gives: OneWhoGives = "one-who-gives" { getting: Words }
        built_with_aid: BuiltWithAid = "built-with-aid" { builds: Words, uses: Words }
        scene_before_number: SceneBeforeNumber = "scene-before-number" { away: Words }
        place_behind_number: PlaceBehindNumber = "place-behind-number" {
            words: Words,
            origins: Words,
        }
        carried_in_sentence: CarriedInSentence = "carried-in-sentence" { gives: Words }
        carried_in_paragraph: CarriedInParagraph = "carried-in-paragraph" {
            givers: Words,
            point: Words,
            first_point: Words,
        }
        larger_place_in_time_clause: LargerPlaceInTimeClause = "larger-place-in-time-clause" {
            times: Words,
        }
        place_mentioned: PlaceMentioned = "place-mentioned" { events: Words }
        speaker_behind_quotation: SpeakerBehindQuotation = "speaker-behind-quotation" {}
        visitor_speaks: VisitorSpeaks = "visitor-speaks" { theirs: Words, speakers: Pattern }
        opening_of_section: OpeningOfSection = "opening-of-section" {}
        story_goes_on: StoryGoesOn = "story-goes-on" { words: Words }
        dealt_in_order: DealtInOrder = "dealt-in-order" { deals: Words, joints: Letters }
        as_many_as_places: AsManyAsPlaces = "as-many-as-places" { joints: Words }
        list_of_divisions: ListOfDivisions = "list-of-divisions" {}
        village_as_example: VillageAsExample = "village-as-example" { others: Words }
        article_otherwise: ArticleOtherwise = "article-otherwise" {}
        partner_in_aid: PartnerInAid = "partner-in-aid" {}
    }
}
