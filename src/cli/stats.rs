//! `stats`: what a corpus holds, before anything is built of it.

use super::args::{Common, MessageFormat, StatsArgs};
use super::print::Printer;
use super::progress::Bar;
use super::{Ending, language};
use crate::diag::Language;
use crate::error::Error;
use crate::extract::Coverage;
use crate::pipeline::{ArticleRecord, Project, read_articles};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Lines of each list for people; programs get all.
const SHOWN: usize = 12;

/// What there is, by what it is counted by; a missing name is empty.
#[derive(Debug, Default, Serialize)]
struct Stats {
    articles: usize,
    characters: usize,
    reprints: usize,
    /// Articles without a date.
    undated: usize,
    figures: usize,
    mechanisms: usize,
    /// Figures without a region.
    without_region: usize,
    /// Figures without a period.
    without_period: usize,
    /// Numbers that became no figure.
    set_aside: usize,
    years: Vec<(String, usize)>,
    sources: Vec<(String, usize)>,
    regions: Vec<(String, usize)>,
    rules: Vec<(String, usize)>,
}

/// Counts the articles of the project by year, source and region, their figures, and the rules that
/// decided most.
pub(super) fn run(args: &StatsArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let language = language(common);
    let project = Project::open(&common.project)?.value;
    let bar = Bar::new(common, language);
    let cache = args.kept.choice().open(&project.root, true);
    let read = read_articles(&project, &cache, &bar)?;
    cache.finish();
    bar.end();
    let articles = read.value;
    if articles.records.is_empty() {
        printer.err(language.pick("没有可读的文章。", "There is no article to read."));
        return Ok(Ending::Findings);
    }
    let stats = count(articles.records.values(), articles.reprints.len(), &project);
    if common.message_format == MessageFormat::Human {
        printer.all_out(lines(&stats, language).into_iter());
    } else {
        printer.out(&serde_json::to_string(&stats).unwrap_or_default());
    }
    Ok(Ending::Done)
}

fn count<'a>(
    records: impl Iterator<Item = &'a ArticleRecord>,
    reprints: usize,
    project: &Project,
) -> Stats {
    let mut stats = Stats { reprints, ..Stats::default() };
    let mut total = Coverage::default();
    let (mut years, mut sources, mut regions) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for record in records {
        let article = &record.article;
        stats.articles += 1;
        stats.characters += article.text.text.chars().count();
        stats.undated += usize::from(article.published.is_none());
        let year = article.published.map(|date| date.year().to_string());
        let region = record.extraction.main_region.map(|code| project.gazetteer.label(code));
        *years.entry(year.unwrap_or_default()).or_insert(0) += 1;
        *sources.entry(article.outlet.clone().unwrap_or_default()).or_insert(0) += 1;
        *regions.entry(region.unwrap_or_default().to_owned()).or_insert(0) += 1;
        total.add(&record.coverage);
    }
    stats.figures = total.figures;
    stats.mechanisms = total.mechanisms;
    stats.without_region = total.figures - total.with_region;
    stats.without_period = total.figures - total.with_period;
    stats.set_aside = total.unused.values().sum();
    stats.years = years.into_iter().collect();
    stats.sources = most(sources);
    stats.regions = most(regions);
    stats.rules =
        most(total.rules.iter().map(|(rule, count)| (rule.to_string(), *count)).collect());
    stats
}

/// The most frequent first.
fn most(counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut list: Vec<(String, usize)> = counts.into_iter().collect();
    list.sort_by_key(|(_, count)| Reverse(*count));
    list
}

fn lines(stats: &Stats, language: Language) -> Vec<String> {
    let Stats { articles, characters, reprints, undated, figures, mechanisms, .. } = stats;
    let share = |part: usize| (part * 100).checked_div(*figures).unwrap_or_default();
    let (homeless, dateless) = (share(stats.without_region), share(stats.without_period));
    let aside = stats.set_aside;
    let mut out = match language {
        Language::Chinese => vec![
            format!("{articles} 篇文章，{characters} 字；转载 {reprints} 篇，无日期 {undated} 篇"),
            format!(
                "{figures} 条数据（无地区 {homeless}%，时间未注明 {dateless}%），{mechanisms} 个机制，未用数值 {aside} 处"
            ),
        ],
        Language::English => vec![
            format!(
                "{articles} articles, {characters} characters; {reprints} reprints, {undated} without a date"
            ),
            format!(
                "{figures} figures ({homeless}% without region, {dateless}% without period), {mechanisms} mechanisms, {aside} numbers set aside"
            ),
        ],
    };
    let lists = [
        (language.pick("按年份", "by year"), &stats.years),
        (language.pick("按来源", "by source"), &stats.sources),
        (language.pick("按地区", "by region"), &stats.regions),
        (language.pick("判定最多的规则", "rules that decided most"), &stats.rules),
    ];
    for (name, list) in lists {
        out.push(format!("\n{name}"));
        for (what, count) in list.iter().take(SHOWN) {
            let what =
                if what.is_empty() { language.pick("未注明", "not stated") } else { what };
            out.push(format!("{count:>8}  {what}"));
        }
        let more = list.len().saturating_sub(SHOWN);
        if more > 0 {
            out.push(match language {
                Language::Chinese => format!("          另有 {more} 项"),
                Language::English => format!("          {more} more"),
            });
        }
    }
    out
}
