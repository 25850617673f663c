//! When, where and by whom an article was published, as its lines say.

use crate::date::{Date, written_day};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Names that outlets give themselves and that name nobody.
const SELF: &[&str] = &[
    "本报",
    "本网",
    "本台",
    "本刊",
    "本站",
    "本社",
    "本网专稿",
    "本站原创",
    "本网原创",
    "原创",
    "网络",
    "互联网",
    "综合",
    "未知",
    "转载",
    "其他",
    "佚名",
    "本报讯",
    "媒体",
    "微信公众号",
];

/// Words of a byline that are not names.
const ROLES: &[&str] = &[
    "全媒体记者",
    "融媒体记者",
    "特约记者",
    "首席记者",
    "见习记者",
    "实习记者",
    "驻站记者",
    "本报记者",
    "本网记者",
    "实习生",
    "特约通讯员",
    "通讯员",
    "记者",
    "摄影报道",
    "摄影",
    "作者",
    "编辑",
    "文/图",
    "图/文",
    "文图",
    "报道",
];

/// What the lines of a text say about its publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Imprint {
    /// The day; only ever with a year.
    pub(super) published: Option<Date>,
    /// The outlet.
    pub(super) outlet: Option<String>,
    /// The names of who wrote it.
    pub(super) byline: Option<String>,
    /// What stands beside the date without a label: the outlet, when nothing else names it.
    pub(super) guess: Option<String>,
    /// Where a dateline says it was written.
    pub(super) place: Option<String>,
}

/// Most characters of a line that tells of the publication.
const LINE_CHARS: usize = 120;
/// Most characters of the name of an outlet or a column that stands beside the date.
const OUTLET_CHARS: usize = 14;

static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:19|20)\d{2}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}日?",
        r"(?:[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?",
    ))
    .ok()
});

/// Labels of the outlet, of who wrote, and of what says nothing.
const OUTLETS: &[&str] = &[
    "来源",
    "信息来源",
    "文章来源",
    "稿件来源",
    "新闻来源",
    "稿源",
    "来自",
    "转自",
    "出处",
    "发布机构",
    "发文机关",
    "发布单位",
    "印发机关",
];
const WRITERS: &[&str] = &[
    "特约记者",
    "本报记者",
    "本网记者",
    "全媒体记者",
    "融媒体记者",
    "首席记者",
    "见习记者",
    "实习记者",
    "驻站记者",
    "记者",
    "特约通讯员",
    "通讯员",
    "实习生",
    "作者",
    "撰稿",
    "撰文",
    "文/图",
    "图/文",
    "文",
    "图",
    "摄影",
];
const TOOLS: &[&str] = &[
    "发布",
    "发表",
    "更新",
    "时间",
    "日期",
    "成文",
    "印发",
    "浏览",
    "点击",
    "阅读",
    "访问",
    "字号",
    "字体",
    "分享",
    "评论",
    "打印",
    "收藏",
    "关闭",
    "纠错",
    "大",
    "中",
    "小",
    "编辑",
    "责编",
    "责任编辑",
    "审核",
    "校对",
    "录入",
    "星期",
    "周",
    "第",
    "版",
    "期",
    "人气",
    "视力保护",
    "次",
    "总第",
    "号",
];

/// Reads a line that tells when, where and by whom a text was published, in whatever order and
/// between whatever separators: `鄂东时报·访谈　2021-04-08　A03版`, `2020年6月12日 | 文丨甲乙`. None when
/// the line has no full date, or holds a phrase that is longer than a name: then it is a headline.
pub(super) fn dated(line: &str) -> Option<Imprint> {
    let running = line.contains(['。', '！', '？', '；', '!', '?', '“']);
    if running || line.chars().nth(LINE_CHARS).is_some() {
        return None;
    }
    let found = DAY.as_ref()?.find(line)?;
    let mut out = Imprint { published: Some(written_day(found.as_str())?), ..Imprint::default() };
    let (before, after) = (line.get(..found.start())?, line.get(found.end()..)?);
    // 2020年5月1日起施行 goes on as a sentence does.
    if after.starts_with(|c: char| c.is_alphanumeric() && !c.is_ascii()) {
        return None;
    }
    let separators = |c: char| c.is_whitespace() || "|｜丨[]【】()（）《》".contains(c);
    let mut writes = false;
    let mut names: Vec<&str> = Vec::new();
    for segment in before.split(separators).chain(after.split(separators)) {
        let segment = segment.trim_matches(|c: char| ":：,，、·—-/".contains(c));
        if !segment.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}')) {
            continue;
        }
        if let Some(outlet) = labelled(segment, OUTLETS) {
            writes = false;
            out.outlet =
                out.outlet.or_else(|| Some(outlet.to_owned()).filter(|o| names_somebody(o)));
        } else if let Some(writer) = labelled(segment, WRITERS) {
            writes = true;
            names.extend(Some(writer).filter(|name| !name.is_empty()));
        } else if TOOLS.iter().any(|word| segment.starts_with(word)) {
            writes = false;
        } else if writes && segment.chars().count() <= 4 {
            names.push(segment);
        } else if segment.chars().count() <= OUTLET_CHARS {
            let name = segment.split('·').next().unwrap_or(segment);
            out.guess = out.guess.or_else(|| Some(name.to_owned()).filter(|n| names_somebody(n)));
        } else {
            return None;
        }
    }
    out.byline = self::names(&names.join(" "));
    Some(out)
}

/// What follows the longest label that `segment` begins with.
fn labelled<'s>(segment: &'s str, labels: &[&str]) -> Option<&'s str> {
    let label = labels.iter().filter(|l| segment.starts_with(**l)).max_by_key(|l| l.len())?;
    let rest = segment.get(label.len()..)?;
    let marked = rest.is_empty() || rest.starts_with([':', '：', '/', ' ']);
    let long = label.chars().count() >= 2;
    (marked || long).then(|| rest.trim_start_matches([':', '：', '/', ' ']))
}

impl Imprint {
    /// Adds what another line says; what was said first stands.
    pub(super) fn take(&mut self, other: Self) {
        self.published = self.published.or(other.published);
        self.outlet = self.outlet.take().or(other.outlet);
        self.guess = self.guess.take().or(other.guess);
        self.byline = self.byline.take().or(other.byline);
    }

    /// Takes what a match names. What was said first stands; names are added up.
    pub(super) fn note(&mut self, found: &Captures<'_>) {
        let group = |name| found.name(name).map(|group| group.as_str().trim());
        if self.published.is_none() {
            self.published = group("date").and_then(written_day);
        }
        if let Some(outlet) = group("outlet").filter(|outlet| names_somebody(outlet))
            && self.outlet.is_none()
        {
            self.outlet = Some(outlet.to_owned());
        }
        if let Some(guess) = group("guess").filter(|guess| names_somebody(guess))
            && self.guess.is_none()
        {
            self.guess = Some(guess.to_owned());
        }
        if self.place.is_none() {
            self.place = group("place").filter(|place| !place.is_empty()).map(str::to_owned);
        }
        if let Some(names) = group("byline").and_then(names) {
            match &mut self.byline {
                None => self.byline = Some(names),
                Some(known) if !known.contains(&names) => {
                    known.push('、');
                    known.push_str(&names);
                }
                Some(_) => (),
            }
        }
    }
}

fn names_somebody(outlet: &str) -> bool {
    let own = ["本报", "本网", "本台", "本刊", "本站", "本社"];
    !outlet.is_empty() && !SELF.contains(&outlet) && !own.iter().any(|own| outlet.starts_with(own))
}

/// The names of a byline, between `、`. Two-character names are often set with a blank inside.
fn names(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    for role in ROLES {
        text = text.replace(role, " ");
    }
    let mut out: Vec<String> = Vec::new();
    let mut single: Option<String> = None;
    for part in text.split(|c: char| c.is_whitespace() || "、,，/:：;；".contains(c)) {
        if part.is_empty() {
            continue;
        }
        let one = part.chars().nth(1).is_none();
        match (single.take(), one) {
            (Some(first), true) => out.push(first + part),
            (Some(first), false) => out.extend([first, part.to_owned()]),
            (None, true) => single = Some(part.to_owned()),
            (None, false) => out.push(part.to_owned()),
        }
    }
    out.extend(single);
    (!out.is_empty()).then(|| out.join("、"))
}
