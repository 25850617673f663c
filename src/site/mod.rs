//! Report to files: plans pages with closed views, renders them with templates, writes them.

pub mod write;

use crate::path::RelPath;

/// One file of the finished report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Below the output folder.
    pub path: RelPath,
    /// Content.
    pub bytes: Vec<u8>,
}
