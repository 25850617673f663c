//! What changed, as a table for the summary of a CI run or a comment to a pull request.

use crate::diag::Language;
use crate::extract::{Grade, Status};
use crate::model::{Change, EditionDiff, FigureRow};
use crate::site::Words;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How many figures of a kind are listed.
const ROWS: usize = 50;
/// How many characters the table has at most: GitHub takes 65,536 in a comment.
const LONGEST: usize = 60_000;
/// How many characters a cell has before it is cut.
const WIDEST: usize = 60;

/// A line of the table: what happened, to which figure, how it was, how it is.
type Row<'a> = (&'static str, &'a FigureRow, String, String);

/// A heading that counts and a table: changed figures first, then those that are gone, then new ones.
pub(super) fn table(diff: &EditionDiff, language: Language) -> String {
    let (new, changed, gone) = (diff.new.len(), diff.changed.len(), diff.gone.len());
    if diff.is_empty() {
        return language
            .pick("### 与上一版相比，数据没有变化", "### No figure changed since the last edition")
            .to_owned();
    }
    let mut text = match language {
        Language::Chinese => {
            format!("### 与上一版相比：变更 {changed}，消失 {gone}，新增 {new}\n\n")
        }
        Language::English => {
            format!("### Since the last edition: {changed} changed, {gone} gone, {new} new\n\n")
        }
    };
    text.push_str(language.pick(
        "| | 地区 | 指标 | 时期 | 原 | 现 | 编号 |\n",
        "| | region | measure | period | before | now | id |\n",
    ));
    text.push_str("|---|---|---|---|--:|--:|---|\n");
    let (mut length, mut listed) = (text.chars().count(), 0);
    for row in rows(diff, language) {
        let line = line(&row);
        length += line.chars().count();
        if length > LONGEST {
            break;
        }
        text.push_str(&line);
        listed += 1;
    }
    let left = new + changed + gone - listed;
    if left > 0 {
        text.push_str(&match language {
            Language::Chinese => format!("\n另有 {left} 条未列出；`fangzhi diff` 可逐条列出。\n"),
            Language::English => format!("\n{left} more; `fangzhi diff` lists all of them.\n"),
        });
    }
    text.truncate(text.trim_end().len());
    text
}

fn rows(diff: &EditionDiff, language: Language) -> impl Iterator<Item = Row<'_>> {
    let changed = diff.changed.iter().take(ROWS).map(move |Change { old, new }| {
        let before = amount(old, Some(new), language);
        (language.pick("变更", "changed"), new, before, amount(new, Some(old), language))
    });
    let gone = diff.gone.iter().take(ROWS).map(move |row| {
        (language.pick("消失", "gone"), row, amount(row, None, language), String::new())
    });
    let new = diff.new.iter().take(ROWS).map(move |row| {
        (language.pick("新增", "new"), row, String::new(), amount(row, None, language))
    });
    changed.chain(gone).chain(new)
}

/// The number as printed, or exactly where the print is the same in both editions; its sense when it is
/// not simply so; and what else is not as in the `other` edition.
fn amount(row: &FigureRow, other: Option<&FigureRow>, language: Language) -> String {
    let words = Words::of(language);
    let differs =
        |field: fn(&FigureRow) -> &String| other.is_some_and(|other| field(row) != field(other));
    let exact = row.surface.is_empty() || (other.is_some() && !differs(|r| &r.surface));
    let number = if exact { format!("{} {}", row.value, row.unit) } else { row.surface.clone() };
    let mut parts = vec![number];
    if differs(|r| &r.period) {
        parts.push(if row.period.is_empty() {
            words.no_period.to_owned()
        } else {
            period(&row.period)
        });
    }
    let status: Option<Status> = known(&row.status);
    let status = status.filter(|s| *s != Status::Actual || differs(|r| &r.status));
    parts.extend(status.map(|status| words.status(status).to_owned()));
    let grade: Option<Grade> = known(&row.grade).filter(|_| differs(|r| &r.grade));
    parts.extend(grade.map(|grade| words.grade(grade).to_owned()));
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
    parts.join(language.pick("，", ", "))
}

/// The period as the data files have it; the state at a time (`@2019-12`) by that time.
fn period(written: &str) -> String {
    written.trim_start_matches('@').to_owned()
}

/// What a word of the data files stands for.
fn known<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

fn line((kind, row, before, now): &Row<'_>) -> String {
    let region = if row.region_name.is_empty() { &row.region } else { &row.region_name };
    let period = period(&row.period);
    let cells = [region, &row.measure, &period, before, now].map(|text| cell(text));
    format!("| {kind} | {} | `{}` |\n", cells.join(" | "), row.id)
}

/// A text as one cell: what Markdown or GitHub would take for more than words is made plain, so that it
/// ends no cell, opens no tag, strikes nothing out (`3~4`) and calls nobody (`@name`).
fn cell(text: &str) -> String {
    let mut cell = String::new();
    for (nth, c) in text.chars().enumerate() {
        match c {
            _ if nth >= WIDEST => {
                cell.push('…');
                break;
            }
            '@' => cell.push('＠'),
            '<' => cell.push_str("&lt;"),
            '&' => cell.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' | '>' => {
                cell.extend(['\\', c]);
            }
            c if c.is_control() => cell.push(' '),
            c => cell.push(c),
        }
    }
    cell
}
