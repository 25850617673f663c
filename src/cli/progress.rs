//! A progress bar, where somebody looks.

use super::args::{Common, MessageFormat};
use super::print::{Printer, is_terminal};
use crate::diag::Language;
use crate::pipeline::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Draws on standard error; nothing in a pipe.
pub(super) struct Bar {
    bar: ProgressBar,
    language: Language,
}

impl Bar {
    /// A bar that is visible only on a terminal, for people, and not with `--quiet`.
    pub(super) fn new(common: &Common, language: Language) -> Self {
        let shown = is_terminal() && !common.quiet && common.message_format == MessageFormat::Human;
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if shown {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        Self { bar, language }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, stage: Stage, steps: usize) {
        self.bar.set_length(u64::try_from(steps).unwrap_or(u64::MAX));
        self.bar.set_position(0);
        self.bar.set_message(name(stage, self.language));
    }
    fn step(&self) {
        self.bar.inc(1);
    }
    fn waiting(&self, holder: &str) {
        self.bar.suspend(|| {
            Printer::default().err(&match self.language {
                Language::Chinese => format!("等待另一个命令写完：{holder}"),
                Language::English => format!("waiting for another command to end: {holder}"),
            });
        });
    }
}

/// The stage's name for readers.
pub(super) const fn name(stage: Stage, language: Language) -> &'static str {
    match stage {
        Stage::Read => language.pick("读取文章", "reading"),
        Stage::Aggregate => language.pick("汇总", "aggregating"),
        Stage::Plan => language.pick("编排页面", "planning"),
        Stage::Render => language.pick("生成页面", "rendering"),
        Stage::Write => language.pick("写入", "writing"),
    }
}
