//! Content hashes: the keys of everything that may be reused.

use serde::{Deserialize, Serialize};
use std::fmt;

/// BLAKE3 of some bytes; written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of nothing that was hashed: stands where one is not known.
    pub const ZERO: Self = Self([0; 32]);

    /// The fingerprint of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The fingerprint of several parts in order; the parts cannot run into each other.
    ///
    /// # Example
    /// ```
    /// use fangzhi::fingerprint::Fingerprint;
    /// assert_ne!(Fingerprint::of_parts(["ab", "c"]), Fingerprint::of_parts(["a", "bc"]));
    /// ```
    #[must_use]
    pub fn of_parts<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = T>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            let part = part.as_ref();
            hasher.update(part.len().to_string().as_bytes());
            hasher.update(b":");
            hasher.update(part);
        }
        Self(*hasher.finalize().as_bytes())
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its first sixteen hexadecimal digits, as a number.
    ///
    /// # Example
    /// ```
    /// use fangzhi::fingerprint::Fingerprint;
    /// let fingerprint = Fingerprint::of(b"1");
    /// assert_eq!(format!("{:016x}", fingerprint.number()), fingerprint.short(16));
    /// ```
    #[must_use]
    pub fn number(&self) -> u64 {
        self.0.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// The first `digits` hexadecimal digits (at most 64).
    #[must_use]
    pub fn short(&self, digits: usize) -> String {
        self.to_string().chars().take(digits).collect()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({})", self.short(12))
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let hash = blake3::Hash::from_hex(text.as_bytes()).map_err(|error| error.to_string())?;
        Ok(Self(*hash.as_bytes()))
    }
}
