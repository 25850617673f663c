//! Every numeral of a text, whatever it counts.

use super::fraction::ratio;
use super::glyph::{Glyphs, is_han};
use super::lex::{Shape, number, starts};
use crate::decimal::Decimal;
use crate::span::Span;

/// Words in which a Han digit is no number.
const WORDS: &[&str] = &[
    "一切",
    "一定",
    "一些",
    "一样",
    "一般",
    "一直",
    "一起",
    "一边",
    "一旦",
    "一下",
    "一会",
    "一致",
    "一方面",
    "一向",
    "一带",
    "一举",
    "一律",
    "一时",
    "一再",
    "一味",
    "一贯",
    "一同",
    "一线",
    "一流",
    "一共",
    "一概",
    "一连",
    "一度",
    "一生",
    "一路",
    "一心",
    "一体",
    "一刻",
    "一系列",
    "一点",
    "一番",
    "一手",
    "一行",
    "统一",
    "唯一",
    "同一",
    "万一",
    "逐一",
    "不一",
    "进一步",
    "十分",
    "万分",
    "千万不",
    "百姓",
    "三农",
    "四川",
    "四处",
    "四周",
    "再三",
    "星期",
    "周一",
    "五谷",
];

/// The numerals of a text with their values, in order. The value of adjacent digits (七八) is the
/// lower one; ordinals (第三) are left out.
pub(crate) fn all(glyphs: &Glyphs<'_>) -> Vec<(Span, Decimal)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        if !starts(glyphs.at(at)) {
            at += 1;
            continue;
        }
        let (end, value) = one(glyphs, at);
        if let Some((start, value)) = value {
            found.push((glyphs.span(start, end), value));
        }
        at = end.max(at + 1);
    }
    found
}

/// The numeral at `at`: where it ends, and its start and value unless it is part of a word.
fn one(glyphs: &Glyphs<'_>, at: usize) -> (usize, Option<(usize, Decimal)>) {
    let sign = |value: Decimal| match glyphs.before(at, 1) {
        '负' => (at - 1, -value),
        '-' if !glyphs.before(at, 2).is_ascii_alphanumeric() => (at - 1, -value),
        _ => (at, value),
    };
    if let Some(read) = ratio(glyphs, at) {
        return (read.end, Some(sign(read.value)));
    }
    let Some(read) = number(glyphs, at) else { return (at + 1, None) };
    let ordinal = glyphs.before(at, 1) == '第';
    if ordinal || in_word(glyphs, at, read.end, read.shape) {
        return (read.end, None);
    }
    (read.end, Some(sign(read.low)))
}

/// Whether a short Han number is part of a word.
fn in_word(glyphs: &Glyphs<'_>, at: usize, end: usize, shape: Shape) -> bool {
    if shape == Shape::Arabic {
        return false;
    }
    let listed = |word: &str| {
        word.chars().position(|c| c == glyphs.at(at)).is_some_and(|offset| {
            at.checked_sub(offset)
                .is_some_and(|start| glyphs.has(start, word) && end <= start + word.chars().count())
        })
    };
    if WORDS.iter().any(|word| listed(word)) {
        return true;
    }
    // A bare scale between Han characters is a name or an idiom (千方, 百色).
    shape == Shape::Bare && is_han(glyphs.at(at + 1))
}
