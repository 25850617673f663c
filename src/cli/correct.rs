//! `correct` and `review`: entries of the corrections file, written for the editor.

use super::args::{Common, CorrectArgs, ReviewArgs};
use super::print::Printer;
use super::{Ending, language};
use crate::decimal::{self, Decimal};
use crate::diag::Language;
use crate::error::Error;
use crate::model::{Action, FigureId, FigureRow};
use crate::pipeline::Project;
use crate::site::data::earlier;
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, BufRead, Write};

/// The corrections file of a project that names none.
const USUAL: &str = "corrections.yaml";

/// How many times larger or smaller than its fellows a figure must be to be asked about.
const UNUSUAL: Decimal = Decimal::TEN;

/// Prints, or appends, the entry that corrects a figure of the last edition.
pub(super) fn correct(
    args: &CorrectArgs,
    common: &Common,
    printer: &Printer,
) -> Result<Ending, Error> {
    let language = language(common);
    let (project, rows) = last_edition(common)?;
    let wanted = FigureId::parse(&args.figure);
    let Some(row) = rows.iter().find(|row| Some(&row.id) == wanted.as_ref()) else {
        printer.err(&match language {
            Language::Chinese => format!(
                "上一次的报告里没有数据“{}”。id 见数据所在页面的地址（#f-…）或 data/figures.csv。",
                args.figure
            ),
            Language::English => format!(
                "the last edition has no figure `{}`. Ids stand in the addresses of figures (#f-…) and in data/figures.csv.",
                args.figure
            ),
        });
        return Ok(Ending::Findings);
    };
    let reason = args.reason.as_deref().unwrap_or_default();
    let entry = entry(row, args.action, args.value.as_deref(), reason);
    if args.append {
        append(&project, &entry, language, printer)?;
    } else {
        printer.out(entry.trim_end());
    }
    Ok(Ending::Done)
}

/// Asks about the figures in doubt of the last edition, one after the other, and appends the answers.
pub(super) fn review(
    args: &ReviewArgs,
    common: &Common,
    printer: &Printer,
) -> Result<Ending, Error> {
    let language = language(common);
    let (project, rows) = last_edition(common)?;
    let fellows = fellows(&rows);
    let doubtful: Vec<(&FigureRow, &str)> = rows
        .iter()
        .filter(|row| args.region.as_ref().is_none_or(|region| row.region.starts_with(region)))
        .filter_map(|row| Some((row, doubt(row, &fellows, language)?)))
        .collect();
    let mut answers = io::stdin().lock().lines();
    for (number, (row, why)) in doubtful.iter().enumerate() {
        let parts = [&row.region_name, &row.measure, &row.surface, &row.period, &row.status];
        let parts: Vec<&str> =
            parts.into_iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        printer.out(&format!(
            "\n[{}/{}] {} {}\n    {why}",
            number + 1,
            doubtful.len(),
            row.id,
            parts.join(" ")
        ));
        printer.out(language.pick(
            "    c 属实  d 不发表  f 存疑  p 时期 2019  v 数值 227000  s 跳过  q 结束",
            "    c confirm  d drop  f flag  p PERIOD  v VALUE  s skip  q quit",
        ));
        let Some(Ok(answer)) = answers.next() else { break };
        let (word, rest) = answer.trim().split_once(' ').unwrap_or((answer.trim(), ""));
        let (action, value) = match word {
            "c" => (Action::Confirm, None),
            "d" => (Action::Drop, None),
            "f" => (Action::Flag, None),
            "p" => (Action::Period, Some(rest.trim())),
            "v" => (Action::Override, Some(rest.trim())),
            "q" => break,
            _ => continue,
        };
        append(&project, &entry(row, action, value, why), language, printer)?;
    }
    Ok(Ending::Done)
}

/// The project, and the figures that its output folder holds.
fn last_edition(common: &Common) -> Result<(Project, Vec<FigureRow>), Error> {
    let project = Project::open(&common.project)?.value;
    let rows = earlier(&project.output()?.join("data"))?;
    Ok((project, rows))
}

/// What there is to ask about a figure.
fn doubt(
    row: &FigureRow,
    fellows: &BTreeMap<Fellow<'_>, Vec<Decimal>>,
    language: Language,
) -> Option<&'static str> {
    let value = decimal::parse(&row.value);
    let median = fellows.get(&fellow(row)).filter(|all| all.len() >= 3);
    let median = median.and_then(|all| all.get(all.len() / 2).copied());
    if row.grade == "丁" {
        return Some(language.pick("各篇说法不一，或存疑", "sources differ, or it is in doubt"));
    }
    if let (Some(value), Some(median)) = (value, median)
        && is_unusual(value, median)
    {
        return Some(
            language.pick("与同类数值相差十倍以上", "ten times larger or smaller than its fellows"),
        );
    }
    row.period.is_empty().then(|| language.pick("时间未注明", "the text gives no time"))
}

/// What figures are fellows by: region, measured thing, unit.
type Fellow<'a> = (&'a str, &'a str, &'a str);

fn fellow(row: &FigureRow) -> Fellow<'_> {
    (&row.region, &row.measure, &row.unit)
}

/// The values of figures that tell of the same thing at several times, in order.
fn fellows(rows: &[FigureRow]) -> BTreeMap<Fellow<'_>, Vec<Decimal>> {
    let mut fellows: BTreeMap<Fellow<'_>, Vec<Decimal>> = BTreeMap::new();
    for row in rows {
        fellows.entry(fellow(row)).or_default().extend(decimal::parse(&row.value));
    }
    for values in fellows.values_mut() {
        values.sort();
    }
    fellows
}

fn is_unusual(value: Decimal, median: Decimal) -> bool {
    let times = |small: Decimal, large: Decimal| {
        small.checked_mul(UNUSUAL).is_some_and(|most| !small.is_zero() && large >= most)
    };
    times(value, median) || times(median, value)
}

/// An entry of the corrections file. What it stands on is its guard.
fn entry(row: &FigureRow, action: Action, value: Option<&str>, reason: &str) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let told = [&row.region_name, &row.measure, &row.period, &row.surface];
    let told: Vec<&str> = told.into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
    let mut entry =
        format!("# {}\n- target: {{id: {}}}\n  action: {action}\n", told.join(" "), row.id);
    if let Some(value) = value {
        entry.push_str(&format!("  value: {}\n", quoted(value)));
    }
    let said = if row.surface.is_empty() { &row.value } else { &row.surface };
    entry.push_str(&format!("  expect: {}\n  reason: {}\n", quoted(said), quoted(reason)));
    entry
}

/// Adds an entry to the project's corrections file, which is made when there is none.
fn append(
    project: &Project,
    entry: &str,
    language: Language,
    printer: &Printer,
) -> Result<(), Error> {
    let name = project.config.corrections.as_deref().unwrap_or(USUAL);
    let path = project.root.join(name);
    let failed = |source| Error::Write { path: path.clone(), source };
    let old = fs::read_to_string(&path).unwrap_or_default();
    // An empty list is no list that an entry could follow.
    let begins = old.trim() == "[]";
    let mut file = OpenOptions::new()
        .create(true)
        .append(!begins)
        .write(true)
        .truncate(begins)
        .open(&path)
        .map_err(failed)?;
    let gap = if old.is_empty() || old.ends_with('\n') || begins { "" } else { "\n" };
    file.write_all(format!("{gap}{entry}").as_bytes()).map_err(failed)?;
    printer.err(&match language {
        Language::Chinese => format!("已写入 {name}"),
        Language::English => format!("written to {name}"),
    });
    if project.config.corrections.is_none() {
        printer.err(&match language {
            Language::Chinese => {
                format!("在 config.yaml 里加一行 `corrections: {name}`，构建时才会施行")
            }
            Language::English => {
                format!("add `corrections: {name}` to config.yaml, or no build applies it")
            }
        });
    }
    Ok(())
}
