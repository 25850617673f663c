//! Colours of pages, and how well they are read on one another.

use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A colour: red, green and blue.
///
/// # Example
/// ```
/// use fangzhi::config::Colour;
/// let red = Colour::parse("#8a1c1c").unwrap();
/// assert_eq!(Colour::parse("#FA0").unwrap().to_string(), "#ffaa00");
/// assert_eq!(Colour::parse("red"), None);
/// assert_eq!(red.contrast(Colour::WHITE), 927);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(transparent)]
pub struct Colour(#[schemars(with = "String")] [u8; 3]);

impl Colour {
    /// White.
    pub const WHITE: Self = Self([255; 3]);
    /// Black.
    pub const BLACK: Self = Self([0; 3]);

    /// Reads `#rrggbb` or `#rgb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?.chars().map(|c| c.to_digit(16));
        let digits: Vec<u8> = digits.map(|d| u8::try_from(d?).ok()).collect::<Option<_>>()?;
        match digits.as_slice() {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [_, _, _, _, _, _] => {
                let mut pairs =
                    digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, d| sum * 16 + d));
                Some(Self([pairs.next()?, pairs.next()?, pairs.next()?]))
            }
            _ => None,
        }
    }

    /// How much light it gives, in millionths of what white does.
    fn luminance(self) -> u64 {
        let [r, g, b] = self.0.map(|part| LINEAR.get(usize::from(part)).copied().unwrap_or(0));
        // The weights of sRGB, in ten thousandths.
        (2126 * u64::from(r) + 7152 * u64::from(g) + 722 * u64::from(b)) / 10_000
    }

    /// The contrast of the two as WCAG 2 measures it, in hundredths: 450 is 4.5:1.
    #[must_use]
    pub fn contrast(self, other: Self) -> u64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 50_000) * 100 / (one.min(two) + 50_000)
    }

    /// The colour that is read on all `grounds` at a contrast of `least` hundredths: this one, or the
    /// nearest on the way to `end`.
    #[must_use]
    pub fn readable(self, grounds: &[Self], least: u64, end: Self) -> Self {
        let mixed = (0..=u16::from(u8::MAX)).map(|step| self.towards(end, step));
        let is_read = |colour: &Self| grounds.iter().all(|on| colour.contrast(*on) >= least);
        mixed.into_iter().find(is_read).unwrap_or(end)
    }

    /// The colour `step` 255ths of the way to `end`.
    fn towards(self, end: Self, step: u16) -> Self {
        let mix = |from: u8, to: u8| {
            let sum = u16::from(from) * (255 - step) + u16::from(to) * step;
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        };
        let mut mixed = self.0;
        mixed.iter_mut().zip(end.0).for_each(|(part, end)| *part = mix(*part, end));
        Self(mixed)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}`: #rrggbb, #rgb")))
    }
}

/// The light of a part of sRGB, in millionths.
const LINEAR: [u32; 256] = [
    0, 304, 607, 911, 1_214, 1_518, 1_821, 2_125, 2_428, 2_732, 3_035, 3_347, 3_677, 4_025, 4_391,
    4_777, 5_182, 5_605, 6_049, 6_512, 6_995, 7_499, 8_023, 8_568, 9_134, 9_721, 10_330, 10_960,
    11_612, 12_286, 12_983, 13_702, 14_444, 15_209, 15_996, 16_807, 17_642, 18_500, 19_382, 20_289,
    21_219, 22_174, 23_153, 24_158, 25_187, 26_241, 27_321, 28_426, 29_557, 30_713, 31_896, 33_105,
    34_340, 35_601, 36_889, 38_204, 39_546, 40_915, 42_311, 43_735, 45_186, 46_665, 48_172, 49_707,
    51_269, 52_861, 54_480, 56_128, 57_805, 59_511, 61_246, 63_010, 64_803, 66_626, 68_478, 70_360,
    72_272, 74_214, 76_185, 78_187, 80_220, 82_283, 84_376, 86_500, 88_656, 90_842, 93_059, 95_307,
    97_587, 99_899, 102_242, 104_616, 107_023, 109_462, 111_932, 114_435, 116_971, 119_538,
    122_139, 124_772, 127_438, 130_136, 132_868, 135_633, 138_432, 141_263, 144_128, 147_027,
    149_960, 152_926, 155_926, 158_961, 162_029, 165_132, 168_269, 171_441, 174_647, 177_888,
    181_164, 184_475, 187_821, 191_202, 194_618, 198_069, 201_556, 205_079, 208_637, 212_231,
    215_861, 219_526, 223_228, 226_966, 230_740, 234_551, 238_398, 242_281, 246_201, 250_158,
    254_152, 258_183, 262_251, 266_356, 270_498, 274_677, 278_894, 283_149, 287_441, 291_771,
    296_138, 300_544, 304_987, 309_469, 313_989, 318_547, 323_143, 327_778, 332_452, 337_164,
    341_914, 346_704, 351_533, 356_400, 361_307, 366_253, 371_238, 376_262, 381_326, 386_429,
    391_572, 396_755, 401_978, 407_240, 412_543, 417_885, 423_268, 428_690, 434_154, 439_657,
    445_201, 450_786, 456_411, 462_077, 467_784, 473_531, 479_320, 485_150, 491_021, 496_933,
    502_886, 508_881, 514_918, 520_996, 527_115, 533_276, 539_479, 545_724, 552_011, 558_340,
    564_712, 571_125, 577_580, 584_078, 590_619, 597_202, 603_827, 610_496, 617_207, 623_960,
    630_757, 637_597, 644_480, 651_406, 658_375, 665_387, 672_443, 679_542, 686_685, 693_872,
    701_102, 708_376, 715_694, 723_055, 730_461, 737_910, 745_404, 752_942, 760_525, 768_151,
    775_822, 783_538, 791_298, 799_103, 806_952, 814_847, 822_786, 830_770, 838_799, 846_873,
    854_993, 863_157, 871_367, 879_622, 887_923, 896_269, 904_661, 913_099, 921_582, 930_111,
    938_686, 947_307, 955_973, 964_686, 973_445, 982_251, 991_102, 1_000_000,
];
