//! Content hashes: the keys of everything that may be reused.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::io::Write;

/// Bytes that are hashed at once.
const GATHERED: usize = 16 * 1024;

/// BLAKE3 of some bytes; written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        // Short parts are gathered: to hash them one by one takes longer.
        let mut gathered = Vec::new();
        for part in parts {
            let part = part.as_ref();
            let _ = write!(gathered, "{}:", part.len());
            gathered.extend_from_slice(part);
            if gathered.len() > GATHERED {
                hasher.update(&gathered);
                gathered.clear();
            }
        }
        hasher.update(&gathered);
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
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({})", self.short(12))
    }
}

impl Serialize for Fingerprint {
    /// As digits, where people read it; else as bytes.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_str(self) } else { self.0.serialize(to) }
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            return <[u8; 32]>::deserialize(from).map(Self);
        }
        Self::try_from(String::deserialize(from)?).map_err(de::Error::custom)
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let hash = blake3::Hash::from_hex(text.as_bytes()).map_err(|error| error.to_string())?;
        Ok(Self(*hash.as_bytes()))
    }
}
