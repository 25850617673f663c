//! The tables of `rules/`, as `build.rs` leaves them: JSON, read at run time in place of YAML.

/// Each table below `rules/` by its path without `.yaml`, in the order of the paths.
const TABLES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The regular expressions of the language, in order, with the words that they need.
const NEEDS: &[(&str, &[&[&str]])] = include!(concat!(env!("OUT_DIR"), "/needs.rs"));

/// Lists of words; any match of the regular expression `source` holds at least one of each. `None`
/// when `source` is not of the language.
#[must_use]
pub fn needs(source: &str) -> Option<&'static [&'static [&'static str]]> {
    let at = NEEDS.binary_search_by_key(&source, |(source, _)| source).ok()?;
    NEEDS.get(at).map(|(_, lists)| *lists)
}

/// The table at `path` below `rules/`, as JSON.
///
/// # Example
/// ```
/// use fangzhi::tables;
/// assert!(tables::builtin("language/unit").is_some_and(|json| json.starts_with("{\"units\":")));
/// assert_eq!(tables::builtin("language/none"), None);
/// ```
#[must_use]
pub fn builtin(path: &str) -> Option<&'static str> {
    let at = TABLES.binary_search_by_key(&path, |(name, _)| name).ok()?;
    TABLES.get(at).map(|(_, json)| *json)
}

/// All tables below `folder`, each by its path below it, in the order of the paths.
///
/// # Example
/// ```
/// let poverty = fangzhi::tables::within("subjects/poverty").map(|(name, _)| name);
/// assert_eq!(poverty.collect::<Vec<_>>(), ["devices", "indicators", "subject"]);
/// ```
pub fn within(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let below = move |name: &'static str| name.strip_prefix(folder)?.strip_prefix('/');
    TABLES.iter().filter_map(move |(name, json)| Some((below(name)?, *json)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_keys_is_that_of_the_text() {
        let language = builtin("language/damage").unwrap_or_default();
        let keys = ["\"rule\":", "\"kind\":", "\"strong\":", "\"patterns\":"];
        let places: Vec<_> = keys.iter().map(|key| language.find(key)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    }
}
