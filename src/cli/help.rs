//! Help and the refusal of arguments in Chinese: the words of `args` once more, put in their place.

use super::args::Cli;
use crate::diag::Language;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

/// The command line as it is told in `language`.
pub(super) fn command(language: Language) -> Command {
    let english = Cli::command();
    match language {
        Language::English => english,
        Language::Chinese => {
            let names: Vec<String> =
                english.get_subcommands().map(|c| c.get_name().to_owned()).collect();
            let told = names
                .into_iter()
                .fold(chinese(english), |told, name| told.mut_subcommand(name, chinese));
            told.arg(flag("help", 'h', "显示帮助", ArgAction::Help).global(true)).arg(flag(
                "version",
                'V',
                "显示版本",
                ArgAction::Version,
            ))
        }
    }
}

/// Why arguments are refused, in Chinese; nothing for what is said seldom.
pub(super) fn refusal(error: &clap::Error) -> Option<String> {
    let get = |kind| error.get(kind).map(words).filter(|words| !words.is_empty());
    let argument = || get(ContextKind::InvalidArg);
    let said = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{}”这个参数", argument()?),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", get(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", argument()?),
        ErrorKind::ArgumentConflict => {
            format!("“{}”不能和“{}”同用", argument()?, get(ContextKind::PriorArg)?)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match get(ContextKind::InvalidValue) {
                Some(value) => format!("“{}”不能是“{value}”", argument()?),
                None => format!("“{}”之后缺少值", argument()?),
            }
        }
        _ => return None,
    };
    let valid = get(ContextKind::ValidValue).map(|values| format!("\n  可选：{values}"));
    let near =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().find_map(get).map(|near| format!("\n  是否想写 {near}？"));
    let [valid, near] = [valid, near].map(Option::unwrap_or_default);
    Some(format!("错误: {said}{valid}{near}\n\n加 --help 查看用法。"))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join("、"),
        _ => String::new(),
    }
}

fn chinese(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let Some((_, about, after)) = COMMANDS.iter().find(|(known, ..)| *known == name) else {
        return command;
    };
    command
        .about(*about)
        .long_about(None)
        .after_help(*after)
        .help_template("{about-with-newline}\n用法: {usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|argument| told(&name, argument))
}

/// An argument in Chinese; what clap would add in English is said in the table.
fn told(command: &str, argument: Arg) -> Arg {
    let id = argument.get_id().as_str().to_owned();
    let find = |of: &str| {
        ARGUMENTS.iter().enumerate().find(|(_, (known, name, _))| *known == of && *name == id)
    };
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    let argument = if argument.get_action().takes_values() {
        argument.hide_default_value(true).hide_possible_values(true)
    } else {
        argument
    };
    let argument = argument.help_heading(heading);
    match find(command).or_else(|| find("")) {
        Some((order, (.., help))) => {
            argument.help(*help).long_help(None::<&str>).display_order(order)
        }
        None => argument,
    }
}

fn flag(name: &'static str, short: char, help: &'static str, action: ArgAction) -> Arg {
    Arg::new(name)
        .short(short)
        .long(name)
        .help(help)
        .help_heading("选项")
        .display_order(ARGUMENTS.len())
        .action(action)
}

/// What an argument is told as, in the order of help: of which command (of any, where empty), its name, the words.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("build", "output", "输出文件夹，代替 config.yaml 中的设置"),
    ("build", "wait", "另一个命令正在写入输出文件夹时等它结束，而不是失败"),
    (
        "build",
        "records",
        "改读 `extract --records` 写出的记录，不读文章：文件、文件夹，或加引号的通配符",
    ),
    ("build", "pdf", "并用已安装的 Chromium、Chrome 或 Edge 把报告印成 PDF"),
    ("build", "browser", "用哪个浏览器打印，自动找不到时指明"),
    ("check", "rules", "并列出每条规则用了多少次，哪些从未用到"),
    ("extract", "inputs", "文件、文件夹，或用 - 表示标准输入"),
    ("extract", "all", "并列出残缺之处和算术核对，各占一行"),
    ("extract", "cases", "改为回答测试用例（JSON Lines，含 id、text、kind、ref）"),
    (
        "extract",
        "records",
        "为语料中每篇文章写一条记录，供 build --records 使用；- 表示标准输出，以 .zst 结尾则压缩",
    ),
    (
        "extract",
        "framed",
        "从标准输入逐篇取文章，每篇前有一行写明路径和长度，逐篇回答；见 docs/records.md",
    ),
    ("explain", "subject", "代码（FZ201）、规则（plan-cue）或文章；不写则列出全部代码"),
    ("init", "folder", "新项目的文件夹，默认为项目文件夹"),
    ("init", "english", "页面和提示用英文"),
    ("init", "sample", "附七篇文章而不是一篇，可以看出一份报告能有些什么"),
    ("diff", "old", "较早一版的输出文件夹，或 REV:文件夹"),
    ("diff", "new", "较新一版的输出文件夹，或 REV:文件夹"),
    ("diff", "markdown", "写成 Markdown 表格，长度适合放进评论"),
    ("cache", "deed", "info 看有多少；clean 清空"),
    ("correct", "figure", "数据的编号"),
    (
        "correct",
        "action",
        "怎样更正：drop、override、scale、flag、confirm（默认）、period、region、status、unit、measure、indicator、merge",
    ),
    ("correct", "value", "更正所需的内容：新的值、时间、地区等"),
    ("correct", "reason", "给读者看的理由"),
    ("correct", "append", "写进更正文件，而不是只显示"),
    ("review", "region", "只看代码以此开头的地区"),
    ("completions", "shell", "哪种命令行：bash、elvish、fish、powershell、zsh"),
    ("serve", "port", "本机端口，默认 4127；auto 在它被占用时用下一个"),
    ("serve", "open", "打开浏览器"),
    ("", "project", "项目文件夹，不写时是当前文件夹"),
    (
        "",
        "message_format",
        "提示的形式：human 给人看，附原文和标记（默认）；json 每行一个 JSON 对象，写到标准输出；github 为 GitHub 工作流的标注",
    ),
    ("", "jobs", "线程数，默认每个核心一个"),
    ("", "quiet", "只说错误，也没有结尾的话"),
    ("", "verbose", "列出全部提示，包括重复的"),
    ("", "no_cache", "不用以前留下的结果，每篇文章都重新读"),
    ("", "cache", "存放以前结果的文件夹，默认为项目中的 .fangzhi/cache"),
    ("", "deny_warnings", "有警告也以 1 结束"),
    ("", "timings", "写出各步用时"),
];

/// What a command is told as: its name, what it does, what stands below its help.
const COMMANDS: &[(&str, &str, &str)] = &[
    (
        "fangzhi",
        "把一个文件夹的中文地区报道编成可出版的报告，每个数字都能查到原句。",
        "\
示例:
  fangzhi init my-report            新建项目，附一篇样稿
  fangzhi build -C my-report        编成报告，最后一行说明打开哪个文件
  fangzhi check                     只说 build 会说的，什么都不写
  fangzhi extract content/a.txt     一篇文章的数据，每行一个 JSON
  fangzhi explain FZ201             一条提示是什么意思，该怎么办
  fangzhi serve --open              预览，边改边看

结束代码: 0 完成；1 有问题要处理；2 无法进行；130 和 143 被信号中止。",
    ),
    (
        "build",
        "编成报告",
        "\
示例:
  fangzhi build                      当前文件夹中的项目
  fangzhi build -C reports/2026 -o /srv/www/2026
  fangzhi build --deny-warnings --message-format github     在 CI 中
  fangzhi build --pdf                并由浏览器印出 output/report.pdf
  fangzhi build --records parts/     用别的机器写出的记录

输出文件夹要么整本换新，要么一点不动。只动自己上一次生成的文件；里面有别的东西时拒绝写入。",
    ),
    (
        "check",
        "说出 build 会说的一切，以及用上了多少数字；什么都不写",
        "\
示例:
  fangzhi check
  fangzhi check --message-format json | jq -r .code | sort | uniq -c

结束代码: 0 没有问题；1 有错误或警告；2 无法进行。",
    ),
    (
        "extract",
        "写出文章中的数据，每行一个 JSON",
        "\
示例:
  fangzhi extract content/nanchong.md
  fangzhi extract content/ | jq -c 'select(.key == true)'
  cat article.txt | fangzhi extract -
  fangzhi extract --cases cases.jsonl        用于测试
  fangzhi extract --records records.jsonl.zst     写出每篇文章的记录，供 build --records 使用

每行是一篇文章的信息、一个数据或一项机制；加 --all 还有残缺之处和算术核对，不加时它们写到标准错误。
start 和 end 按原文件的字符计。详见 docs/data.md。",
    ),
    (
        "explain",
        "解释一个代码（FZ201）、一条规则（plan-cue），或一篇文章的每一句是怎样读的",
        "\
示例:
  fangzhi explain FZ201
  fangzhi explain plan-cue -C my-report      规则的说明，以及它在你的文章中用在哪些句子
  fangzhi explain content/nanchong.md        逐句解释
  fangzhi explain                            全部代码",
    ),
    (
        "init",
        "新建一个可以编成报告的项目",
        "\
示例:
  fangzhi init my-report
  fangzhi init --sample try          附七篇文章而不是一篇
  fangzhi init                       在当前文件夹；已有的文件保留",
    ),
    (
        "diff",
        "两版数据之间有什么变化",
        "\
示例:
  fangzhi diff old-output output
  fangzhi diff old-output output --message-format json
  fangzhi diff v1:output output --markdown          用于合并请求
  fangzhi diff v1:editions/2025 v2:editions/2026

REV:文件夹 是 git 某个版本中的文件夹。结束代码: 0 没有变化；1 有变化。",
    ),
    (
        "cache",
        "以前的结果留下了多少；或清空",
        "\
示例:
  fangzhi cache info
  fangzhi cache clean

缓存随时可以删去、复制到别的机器或在 CI 中恢复：只有会算出完全相同的结果时才用它。",
    ),
    (
        "correct",
        "为上一版中的一个数据写出更正文件的一条",
        "\
示例:
  fangzhi correct f-00002257d3 --action drop --reason 原文排印有误
  fangzhi correct f-00002257d3 --action period --value 2019 --reason 见公报 --append

这一条附有原文现在的说法作为凭据：原文一变，编报告时就会说出来。每种更正需要什么，见 docs/corrections.md。",
    ),
    (
        "review",
        "逐个查看存疑的数据，把答复写进更正文件",
        "\
示例:
  fangzhi review
  fangzhi review --region 51         只看一省：代码以此开头

查看的是上一版中各说不一或存疑的、比同类数据大或小十倍的，以及没有时间的数据。",
    ),
    (
        "stats",
        "按年份、来源和地区统计文章及其数据，以及用得最多的规则",
        "\
示例:
  fangzhi stats
  fangzhi stats --message-format json | jq '.sources[:5]'",
    ),
    (
        "completions",
        "写出让命令行自动补全的脚本",
        "\
示例:
  fangzhi completions bash > ~/.local/share/bash-completion/completions/fangzhi
  fangzhi completions zsh > ~/.zfunc/_fangzhi
  fangzhi completions fish > ~/.config/fish/completions/fangzhi.fish",
    ),
    (
        "serve",
        "在浏览器中预览，有改动就重新编成并刷新",
        "\
示例:
  fangzhi serve --open
  fangzhi serve -C my-report --port 8080
  fangzhi serve --port auto          用平常的端口，被占用时用下一个",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn is_chinese(text: &str) -> bool {
        text.chars().any(|c| c > '\u{4e00}')
    }

    #[test]
    fn every_command_and_argument_is_told_in_chinese() {
        command(Language::Chinese).debug_assert();
        let top = command(Language::Chinese);
        let commands: Vec<&Command> = top.get_subcommands().chain([&top]).collect();
        assert_eq!(commands.len(), COMMANDS.len());
        for command in &commands {
            let about = command.get_about().map(ToString::to_string);
            assert!(about.is_some_and(|about| is_chinese(&about)), "{}", command.get_name());
            for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
                let help = argument.get_help().map(ToString::to_string);
                let id = argument.get_id();
                assert!(help.is_some_and(|help| is_chinese(&help)), "{} {id}", command.get_name());
            }
        }
        for (command, id, _) in ARGUMENTS {
            let known = commands.iter().any(|known| {
                (command.is_empty() || known.get_name() == *command)
                    && known.get_arguments().any(|argument| argument.get_id() == id)
            });
            assert!(known, "{command} {id} is told and does not exist");
        }
    }

    #[test]
    fn arguments_that_do_not_exist_are_refused_in_chinese() {
        let cases = [
            (&["fangzhi", "biuld"][..], "错误: 没有“biuld”这个命令\n  是否想写 build？"),
            (&["fangzhi", "build", "--wiat"], "错误: 没有“--wiat”这个参数\n  是否想写 --wait？"),
            (
                &["fangzhi", "cache", "look"],
                "错误: “<info|clean>”不能是“look”\n  可选：info、clean",
            ),
            (&["fangzhi", "build", "--jobs", "many"], "错误: “--jobs <N>”不能是“many”"),
            (&["fangzhi", "build", "-q", "-v"], "错误: “--quiet”不能和“--verbose”同用"),
            (&["fangzhi", "diff", "one"], "错误: 缺少 <NEW>"),
        ];
        for (line, told) in cases {
            let said = Cli::command().try_get_matches_from(line).err().as_ref().and_then(refusal);
            assert!(said.as_ref().is_some_and(|said| said.starts_with(told)), "{line:?}: {said:?}");
        }
    }
}
