//! When, where and by whom an article was published, as its lines say.

use crate::date::Date;
use regex::Captures;

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

impl Imprint {
    /// Takes what a match names. What was said first stands; names are added up.
    pub(super) fn note(&mut self, found: &Captures<'_>) {
        let group = |name| found.name(name).map(|group| group.as_str().trim());
        if self.published.is_none() {
            self.published = group("date").and_then(date);
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

/// A day with its year, however it is punctuated; `None` without a year or when no such day exists.
pub(super) fn date(text: &str) -> Option<Date> {
    let mut parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    (year.len() == 4).then_some(())?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
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
