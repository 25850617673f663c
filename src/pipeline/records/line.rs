//! A record and the manifest of a set of them, as lines of JSON.

use super::super::articles::ArticleRecord;
use crate::cache::VERSION_OF_READING;
use crate::diag::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::path::RelPath;
use serde::{Deserialize, Serialize};

/// The form of a record, and its version.
pub const RECORD: &str = "fangzhi-record/1";

/// The form of a manifest, and its version.
pub const MANIFEST: &str = "fangzhi-manifest/1";

/// What stands between a record and its hash.
const DIGEST: &str = ",\"digest\":\"";

/// What was read from one article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// [`RECORD`].
    pub schema: String,
    /// The program that read it: a hash of all its stages are made from.
    pub reading: String,
    /// The settings and rules that it was read with.
    pub settings: Fingerprint,
    /// The file, below the corpus folder; none when its name cannot be one.
    pub path: Option<RelPath>,
    /// What it was read from: program, settings, bytes, and what is told beside the file. None when the
    /// file could not be opened.
    pub input: Option<Fingerprint>,
    /// The article; none when there is no text to be had.
    pub article: Option<ArticleRecord>,
    /// What was found in it, by file below the corpus folder.
    pub findings: Vec<Diagnostic>,
}

impl Record {
    /// A record of this program, with `settings`.
    pub(super) fn new(settings: Fingerprint, path: Option<RelPath>) -> Self {
        Self {
            schema: RECORD.to_owned(),
            reading: VERSION_OF_READING.to_owned(),
            settings,
            path,
            input: None,
            article: None,
            findings: Vec::new(),
        }
    }

    /// The record as a line, its hash at the end, and the hash.
    pub(super) fn line(&self) -> (String, Fingerprint) {
        let mut line = serde_json::to_string(self).unwrap_or_default();
        let digest = Fingerprint::of(line.as_bytes());
        line.pop();
        line.push_str(&format!("{DIGEST}{digest}\"}}"));
        (line, digest)
    }
}

/// How many records belong together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Manifest {
    /// [`MANIFEST`].
    pub schema: String,
    /// How many records there are, repeated ones counted once.
    pub records: usize,
    /// The first 16 digits of all their hashes as numbers, added up modulo 2^64, as 16 digits: it can be
    /// added up in any order.
    pub sum: String,
    /// What was found in the corpus folder that is about no article, by file below that folder.
    pub findings: Vec<Diagnostic>,
}

impl Manifest {
    /// The manifest of records with these hashes.
    ///
    /// # Example
    /// ```
    /// use fangzhi::fingerprint::Fingerprint;
    /// use fangzhi::pipeline::records::Manifest;
    /// let (one, other) = (Fingerprint::of(b"1"), Fingerprint::of(b"2"));
    /// assert_eq!(Manifest::of([one, other]), Manifest::of([other, one]));
    /// assert_ne!(Manifest::of([one, other]), Manifest::of([one]));
    /// ```
    #[must_use]
    pub fn of(digests: impl IntoIterator<Item = Fingerprint>) -> Self {
        let (mut records, mut sum) = (0, 0_u64);
        for digest in digests {
            records += 1;
            sum = sum.wrapping_add(digest.number());
        }
        let sum = format!("{sum:016x}");
        Self { schema: MANIFEST.to_owned(), records, sum, findings: Vec::new() }
    }

    /// The manifest as a line.
    pub(super) fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A line, taken apart.
#[derive(Clone, Debug)]
pub(super) enum Line {
    /// A record and its hash.
    Record(Box<Record>, Fingerprint),
    /// A manifest.
    Manifest(Manifest),
    /// A record of another program, of other settings, or of another form.
    Other,
}

/// Why a line is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is cut off or no JSON.
    Broken(String),
    /// It does not have the hash that it carries.
    Altered,
}

/// What every line has.
#[derive(Deserialize)]
struct Head {
    schema: String,
    #[serde(default)]
    reading: String,
    #[serde(default)]
    settings: String,
}

/// Reads a line that was read with `settings`. A record of another form is not looked at any closer.
pub(super) fn parse(line: &str, settings: Fingerprint) -> Result<Line, Fault> {
    let broken = |error: serde_json::Error| Fault::Broken(error.to_string());
    let head: Head = serde_json::from_str(line).map_err(broken)?;
    if head.schema == MANIFEST {
        return serde_json::from_str(line).map(Line::Manifest).map_err(broken);
    }
    let ours = head.reading == VERSION_OF_READING && head.settings == settings.to_string();
    if head.schema != RECORD || !ours {
        return Ok(Line::Other);
    }
    let (body, rest) = line.rsplit_once(DIGEST).ok_or(Fault::Altered)?;
    let body = format!("{body}}}");
    let digest = Fingerprint::of(body.as_bytes());
    if rest.strip_suffix("\"}") != Some(digest.to_string().as_str()) {
        return Err(Fault::Altered);
    }
    let record = serde_json::from_str(&body).map_err(broken)?;
    Ok(Line::Record(Box::new(record), digest))
}

#[cfg(test)]
mod tests {
    use super::{Fault, Line, Manifest, Record, parse};
    use crate::fingerprint::Fingerprint;
    use crate::path::RelPath;

    fn record() -> (String, Fingerprint) {
        Record::new(Fingerprint::ZERO, RelPath::new("a.txt")).line()
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let (line, digest) = record();
        let read = parse(&line, Fingerprint::ZERO);
        let same = matches!(read, Ok(Line::Record(read, same)) if (read.line(), same) == ((line, digest), digest));
        assert!(same);
    }

    #[test]
    fn other_settings_make_another_record() {
        let other = parse(&record().0, Fingerprint::of(b"1"));
        assert!(matches!(other, Ok(Line::Other)));
    }

    #[test]
    fn a_line_that_was_cut_or_altered_is_none() {
        let (line, _) = record();
        let cut: String = line.chars().take(60).collect();
        assert!(matches!(parse(&cut, Fingerprint::ZERO), Err(Fault::Broken(_))));
        let altered = line.replace("a.txt", "b.txt");
        assert!(matches!(parse(&altered, Fingerprint::ZERO), Err(Fault::Altered)));
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let manifest = Manifest::of([record().1]);
        let read = parse(&manifest.line(), Fingerprint::ZERO);
        assert!(matches!(read, Ok(Line::Manifest(same)) if same == manifest));
    }
}
