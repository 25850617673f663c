//! What the machine can do to us. What an article, a config or a template says is a
//! [`Diagnostic`](crate::diag::Diagnostic) instead.

use crate::diag::Language;
use std::path::PathBuf;

/// A failure of the environment; the command line ends with exit code 2.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("could not read `{}`", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// A file or folder could not be written.
    #[error("could not write `{}`", path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// A file has more bytes than are read.
    #[error("`{}` has more than {limit} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How many are read at most.
        limit: u64,
    },
    /// A pipe, a device or a socket stands where a file is wanted.
    #[error("`{}` is not a plain file", path.display())]
    Special {
        /// Where.
        path: PathBuf,
    },
    /// The port for the preview cannot be had.
    #[error("could not listen on port {port}; choose another with `--port`, or `--port auto`")]
    Listen {
        /// The port.
        port: u16,
        /// Why it could not.
        source: std::io::Error,
    },
    /// Two pages want the same path.
    #[error("two pages want `{path}`")]
    Collision {
        /// The path, below the output folder.
        path: String,
    },
    /// The output folder is not ours to write into.
    #[error("`{}` cannot be the output folder: {}", path.display(), fault.say(Language::English))]
    ForeignOutput {
        /// The folder.
        path: PathBuf,
        /// Why not.
        fault: OutputFault,
    },
    /// Another command is writing to the output folder.
    #[error("`{}` is being built by another command: {holder}. `--wait` waits for its end", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
        /// Its process and command line.
        holder: String,
    },
    /// Standard output takes no more.
    #[error("could not write to standard output")]
    Output(#[source] std::io::Error),
    /// The report could not be printed.
    #[error("could not print the report: {}", .0.say(Language::English))]
    Browser(BrowserFault),
    /// The threads to work with could not be started.
    #[error("could not start the threads: {reason}")]
    Threads {
        /// Why.
        reason: String,
    },
}

/// Why a folder is not ours to write into.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutputFault {
    /// It holds something that no build of ours wrote.
    Holds(String),
    /// The configured path is absolute or leads out of the project.
    Outside,
    /// A link on the way leads out of the project.
    Linked,
    /// Articles, templates or settings are kept in it, or it is among them.
    Source(String),
    /// It is a link to what does not exist.
    Nowhere,
    /// A link stands in it where a folder belongs.
    Link(String),
    /// A folder stands in it where a file belongs.
    Folder(String),
}

/// Why a browser did not print.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BrowserFault {
    /// None was found under the usual names.
    Missing,
    /// It was started, or could not be, and there is no PDF.
    Failed {
        /// The program.
        name: String,
        /// What it said last.
        reason: String,
    },
}

impl BrowserFault {
    /// The reason, and what to do, in `language`.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match (self, language) {
            (Self::Missing, Language::Chinese) => "没有找到 Chromium、Chrome 或 Edge。请安装其中之一，\
                 或用 `--browser 路径` 指明它在哪里；也可以在浏览器中打开 report.html 自行打印。网页已经生成"
                .to_owned(),
            (Self::Missing, Language::English) => {
                "found no Chromium, Chrome or Edge. Install one, or say where it is with \
                 `--browser PATH`, or print report.html from a browser yourself. The pages are built"
                    .to_owned()
            }
            (Self::Failed { name, reason }, Language::Chinese) => {
                format!("“{name}”没有打印成功（{reason}）。可用 `--browser 路径` 换一个浏览器。网页已经生成")
            }
            (Self::Failed { name, reason }, Language::English) => {
                format!("`{name}` did not print ({reason}). Try another with `--browser PATH`. The pages are built")
            }
        }
    }
}

impl OutputFault {
    /// The reason in `language`.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match (self, language) {
            (Self::Holds(name), Language::Chinese) => {
                format!("里面的“{name}”不是 fangzhi 生成的；请换一个空文件夹，或先移走它")
            }
            (Self::Holds(name), Language::English) => {
                format!("it holds `{name}`, which fangzhi did not write; choose an empty folder, or move it away")
            }
            (Self::Nowhere, Language::Chinese) => "它是链接，所指的文件夹不存在；请先建立那个文件夹，或删去链接".to_owned(),
            (Self::Nowhere, Language::English) => {
                "it is a link to a folder that does not exist; make the folder, or remove the link".to_owned()
            }
            (Self::Link(name), Language::Chinese) => {
                format!("里面的“{name}”应是文件夹，却是链接；不会经由链接写入或删除文件，请删去它")
            }
            (Self::Link(name), Language::English) => {
                format!("`{name}` in it is a link where a folder belongs; nothing is written or removed through links, so remove it")
            }
            (Self::Folder(name), Language::Chinese) => {
                format!("里面的“{name}”应是文件，却是文件夹；请先移走它")
            }
            (Self::Folder(name), Language::English) => {
                format!("`{name}` in it is a folder where a file belongs; move it away")
            }
            (Self::Outside, Language::Chinese) => {
                "output.dir 必须是项目文件夹之内的相对路径；要写到别处，请用 `-o`".to_owned()
            }
            (Self::Outside, Language::English) => {
                "`output.dir` must be a relative path inside the project; use `-o` to write elsewhere".to_owned()
            }
            (Self::Linked, Language::Chinese) => "它经由链接通向项目之外；要写到别处，请用 `-o`".to_owned(),
            (Self::Linked, Language::English) => "a link leads it out of the project; use `-o` to write elsewhere".to_owned(),
            (Self::Source(name), Language::Chinese) => {
                format!("“{name}”是放原稿的地方，输出不能在其中，也不能包含它；请另选文件夹")
            }
            (Self::Source(name), Language::English) => {
                format!("`{name}` is where the sources are; the output may neither be in it nor hold it, so choose another folder")
            }
        }
    }
}

impl Error {
    /// The message in `language`, without its cause.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::Read { path, .. } => format!("无法读取“{}”", path.display()),
            Self::Write { path, .. } => format!("无法写入“{}”", path.display()),
            Self::TooLarge { path, limit } => {
                format!("“{}”超过 {limit} 字节", path.display())
            }
            Self::Special { path } => format!("“{}”不是普通文件", path.display()),
            Self::Listen { port, .. } => {
                format!("无法使用端口 {port}，请用 `--port` 另选一个，或用 `--port auto`")
            }
            Self::Collision { path } => format!("有两个页面都要写入“{path}”"),
            Self::ForeignOutput { path, fault } => {
                format!("“{}”不能用作输出文件夹：{}", path.display(), fault.say(language))
            }
            Self::Busy { path, holder } => {
                format!("“{}”正由另一个命令写入：{holder}。加 `--wait` 可等它结束", path.display())
            }
            Self::Output(_) => "无法写入标准输出".to_owned(),
            Self::Browser(fault) => format!("无法打印：{}", fault.say(language)),
            Self::Threads { reason } => format!("无法启动线程：{reason}"),
        }
    }
}
