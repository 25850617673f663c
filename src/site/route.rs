//! Where each page stands: paths are ASCII, lower case, and never depend on the order of things.

use super::view::Listing;
use crate::corpus::ArticleId;
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Adcode;
use crate::lexicon::IndicatorId;
use crate::model::{FigureId, MechanismId};

/// A file name made from `id`: itself when it is plain lower-case ASCII, with a dot between folders;
/// else what is ASCII in it and eight digits of its hash. Two ids never share a name on any file system.
///
/// # Example
/// ```
/// use fangzhi::site::route::slug;
/// assert_eq!(slug("nanchong"), "nanchong");
/// assert_eq!(slug("2020/nanchong"), "2020.nanchong");
/// assert!(slug("2020/南充 脱贫").starts_with("2020-"));
/// assert_ne!(slug("A"), slug("a"));
/// ```
#[must_use]
pub fn slug(id: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let name = |part: &str| !part.is_empty() && part.chars().all(plain);
    if id.len() <= 60 && id != "index" && id.split('/').all(name) {
        return id.replace('/', ".");
    }
    let kept: String = id
        .chars()
        .map(|c| if plain(c.to_ascii_lowercase()) { c.to_ascii_lowercase() } else { '-' })
        .take(48)
        .collect();
    let words: Vec<&str> = kept.split('-').filter(|word| !word.is_empty()).collect();
    let hash = Fingerprint::of(id.as_bytes()).short(8);
    if words.is_empty() { hash } else { format!("{}-{hash}", words.join("-")) }
}

/// Whether a file of this name in the root of the report, without `.html`, is or may become one of ours.
///
/// # Example
/// ```
/// use fangzhi::site::route::is_ours;
/// assert!(is_ours("Index") && is_ours("timeline-2019"));
/// assert!(!is_ours("about") && !is_ours("timelines"));
/// ```
#[must_use]
pub fn is_ours(name: &str) -> bool {
    const OURS: &[&str] = &["404", "corrections", "downloads", "index", "methodology", "search"];
    const LISTS: &[&str] = &["report", "sources", "timeline"];
    let name = name.to_ascii_lowercase();
    let first = name.split_once('-').map_or(name.as_str(), |(first, _)| first);
    OURS.contains(&name.as_str()) || LISTS.contains(&first)
}

/// The page of a region.
#[must_use]
pub fn region(code: Adcode) -> String {
    format!("regions/{code}.html")
}

/// A further page of a region's table; the region's own page has number 0.
#[must_use]
pub fn region_part(code: Adcode, part: u64) -> String {
    if part == 0 { region(code) } else { format!("regions/{code}-{part}.html") }
}

/// The page of an indicator.
#[must_use]
pub fn indicator(id: &IndicatorId) -> String {
    format!("indicators/{}.html", slug(&id.0))
}

/// The page of a mechanism.
#[must_use]
pub fn mechanism(id: &MechanismId) -> String {
    format!("mechanisms/{}.html", slug(&id.0))
}

/// A page of a list; the first has no name.
#[must_use]
pub fn list(list: Listing, page: &str) -> String {
    let stem = match list {
        Listing::Sources => "sources",
        Listing::Timeline => "timeline",
        Listing::Regions => "regions/index",
        Listing::Indicators => "indicators/index",
        Listing::Mechanisms => "mechanisms/index",
    };
    if page.is_empty() { format!("{stem}.html") } else { format!("{stem}-{page}.html") }
}

/// A volume of the report in print; the first has no name.
#[must_use]
pub fn report(volume: &str) -> String {
    if volume.is_empty() { "report.html".to_owned() } else { format!("report-{volume}.html") }
}

/// The page of an article.
#[must_use]
pub fn article(id: &ArticleId) -> String {
    format!("articles/{}.html", slug(&id.0))
}

/// A sentence of an article.
#[must_use]
pub fn sentence(id: &ArticleId, sentence: usize) -> String {
    format!("articles/{}.html#s{sentence}", slug(&id.0))
}

/// The part of an address, after the `#id` of a sentence, that makes a browser mark `mark` where
/// it stands between the other two texts: a number alone may occur earlier on the page.
///
/// # Example
/// ```
/// use fangzhi::site::route::text_fragment_between;
/// assert_eq!(text_fragment_between("in a-b ", "12", ""), ":~:text=a%2Db-,12");
/// ```
#[must_use]
pub fn text_fragment_between(before: &str, mark: &str, after: &str) -> String {
    const CONTEXT: usize = 5;
    let skip = before.chars().count().saturating_sub(CONTEXT);
    let before: String = before.chars().skip(skip).collect();
    let after: String = after.chars().take(CONTEXT).collect();
    let mut out = String::from(":~:text=");
    if !before.trim().is_empty() {
        out.push_str(&percent(before.trim()));
        out.push_str("-,");
    }
    out.push_str(&percent(mark));
    if !after.trim().is_empty() {
        out.push_str(",-");
        out.push_str(&percent(after.trim()));
    }
    out
}

/// A figure's place on its region's page.
#[must_use]
pub fn figure(code: Adcode, part: u64, id: &FigureId) -> String {
    format!("{}#{id}", region_part(code, part))
}

/// The search page with `words` filled in.
#[must_use]
pub fn search(words: &str) -> String {
    format!("search.html?q={}", percent(words))
}

/// Percent-encodes what is neither a letter nor a digit: `-`, `,` and `&` have a meaning in text
/// fragments. Han characters stand as they are, at a third of the length; browsers encode them.
fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            // Writing into a `String` does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
