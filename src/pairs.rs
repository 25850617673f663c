//! Which two characters stand side by side: a set that answers at once and errs on one side.

/// A set of pairs of characters that may seem to hold others too.
///
/// # Example
/// ```
/// let mut pairs = fangzhi::pairs::Pairs::new(17);
/// pairs.add('南', '充');
/// assert!(pairs.may_hold('南', '充'));
/// assert!(!pairs.may_hold('充', '南'));
/// ```
#[derive(Clone, Debug)]
pub struct Pairs {
    bits: u32,
    words: Vec<u64>,
}

impl Pairs {
    /// An empty set with two to the power of `bits` places, from 6 to 32 bits; thirty times as many
    /// places as pairs keep errors rare.
    #[must_use]
    pub fn new(bits: u32) -> Self {
        Self { bits, words: vec![0; 1 << (bits - u64::BITS.ilog2())] }
    }

    /// Adds a pair.
    pub fn add(&mut self, first: char, second: char) {
        let (word, bit) = self.place(first, second);
        if let Some(word) = self.words.get_mut(word) {
            *word |= bit;
        }
    }

    /// Whether the set may hold a pair; if not, it does not.
    #[must_use]
    pub fn may_hold(&self, first: char, second: char) -> bool {
        let (word, bit) = self.place(first, second);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// The word, and the bit in it, that stand for a pair.
    fn place(&self, first: char, second: char) -> (usize, u64) {
        let mixed = ((u32::from(first) << 12) ^ u32::from(second)).wrapping_mul(0x9E37_79B1);
        let at = mixed >> (u32::BITS - self.bits);
        (usize::try_from(at / u64::BITS).unwrap_or(0), 1 << (at % u64::BITS))
    }
}
