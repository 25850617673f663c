//! The exact words of diagnostics: carets under Han characters, columns in characters.

use fangzhi::diag::{Code, Diagnostic, Format, Language, render, render_summary};
use fangzhi::path::RelPath;
use fangzhi::span::Span;

/// A finding at the first `needle` of `text`.
fn at(text: &str, needle: &str) -> Diagnostic {
    let start = text.find(needle).unwrap();
    Diagnostic::new(Code::LostNumber)
        .arg("text", needle)
        .at(Span::new(start, start + needle.len()))
        .within(RelPath::new("content/mianyang.txt").unwrap())
}

#[test]
fn carets_stand_under_han_characters() {
    let text = "标题\n截至年底,绵阳市个贫困村、8.3万户全部退出。\n";
    let shown = render(&at(text, "个贫困村"), Some(text), Language::Chinese, Format::Human);
    let wanted = "\
警告[FZ201]: “个贫困村”缺少数字，来源文本可能丢失了数值
 --> content/mianyang.txt:2:9
  |
2 | 截至年底,绵阳市个贫困村、8.3万户全部退出。
  |                ^^^^^^^^
  |
  = 提示: 对照原报道补上数字；不补则该处不会作为数据发表";
    assert_eq!(shown, wanted);
}

#[test]
fn a_huge_line_keeps_its_true_column() {
    let text = format!("{}个贫困村{}", "甲".repeat(100_000), "乙".repeat(100_000));
    let shown = render(&at(&text, "个贫困村"), Some(&text), Language::English, Format::Human);
    assert!(shown.contains("content/mianyang.txt:1:100001\n"), "{shown}");
    assert!(shown.chars().count() < 1000, "{shown}");
}

#[test]
fn json_lines_hold_everything() {
    let text = "截至年底,绵阳市个贫困村\n";
    let shown = render(&at(text, "个贫困村"), Some(text), Language::English, Format::Json);
    let wanted = concat!(
        r#"{"code":"FZ201","severity":"warning","#,
        r#""message":"`个贫困村` has lost its number in the source","#,
        r#""hint":"restore the number from the original report; "#,
        r#"otherwise nothing is published from here","#,
        r#""file":"content/mianyang.txt","line":1,"column":9,"end_line":1,"end_column":13,"#,
        r#""text":"个贫困村"}"#
    );
    assert_eq!(shown, wanted);
}

#[test]
fn github_commands_are_escaped() {
    let finding = at("a%b", "%").within(RelPath::new("content/a,b.txt").unwrap());
    let shown = render(&finding, Some("a%b"), Language::English, Format::Github);
    let wanted = "::warning file=content/a%2Cb.txt,line=1,endLine=1,col=2,endColumn=3,\
                  title=FZ201::`%25` has lost its number in the source%0A\
                  restore the number from the original report; \
                  otherwise nothing is published from here";
    assert_eq!(shown, wanted);
}

#[test]
fn the_summary_counts_by_severity() {
    let found = [Diagnostic::new(Code::EmptyFile), Diagnostic::new(Code::DuplicateKey)];
    assert_eq!(render_summary(&found, Language::English), "1 error, 1 warning");
    assert_eq!(render_summary(&found, Language::Chinese), "1 处错误，1 处警告");
    assert_eq!(render_summary(&[], Language::Chinese), "");
}
