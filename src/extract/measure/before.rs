//! The noun phrase before a quantity: 脱贫奔康产业园|1023个.

use super::{LONGEST, Reader, tidy};
use crate::extract::Quantity;
use crate::lexicon::Dimension;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// The characters that a time can end with; most stretches end otherwise and need no search.
const TIME_ENDS: &str = "年月日份底末初来间起前期度五”";

static PERIOD_WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(?:[0-9]{2,4}|[〇零一二三四五六七八九]{4}|今|去|前|当|同|上|本|近[一两三四五六七八九十几0-9]+)年",
        r"(?:[0-9一二三四五六七八九十]{1,3}月)?(?:[0-9]{1,2}日)?(?:以来|年?底|年?末|年?初|期间|起|来|间|上半年|下半年)?",
        r"|[0-9]{1,2}月(?:份|底|末)?|截至目前|目前|“?十[一二三四]五”?(?:期间|以来|时期)?|上半年|下半年|[前一二三四]+季度)"
    ))
    .ok()
});

impl Reader<'_, '_> {
    /// The noun phrase right before the quantity, with the verb that carries its meaning.
    pub(super) fn left(&self, before: &str, quantity: &Quantity) -> String {
        if (before.trim_end().ends_with('、') || self.owned_before(before)) && !quantity.each {
            return String::new();
        }
        let mut text = self.without_tail(before);
        if quantity.each
            && let Some((_, rest)) = text.rsplit_once('各')
            && rest.chars().count() >= 2
        {
            text = rest;
        }
        text = self.after_names(text, quantity);
        text = self.last_item(text, quantity.each);
        text = self.without_agent(self.without_lead(text));
        let phrase = named(text).unwrap_or_else(|| self.shortened(text));
        tidy(phrase)
    }

    /// Whether the stretch is the noun of the quantity before, right up to this one: 8个|乡镇|3.1万户.
    fn owned_before(&self, before: &str) -> bool {
        let Some(last) = self.index.checked_sub(1).and_then(|i| self.quantities.get(i)) else {
            return false;
        };
        let begins = self
            .quantities
            .get(self.index)
            .is_some_and(|q| q.span.start.checked_sub(before.len()) == Some(last.span.end));
        let bare = before.trim_end_matches(['和', '与', '及', '、']);
        let noun = self.noun_length(bare) == bare.len() && bare.chars().count() >= 2;
        begins && noun && last.dimension == Dimension::Count && !self.right(bare).is_empty()
    }

    /// Drops fillers, times and comparisons between the phrase and its number.
    pub(super) fn without_tail<'t>(&self, before: &'t str) -> &'t str {
        let mut text = before.trim_end();
        loop {
            if let Some(word) = self.cues.tail.at_end(text)
                && !keeps_end(text, word)
            {
                text = text.get(..text.len() - word.len()).unwrap_or_default().trim_end();
                continue;
            }
            if text.ends_with(|c| TIME_ENDS.contains(c))
                && let Some(found) = PERIOD_WORDS.as_ref().and_then(|r| r.find_iter(text).last())
                && found.end() == text.len()
            {
                text = text.get(..found.start()).unwrap_or_default();
                continue;
            }
            let trimmed = text.trim_end_matches(['、', '(', '（', '—', '-', '~', '～', ' ']);
            if trimmed.len() == text.len() {
                break;
            }
            text = trimmed;
        }
        text.strip_suffix('等').filter(|t| !t.ends_with("优")).unwrap_or(text)
    }

    /// What follows the last place name or time in the stretch.
    pub(super) fn after_names<'t>(&self, text: &'t str, quantity: &Quantity) -> &'t str {
        let mut cut = 0;
        let end = self.offset_of(text);
        if let Some(start) = end {
            let stretch = Span::new(start, start + text.len());
            let mentions = &self.places.mentions;
            let first = mentions.partition_point(|mention| mention.span.start < start);
            for mention in mentions.iter().skip(first) {
                if mention.span.start >= quantity.span.start {
                    break;
                }
                if stretch.contains(mention.span) && !mention.within_name {
                    cut = cut.max(mention.span.end - start);
                }
            }
        }
        let timed = text.contains(['年', '月', '前', '期', '五', '度']);
        let times = PERIOD_WORDS.as_ref().filter(|_| timed).map(|words| words.find_iter(text));
        let compared = |at: usize| {
            text.get(..at).is_some_and(|before| before.ends_with(['比', '较', '与', '同']))
        };
        for found in times.into_iter().flatten().filter(|found| !compared(found.start())) {
            cut = cut.max(found.end());
        }
        text.get(cut..).unwrap_or(text)
    }

    /// Where `part` of the article's text begins; none when it is not a part of it.
    pub(super) fn offset_of(&self, part: &str) -> Option<usize> {
        let whole = self.layout.text.as_ptr().addr();
        let start = part.as_ptr().addr().checked_sub(whole)?;
        (start + part.len() <= self.layout.text.len()).then_some(start)
    }

    /// The last item of a list with 、 or 等: 县道、乡道等|农村公路. A distributive number (各1290处)
    /// speaks of the whole list.
    pub(super) fn last_item<'t>(&self, text: &'t str, each: bool) -> &'t str {
        if each {
            return text;
        }
        let list = text.rfind('、').map_or(0, |at| at + '、'.len_utf8());
        let rest = text.get(list..).unwrap_or_default();
        let tail = match rest.find('等') {
            Some(at) if rest.get(at..).is_none_or(|r| self.cues.keep.at_start(r).is_none()) => {
                rest.get(at + '等'.len_utf8()..).unwrap_or_default()
            }
            _ => rest,
        };
        if tail.chars().count() >= 2 { tail } else { rest }
    }

    pub(super) fn without_lead<'t>(&self, mut text: &'t str) -> &'t str {
        loop {
            text = text.trim_start_matches([' ', '、', ')', '）', '-', '—', '·', '”', '’']);
            if self.cues.keep.at_start(text).is_some() {
                return text;
            }
            let Some(word) = self.cues.lead.at_start(text) else { return text };
            text = text.get(word.len()..).unwrap_or_default();
        }
    }

    /// 省林业厅|解决生态保护修复资金: who did it is no part of what was measured.
    fn without_agent<'t>(&self, text: &'t str) -> &'t str {
        let agent = |at: usize| {
            text.get(..at).is_some_and(|before| {
                before.ends_with(['局', '厅', '委', '办', '行', '院', '部', '府', '司', '会', '位'])
            })
        };
        let found = self.cues.verbs.within(text).into_iter().find(|(at, word)| {
            let object = text.get(at + word.len()..).unwrap_or_default();
            agent(*at) && object.chars().count() >= 2
        });
        found.and_then(|(at, _)| text.get(at..)).unwrap_or(text)
    }

    /// Cuts a long stretch at its last verb, then after the verb, then after 的.
    pub(super) fn shortened<'t>(&self, text: &'t str) -> &'t str {
        let short = |t: &str| (2..=LONGEST).contains(&t.chars().count());
        if text.chars().count() <= LONGEST {
            return text;
        }
        let verbs = self.cues.verbs.within(text);
        for (at, word) in &verbs {
            let with = text.get(*at..).unwrap_or_default();
            let without = text.get(at + word.len()..).unwrap_or_default();
            if short(with) && without.chars().count() >= 2 {
                return self.without_lead(with);
            }
            if *at == 0 && short(without) {
                return self.without_lead(without);
            }
        }
        if let Some(rest) = text.rfind('的').and_then(|at| text.get(at + '的'.len_utf8()..))
            && short(rest)
        {
            return rest;
        }
        let start = text.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
        text.get(start..).unwrap_or(text)
    }
}

/// A name in quotes at the end of a longer stretch stands for it: …小额信贷分险|“四项基金”.
fn named(text: &str) -> Option<&str> {
    let rest = text.get(text.rfind('“')?..)?;
    let ends = rest.ends_with('”') && rest.chars().count() >= 4;
    (ends && text.len() > rest.len()).then_some(rest)
}

/// Whether the filler at the end of `text` is really part of a word: 初中, 拥有 stay whole.
fn keeps_end(text: &str, word: &str) -> bool {
    let kept: &[&str] = match word {
        "中" => &["初中", "高中", "集中"],
        "有" => &["国有", "所有", "特有", "私有"],
        "里" => &["公里", "邻里"],
        "分" => &["积分", "部分", "学分"],
        "到" => &["报到", "签到"],
        "的" => &["目的"],
        "共" => &["公共"],
        "要" => &["纪要"],
        "均" => &["户均", "人均", "亩均", "年均", "村均", "月均", "日均", "平均"],
        _ => return false,
    };
    kept.iter().any(|k| text.ends_with(k))
}
