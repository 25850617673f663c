//! The characters of Chinese numerals: one table of them. Like `0`–`9` they are grammar, the same
//! for every text and project, so they stand here and in no list of words.

use crate::rules::ByCharacter;
use std::sync::LazyLock;

/// What a character says in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A digit.
    Digit(u32),
    /// A digit as on cheques; by itself a name as often as a number (陆河).
    Formal(u32),
    /// A power of ten.
    Scale(u32),
    /// A power of ten as on cheques.
    FormalScale(u32),
    /// So many tens.
    Tens(u32),
    /// The decimal point.
    Point,
    /// A little more, between digits and a scale: 3000余万.
    More,
    /// The same behind tens: 十几万.
    Few,
    /// Joins a whole and a fraction: 三又二分之一.
    And,
    /// One half.
    Half,
    /// The minus sign.
    Minus,
}

/// The characters by what they say.
const SIGNS: &[(&str, Sign)] = &[
    // 〇 and ○ are folded to 零.
    ("零", Sign::Digit(0)),
    ("一", Sign::Digit(1)),
    ("二两", Sign::Digit(2)),
    ("三", Sign::Digit(3)),
    ("四", Sign::Digit(4)),
    ("五", Sign::Digit(5)),
    ("六", Sign::Digit(6)),
    ("七", Sign::Digit(7)),
    ("八", Sign::Digit(8)),
    ("九", Sign::Digit(9)),
    ("壹", Sign::Formal(1)),
    ("贰", Sign::Formal(2)),
    ("叁", Sign::Formal(3)),
    ("肆", Sign::Formal(4)),
    ("伍", Sign::Formal(5)),
    ("陆", Sign::Formal(6)),
    ("柒", Sign::Formal(7)),
    ("捌", Sign::Formal(8)),
    ("玖", Sign::Formal(9)),
    ("十", Sign::Scale(1)),
    ("百", Sign::Scale(2)),
    ("千", Sign::Scale(3)),
    ("万", Sign::Scale(4)),
    ("亿", Sign::Scale(8)),
    ("兆", Sign::Scale(12)),
    ("拾", Sign::FormalScale(1)),
    ("佰", Sign::FormalScale(2)),
    ("仟", Sign::FormalScale(3)),
    ("廿", Sign::Tens(2)),
    ("卅", Sign::Tens(3)),
    ("点", Sign::Point),
    ("余多来", Sign::More),
    ("几", Sign::Few),
    ("又", Sign::And),
    ("半", Sign::Half),
    ("负", Sign::Minus),
];

/// Between the two numbers of a fraction.
pub(super) const PARTS: &str = "分之";
/// Behind 点 and digits these tell the time: 三点五十分, 三点五刻.
pub(super) const CLOCK: &str = "分刻";
/// Behind digits these make a date.
pub(crate) const CALENDAR: &str = "年月日";
/// Behind digits these make a date or name people by their birth, and count nothing: 80后.
pub(super) const NOT_COUNTED: &str = "年月日后岁级";
/// Money, before which one formal digit is a number.
pub(super) const COINS: &str = "元圆角";
/// What turns a scale into the first character of a unit or another word: 千瓦, 百分点, 百姓.
const NO_SCALE: &[(char, &str)] =
    &[('千', "瓦米克伏卡焦帕赫乏牛"), ('百', "分姓货帕"), ('兆', "瓦赫帕焦字比位伏")];

/// Other forms of a character, each before the form that is read, besides the full-width ones.
/// Articles in traditional script are converted before, but single sentences
/// (`extract --cases`) and single words are read as they are.
const FORMS: &str = "〇零 ○零 來来 個个 們们 億亿 兩两 區区 參叁 噸吨 圓圆 場场 塊块 將将 層层 幣币 \
幾几 張张 後后 從从 戶户 攝摄 數数 時时 會会 條条 棟栋 歐欧 歲岁 畝亩 當当 盧卢 種种 節节 紀纪 約约 縣县 \
臺台 華华 萬万 處处 號号 裡里 負负 貮贰 貳贰 輛辆 週周 過过 達达 釐厘 錢钱 鎊镑 鐘钟 間间 陸陆 階阶 隻只 \
雙双 韓韩 頃顷 項项 餘余 點点";

static BY_CHARACTER: LazyLock<ByCharacter<(char, Sign)>> = LazyLock::new(|| {
    let each = |(set, sign): &(&'static str, Sign)| {
        let sign = *sign;
        set.chars().map(move |c| (c, (c, sign)))
    };
    SIGNS.iter().flat_map(each).collect()
});

static BY_FORM: LazyLock<ByCharacter<(char, char)>> = LazyLock::new(|| {
    let pair = |form: &str| {
        let mut pair = form.chars();
        let other = pair.next()?;
        Some((other, (other, pair.next()?)))
    };
    FORMS.split_whitespace().filter_map(pair).collect()
});

/// What `c` says in a number.
#[inline]
pub(super) fn sign(c: char) -> Option<Sign> {
    BY_CHARACTER.get(c).iter().find(|(own, _)| *own == c).map(|(_, sign)| *sign)
}

/// `c` in the form that is read.
pub(super) fn plain_form(c: char) -> char {
    BY_FORM.get(c).iter().find(|(other, _)| *other == c).map_or(c, |(_, plain)| *plain)
}

/// The digit that a character writes.
pub(crate) fn digit(c: char) -> Option<u32> {
    match sign(c)? {
        Sign::Digit(value) | Sign::Formal(value) => Some(value),
        _ => None,
    }
}

/// Whether `c` is a Han digit, 零 included.
pub(crate) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// The power of ten that a character stands for.
pub(crate) fn scale(c: char) -> Option<u32> {
    match sign(c)? {
        Sign::Scale(power) | Sign::FormalScale(power) => Some(power),
        _ => None,
    }
}

/// Whether `c` is a scale character.
pub(crate) fn is_scale(c: char) -> bool {
    scale(c).is_some()
}

/// Whether `c` is a digit or scale as on cheques.
pub(super) fn is_formal(c: char) -> bool {
    matches!(sign(c), Some(Sign::Formal(_) | Sign::FormalScale(_)))
}

/// Whether `c` is the minus sign in words.
pub(crate) fn is_minus(c: char) -> bool {
    sign(c) == Some(Sign::Minus)
}

/// Whether `c` is the decimal point in words.
pub(crate) fn is_point(c: char) -> bool {
    sign(c) == Some(Sign::Point)
}

/// Whether `c` is the word for one half.
pub(crate) fn is_half(c: char) -> bool {
    sign(c) == Some(Sign::Half)
}

/// Whether a number may start with `c`.
#[inline]
pub(crate) fn starts(c: char) -> bool {
    let counts = |sign| {
        use Sign::{Digit, Formal, FormalScale, Scale, Tens};
        matches!(sign, Digit(_) | Formal(_) | Scale(_) | FormalScale(_) | Tens(_))
    };
    c.is_ascii_digit() || sign(c).is_some_and(counts)
}

/// Whether `next` makes of the scale before it the beginning of a unit or word.
pub(super) fn no_scale(scale: char, next: char) -> bool {
    NO_SCALE.iter().any(|(own, nexts)| *own == scale && nexts.contains(next))
}
