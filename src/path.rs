//! Portable relative paths.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A relative path with forward slashes that never leaves its folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RelPath(String);

impl RelPath {
    /// Checks `path`: relative, no `..`, no backslash, not empty.
    ///
    /// # Example
    /// ```
    /// use fangzhi::path::RelPath;
    /// assert_eq!(RelPath::new("regions/511300.html").unwrap().as_str(), "regions/511300.html");
    /// assert!(RelPath::new("../etc/passwd").is_none());
    /// assert!(RelPath::new("/etc/passwd").is_none());
    /// ```
    #[must_use]
    pub fn new(path: impl Into<String>) -> Option<Self> {
        let path = path.into();
        let sound = !path.is_empty()
            && !path.contains(['\\', '\0', ':'])
            && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        sound.then_some(Self(path))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `../` once for each folder above the file: what leads from it back to the root.
    #[must_use]
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
