//! `diff`: what changed between the data of two editions.

mod edition;
mod markdown;

use super::args::{Common, DiffArgs, MessageFormat};
use super::print::Printer;
use super::{Ending, language};
use crate::diag::Language;
use crate::error::Error;
use crate::model::{self, EditionDiff, FigureRow};

/// Compares the data of two editions: exit code 0 when nothing changed, 1 otherwise.
pub(super) fn run(args: &DiffArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let figures = |named| edition::figures(named, &common.project);
    let diff = model::diff(&figures(&args.old)?, &figures(&args.new)?);
    if args.markdown {
        printer.out(&markdown::table(&diff, language(common)));
    } else if common.message_format == MessageFormat::Human {
        for line in lines(&diff, language(common)) {
            printer.out(&line);
        }
    } else {
        printer.out(&serde_json::to_string(&diff).unwrap_or_default());
    }
    Ok(if diff.is_empty() { Ending::Done } else { Ending::Findings })
}

fn lines(diff: &EditionDiff, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for row in &diff.new {
        lines.push(format!("+ {} {}", subject(row), amount(row)));
    }
    for change in &diff.changed {
        let (old, new) = (amount(&change.old), amount(&change.new));
        lines.push(format!("~ {} {old} → {new}", subject(&change.new)));
    }
    for row in &diff.gone {
        lines.push(format!("- {} {}", subject(row), amount(row)));
    }
    let (new, changed, gone) = (diff.new.len(), diff.changed.len(), diff.gone.len());
    lines.push(match language {
        Language::Chinese => format!("新增 {new}，变化 {changed}，消失 {gone}"),
        Language::English => format!("{new} new, {changed} changed, {gone} gone"),
    });
    lines
}

fn subject(row: &FigureRow) -> String {
    format!("{} {} {}", row.id, row.region_name, row.measure)
}

fn amount(row: &FigureRow) -> String {
    let parts = [row.value.as_str(), &row.unit, &row.period, &row.status, &row.grade];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
