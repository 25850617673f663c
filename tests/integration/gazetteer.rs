//! The table of divisions: what must hold of every record, and changes that everybody knows.

use fangzhi::gazetteer::{Adcode, Division, Gazetteer, Level};
use std::collections::BTreeSet;

fn code(digits: u32) -> Adcode {
    Adcode::new(digits).unwrap()
}

#[test]
fn every_record_has_its_parent() {
    let gazetteer = Gazetteer::builtin();
    let codes: BTreeSet<Adcode> = gazetteer.records().iter().map(|r| r.code).collect();
    for record in gazetteer.records() {
        match record.parent {
            None => assert_eq!(record.level, Level::Province, "{} has no parent", record.name),
            Some(parent) => assert!(codes.contains(&parent), "{}: no {parent}", record.name),
        }
        assert!(!record.successors.iter().any(|heir| !codes.contains(heir)), "{}", record.name);
    }
}

#[test]
fn current_divisions_are_as_many_as_published() {
    let gazetteer = Gazetteer::builtin();
    // Taiwan's cities and counties are known by name, but stand in no published list.
    let counted = |r: &&Division| r.until.is_none() && !(r.code.in_taiwan() && r.parent.is_some());
    let count = |level: Level| {
        gazetteer.records().iter().filter(counted).filter(|r| r.level == level).count()
    };
    // End of 2024: 34 provinces, 333 prefectures, 2846 counties; and the four districts of
    // 大兴安岭 that are administered like counties.
    assert_eq!(
        (count(Level::Province), count(Level::Prefecture), count(Level::County)),
        (34, 333, 2850)
    );
}

#[test]
fn no_two_current_names_share_a_parent_and_no_code_two_records() {
    let gazetteer = Gazetteer::builtin();
    let mut names = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for record in gazetteer.records().iter().filter(|r| r.until.is_none()) {
        assert!(names.insert((record.parent, &record.name)), "{} twice", record.name);
        assert!(codes.insert(record.code), "{} twice", record.code);
    }
}

#[test]
fn every_retired_record_leads_to_current_ones() {
    let gazetteer = Gazetteer::builtin();
    for record in gazetteer.records().iter().filter(|r| r.until.is_some()) {
        let mut open: Vec<Adcode> = record.successors.clone();
        let mut seen = BTreeSet::new();
        assert!(!open.is_empty(), "{} leads nowhere", record.name);
        while let Some(heir) = open.pop() {
            let last = gazetteer.division(heir, None).unwrap();
            if seen.insert(heir) && last.until.is_some() {
                assert!(!last.successors.is_empty(), "{} ends at {}", record.name, last.name);
                open.extend(&last.successors);
            }
        }
    }
}

#[test]
fn records_of_one_code_do_not_overlap() {
    let gazetteer = Gazetteer::builtin();
    for pair in gazetteer.records().windows(2) {
        let [before, after] = pair else { continue };
        if before.code == after.code {
            assert!(before.until.is_some() && before.until <= after.since, "{}", after.name);
        }
    }
}

#[test]
fn known_changes_are_followed() {
    let gazetteer = Gazetteer::builtin();
    // Old code, its name, the region page today.
    for (old, name, today) in [
        (510724, "安县", 510705),                 // a county became a district
        (513229, "马尔康县", 513201),             // a county became a city
        (522200, "铜仁地区", 520600),             // a prefecture became a city
        (522201, "铜仁市", 520602),               // and its city a district of another name
        (621100, "定西市", 621100),               // current
        (622421, "定西县", 621102),               // a county became a district of another name
        (341424, "和县", 340523),                 // moved to another prefecture
        (469003, "儋州市", 460400),               // a county-level city became a prefecture
        (542400, "那曲地区", 540600),             // with its counties renumbered
        (532722, "普洱哈尼族彝族自治县", 530821), // renumbered, then renamed
        (612501, "商州市", 611002),               // before the packages begin
        (130221, "丰润县", 130208),               // ended before the first snapshot
        (320122, "江浦县", 320122),               // merged into a district that went on
        (341400, "巢湖市", 341400),               // split among three: keeps its own page
        (520321, "遵义县", 520321),               // split
        (110103, "崇文区", 110103),               // merged into a district that went on
    ] {
        let found = gazetteer.records().iter().any(|r| r.code == code(old) && r.name == name);
        assert!(found, "{old} {name}");
        assert_eq!(gazetteer.canonical(code(old)), code(today), "{name}");
    }
}

#[test]
fn codes_follow_the_year() {
    let gazetteer = Gazetteer::builtin();
    for (region, year, then) in [
        (510705, Some(2015), 510724),
        (510705, Some(2016), 510705),
        (510705, None, 510705),
        (520600, Some(2008), 522200),
        (540621, Some(2012), 542422),
    ] {
        assert_eq!(gazetteer.code_in(code(region), year), code(then), "{region} in {year:?}");
    }
    let former: Vec<_> =
        gazetteer.former(code(510811)).into_iter().map(|r| r.name.as_str()).collect();
    assert_eq!(former, ["元坝区"]);
}

#[test]
fn names_and_paths_find_divisions() {
    let gazetteer = Gazetteer::builtin();
    for (text, expected) in [
        ("511300", vec![511300]),
        ("南充", vec![511300]),
        ("紫云县", vec![520425]),
        ("阿坝州", vec![513200]),
        ("凉山州", vec![513400]),
        ("镇沅县", vec![530825]),
        ("四川省绵阳市三台县", vec![510722]),
        ("四川省/巴中市/平昌县", vec![511923]),
        ("四川省 南充市", vec![511300]),
        ("内蒙古自治区·兴安盟", vec![152200]),
        ("四川平昌", vec![511923]),
        ("广西", vec![450000]),
        ("安县", vec![510705]),
        ("莫力达瓦旗", vec![150722]),
        ("东乡县", vec![622926, 361003]),
        ("999999", vec![]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(code).collect();
        assert_eq!(gazetteer.find(text), expected, "{text}");
    }
    assert_eq!(gazetteer.path(code(510722)), [code(510000), code(510700)]);
    assert_eq!(gazetteer.path(code(429004)), [code(420000)]);
}

#[test]
fn names_are_read_as_their_people_read_them() {
    let cases = include_str!("../spec/reading.txt").lines().skip(2);
    for case in cases {
        let (name, reading) = case.split_once(' ').unwrap();
        assert_eq!(fangzhi::gazetteer::pinyin(name).full, reading, "{name}");
    }
}

#[test]
fn every_division_can_be_read() {
    for record in Gazetteer::builtin().records() {
        let read = fangzhi::gazetteer::pinyin(&record.name);
        assert_eq!(read.initials.len(), record.name.chars().count(), "{}", record.name);
        assert!(read.full.chars().all(|c| c.is_ascii_lowercase()), "{} {}", record.name, read.full);
    }
}
