//! Findings on the terminal, in a program, in CI.

use super::annotations;
use super::args::{Common, MessageFormat};
use super::print::{Printer, is_terminal};
use crate::diag::{Code, Diagnostic, Format, Language, Severity, render, render_summary};
use crate::error::Error;
use crate::path::RelPath;
use std::collections::BTreeMap;

/// How often one code is shown for one file before the rest is only counted.
const SHOWN: usize = 5;

/// Findings with the texts they point into.
pub(super) struct Findings<'a> {
    pub(super) diagnostics: &'a [Diagnostic],
    pub(super) texts: &'a BTreeMap<RelPath, String>,
    pub(super) language: Language,
}

impl Findings<'_> {
    /// Prints them and a line that counts them.
    pub(super) fn print(&self, common: &Common, printer: &Printer) {
        match common.message_format {
            MessageFormat::Human => self.for_people(common, printer),
            MessageFormat::Json => self.for_programs(printer),
            MessageFormat::Github => printer.all_out(annotations::lines(self, &common.project)),
        }
        let summary = render_summary(self.diagnostics, self.language);
        if !summary.is_empty() && !common.quiet {
            printer.err(&summary);
        }
    }

    /// Prints them to standard error in every format: standard output has other lines.
    pub(super) fn print_aside(&self, common: &Common, printer: &Printer) {
        match common.message_format {
            MessageFormat::Human => self.print(common, printer),
            MessageFormat::Json => {
                for finding in self.diagnostics {
                    printer.err(&self.rendered(finding, Format::Json));
                }
            }
            MessageFormat::Github => {
                annotations::lines(self, &common.project).for_each(|line| printer.err(&line));
            }
        }
    }

    /// Whether there is any of severity error, or warning when those count too.
    pub(super) fn any(&self, warnings: bool) -> bool {
        self.diagnostics.iter().any(|finding| match finding.code.severity() {
            Severity::Error => true,
            Severity::Warning => warnings,
            Severity::Note => false,
        })
    }

    /// One finding, as `format` has it.
    pub(super) fn rendered(&self, finding: &Diagnostic, format: Format) -> String {
        render(finding, self.text(finding), self.language, format)
    }

    fn for_programs(&self, printer: &Printer) {
        for finding in self.diagnostics {
            printer.out(&self.rendered(finding, Format::Json));
        }
    }

    fn for_people(&self, common: &Common, printer: &Printer) {
        let format = if is_terminal() { Format::Colour } else { Format::Human };
        let mut seen: BTreeMap<(Option<&RelPath>, Code), usize> = BTreeMap::new();
        for finding in self.diagnostics {
            let severity = finding.code.severity();
            // Notes are for those who ask; errors are always shown.
            let wanted = match severity {
                Severity::Error => true,
                Severity::Warning => !common.quiet,
                Severity::Note => common.verbose,
            };
            if !wanted {
                continue;
            }
            let count = seen.entry((finding.file.as_ref(), finding.code)).or_insert(0);
            *count += 1;
            if *count <= SHOWN || common.verbose || severity == Severity::Error {
                let text = self.rendered(finding, format);
                printer.err(&format!("{text}\n"));
            }
        }
        if !common.verbose {
            self.left_out(&seen, printer);
        }
    }

    fn left_out(&self, seen: &BTreeMap<(Option<&RelPath>, Code), usize>, printer: &Printer) {
        let more = |count: usize| count.saturating_sub(SHOWN);
        let left: usize = seen
            .iter()
            .filter(|((_, code), _)| code.severity() != Severity::Error)
            .map(|(_, count)| more(*count))
            .sum();
        if left > 0 {
            printer.err(&match self.language {
                Language::Chinese => format!("另有 {left} 处同类问题未列出；加 -v 全部列出"),
                Language::English => format!("{left} more of the same kinds; -v lists all"),
            });
        }
    }

    /// The text that a finding points into.
    pub(super) fn text(&self, finding: &Diagnostic) -> Option<&str> {
        finding.file.as_ref().and_then(|file| self.texts.get(file)).map(String::as_str)
    }
}

/// What the machine would not do, told as a finding: with its code and what to do.
pub(super) fn refusal(error: &Error, asked: MessageFormat, language: Language) -> String {
    let format = match asked {
        MessageFormat::Human if is_terminal() => Format::Colour,
        MessageFormat::Human => Format::Human,
        MessageFormat::Json => Format::Json,
        MessageFormat::Github => Format::Github,
    };
    render(&error.finding(), None, language, format)
}
