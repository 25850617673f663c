//! The embedded table of divisions: one record a line, made by `tools/divisions.py`.

use super::{Adcode, Division, Level};

/// The table: code, name, level, since, until, parent, successors (tab-separated, with a header).
const TABLE: &str = include_str!("data/divisions.tsv");

/// All records, by code and then by first year.
///
/// A line that does not parse is left out; the tests of the table see to it that there is none.
pub(super) fn records() -> Vec<Division> {
    TABLE.lines().skip(1).filter_map(record).collect()
}

/// Number of records that the table's text holds, parsed or not.
#[cfg(test)]
pub(super) fn lines() -> usize {
    TABLE.lines().skip(1).count()
}

fn record(line: &str) -> Option<Division> {
    let mut cells = line.split('\t');
    let mut cell = || cells.next();
    let code = adcode(cell()?)?;
    let name = cell()?.to_owned();
    let level = match cell()? {
        "province" => Level::Province,
        "prefecture" => Level::Prefecture,
        "county" => Level::County,
        _ => return None,
    };
    let since = cell()?.parse().ok();
    let until = cell()?.parse().ok();
    let parent = adcode(cell()?);
    let successors = cell()?.split(',').filter_map(adcode).collect();
    Some(Division { code, name, level, parent, since, until, successors })
}

fn adcode(text: &str) -> Option<Adcode> {
    text.parse().ok().and_then(Adcode::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_record() {
        assert_eq!(records().len(), lines());
    }
}
