//! `explain`: what a code means, what a rule decides, or how the sentences of an article were read.

use super::args::{Common, ExplainArgs};
use super::print::Printer;
use super::{Ending, language};
use crate::diag::{Code, Language};
use crate::error::Error;
use std::path::Path;

/// Explains a code, a rule, an article, or lists all codes.
pub(super) fn run(args: &ExplainArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let language = language(common);
    let Some(subject) = &args.subject else {
        for code in Code::ALL {
            printer.out(&heading(*code, language));
        }
        return Ok(Ending::Done);
    };
    if let Some(code) = Code::parse(subject) {
        printer.out(&format!("{}\n", heading(code, language)));
        printer.out(code.explanation(language));
        let remedy = language.pick("怎么办", "What to do");
        printer.out(&format!("\n{remedy}: {}", code.hint_pattern(language)));
        return Ok(Ending::Done);
    }
    if Path::new(subject).exists() {
        return super::extract::explain(Path::new(subject), common, printer);
    }
    if let Some(ending) = super::extract::explain_rule(subject, common, printer)? {
        return Ok(ending);
    }
    printer.err(&match language {
        Language::Chinese => format!(
            "“{subject}”既不是诊断代码（如 FZ201）、规则（如 plan-cue），也不是文件。`fangzhi explain` 列出全部代码，docs/rules.md 列出全部规则。"
        ),
        Language::English => format!(
            "`{subject}` is no code such as FZ201, no rule such as plan-cue and no file. `fangzhi explain` lists all codes, docs/rules.md all rules."
        ),
    });
    Ok(Ending::Findings)
}

fn heading(code: Code, language: Language) -> String {
    format!("{code} {}: {}", code.severity().name(language), code.message_pattern(language))
}
