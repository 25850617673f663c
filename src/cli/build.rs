//! `build` and `check`.

use super::args::{BuildArgs, CheckArgs, Common, MessageFormat, Strictness};
use super::findings::Findings;
use super::print::Printer;
use super::progress::Bar;
use super::{Ending, interrupt, language, pdf};
use crate::diag::Language;
use crate::error::Error;
use crate::extract::Coverage;
use crate::pipeline::{self, Built, Options};
use crate::rules::{self, Rule};
#[cfg(feature = "serve")]
use crate::site::write::{Gate, Manner};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Builds the report; the last line names the file to open.
pub(super) fn build(args: &BuildArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let gate = Arc::default();
    let language = language(common);
    interrupt::watch(&gate, move |published| stopped(published, language).to_owned());
    let (output, jobs, wait) = (args.output.clone(), common.jobs, args.wait);
    let records = args.records.as_deref().map(pipeline::records::files).transpose()?;
    let options = Options {
        records,
        output,
        jobs,
        wait,
        gate: Arc::clone(&gate),
        cache: args.kept.choice(),
        ..Options::default()
    };
    let built = run(&options, common, language)?;
    let ending = report(&built, args.strictness, common, printer);
    let Some(published) = &built.published else {
        let line = language.pick(
            "报告没有生成；上一次的输出保持不变。",
            "No report was made; the last edition is as it was.",
        );
        printer.err(line);
        return Ok(Ending::Findings);
    };
    if !common.quiet {
        closing_lines(&built, printer, common.message_format);
    }
    let index = shown(&published.index);
    let printed = match published.index.parent() {
        Some(out) if args.pdf => pdf::print(out, args.browser.as_deref(), &gate)?,
        _ => Vec::new(),
    };
    let printed: Vec<String> = printed.iter().map(|path| shown(path)).collect();
    match common.message_format {
        MessageFormat::Json if args.pdf => {
            printer.out(&serde_json::json!({ "index": index, "pdf": printed }).to_string());
        }
        MessageFormat::Json => {
            printer.out(&serde_json::json!({ "index": index }).to_string());
        }
        MessageFormat::Human | MessageFormat::Github => {
            for file in printed {
                printer.out(&format!("PDF {file}"));
            }
            if !common.quiet {
                printer.out(&format!("{} {index}", language.pick("请打开", "Open")));
            }
        }
    }
    Ok(ending)
}

/// What a build says that a signal ends.
const fn stopped(published: bool, language: Language) -> &'static str {
    if published {
        language.pick("已停止；新的报告已经就位。", "Stopped; the new edition is in its place.")
    } else {
        language.pick("已停止；上一次的输出保持不变。", "Stopped; the last edition is as it was.")
    }
}

/// Builds for the preview: what was found is printed. A signal closes `gate`.
#[cfg(feature = "serve")]
pub(super) fn preview(
    common: &Common,
    printer: &Printer,
    gate: &Arc<Gate>,
) -> Result<Built, Error> {
    let manner = Manner::InPlace;
    let (jobs, gate) = (common.jobs, Arc::clone(gate));
    let options = Options { jobs, wait: true, manner, gate, ..Options::default() };
    let built = run(&options, common, language(common))?;
    let strictness = Strictness { deny_warnings: false, timings: false };
    report(&built, strictness, common, printer);
    if !common.quiet {
        closing_lines(&built, printer, common.message_format);
    }
    Ok(built)
}

/// A path as people write it: without `./` in it.
fn shown(path: &Path) -> String {
    let parts: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    parts.display().to_string()
}

/// Says what a build would say, and how many numbers were used.
pub(super) fn check(args: &CheckArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let options =
        Options { jobs: common.jobs, dry: true, cache: args.kept.choice(), ..Options::default() };
    let built = run(&options, common, language(common))?;
    let strict = Strictness { deny_warnings: true, ..args.strictness };
    let ending = report(&built, strict, common, printer);
    if common.message_format == MessageFormat::Human && !common.quiet {
        for line in coverage(&built.coverage, built.language) {
            printer.out(&line);
        }
    }
    if args.rules {
        for line in rules(&built.coverage, built.language) {
            printer.out(&line);
        }
    }
    Ok(ending)
}

/// How often each rule decided, most often first, with its part of the articles; then the rules that
/// never did.
fn rules(
    articles: &BTreeMap<crate::corpus::ArticleId, Coverage>,
    language: Language,
) -> Vec<String> {
    let mut total = Coverage::default();
    for one in articles.values() {
        total.add(one);
    }
    let tables = total.tables.iter().map(|(name, count)| (name.as_str(), *count));
    let mut counts: Vec<(&str, usize)> =
        total.rules.iter().map(|(rule, count)| (rule.name(), *count)).chain(tables).collect();
    counts.sort_by_key(|(rule, count)| (Reverse(*count), *rule));
    let held = |one: &Coverage, name: &str| {
        one.tables.contains_key(name) || one.rules.keys().any(|rule| rule.name() == name)
    };
    let mut lines: Vec<String> = counts
        .iter()
        .map(|(rule, count)| {
            let inside = articles.values().filter(|one| held(one, rule)).count();
            match language {
                Language::Chinese => format!("{count:>7}  {rule}（{inside} 篇）"),
                Language::English => format!("{count:>7}  {rule} ({inside} articles)"),
            }
        })
        .collect();
    let decided = |rule: &Rule| counts.iter().any(|(known, _)| *known == rule.name());
    let never: Vec<&str> = rules::all().filter(|rule| !decided(rule)).map(Rule::name).collect();
    if !never.is_empty() {
        let label = language.pick("没有判定过的规则", "rules that never decided");
        lines.push(format!("{label}: {}", never.join(", ")));
    }
    lines
}

fn run(options: &Options, common: &Common, language: Language) -> Result<Built, Error> {
    let bar = Bar::new(common, language);
    let built = pipeline::build(&common.project, options, &bar);
    bar.end();
    built
}

fn report(built: &Built, strictness: Strictness, common: &Common, printer: &Printer) -> Ending {
    let findings =
        Findings { diagnostics: &built.diagnostics, texts: &built.texts, language: built.language };
    findings.print(common, printer);
    if strictness.timings {
        for (stage, time) in &built.timings {
            printer.err(&format!("{stage:>10} {:>8} ms", time.as_millis()));
        }
    }
    if findings.any(strictness.deny_warnings) { Ending::Findings } else { Ending::Done }
}

fn closing_lines(built: &Built, printer: &Printer, format: MessageFormat) {
    let (counts, language) = (built.counts, built.language);
    let Some(published) = &built.published else { return };
    let synced = published.synced;
    let (articles, regions, figures) = (counts.articles, counts.regions, counts.figures);
    let (mechanisms, pages) = (counts.mechanisms, counts.pages);
    let (written, removed, same) = (synced.written, synced.removed, synced.unchanged);
    let line = match language {
        Language::Chinese => format!(
            "{articles} 篇文章，{regions} 个地区，{figures} 条数据，{mechanisms} 个机制，{pages} 个页面\
             （写入 {written} 个文件，删除 {removed} 个，{same} 个未变）"
        ),
        Language::English => format!(
            "{articles} articles, {regions} regions, {figures} figures, {mechanisms} mechanisms, \
             {pages} pages ({written} files written, {removed} removed, {same} unchanged)"
        ),
    };
    if format == MessageFormat::Human { printer.out(&line) } else { printer.err(&line) }
}

/// One line an article, and one for all.
fn coverage(
    articles: &BTreeMap<crate::corpus::ArticleId, Coverage>,
    language: Language,
) -> Vec<String> {
    let mut total = Coverage::default();
    let mut lines = Vec::new();
    for (id, one) in articles {
        lines.push(format!("{id}: {}", coverage_line(one, language)));
        total.add(one);
    }
    lines.push(format!("{}: {}", language.pick("合计", "all"), coverage_line(&total, language)));
    lines
}

fn coverage_line(coverage: &Coverage, language: Language) -> String {
    let unused: usize = coverage.unused.values().sum();
    let (figures, seen) = (coverage.figures, coverage.figures + unused);
    let homeless = figures - coverage.with_region;
    let undated = figures - coverage.with_period;
    let mut line = match language {
        Language::Chinese => format!(
            "数值 {seen} 处，入数据 {figures}（无地区 {homeless}，时间未注明 {undated}），机制 {}",
            coverage.mechanisms
        ),
        Language::English => format!(
            "{seen} numbers, {figures} figures ({homeless} without region, {undated} without \
             period), {} mechanisms",
            coverage.mechanisms
        ),
    };
    if unused > 0 {
        let reasons = coverage.unused.iter().map(|(reason, count)| format!("{reason} {count}"));
        let reasons = reasons.collect::<Vec<_>>().join(", ");
        line.push_str(&match language {
            Language::Chinese => format!("；未用 {unused}：{reasons}"),
            Language::English => format!("; {unused} set aside: {reasons}"),
        });
    }
    line
}
