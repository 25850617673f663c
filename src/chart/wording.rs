//! What a chart says in words: headline, subtitle, source, and the description for those who
//! cannot see it. All of it is made from the figures.

use super::choose::Context;
use super::line::open_gap;
use super::scale::share;
use super::text::han_length;
use super::{ChartKind, ChartSpec, Mark};
use crate::corpus::ArticleId;
use crate::decimal::{Decimal, grouped};
use crate::diag::Language;
use crate::extract::Status;
use crate::model::{FigureRecord, period_words, unit_words};

/// Longest headline, in Han characters.
const HEADLINE: usize = 26;
/// Most articles named under a chart.
const SOURCES: usize = 2;

/// The first candidate that is short enough, or the last.
pub(super) fn headline(candidates: Vec<String>) -> String {
    let fits = candidates.iter().position(|text| han_length(text) <= HEADLINE);
    let at = fits.unwrap_or(candidates.len().saturating_sub(1));
    candidates.into_iter().nth(at).unwrap_or_default()
}

/// An amount that we computed, in the magnitude of newspapers: `7.4385亿元`.
pub(super) fn amount(value: Decimal, unit: &str, language: Language) -> String {
    let scaled = |zeros: u32, word: &str| {
        let by = Decimal::from(10_i64.pow(zeros));
        value.checked_div(by).map(|v| format!("{}{word}{unit}", grouped(v.round_dp(4))))
    };
    let large = match language {
        Language::Chinese if value.abs() >= Decimal::from(100_000_000) => scaled(8, "亿"),
        Language::Chinese if value.abs() >= Decimal::from(10_000) => scaled(4, "万"),
        _ => None,
    };
    large.unwrap_or_else(|| format!("{}{unit}", grouped(value)))
}

/// The period under a mark: without 截至, which the page's own words keep.
pub(super) fn time_label(record: &FigureRecord, language: Language) -> String {
    let words = record.period.map(|period| period_words(&period, language));
    match (words, record.status, language) {
        (Some(words), _, Language::Chinese) => words.trim_start_matches("截至").to_owned(),
        (Some(words), ..) => words,
        (None, Status::Planned, Language::Chinese) => "计划".to_owned(),
        (None, Status::Planned, Language::English) => "planned".to_owned(),
        (None, Status::Baseline, Language::Chinese) => "此前".to_owned(),
        (None, Status::Baseline, Language::English) => "before".to_owned(),
        (None, _, Language::Chinese) => "时间未注明".to_owned(),
        (None, _, Language::English) => "undated".to_owned(),
    }
}

/// The headline of a change.
pub(super) fn change_title(spec: &ChartSpec, region: &str, label: &str) -> String {
    let done: Vec<&Mark> = spec.marks.iter().filter(|m| m.status != Status::Planned).collect();
    let (Some(from), Some(to)) = (spec.marks.first(), spec.marks.last()) else {
        return label.to_owned();
    };
    // The change that has happened is the finding; a plan is one only when nothing else is.
    let to = if done.len() >= 2 { done.last().copied().unwrap_or(to) } else { to };
    let plan = to.status == Status::Planned;
    let (a, b) = (&from.text, &to.text);
    match spec.language {
        Language::Chinese => {
            let verb = match (to.value < from.value, to.value > from.value) {
                (true, _) => "降至",
                (_, true) => "升至",
                _ => "仍为",
            };
            let verb = if plan { format!("计划{verb}") } else { verb.to_owned() };
            headline(vec![
                format!("{region}{label}由{a}{verb}{b}"),
                format!("{label}由{a}{verb}{b}"),
                format!("由{a}{verb}{b}"),
            ])
        }
        Language::English => {
            let verb = if plan { "planned to go" } else { "went" };
            headline(vec![
                format!("{label} in {region} {verb} from {a} to {b}"),
                format!("{label} {verb} from {a} to {b}"),
                format!("From {a} to {b}"),
            ])
        }
    }
}

/// The headline of a share: the largest part of the whole.
pub(super) fn share_title(spec: &ChartSpec, whole: &Mark, largest: &Mark) -> String {
    let percent = share(largest.value, whole.value).unwrap_or_default();
    let (part, of, text) = (&largest.label, &whole.label, &largest.text);
    let planned = whole.status == Status::Planned;
    match spec.language {
        Language::Chinese => {
            let plan = if planned { "计划：" } else { "" };
            headline(vec![
                format!("{plan}{part}{text}，占{of}的{percent}"),
                format!("{plan}{part}占{of}的{percent}"),
                format!("{plan}{part}占{percent}"),
                format!("{plan}{text}，占{percent}"),
            ])
        }
        Language::English => {
            let plan = if planned { "planned: " } else { "" };
            headline(vec![
                format!("{plan}{part}: {text}, {percent} of {of}"),
                format!("{plan}{part}: {percent}"),
                format!("{plan}{text}, {percent}"),
            ])
        }
    }
}

/// The headline of a plan beside its result.
pub(super) fn plan_title(spec: &ChartSpec, label: &str) -> String {
    let (Some(plan), Some(done)) = (spec.marks.first(), spec.marks.get(1)) else {
        return label.to_owned();
    };
    let (planned, got) = (&plan.text, &done.text);
    let (ahead, past) = (&plan.label, &done.label);
    match spec.language {
        Language::Chinese if ahead != past => headline(vec![
            format!("{label}：{past}完成{got}，{ahead}计划{planned}"),
            format!("{past}完成{got}，{ahead}计划{planned}"),
            format!("{label}完成{got}，另计划{planned}"),
            format!("完成{got}，另计划{planned}"),
        ]),
        Language::Chinese => headline(vec![
            format!("{label}完成{got}，计划{planned}"),
            format!("完成{got}，计划{planned}"),
        ]),
        Language::English => headline(vec![
            format!("{label}: {got} done, {planned} planned"),
            format!("{got} done, {planned} planned"),
        ]),
    }
}

/// Measure, unit, region and period.
pub(super) fn subtitle(parts: &[&str], spec: &ChartSpec) -> String {
    let mut said: Vec<String> =
        parts.iter().filter(|part| !part.is_empty()).map(|part| (*part).to_owned()).collect();
    if !spec.unit.is_empty() {
        let unit = match spec.language {
            Language::Chinese => format!("单位：{}", spec.unit),
            Language::English => format!("unit: {}", unit_words(&spec.unit, spec.language)),
        };
        said.insert(said.len().min(1), unit);
    }
    said.join(" · ")
}

/// First and last period of `records`, in words.
pub(super) fn span_words(records: &[&FigureRecord], language: Language) -> String {
    let labels: Vec<String> = records
        .iter()
        .filter(|record| record.period.is_some())
        .map(|record| time_label(record, language))
        .collect();
    match (labels.first(), labels.last()) {
        (Some(first), Some(last)) if first != last => match language {
            Language::Chinese => format!("{first}至{last}"),
            Language::English => format!("{first} to {last}"),
        },
        (Some(only), _) => only.clone(),
        _ => String::new(),
    }
}

/// Who said it, and what the marks mean.
pub(super) fn source(records: &[&FigureRecord], spec: &ChartSpec, context: &Context<'_>) -> String {
    let mut articles: Vec<&ArticleId> = Vec::new();
    for cite in records.iter().filter_map(|record| record.cites.first()) {
        if !articles.contains(&&cite.article) {
            articles.push(&cite.article);
        }
    }
    let chinese = spec.language == Language::Chinese;
    let named: Vec<String> = articles
        .iter()
        .take(SOURCES)
        .filter_map(|id| context.facts.imprint(id))
        .map(|card| {
            let outlet = card.outlet.unwrap_or_default();
            let date = card.published.map(|date| date.to_string()).unwrap_or_default();
            let (open, close) = if chinese { ("《", "》") } else { ("“", "”") };
            let parts = [outlet.to_owned(), format!("{open}{}{close}", card.title), date];
            let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            said.join(" ")
        })
        .collect();
    let more = articles.len().saturating_sub(SOURCES);
    let (lead, between) = if chinese { ("来源：", "；") } else { ("Source: ", "; ") };
    let mut words = format!("{lead}{}", named.join(between));
    if more > 0 {
        let rest =
            if chinese { format!("等{}篇", articles.len()) } else { format!(" and {more} more") };
        words.push_str(&rest);
    }
    let plans = spec.marks.iter().any(|mark| mark.status == Status::Planned);
    let tick = spec.kind == ChartKind::PlanAndDone;
    // A drawing with a legend says it there.
    let plans = plans && spec.kind != ChartKind::Readings;
    let derived = spec.marks.iter().any(|mark| mark.derived);
    if spec.kind == ChartKind::Composition {
        words.push_str(&mismatch(spec));
    }
    let notes = [
        (plans && chinese && tick, "竖线为计划数"),
        (plans && chinese && !tick, "虚线和空心点为计划数"),
        (plans && !chinese && tick, "the tick is the plan"),
        (plans && !chinese && !tick, "dashed lines and hollow marks are plans"),
        (derived && chinese, "“其余”为推算"),
        (derived && !chinese, "the rest is derived"),
    ];
    for (_, note) in notes.iter().filter(|(said, _)| *said) {
        words.push_str(if chinese { "。" } else { ". " });
        words.push_str(note);
    }
    words
}

/// The headline of sums beside each other: the largest.
pub(super) fn sources_title(spec: &ChartSpec) -> String {
    let Some(first) = spec.marks.first() else { return String::new() };
    let (count, name, text) = (spec.marks.len(), &first.label, &first.text);
    match spec.language {
        Language::Chinese => headline(vec![
            format!("{count}笔资金之中，{name}最多：{text}"),
            format!("{name}最多：{text}"),
            format!("{count}笔资金，最多{text}"),
        ]),
        Language::English => headline(vec![format!("Largest of {count}: {text}")]),
    }
}

/// A sum that differs from the printed total is said, never adjusted.
fn mismatch(spec: &ChartSpec) -> String {
    let Some((total, parts)) = spec.marks.split_last() else { return String::new() };
    let sum = parts.iter().fold(Decimal::ZERO, |sum, mark| sum.saturating_add(mark.value));
    if sum == total.value {
        return String::new();
    }
    let sum = amount(sum, &spec.unit, spec.language);
    let printed = &total.text;
    match spec.language {
        Language::Chinese => format!("。分项之和{sum}，原文合计{printed}，未作机械调整"),
        Language::English => format!(". The parts add up to {sum}, the text says {printed}"),
    }
}

/// The chart for those who cannot see it: type, values, extremes, direction, gaps.
pub(super) fn description(spec: &ChartSpec) -> String {
    let chinese = spec.language == Language::Chinese;
    let kind = match (spec.kind, chinese) {
        (ChartKind::Line, true) => "折线图",
        (ChartKind::Line, false) => "Line chart",
        (ChartKind::PartOfWhole, true) => "比例条",
        (ChartKind::PartOfWhole, false) => "Bar filled in part",
        (ChartKind::PlanAndDone, true) => "完成与计划对照条",
        (ChartKind::PlanAndDone, false) => "Bar of what was done with a tick at the plan",
        (ChartKind::Ranked, true) => "排序点图",
        (ChartKind::Ranked, false) => "Ranked dots",
        (ChartKind::Composition, true) => "构成横条图",
        (ChartKind::Composition, false) => "Bars of the parts of a total",
        (ChartKind::Sources, true) => "横条图",
        (ChartKind::Sources, false) => "Bars",
        (ChartKind::Multiples, true) => "小多图",
        (ChartKind::Multiples, false) => "Small multiples",
        (ChartKind::Readings, true) => "点图",
        (ChartKind::Readings, false) => "Dots",
        (ChartKind::Diagram, true) => "组成图",
        (ChartKind::Diagram, false) => "Diagram of parts",
    };
    let stop = if chinese { "。" } else { ". " };
    let items: Vec<String> = spec
        .marks
        .iter()
        .map(|mark| {
            let plan = match (mark.status, chinese) {
                (Status::Planned, true) => "（计划）",
                (Status::Planned, false) => " (planned)",
                _ => "",
            };
            let panel = mark.panel.as_deref().unwrap_or_default();
            format!("{panel} {} {}{plan}", mark.label, mark.text).trim().to_owned()
        })
        .collect();
    let mut words = format!("{kind}{stop}{}{stop}", items.join(if chinese { "，" } else { ", " }));
    if matches!(spec.kind, ChartKind::Line | ChartKind::Ranked) {
        words.push_str(&extremes(spec, chinese));
    }
    if spec.kind == ChartKind::Line {
        words.push_str(&direction(spec, chinese));
    }
    words.trim_end().to_owned()
}

fn extremes(spec: &ChartSpec, chinese: bool) -> String {
    let high = spec.marks.iter().max_by_key(|mark| mark.value);
    let low = spec.marks.iter().min_by_key(|mark| mark.value);
    match (high, low) {
        (Some(high), Some(low)) if high.value != low.value => {
            let (h, l) = ((&high.label, &high.text), (&low.label, &low.text));
            if chinese {
                format!("最高 {} {}，最低 {} {}。", h.0, h.1, l.0, l.1)
            } else {
                format!("Highest {} {}, lowest {} {}. ", h.0, h.1, l.0, l.1)
            }
        }
        _ => String::new(),
    }
}

fn direction(spec: &ChartSpec, chinese: bool) -> String {
    let mut words = String::new();
    // What has happened; a plan counts only when it is all there is.
    let done = spec.marks.iter().filter(|mark| mark.status != Status::Planned).skip(1).last();
    if let (Some(first), Some(last)) = (spec.marks.first(), done.or(spec.marks.last())) {
        let change = last.value.saturating_sub(first.value);
        if !change.is_zero() {
            // A difference of rates is stated in percentage points, never in percent.
            let unit = match (spec.unit.as_str(), chinese) {
                ("%", true) => "个百分点",
                ("%", false) => " percentage points",
                (unit, _) => unit,
            };
            let size = amount(change.abs(), unit, spec.language);
            let down = change.is_sign_negative();
            let said = match (chinese, down) {
                (true, true) => format!("前后相差：下降{size}。"),
                (true, false) => format!("前后相差：上升{size}。"),
                (false, true) => format!("Overall down by {size}. "),
                (false, false) => format!("Overall up by {size}. "),
            };
            words.push_str(&said);
        }
    }
    if let Some(gap) = open_gap(spec) {
        for pair in spec.marks.windows(2) {
            let [a, b] = pair else { continue };
            if a.day.zip(b.day).is_some_and(|(from, to)| to - from > gap) {
                let said = if chinese {
                    format!("{}至{}之间无数据。", a.label, b.label)
                } else {
                    format!("No data between {} and {}. ", a.label, b.label)
                };
                words.push_str(&said);
            }
        }
    }
    words
}
