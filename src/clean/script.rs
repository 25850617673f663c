//! Traditional to simplified script, character by character where the text allows it.

use super::draft::is_han;
use super::tracked::{Edit, Tracked};
use super::traditional::TRADITIONAL;
use crate::rules::Letters;
use crate::span::Span;
use std::sync::LazyLock;

/// Characters that only traditional script has and that every news text in it is full of: a
/// cheap test that spares simplified texts the conversion.
const TELLTALE: &str = "個來們為這會對發後經過現還進開長問學產業動點關員實與萬東車門間電書見話買賣體區縣\
鎮鄉貧脫戶幹從兩億國專麼樣難頭質農資組織級線練總結統給絕繼續編緣網維約紀純紅綠終細紹縮績義習聯聲職\
臺舉華葉號術衛裝裡製複規視親覺觀計訂討訓記設許訪評詞試詳語誤說課調談請論諸講證識護譽變讓負財責貨貫費\
貿賴賽贊趕趙軍輕較輩輪輸轉辦達遠適選遺還鄰醫釋針鋼錄錢鐵鑒閱陽際陸隊階隨險隻雖離難雲靈靜響頂項順須預領頻題願\
類風飛飯館馬駐驗驚髮鬆鬥魚鳥鹽麗黃黨龍";

static TELLTALES: LazyLock<Letters> = LazyLock::new(|| Letters::from_iter([TELLTALE]));

/// Words, in simplified script, that keep 著; everywhere else it is the particle or verb 着, which
/// the conversion table leaves alone.
const KEEP_ZHU: &[&str] = &[
    "著名", "名著", "著作", "显著", "著者", "专著", "编著", "原著", "论著", "土著", "卓著", "昭著",
    "巨著", "合著", "译著", "拙著", "遗著", "著称", "著述", "著书", "著录", "新著", "著有",
];

/// The share of traditional-only characters among the Chinese characters of `texts`, in percent.
pub(super) fn traditional_percent<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> usize {
    let (mut han, mut typical) = (0, 0);
    let telltales = &*TELLTALES;
    for c in texts.clone().flat_map(str::chars).filter(|c| is_han(*c)) {
        han += 1;
        typical += usize::from(telltales.has(c));
    }
    if typical * 50 < han {
        return typical * 100 / han.max(1);
    }
    let changed: usize = texts
        .map(|text| {
            let simplified = TRADITIONAL.convert(text);
            text.chars().zip(simplified.chars()).filter(|(a, b)| a != b).count()
        })
        .sum();
    changed * 100 / han.max(1)
}

/// The text in simplified script, with the quotation marks of the mainland.
pub(super) fn simplified(text: &Tracked) -> Tracked {
    let old: Vec<(usize, char)> = text.text().char_indices().collect();
    let mut new: Vec<char> = TRADITIONAL.convert(text.text()).chars().collect();
    settle_zhu(&mut new);
    let edits: Vec<Edit> = old
        .iter()
        .zip(&new)
        .map(|(&(at, was), &is)| (at, was, mainland_quote(is)))
        .filter(|&(_, was, is)| was != is)
        .map(|(at, was, is)| Edit::new(Span::new(at, at + was.len_utf8()), is))
        .collect();
    text.edited(&edits)
}

/// A headline in simplified script when the article is in traditional script.
pub(super) fn simplified_words(text: &str, traditional: bool) -> String {
    let mut words = Tracked::default();
    words.push(text, Span::new(0, text.len()));
    if traditional { simplified(&words).finish().text } else { text.to_owned() }
}

const fn mainland_quote(c: char) -> char {
    match c {
        '「' => '“',
        '」' => '”',
        '『' => '‘',
        '』' => '’',
        _ => c,
    }
}

fn settle_zhu(chars: &mut [char]) {
    let places: Vec<usize> =
        chars.iter().enumerate().filter(|&(_, c)| *c == '著').map(|(at, _)| at).collect();
    for at in places {
        let pair = |from: Option<usize>| -> String {
            from.and_then(|from| chars.get(from..from + 2)).into_iter().flatten().collect()
        };
        let kept = [pair(at.checked_sub(1)), pair(Some(at))];
        if kept.iter().all(|word| !KEEP_ZHU.contains(&word.as_str()))
            && let Some(c) = chars.get_mut(at)
        {
            *c = '着';
        }
    }
}

/// Traditional characters that simplified script keeps as characters of their own (乾隆, 於都,
/// 著名): which one is meant depends on the word.
pub const SHARED: &str = "乾著於藉瞭徵夥麽祇昇鍾摺覆";

/// The character in simplified script; itself when it has no simplified form of its own.
///
/// Word by word conversion knows more; this is for search, where text and query are folded alike.
/// Characters of [`SHARED`] are converted as well: the caller decides about them.
///
/// # Example
/// ```
/// use fangzhi::clean::simplified_char;
/// assert_eq!(simplified_char('貧'), '贫');
/// assert_eq!(simplified_char('贫'), '贫');
/// ```
#[must_use]
pub fn simplified_char(c: char) -> char {
    match c {
        '著' => '着',
        '\u{4e00}'..='\u{9fff}' => TRADITIONAL.character(c),
        _ => c,
    }
}
