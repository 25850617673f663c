//! Where each page stands: paths are ASCII, lower case, and never depend on the order of things.

use super::view::Listing;
use crate::corpus::ArticleId;
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Adcode;
use crate::lexicon::IndicatorId;
use crate::model::{FigureId, MechanismId};

/// A file name made from `id`: itself when it is plain lower-case ASCII, else what is ASCII in it
/// and eight digits of its hash, so that two ids never share a name on any file system.
///
/// # Example
/// ```
/// use fangzhi::site::route::slug;
/// assert_eq!(slug("nanchong"), "nanchong");
/// assert!(slug("2020/南充 脱贫").starts_with("2020-"));
/// assert_ne!(slug("A"), slug("a"));
/// ```
#[must_use]
pub fn slug(id: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if !id.is_empty() && id.len() <= 60 && id != "index" && id.chars().all(plain) {
        return id.to_owned();
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

/// The page of a region.
#[must_use]
pub fn region(code: Adcode) -> String {
    format!("regions/{code}.html")
}

/// A further page of a region's table; the first page has number 1.
#[must_use]
pub fn region_part(code: Adcode, part: usize) -> String {
    if part <= 1 { region(code) } else { format!("regions/{code}-{part}.html") }
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

/// A page of a list; the first page has number 1.
#[must_use]
pub fn list(list: Listing, page: usize) -> String {
    let stem = match list {
        Listing::Sources => "sources",
        Listing::Timeline => "timeline",
        Listing::Regions => "regions/index",
        Listing::Indicators => "indicators/index",
        Listing::Mechanisms => "mechanisms/index",
    };
    if page <= 1 { format!("{stem}.html") } else { format!("{stem}-{page}.html") }
}

/// A volume of the report in print; the first has number 1.
#[must_use]
pub fn report(volume: usize) -> String {
    if volume <= 1 { "report.html".to_owned() } else { format!("report-{volume}.html") }
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
pub fn figure(code: Adcode, part: usize, id: &FigureId) -> String {
    format!("{}#{}", region_part(code, part), id.0)
}

/// The search page with `words` filled in.
#[must_use]
pub fn search(words: &str) -> String {
    format!("search.html?q={}", percent(words))
}

/// Percent-encodes all but letters and digits: `-`, `,` and `&` have a meaning in text fragments.
fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            // Writing into a `String` does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
