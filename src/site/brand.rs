//! The publisher's own looks: a logo, a style sheet and a colour.

use super::OutputFile;
use super::pictures::{MOST_BYTES, PictureView, picture, too_large};
use crate::config::{Colour, SiteConfig};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::file::{self, Unread};
use crate::path::RelPath;
use std::path::Path;

/// Where the project's style sheet goes: in the folder of ours.
const SHEET: &str = "assets/own.css";
/// Least contrast of words, in hundredths.
const LEAST: u64 = 450;
/// What links stand on, on paper and light screens: `--paper` and `--wash` of the style sheet.
const LIGHT: [&str; 2] = ["#fffdf8", "#f6f1e6"];
/// The same on dark screens.
const DARK: [&str; 2] = ["#14171a", "#1d2125"];

/// How the publisher wants the report to look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// The picture beside the title.
    pub logo: Option<PictureView>,
    /// Address of the style sheet after ours.
    pub sheet: Option<String>,
    /// The colour of links on light and on dark ground.
    pub accent: Option<(Colour, Colour)>,
    /// The files that go into the report.
    pub files: Vec<OutputFile>,
}

impl Brand {
    /// Reads what the settings of the project in `root` name. Findings carry the key of
    /// [`SiteConfig`] that they are about.
    #[must_use]
    pub fn read(root: &Path, config: &SiteConfig) -> (Self, Vec<(&'static str, Diagnostic)>) {
        let mut found = Vec::new();
        let mut brand = Self::default();
        if let Some(name) = &config.logo {
            match own_bytes(root, "site.logo", name).and_then(|bytes| picture(name, bytes)) {
                Ok((view, file)) => {
                    brand.logo = Some(view);
                    brand.files.push(file);
                }
                Err(finding) => found.push(("logo", finding)),
            }
        }
        if let Some(name) = &config.css {
            let sheet = own_bytes(root, "site.css", name).and_then(sheet);
            match sheet {
                Ok(Outcome { value, diagnostics }) => {
                    brand.sheet = Some(SHEET.to_owned());
                    brand.files.extend(value);
                    found.extend(diagnostics.into_iter().map(|finding| ("css", finding)));
                }
                Err(finding) => found.push(("css", finding)),
            }
        }
        if let Some(colour) = config.accent {
            let Outcome { value, diagnostics } = accent(colour);
            brand.accent = Some(value);
            found.extend(diagnostics.into_iter().map(|finding| ("accent", finding)));
        }
        (brand, found)
    }

    /// What stands after the style sheet of all pages.
    #[must_use]
    pub fn style(&self) -> String {
        let accent = self
            .accent
            .map(|(light, dark)| format!(":root {{ --accent: light-dark({light}, {dark}); }}\n"));
        accent.unwrap_or_default()
    }
}

/// The bytes of a file that the settings name by its path in the project.
fn own_bytes(root: &Path, key: &str, name: &str) -> Result<Vec<u8>, Diagnostic> {
    let missing = || Diagnostic::new(Code::NamedFileMissing).arg("key", key).arg("path", name);
    let path = RelPath::new(name.trim_start_matches("./")).ok_or_else(missing)?;
    file::read(&root.join(path.as_str()), MOST_BYTES).map_err(|unread| match unread {
        Unread::TooLarge(size) => too_large(name, size),
        Unread::Special | Unread::Failed(_) => missing(),
    })
}

/// The style sheet, and the addresses on the web that it names.
fn sheet(bytes: Vec<u8>) -> Result<Outcome<Option<OutputFile>>, Diagnostic> {
    let text = std::str::from_utf8(&bytes).map_err(|_| Diagnostic::new(Code::NotUtf8))?;
    let end = |c: char| c.is_whitespace() || "\"')};".contains(c);
    let named = text.match_indices("//").filter_map(|(at, _)| {
        let (before, after) = text.split_at_checked(at)?;
        let scheme = ["https:", "http:", ""].into_iter().find(|s| before.ends_with(s))?;
        let opened = before.strip_suffix(scheme)?.trim_end().ends_with(['(', '"', '\'']);
        let url = after.split(end).next()?;
        opened.then(|| Diagnostic::new(Code::StyleFetches).arg("url", format!("{scheme}{url}")))
    });
    let diagnostics = named.collect();
    let value = RelPath::new(SHEET).map(|path| OutputFile { path, bytes });
    Ok(Outcome { value, diagnostics })
}

/// The colour as it is used on light and on dark ground.
fn accent(colour: Colour) -> Outcome<(Colour, Colour)> {
    let [light, dark] = [LIGHT, DARK]
        .map(|grounds| grounds.map(Colour::parse).into_iter().flatten().collect::<Vec<_>>());
    let used = colour.readable(&light, LEAST, Colour::BLACK);
    let value = (used, colour.readable(&dark, LEAST, Colour::WHITE));
    let contrast = light.iter().map(|ground| colour.contrast(*ground)).min().unwrap_or_default();
    let ratio = format!("{}.{:02}", contrast / 100, contrast % 100);
    let finding = Diagnostic::new(Code::FaintColour).arg("colour", colour).arg("ratio", ratio);
    let faint = (used != colour).then(|| finding.arg("instead", used));
    Outcome { value, diagnostics: faint.into_iter().collect() }
}
