//! What stands around a number: qualifiers, per what, ordinal words, codes.

use super::super::Approx;
use super::super::numeral::Glyphs;
use crate::lexicon::Dimension;

/// Whether the dimension counts things, as numbers in names do; money and measures do not.
pub(super) const fn countable(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Count | Dimension::Multiple | Dimension::Duration)
}

/// Qualifiers before a number, longest first; the flag says that 近, 约 and the like alone can be
/// the end of another word, given by the characters before it.
const BEFORE: &[(&str, Option<Approx>, &str)] = &[
    ("不低于", Some(Approx::AtLeast), ""),
    ("不少于", Some(Approx::AtLeast), ""),
    ("不小于", Some(Approx::AtLeast), ""),
    ("不超过", Some(Approx::AtMost), ""),
    ("不高于", Some(Approx::AtMost), ""),
    ("不大于", Some(Approx::AtMost), ""),
    ("不多于", Some(Approx::AtMost), ""),
    ("至少", Some(Approx::AtLeast), ""),
    ("最少", Some(Approx::AtLeast), ""),
    ("起码", Some(Approx::AtLeast), ""),
    ("最多", Some(Approx::AtMost), ""),
    ("至多", Some(Approx::AtMost), ""),
    ("多达", None, ""),
    ("高达", None, ""),
    ("将近", Some(Approx::Under), ""),
    ("接近", Some(Approx::Under), ""),
    ("不足", Some(Approx::Under), ""),
    ("不到", Some(Approx::Under), ""),
    ("少于", Some(Approx::Under), "不"),
    ("低于", Some(Approx::Under), "不"),
    ("大约", Some(Approx::About), ""),
    ("约为", Some(Approx::About), ""),
    ("左右", Some(Approx::About), ""),
    ("超过", Some(Approx::Over), "不"),
    ("超出", Some(Approx::Over), ""),
    ("突破", Some(Approx::Over), ""),
    ("高于", Some(Approx::Over), "不"),
    ("多于", Some(Approx::Over), "不"),
    ("大于", Some(Approx::Over), "不"),
    ("远超", Some(Approx::Over), ""),
    ("近", Some(Approx::Under), "附最临靠邻亲晋远"),
    ("约", Some(Approx::About), "节预合契公制违签履条特隐赴相简"),
    ("逾", Some(Approx::Over), ""),
    ("超", Some(Approx::Over), "反赶高"),
    ("过", Some(Approx::Over), "通经超不渡越"),
    ("上", Some(Approx::Over), "以路网线山身会事地天村乡"),
];

/// The qualifier right before character `at`, and where it starts. 过 and 上 qualify only a bare
/// scale (上千人, 过万户).
pub(super) fn before(
    glyphs: &Glyphs<'_>,
    at: usize,
    bare: bool,
) -> Option<(Option<Approx>, usize)> {
    let mut end = at;
    if end > 0 && glyphs.before(end, 1) == ' ' {
        end -= 1;
    }
    let last = glyphs.before(end, 1);
    if !matches!(
        last,
        '于' | '过'
            | '少'
            | '码'
            | '多'
            | '达'
            | '近'
            | '足'
            | '到'
            | '约'
            | '为'
            | '右'
            | '出'
            | '破'
            | '超'
            | '逾'
            | '上'
    ) {
        return None;
    }
    for (word, approx, unless) in BEFORE {
        if !glyphs.ends(end, word) {
            continue;
        }
        let start = end - word.chars().count();
        let previous = glyphs.before(start, 1);
        if previous != '\0' && unless.contains(previous) {
            continue;
        }
        if matches!(*word, "过" | "上") && !bare {
            continue;
        }
        return Some((*approx, start));
    }
    None
}

const AFTER: &[(&str, Approx)] = &[
    ("(含)以上", Approx::AtLeast),
    ("及以上", Approx::AtLeast),
    ("及其以上", Approx::AtLeast),
    ("以上", Approx::AtLeast),
    ("之上", Approx::AtLeast),
    ("起步", Approx::AtLeast),
    ("(含)以下", Approx::AtMost),
    ("及以下", Approx::AtMost),
    ("以下", Approx::AtMost),
    ("之下", Approx::AtMost),
    ("以内", Approx::AtMost),
    ("之内", Approx::AtMost),
    ("左右", Approx::About),
    ("上下", Approx::About),
    ("开外", Approx::Over),
];

/// The qualifier at character `at`, and where it ends.
pub(super) fn after(glyphs: &Glyphs<'_>, at: usize) -> Option<(Approx, usize)> {
    let (word, approx) = AFTER.iter().find(|(word, _)| glyphs.has(at, word))?;
    let end = at + word.chars().count();
    let joined = match *word {
        "左右" => matches!(glyphs.at(end), '岸' | '手' | '两' | '侧' | '为'),
        "上下" => matches!(glyphs.at(end), '游' | '功' | '联' | '班' | '楼' | '学' | '一' | '齐'),
        _ => false,
    };
    (!joined).then_some((*approx, end))
}

/// Bases before a number: 户均, 每亩. Longest first.
const BASES: &[&str] = &[
    "平均每亩",
    "平均每户",
    "平均每人",
    "平均每年",
    "平均每月",
    "平均每天",
    "每平方米",
    "每平方公里",
    "每公里",
    "每公斤",
    "每立方米",
    "每千克",
    "每人",
    "每户",
    "每亩",
    "每村",
    "每年",
    "每月",
    "每天",
    "每日",
    "每吨",
    "每斤",
    "每株",
    "每头",
    "每只",
    "每个",
    "每家",
    "每名",
    "每周",
    "每季",
    "每箱",
    "每件",
    "每次",
    "每公顷",
    "每平",
    "每位",
    "每口",
    "每台",
    "每套",
    "户均",
    "人均",
    "亩均",
    "村均",
    "株均",
    "年均",
    "月均",
    "日均",
    "县均",
    "乡均",
    "社均",
    "棚均",
    "头均",
    "家均",
    "点均",
    "校均",
    "班均",
    "单价",
    "均价",
];

/// Most characters between a basis and the number it governs.
const BASE_REACH: usize = 14;

/// What the number at `at` is stated per, as written, when its clause says so before it and no
/// other number stands between.
pub(super) fn per(glyphs: &Glyphs<'_>, at: usize) -> Option<&'static str> {
    let mut here = at;
    while here > 0 && at - here < BASE_REACH {
        here -= 1;
        let c = glyphs.at(here);
        if matches!(c, ',' | '，' | '。' | ';' | '；' | '\n' | '：' | ':' | '(' | ')' | '、')
            || c.is_ascii_digit()
        {
            return None;
        }
        if matches!(c, '均' | '价')
            && let Some((word, _)) = glyphs.any_before(here + 1, BASES)
        {
            return Some(word);
        }
        if c == '每' {
            let from = if glyphs.ends(here, "平均") { here - 2 } else { here };
            let found = glyphs.any(from, BASES).or_else(|| glyphs.any(here, BASES));
            return found.map(|(word, _)| word);
        }
    }
    None
}

/// Whether 各 distributes the number at `at` over what was listed before: 卫生室、文化室各1290处.
pub(super) fn each(glyphs: &Glyphs<'_>, at: usize) -> bool {
    (1..=4).any(|back| {
        glyphs.before(at, back) == '各'
            && (1..back).all(|i| {
                !matches!(
                    glyphs.before(at, i),
                    ',' | '，'
                        | '、'
                        | '。'
                        | '级'
                        | '类'
                        | '地'
                        | '项'
                        | '种'
                        | '族'
                        | '界'
                        | '乡'
                )
            })
    })
}

/// Words that end in 前 or 后 without making the number after them an ordinal.
const NOT_ORDINAL: &[&str] = &[
    "底前",
    "末前",
    "初前",
    "中前",
    "午前",
    "日之前",
    "目前",
    "此前",
    "以前",
    "之前",
    "年前",
    "日前",
    "先前",
    "提前",
    "当前",
    "节前",
    "会前",
    "月前",
    "天前",
    "前前",
    "事前",
    "产前",
    "先后",
    "前后",
    "之后",
    "以后",
    "今后",
    "随后",
    "此后",
    "然后",
    "其后",
    "会后",
    "年后",
    "月后",
    "天后",
    "最后",
    "背后",
    "落后",
    "产后",
    "贫后",
    "帽后",
    "迁后",
    "改后",
    "成后",
    "退后",
    "毕后",
    "从前",
    "眼前",
    "生前",
    "面前",
    "跟前",
    "往前",
    "向前",
    "户前",
];

/// Whether the number at `at` is an ordinal or rank: 第三, 前10名, 最后一名.
pub(super) fn ordinal(glyphs: &Glyphs<'_>, at: usize) -> bool {
    let at = if glyphs.before(at, 1) == ' ' { at - 1 } else { at };
    match glyphs.before(at, 1) {
        '第' => true,
        // 最后一个县 is a rank, 最后9个县 are nine.
        '后' if glyphs.ends(at, "最后") => glyphs.at(at) == '一',
        '前' | '后' => glyphs.any_before(at, NOT_ORDINAL).is_none(),
        '首' => false,
        _ => glyphs
            .any_before(at, &["倒数", "排名", "位列", "位居", "排在", "居全国", "头版头"])
            .is_some(),
    }
}

/// Whether the number from `start` to `end` is part of a code: 4A, G318, 3+10+N, v2.0, 1号.
pub(super) fn code(glyphs: &Glyphs<'_>, start: usize, end: usize) -> bool {
    let before = glyphs.before(start, 1);
    let next = glyphs.at(end);
    let chained = |mark: char, next: char| {
        matches!(mark, '-' | '·' | '.' | '_') && next.is_ascii_alphanumeric()
    };
    before.is_ascii_alphabetic()
        || matches!(before, '+' | '#' | '№' | '@' | '_')
        || next == '+'
        || matches!(next, '号' | '#' | '版') && !glyphs.has(end, "号召")
        || decade(glyphs, start, end)
        || chained(before, glyphs.before(start, 2))
        || chained(next, glyphs.at(end + 1)) && next != '-'
        || (glyphs.at(start) == '0' && glyphs.at(start + 1).is_ascii_digit())
}

/// 80后, 90后: people by the decade of their birth.
fn decade(glyphs: &Glyphs<'_>, start: usize, end: usize) -> bool {
    end == start + 2
        && glyphs.before(end, 1) == '0'
        && glyphs.at(end) == '后'
        && !matches!(glyphs.at(end + 1), '续' | '期' | '来' | '面')
}

/// Units of old, and ends of place names, that make 五里村, 十里铺, 三台县 names.
const NAME_UNITS: &str = "里台家元门道口间户眼层斗石角分盘丈尺顶枝亩年节把头块步";
const NAME_ENDS: &str = "县区镇乡村屯寨山河湖桥路街沟坪坝湾庄岭铺店营市渠坡塘堡洲港岗";

/// Whether a Han number with its unit is the beginning of a place's or road's name.
pub(super) fn place_name(glyphs: &Glyphs<'_>, unit_start: usize, unit_end: usize) -> bool {
    let distance = glyphs.at(unit_start) == '里' && glyphs.at(unit_end) == '路';
    unit_end == unit_start + 1
        && !distance
        && NAME_UNITS.contains(glyphs.at(unit_start))
        && NAME_ENDS.contains(glyphs.at(unit_end))
}

/// What makes the number that starts at `start` unreadable from the left: a lost character (`?`),
/// or, before a bare scale, a quantifier that names no number (几百, 数千).
pub(super) fn broken_before(glyphs: &Glyphs<'_>, start: usize, bare: bool) -> Option<&'static str> {
    match glyphs.before(start, 1) {
        '?' | '\u{fffd}' | '*' => Some("damaged"),
        ';' | '；' if glyphs.before(start, 2) == '?' => Some("damaged"),
        '几' | '数' if bare => Some("vague"),
        '余' | '多' if bare => Some("damaged"),
        _ => None,
    }
}
