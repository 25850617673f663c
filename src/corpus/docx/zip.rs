//! A ZIP archive in memory: its parts by name, each up to a limit.
//!
//! Only what a word processor writes is read: parts that are stored or deflated, in one volume of less than
//! four gigabytes.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// Largest part that is unpacked, in bytes: a novel has two million.
pub(super) const MOST_BYTES: usize = 64 << 20;

/// Longest end record: its comment has at most 65,535 bytes.
const LONGEST_END: usize = 22 + 0xffff;

/// Why a part cannot be had.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is encrypted.
    Encrypted,
    /// It has more than [`MOST_BYTES`].
    TooLarge,
    /// The archive is none, or is damaged: where.
    Damaged(&'static str),
}

/// An archive.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    /// The entries of its directory, one after another.
    directory: &'a [u8],
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(pair)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

impl<'a> Archive<'a> {
    /// Finds the directory of the archive `bytes`.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let tail = bytes.len().saturating_sub(LONGEST_END);
        let last = bytes.get(tail..).unwrap_or_default();
        let end = last.windows(4).rposition(|four| four == b"PK\x05\x06").map(|at| tail + at);
        let directory = end.and_then(|end| {
            let (size, start) = (long(bytes, end + 12)?, long(bytes, end + 16)?);
            bytes.get(start..start.checked_add(size)?)
        });
        let directory = directory.ok_or(Fault::Damaged("ZIP"))?;
        Ok(Self { bytes, directory })
    }

    /// The part `name` as text; none when there is none.
    pub(super) fn text(&self, name: &'static str) -> Result<Option<String>, Fault> {
        let mut entry = self.directory;
        while entry.starts_with(b"PK\x01\x02") {
            let named = short(entry, 28).and_then(|length| entry.get(46..46 + length));
            if named == Some(name.as_bytes()) {
                return self.part(entry, name).map(Some);
            }
            // Its name, what else is said of it, and a comment.
            let rest = [28, 30, 32].into_iter().map(|at| short(entry, at)).sum::<Option<usize>>();
            entry = rest.and_then(|rest| entry.get(46 + rest..)).unwrap_or_default();
        }
        Ok(None)
    }

    fn part(&self, entry: &[u8], name: &'static str) -> Result<String, Fault> {
        let damaged = Fault::Damaged(name);
        let number = |at| short(entry, at);
        if number(8).is_some_and(|flags| flags & 1 != 0) {
            return Err(Fault::Encrypted);
        }
        let packed = || {
            let (size, start) = (long(entry, 20)?, long(entry, 42)?);
            let head = self.bytes.get(start..).filter(|head| head.starts_with(b"PK\x03\x04"))?;
            let from = 30 + short(head, 26)? + short(head, 28)?;
            head.get(from..from.checked_add(size)?)
        };
        let (Some(packed), Some(size)) = (packed(), long(entry, 24)) else { return Err(damaged) };
        let bytes = match number(10) {
            Some(0) => packed.to_vec(),
            Some(8) => match decompress_to_vec_with_limit(packed, MOST_BYTES) {
                Ok(bytes) => bytes,
                Err(error) if error.status == TINFLStatus::HasMoreOutput => {
                    return Err(Fault::TooLarge);
                }
                Err(_) => return Err(damaged),
            },
            _ => return Err(damaged),
        };
        if bytes.len() != size {
            return Err(damaged);
        }
        String::from_utf8(bytes).map_err(|_| damaged)
    }
}
