//! Settings: one `config.yaml`, every key optional. Owner of the YAML engine.
//!
//! 1. [`parse_yaml`] reads any YAML of ours (config, packs, front matter, corrections) strictly;
//! 2. [`load`] makes the [`Config`];
//! 3. [`lexicon`] puts the language, the chosen subjects and its `pack:` together and checks them.

mod colour;
mod pack;
mod sample;
mod schema;
mod strict;
mod subject;
mod yaml;

pub use colour::Colour;
pub use pack::{builtin_faults, builtin_lexicon, lexicon};
pub use sample::{json_schema, sample};
pub use schema::nearest;
pub use yaml::parse_yaml;

use yaml::parse_table;

/// Where `text`, a YAML file, gives the value that `path` leads to: keys of mappings and places in lists,
/// in turn. None when it says nothing there.
///
/// # Example
/// ```
/// use fangzhi::config::place_of;
/// let text = "site: {title: 茶}\n";
/// assert_eq!(place_of(text, &["site", "title"]).unwrap().of(text), "茶");
/// assert_eq!(place_of(text, &["site", "date"]), None);
/// ```
#[must_use]
pub fn place_of(text: &str, path: &[&str]) -> Option<Span> {
    yaml::place_of(text, path)
}

use crate::date::Date;
use crate::diag::{Code, Diagnostic, Language, Outcome};
use crate::lexicon::Pack;
use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The report: its name and what is printed about it.
    #[schemars(extend("zh" = "报告的名称和出版信息"))]
    pub site: SiteConfig,
    /// Where the articles are.
    #[schemars(extend("zh" = "文章在哪里"))]
    pub corpus: CorpusConfig,
    /// How texts are cleaned.
    #[schemars(extend("zh" = "怎样清理文本"))]
    pub clean: CleanConfig,
    /// What is shown and how it is ranked.
    #[schemars(extend("zh" = "显示什么，怎样排序"))]
    pub report: ReportConfig,
    /// Where the report goes.
    #[schemars(extend("zh" = "报告写到哪里"))]
    pub output: OutputConfig,
    /// What the report is about: built-in subjects (`poverty`, `economy`, `rivers`) and folders of your
    /// own (`./mine`); where two claim a figure the first has it.
    #[schemars(extend("zh" = "题材：内置题材的名称（poverty 脱贫攻坚和乡村振兴，economy 经济社会发展，rivers 河流治理）或自己的文件夹（./mine）；同一数据先列者优先"))]
    pub subjects: Vec<String>,
    /// Small additions to the language and the subjects; an entry of the same name replaces.
    #[schemars(extend("zh" = "在语言词表和题材之上的少量增补；同名条目会替换"))]
    pub pack: Pack,
    /// File of corrections, beside this file; none when absent.
    #[schemars(extend("zh" = "修正文件，与本文件同一文件夹；没有就不写", "example" = "corrections.yaml"))]
    pub corrections: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            site: SiteConfig::default(),
            corpus: CorpusConfig::default(),
            clean: CleanConfig::default(),
            report: ReportConfig::default(),
            output: OutputConfig::default(),
            subjects: vec!["poverty".to_owned()],
            pack: Pack::default(),
            corrections: None,
        }
    }
}

/// Reads the text of a `config.yaml`.
///
/// With any finding of severity error the value is [`Config::default`]: a report must not be
/// published under half of its settings.
///
/// # Example
/// ```
/// use fangzhi::config::load;
/// assert_eq!(load("site:\n  title: 川北纪实\n").value.site.title, "川北纪实");
/// assert_eq!(load("site:\n  titel: 川北纪实\n").diagnostics.len(), 1);
/// ```
#[must_use]
pub fn load(text: &str) -> Outcome<Config> {
    match parse_yaml::<Config>(text) {
        Ok(config) => match address(&config.site.base_url) {
            Ok(()) => Outcome { value: config, diagnostics: Vec::new() },
            Err(finding) => {
                let span = place_of(text, &["site", "base_url"]);
                let diagnostics = vec![Diagnostic { span, ..finding }];
                Outcome { value: Config::default(), diagnostics }
            }
        },
        Err(diagnostics) => Outcome { value: Config::default(), diagnostics },
    }
}

/// Whether the report can be served at `url`: every link that a feed or a map of the site has begins so.
fn address(url: &str) -> Result<(), Diagnostic> {
    let host = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let named = host.is_some_and(|host| !host.starts_with('/') && !host.is_empty());
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>?#\\".contains(c);
    if url.is_empty() || (named && !url.contains(odd)) {
        return Ok(());
    }
    Err(Diagnostic::new(Code::BadAddress).arg("url", url))
}

/// The report as a publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteConfig {
    /// Title of the report.
    #[schemars(extend("zh" = "报告标题"))]
    pub title: String,
    /// A line under the title.
    #[schemars(extend("zh" = "副标题"))]
    pub subtitle: String,
    /// Who publishes it.
    #[schemars(extend("zh" = "编者或出版者"))]
    pub publisher: String,
    /// Language of pages and messages.
    #[schemars(extend("zh" = "页面和提示的语言：zh-Hans 或 en"))]
    pub language: Language,
    /// Name of this edition (`2026年第1版`); empty: its date.
    #[schemars(extend("zh" = "版次（2026年第1版）；留空则以日期命名"))]
    pub edition: String,
    /// Date of this edition; absent: the date of the newest article.
    #[schemars(with = "Option<String>")]
    #[schemars(extend("zh" = "版本日期；不写则取最新一篇文章的日期", "example" = "2026-01-01"))]
    pub date: Option<Date>,
    /// Where the site will be served, for feeds and canonical links; empty: file only.
    #[schemars(extend("zh" = "将来的网址，供订阅和规范链接使用；留空则只作为文件打开"))]
    pub base_url: String,
    /// Licence of the published data.
    #[schemars(extend("zh" = "所发表数据的许可"))]
    pub license: String,
    /// A picture beside the title on every page, as a path in the project.
    #[schemars(extend("zh" = "每页标题旁的标志图，写项目里的路径", "example" = "logo.svg"))]
    pub logo: Option<String>,
    /// A style sheet after ours, as a path in the project.
    #[schemars(extend("zh" = "自己的样式表，写项目里的路径；排在内置样式之后", "example" = "style.css"))]
    pub css: Option<String>,
    /// Colour of links and marks, as on paper; the one for dark screens is made from it.
    #[schemars(extend("zh" = "链接和标记的颜色；深色屏幕上的由它调亮而成", "example" = "\"#8a1c1c\""))]
    pub accent: Option<Colour>,
    /// Folder of an earlier edition, or of its data, to say what changed.
    #[schemars(extend("zh" = "上一版报告的文件夹，或其中的 data，用来说明有什么变化", "example" = "../2025/output/data"))]
    pub previous: Option<String>,
    /// How much of an article's text is shown, by outlet; `default` for all others.
    #[schemars(extend("zh" = "文章正文显示多少，按来源：full 全文，excerpt 依据句及前后句，none 只有依据句；default 管其余来源"))]
    pub article_text: BTreeMap<String, ArticleText>,
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self {
            title: "地区资料汇编".to_owned(),
            subtitle: String::new(),
            publisher: String::new(),
            language: Language::default(),
            edition: String::new(),
            date: None,
            base_url: String::new(),
            license: String::new(),
            logo: None,
            css: None,
            accent: None,
            previous: None,
            article_text: BTreeMap::from([("default".to_owned(), ArticleText::Full)]),
        }
    }
}

impl SiteConfig {
    /// How much is shown of the articles of an outlet.
    #[must_use]
    pub fn shown_of(&self, outlet: Option<&str>) -> ArticleText {
        let by_outlet = outlet.and_then(|outlet| self.article_text.get(outlet));
        by_outlet.or_else(|| self.article_text.get("default")).copied().unwrap_or(ArticleText::Full)
    }
}

/// How much of an article's text is shown. Evidence sentences always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ArticleText {
    /// All of it.
    Full,
    /// Sentences with evidence and their neighbours.
    Excerpt,
    /// Evidence sentences only.
    None,
}

/// Where the articles are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CorpusConfig {
    /// Folder of the articles, below the project.
    #[schemars(extend("zh" = "文章文件夹，在项目文件夹之内"))]
    pub dir: String,
    /// Largest file that is read, in bytes.
    #[schemars(range(min = 1024, max = 1_073_741_824))]
    #[schemars(extend("zh" = "单个文件的最大字节数"))]
    pub max_bytes: u64,
    /// Deepest folder that is walked.
    #[schemars(range(min = 1, max = 64))]
    #[schemars(extend("zh" = "最多进入几层子文件夹"))]
    pub max_depth: usize,
}

impl Default for CorpusConfig {
    fn default() -> Self {
        Self { dir: "content".to_owned(), max_bytes: 8 * 1024 * 1024, max_depth: 16 }
    }
}

/// How texts are cleaned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CleanConfig {
    /// Share of traditional-only characters, in percent, from which a text is converted.
    #[schemars(range(min = 1, max = 100))]
    #[schemars(extend("zh" = "繁体字占百分之几以上时转为简体"))]
    pub traditional_percent: u8,
    /// Least number of pinyin glosses before they are removed.
    #[schemars(range(min = 1, max = 100))]
    #[schemars(extend("zh" = "拼音注音至少几处才去除"))]
    pub min_glosses: usize,
    /// Words behind masks, by the masked spelling: `*策: 政策`; adds to the built-in list.
    #[schemars(extend("zh" = "被星号遮住的词，按遮住后的写法：\"*策\": 政策；加在内置词表之后"))]
    pub masks: BTreeMap<String, String>,
}

impl Default for CleanConfig {
    fn default() -> Self {
        Self { traditional_percent: 5, min_glosses: 3, masks: BTreeMap::new() }
    }
}

/// What is shown and how it is ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReportConfig {
    /// Most cards on a region page before the rest is folded.
    #[schemars(range(min = 1, max = 24))]
    #[schemars(extend("zh" = "地区页最多几张数据卡，其余折叠"))]
    pub cards: usize,
    /// Most cards of one group.
    #[schemars(range(min = 1, max = 24))]
    #[schemars(extend("zh" = "同一组最多几张数据卡"))]
    pub cards_per_group: usize,
    /// Most charts on a region page.
    #[schemars(range(min = 0, max = 12))]
    #[schemars(extend("zh" = "地区页最多几幅图"))]
    pub charts: usize,
    /// Names of regions as pages show them, by code, instead of those of the standard:
    /// `710000: 台湾`.
    #[schemars(extend("zh" = "页面上怎样称呼地区，按代码（710000: 台湾）；不写的用国标名称"))]
    pub names: BTreeMap<String, String>,
    /// Weights of the ranking of key figures.
    #[schemars(extend("zh" = "关键数据排序的权重：得分是各项乘以权重之和"))]
    pub rank: RankConfig,
}

impl Default for ReportConfig {
    fn default() -> Self {
        let names = BTreeMap::new();
        Self { cards: 6, cards_per_group: 2, charts: 4, names, rank: RankConfig::default() }
    }
}

/// Weights of the ranking: the score is their sum, each times what it weighs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RankConfig {
    /// The indicator's weight (0–10).
    #[schemars(extend("zh" = "指标本身的权重（0–10）"))]
    pub indicator: i32,
    /// Whole region 2, part 1, else 0.
    #[schemars(extend("zh" = "全地区 2，局部 1，其他 0"))]
    pub scope: i32,
    /// Grade 甲 3 … 丁 0.
    #[schemars(extend("zh" = "等级甲 3 至丁 0"))]
    pub grade: i32,
    /// The figure has a change or a denominator.
    #[schemars(extend("zh" = "有变化或有分母"))]
    pub context: i32,
    /// It is the latest of its indicator.
    #[schemars(extend("zh" = "同一指标中最新"))]
    pub recency: i32,
    /// Two or more independent sources.
    #[schemars(extend("zh" = "两个以上独立来源"))]
    pub sources: i32,
    /// It is of one household or person.
    #[schemars(extend("zh" = "只说一户一人"))]
    pub anecdote: i32,
    /// It is a plan, and what was done is known.
    #[schemars(extend("zh" = "是计划，而完成数已知"))]
    pub superseded_plan: i32,
}

impl Default for RankConfig {
    fn default() -> Self {
        Self {
            indicator: 3,
            scope: 2,
            grade: 2,
            context: 1,
            recency: 1,
            sources: 1,
            anecdote: -3,
            superseded_plan: -2,
        }
    }
}

/// Where the report goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OutputConfig {
    /// Folder of the finished report, inside the project.
    #[schemars(extend("zh" = "成品文件夹，在项目文件夹之内；只放生成的文件"))]
    pub dir: String,
}

impl Default for OutputConfig {
    fn default() -> Self {
        Self { dir: "output".to_owned() }
    }
}
