//! Numbers in as few bits as they need, six bits a letter.

/// Six bits a letter; the alphabet of base64, so that a browser can read it as well.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A row of bits, the highest of each number first.
#[derive(Debug, Default)]
pub(super) struct Bits {
    digits: Vec<u8>,
    /// Bits that do not fill a letter yet, and how many.
    rest: u64,
    held: u32,
}

impl Bits {
    /// The lowest `width` bits of `value`.
    pub(super) fn put(&mut self, value: u32, width: u32) {
        self.rest = self.rest << width | u64::from(value) & ((1 << width) - 1);
        self.held += width;
        while self.held >= 6 {
            self.held -= 6;
            let digit = usize::try_from(self.rest >> self.held & 63).ok();
            self.digits.extend(digit.and_then(|n| DIGITS.get(n)));
        }
        self.rest &= (1 << self.held) - 1;
    }

    /// A number from 1 on: as many zeros as it has bits after its first, then the number (Elias γ).
    pub(super) fn gamma(&mut self, value: u32) {
        let value = value.max(1);
        self.put(0, value.ilog2());
        self.put(value, value.ilog2() + 1);
    }

    /// A number from 0 on of about 2^`low`: what lies above as ones and a zero, then `low` bits (Rice).
    pub(super) fn rice(&mut self, value: u32, low: u32) {
        let mut ones = value >> low;
        while ones >= 32 {
            self.put(u32::MAX, 32);
            ones -= 32;
        }
        // A zero ends them.
        self.put(u32::MAX << 1, ones + 1);
        self.put(value, low);
    }

    /// The letters.
    pub(super) fn finish(mut self) -> String {
        if self.held > 0 {
            self.put(0, 6 - self.held);
        }
        String::from_utf8(self.digits).unwrap_or_default()
    }
}

/// `low` of [`Bits::rice`] for the steps between `count` of `room` slots.
pub(super) const fn low(room: u32, count: u32) -> u32 {
    match (room / if count > 0 { count } else { 1 }).checked_ilog2() {
        Some(low) => low,
        None => 0,
    }
}

/// Bytes as base64 without padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        let digit =
            |shift: u32| usize::try_from(all >> shift & 63).ok().and_then(|n| DIGITS.get(n));
        out.extend([18, 12, 6, 0].into_iter().take(three.len() + 1).filter_map(digit));
    }
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_bit_by_bit() {
        let mut bits = Bits::default();
        bits.gamma(1); // 1
        bits.gamma(5); // 00101
        bits.rice(6, 2); // 10 10
        bits.put(3, 2); // 11
        assert_eq!(bits.finish(), "lr"); // 100101 101011
    }

    #[test]
    fn a_rest_is_filled_with_zeros() {
        let mut bits = Bits::default();
        bits.rice(0, 0);
        bits.put(1, 1); // 01
        assert_eq!(bits.finish(), "Q");
        assert_eq!(Bits::default().finish(), "");
    }

    #[test]
    fn steps_are_measured_by_room_and_count() {
        assert_eq!([low(2048, 1000), low(2048, 3), low(2, 3), low(8, 0)], [1, 9, 0, 3]);
    }

    #[test]
    fn bytes_are_base64() {
        assert_eq!(base64("方志".as_bytes()), "5pa55b+X");
        assert_eq!([base64(b"a"), base64(b"ab"), base64(b"")], ["YQ", "YWI", ""]);
    }
}
