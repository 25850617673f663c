//! What became of a division: records linked one to one are one region under several names.

use super::{Adcode, Division, core_name, of_code};
use std::collections::BTreeMap;

/// For each record the record that continues it, where exactly one does.
///
/// A record is continued by the only successor, or by the one that keeps its name; and only if
/// that one began then: 崇文区 went into 东城区, but 东城区 does not continue it.
pub(super) fn links(records: &[Division]) -> Vec<Option<usize>> {
    let wanted: Vec<Option<usize>> = records.iter().map(|record| heir(record, records)).collect();
    let mut claims: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in wanted.iter().enumerate() {
        if let Some(to) = to {
            claims.entry(*to).or_default().push(from);
        }
    }
    let mut links = vec![None; records.len()];
    for (to, from) in claims {
        let named: Vec<usize> = from
            .iter()
            .copied()
            .filter(|&index| same_name(records.get(index), records.get(to)))
            .collect();
        // Several merged into one: the one that gave its name goes on.
        let one = match (from.as_slice(), named.as_slice()) {
            ([only], _) | (_, [only]) => Some(*only),
            _ => None,
        };
        if let Some(slot) = one.and_then(|index| links.get_mut(index)) {
            *slot = Some(to);
        }
    }
    links
}

fn heir(record: &Division, records: &[Division]) -> Option<usize> {
    let until = record.until?;
    let begun = |code: &Adcode| {
        of_code(records, *code).find(|&index| {
            records.get(index).is_some_and(|heir| heir.since == Some(until) && heir != record)
        })
    };
    match record.successors.as_slice() {
        [only] => begun(only),
        several => several
            .iter()
            .filter_map(begun)
            .find(|&index| same_name(Some(record), records.get(index))),
    }
}

fn same_name(a: Option<&Division>, b: Option<&Division>) -> bool {
    a.zip(b).is_some_and(|(a, b)| core_name(&a.name) == core_name(&b.name))
}
