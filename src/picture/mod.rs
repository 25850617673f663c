//! Pictures: of what kind the bytes are, how large, and whether they may be published.

mod svg;

use std::ffi::OsStr;
use std::path::Path;

/// A kind of picture that every browser shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
    /// SVG.
    Svg,
}

impl Kind {
    /// The ending of its files.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Svg => "svg",
        }
    }
}

/// Endings of the names of pictures.
const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "webp", "gif", "svg"];

/// Whether a file has the name of a picture, whatever it holds.
#[must_use]
pub fn is_named_so(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Of which kind it is: the bytes say so, not the name.
    pub kind: Kind,
    /// Width and height in pixels as it is shown; none for a drawing that names no size.
    pub size: Option<(u32, u32)>,
}

/// Why a file is not published as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is none of the kinds, or its head is damaged.
    Foreign,
    /// An SVG that holds a script, or fetches something.
    Active,
}

/// Looks at the head of a picture, at all of an SVG.
///
/// # Errors
/// [`Fault`].
///
/// # Example
/// ```
/// use fangzhi::picture::{Fault, Kind, examine};
/// let gif = examine(b"GIF89a\x02\x00\x01\x00").unwrap();
/// assert_eq!((gif.kind, gif.size), (Kind::Gif, Some((2, 1))));
/// assert_eq!(examine(b"<svg onload='a()'/>"), Err(Fault::Active));
/// assert_eq!(examine(b"PK"), Err(Fault::Foreign));
/// ```
pub fn examine(bytes: &[u8]) -> Result<Picture, Fault> {
    let raster = |kind, size: Option<(u32, u32)>| {
        let size = size.filter(|(width, height)| *width > 0 && *height > 0);
        size.map(|size| Picture { kind, size: Some(size) }).ok_or(Fault::Foreign)
    };
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        raster(Kind::Png, png(bytes))
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        raster(Kind::Gif, little(bytes, 6).zip(little(bytes, 8)))
    } else if bytes.starts_with(b"\xff\xd8") {
        raster(Kind::Jpeg, jpeg(bytes))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        raster(Kind::Webp, webp(bytes))
    } else {
        let text = std::str::from_utf8(bytes).map_err(|_| Fault::Foreign)?;
        svg::size(text).map(|size| Picture { kind: Kind::Svg, size })
    }
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let long = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    if bytes.get(12..16)? == b"IHDR" { long(16).zip(long(20)) } else { None }
}

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u32::from(u16::from_be_bytes(pair.try_into().ok()?)))
}

fn little(bytes: &[u8], at: usize) -> Option<u32> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u32::from(u16::from_le_bytes(pair.try_into().ok()?)))
}

/// Walks the segments up to the one that begins the image.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let (mut at, mut turned) = (2, false);
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        if marker == 0xff {
            at += 1;
            continue;
        }
        let length = usize::try_from(big(bytes, at + 2)?).ok().filter(|length| *length >= 2)?;
        let body = bytes.get(at + 4..)?;
        match marker {
            // Tables and an extension that share the range of the frames.
            0xc4 | 0xc8 | 0xcc => (),
            0xc0..=0xcf => {
                let (height, width) = (big(body, 1)?, big(body, 3)?);
                return Some(if turned { (height, width) } else { (width, height) });
            }
            0xe1 => turned |= body.get(..length - 2).and_then(orientation).is_some_and(|o| o >= 5),
            _ => (),
        }
        at += 2 + length;
    }
}

/// How a camera says that it was held: from 5 on the picture lies on its side.
fn orientation(exif: &[u8]) -> Option<u32> {
    const TAG: u32 = 0x0112;
    let tiff = exif.strip_prefix(b"Exif\0\0")?;
    let short = match tiff.get(..2)? {
        b"II" => little,
        b"MM" => big,
        _ => return None,
    };
    let long = |at: usize| {
        let halves = (short(tiff, at)?, short(tiff, at + 2)?);
        let (high, low) = if tiff.starts_with(b"MM") { halves } else { (halves.1, halves.0) };
        usize::try_from((high << 16) | low).ok()
    };
    let first = long(4)?;
    let count = usize::try_from(short(tiff, first)?).ok()?;
    let mut entries = (0..count).map(|entry| first + 2 + 12 * entry);
    short(tiff, entries.find(|at| short(tiff, *at) == Some(TAG))? + 8)
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let medium = |at: usize| Some((u32::from(*bytes.get(at + 2)?) << 16) | little(bytes, at)?);
    match bytes.get(12..16)? {
        b"VP8 " if bytes.get(23..26)? == [0x9d, 0x01, 0x2a] => {
            Some((little(bytes, 26)? & 0x3fff, little(bytes, 28)? & 0x3fff))
        }
        b"VP8L" if *bytes.get(20)? == 0x2f => {
            let bits = (little(bytes, 23)? << 16) | little(bytes, 21)?;
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((medium(24)? + 1, medium(27)? + 1)),
        _ => None,
    }
}
