//! Drawings: their size, and whether one of their elements could run or fetch something.
//!
//! A page that shows a drawing as an image runs nothing of it, but its file may be opened by itself.
//! What cannot be told to be harmless is refused.

use super::Fault;

/// Elements that run, or hold what is no drawing.
const ACTIVE: &[&str] = &[
    "script",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "handler",
    "listener",
    "audio",
    "video",
];

/// Elements that may give another its address.
const MOVING: &[&str] = &["animate", "animatemotion", "animatetransform", "set"];

/// Pixels of a unit, in thousandths.
const UNITS: &[(&str, u64)] = &[
    ("px", 1000),
    ("pt", 1333),
    ("pc", 16000),
    ("mm", 3780),
    ("cm", 37795),
    ("in", 96000),
    ("", 1000),
];

/// Width and height that the drawing names.
///
/// # Errors
/// [`Fault::Foreign`] when the text is no drawing, [`Fault::Active`] when it may do more than be seen.
pub(super) fn size(text: &str) -> Result<Option<(u32, u32)>, Fault> {
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut size = None;
    while let Some((before, tag)) = rest.split_once('<') {
        if size.is_none() && !before.trim().is_empty() {
            return Err(Fault::Foreign);
        }
        rest = match tag {
            _ if tag.starts_with("!--") => after(tag, "-->")?,
            _ if tag.starts_with("![CDATA[") => after(tag, "]]>")?,
            _ if tag.starts_with('?') => {
                let rest = after(tag, "?>")?;
                if !tag.starts_with("?xml ") {
                    return Err(Fault::Active);
                }
                rest
            }
            _ if tag.starts_with('!') => {
                let rest = after(tag, ">")?;
                // Entities of its own could spell anything.
                if tag.strip_suffix(rest).is_none_or(|tag| tag.contains('[')) {
                    return Err(Fault::Active);
                }
                rest
            }
            _ => {
                let (element, rest) = Element::read(tag).ok_or(Fault::Foreign)?;
                if size.is_none() {
                    if element.name != "svg" {
                        return Err(Fault::Foreign);
                    }
                    size = Some(element.size());
                }
                if element.acts() {
                    return Err(Fault::Active);
                }
                rest
            }
        };
    }
    if fetches(text) { Err(Fault::Active) } else { size.ok_or(Fault::Foreign) }
}

fn after<'a>(tag: &'a str, end: &str) -> Result<&'a str, Fault> {
    tag.split_once(end).map(|(_, rest)| rest).ok_or(Fault::Foreign)
}

/// Whether its style sheet names what is not in the file.
fn fetches(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut places = text.split("url(").skip(1);
    text.contains("@import")
        || places.any(|at| {
            let at = at.trim_start().trim_start_matches(['"', '\'']);
            !(at.starts_with('#') || at.starts_with("&quot;#") || is_inline(at))
        })
}

/// Whether an address is a picture of pixels within the file.
fn is_inline(address: &str) -> bool {
    address.strip_prefix("data:image/").is_some_and(|kind| !kind.starts_with("svg"))
}

/// A start or end tag.
struct Element<'a> {
    /// Without its prefix, in lower case.
    name: String,
    attributes: Vec<(String, &'a str)>,
}

impl<'a> Element<'a> {
    /// Reads what stands after `<`; and the text after `>`.
    fn read(tag: &'a str) -> Option<(Self, &'a str)> {
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
        let (name, mut rest) = tag.split_at_checked(end)?;
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if let Some(rest) = rest.strip_prefix('>') {
                return Some((Self { name: local(name), attributes }, rest));
            }
            let (name, value) = rest.split_once('=')?;
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'')?;
            let (value, after) = value.strip_prefix(quote)?.split_once(quote)?;
            attributes.push((local(name.trim_end()), value));
            rest = after;
        }
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    fn acts(&self) -> bool {
        let address = |name: &str| name == "href" || name == "src";
        ACTIVE.contains(&self.name.as_str())
            || (MOVING.contains(&self.name.as_str())
                && self.get("attributename").is_some_and(|n| address(&local(n))))
            || self.attributes.iter().any(|(name, value)| {
                let value = value.trim().to_ascii_lowercase();
                name.starts_with("on")
                    || (address(name) && !value.starts_with('#') && !is_inline(&value))
            })
    }

    fn size(&self) -> Option<(u32, u32)> {
        let named = self.get("width").and_then(pixels).zip(self.get("height").and_then(pixels));
        named.or_else(|| {
            let numbers = self.get("viewbox")?.split([' ', ',', '\n', '\t']);
            let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
            let [_, _, width, height] = numbers.as_slice() else { return None };
            pixels(width).zip(pixels(height))
        })
    }
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// A length in whole pixels; none where it depends on the page.
fn pixels(length: &str) -> Option<u32> {
    let length = length.trim();
    let end = length.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(length.len());
    let (number, unit) = length.split_at_checked(end)?;
    let (_, thousandths) = UNITS.iter().find(|(known, _)| *known == unit.trim())?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let tenths: u64 = part.chars().next().map_or(Some(0), |c| c.to_digit(10)).map(u64::from)?;
    let tenths = whole.parse::<u64>().ok()?.checked_mul(10)?.checked_add(tenths)?;
    let pixels = u32::try_from(tenths.checked_mul(*thousandths)? / 10_000).ok()?;
    (pixels > 0).then_some(pixels)
}
