//! Places inside the names of other things: banks, papers, companies, works.

use crate::gazetteer::{Adcode, Level};
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What a name of something else ends in, within reach of the place it begins with.
static ENDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^[\p{Han}A-Za-z]{0,9}?(?:大学|学院|银行|分行|支行|分院|研究院|研究所|农科院|科学院|",
        r"有限公司|公司|集团|股份|日报|晚报|早报|晨报|时报|商报|电视台|电台|出版社|杂志|",
        r"人民网|新闻网|在线|之窗|人大网|政府网|医院|中学|小学|幼儿园|协会|商会|基金会|",
        r"大道|高速|公路|铁路|机场|火车站|战役|会战|牌|论坛)",
    ))
    .ok()
});

/// Characters that end a name: grammar and the next division.
const BREAKS: &str = "的在和与及了有是对为把县市区镇乡村州省向将从到派投、";

/// Things that stand where they are named after, so that a county before them is the county.
const LOCAL: &[&str] = &["公司", "集团", "医院", "中学", "小学", "幼儿园", "协会", "商会", "学院"];

/// Whether the place at `span` is a piece of the name of something else.
pub(super) fn holds(text: &str, span: Span, code: Adcode) -> bool {
    in_title(text, span) || joined(text, span) || begins_name(text, span, code)
}

fn begins_name(text: &str, span: Span, code: Adcode) -> bool {
    let rest: String = text.get(span.end..).unwrap_or_default().chars().take(14).collect();
    let Some(found) = ENDS.as_ref().and_then(|ends| ends.find(&rest)) else { return false };
    let name = found.as_str();
    let local = code.level() == Level::County && LOCAL.iter().any(|end| name.ends_with(end));
    !local && !name.chars().any(|c| BREAKS.contains(c))
}

/// Most characters of a title before a place in it; also keeps long lines from being read again
/// and again.
const LONGEST_TITLE: usize = 120;

/// Between 《 and 》.
fn in_title(text: &str, span: Span) -> bool {
    let front = text.get(..span.start).unwrap_or_default().chars().rev().take(LONGEST_TITLE);
    front.take_while(|c| *c != '\n').find(|c| matches!(c, '《' | '》')) == Some('《')
}

/// 红原·三台·温州飞地园区: a coined name.
fn joined(text: &str, span: Span) -> bool {
    let next = text.get(span.end..).and_then(|t| t.chars().next());
    let previous = text.get(..span.start).and_then(|t| t.chars().next_back());
    next == Some('·') || previous == Some('·')
}
