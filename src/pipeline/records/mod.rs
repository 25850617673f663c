//! Records: what was read from each article, as a line of JSON that carries all a report needs of it.
//! Owner of ruzstd.
//!
//! Articles are read one by one and know nothing of each other, so they may be read anywhere: by
//! several programs, on several machines. [`write()`] reads a project's corpus into records,
//! [`answer`] reads articles that another program hands over; [`read`] takes records, in any order
//! and from any number of files, in place of the articles. A report made of records is the report
//! made of the files, byte for byte. The form is told in `docs/records.md`.

mod files;
mod line;
mod read;
mod write;
mod zstd;

pub use files::files;
pub use line::{MANIFEST, Manifest, RECORD, Record};
pub use read::read;
pub use write::{answer, write};
