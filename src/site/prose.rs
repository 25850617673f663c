//! 凡例与方法: how the report is made, in words. The numbers of the rules come from the settings.

use super::words::fill;
use crate::config::ReportConfig;
use crate::diag::Language;
use serde::Serialize;

/// A section of prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its anchor.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
}

type Text = (&'static str, [&'static str; 2], &'static [[&'static str; 2]]);

const METHOD: &[Text] = &[
    (
        "scope",
        ["一、断限与范围", "1. Scope"],
        &[
            [
                "本书只收所给文章中写明的事实。断限取各项数据所述时间的首尾；资料截至日取最新一篇文章的发布日期。",
                "The report holds only what the given articles say. The period covered runs from the first to the last day that a figure speaks of; the material runs up to the date of the newest article.",
            ],
            [
                "地区以县级为基本单位，名称与代码依 GB/T 2260，更名、撤并者并列旧名与今名。上级地区只列其自身的数据，不把下级数据相加：年份、来源、口径不同的数相加没有意义。",
                "Counties are the basic unit; names and codes follow GB/T 2260, with former and present names side by side. A region above shows its own figures only and never the sum of those within it: figures of other years, sources and scopes do not add up.",
            ],
        ],
    ),
    (
        "figures",
        ["二、取数", "2. Figures"],
        &[
            [
                "一项数据须有数值、单位、所指事物、地区和原句，缺一不取。时间只取文中写明或可由“今年”“去年”等换算者；文中没有时间的，写作“时间未注明”，不以发稿日期代替。",
                "A figure needs a value, a unit, a measured thing, a region and its sentence. Its period is what the text states or what a relative word such as “this year” resolves to; where the text gives none it says so, and the date of publication is not put in its place.",
            ],
            [
                "数值照原文书写（万、亿、百分点不换算）；数据文件中另列化为基本单位的数值。计划、要求、基期与完成分别标明，从不混同。",
                "Values are shown as printed; the data files add them in base units. What is planned, required, a baseline or done is marked and never mixed.",
            ],
        ],
    ),
    (
        "grades",
        ["三、等级", "3. Grades"],
        &[
            [
                "等级与两事有关：数值怎样（确切、约数），时间从何而来（写明、据上下文、据发稿日期、未注明）。确切的数可以没有时间，约数也可以年月分明，两事各自判断。要数卡上两事都写；表中只写使等级降低者（约数、据上下文），据发稿日期的注“推定”，未另注的，数值确切，时间写明或未注明。",
                "The grade has to do with two things, judged apart: how the number is told (exact, approximate) and where its date comes from (stated, from the context, date of the article, none given). An exact number may be undated, an approximate one well dated. Cards say both; tables say only what lowers the grade (approximate, from context) and mark a date taken from the article as inferred; where nothing stands, the number is exact and its date stated or not given.",
            ],
            [
                "等级合两事与地区而言。甲：数值确切，地区与时间写明。乙：数值确切，有一项据上下文确定。丙：约数，或时间未注明。丁：所在处残损，或各说不一；丁等不列入要数，只见于“存疑与复核”。",
                "The grade sums them up with the region. A: exact, region and period stated. B: exact, one of them from the context. C: approximate, or no period. D: damaged surroundings or differing sources; grade D is never a key figure and appears only under doubts.",
            ],
        ],
    ),
    (
        "ranking",
        ["四、要数的选取与排序", "4. Which figures come first"],
        &[[
            "每项数据按下式计分，同分者依次比较时间、篇幅与先后：指标权重×{indicator}＋范围×{scope}＋等级×{grade}＋有变化或分母×{context}＋最新×{recency}＋独立来源×{sources}＋个别农户×{anecdote}＋已有完成数的计划×{superseded}。每页至多 {cards} 项，同门类至多 {group} 项。得分与构成列于数据文件。",
            "Each figure has a score: indicator weight × {indicator} + scope × {scope} + grade × {grade} + change or denominator × {context} + recency × {recency} + independent sources × {sources} + single household × {anecdote} + plan already carried out × {superseded}. A page shows at most {cards}, at most {group} of one group. Score and parts are in the data files.",
        ]],
    ),
    (
        "disagreement",
        ["五、各说不一与转载", "5. Disagreement and reprints"],
        &[[
            "几篇文章对同一事实说法不同的，并列各说及其来源、日期，不取平均；四舍五入后相等的视为一致。转载合并为一个来源。",
            "Where articles differ on the same fact, all readings stand side by side with source and date and are never averaged; readings equal after rounding agree. Reprints count as one source.",
        ]],
    ),
    (
        "checks",
        ["六、复核", "6. Arithmetic"],
        &[[
            "原文各数之间可以互相验算的（部分与总数、增减、合计、占比），一律重算。部分数据因四舍五入，存在总计与分项合计不等的情况；不合之处照录，未作机械调整。",
            "Wherever the text's own numbers allow it (parts and wholes, changes, sums, shares) they are recomputed. Totals and sums of parts may differ by rounding; what differs is shown as printed and not adjusted.",
        ]],
    ),
    (
        "damage",
        ["七、残损", "7. Damage"],
        &[[
            "网上转存的文章常有缺字、掩字、乱码。残损之处一概不取数，原样列出，不作猜补；掩去的字仅在通行写法唯一时以〔〕注出。",
            "Articles copied on the web lose digits and characters. No figure is taken from a damaged place; it is listed as it is and nothing is guessed. A masked character is given in 〔〕 only where the word can be no other.",
        ]],
    ),
    (
        "limits",
        ["八、已知局限", "8. Known limits"],
        &[[
            "取数由程序按规则进行，可能有遗漏或误认，请以原句为准；每项数据都附有原句。收录范围取决于所给文章，不代表某省或全国的全貌，也不宜据此排名。",
            "Figures are read by rules and may be missed or misread: the sentence decides, and each figure carries its own. What is covered depends on the given articles; it is no picture of a province or the country and no league table.",
        ]],
    ),
    (
        "citing",
        ["九、引用与再利用", "9. Citing"],
        &[[
            "每页附有引用格式；每项数据有固定编号（f- 开头），各版不变，可作为链接。更正、改动见“更正与变化”。本书与旧版有出入的，以本版为准。",
            "Every page tells how to cite it; every figure has a stable identity (beginning with f-) that serves as a link in all editions. Where this edition differs from an earlier one, this one holds.",
        ]],
    ),
];

const SYMBOLS: &[(&str, [&str; 2])] = &[
    ("□", ["原文此处文字或数字缺失，不可辨", "the text is lost here and cannot be read"]),
    ("〔〕", ["编者补出的掩字", "a masked character supplied by the editors"]),
    ("……", ["因版权省略的文字", "text left out for reasons of copyright"]),
    ("—", ["不适用", "not applicable"]),
    ("✓", ["原文各数验算相合", "the text's own numbers agree"]),
    ("差", ["原文各数验算不合", "the text's own numbers differ"]),
    ("×2", ["有两处原文可证", "read in two places"]),
];

/// The sections of the method.
#[must_use]
pub(super) fn method(language: Language, config: &ReportConfig) -> Vec<Section> {
    let rank = &config.rank;
    let values = [
        ("indicator", rank.indicator.to_string()),
        ("scope", rank.scope.to_string()),
        ("grade", rank.grade.to_string()),
        ("context", rank.context.to_string()),
        ("recency", rank.recency.to_string()),
        ("sources", rank.sources.to_string()),
        ("anecdote", rank.anecdote.to_string()),
        ("superseded", rank.superseded_plan.to_string()),
        ("cards", config.cards.to_string()),
        ("group", config.cards_per_group.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let sections = METHOD.iter().map(|(id, title, paragraphs)| Section {
        id: format!("m-{id}"),
        title: pick(*title, language).to_owned(),
        paragraphs: paragraphs.iter().map(|p| fill(pick(*p, language), &values)).collect(),
    });
    sections.collect()
}

/// Symbols and what they mean.
#[must_use]
pub(super) fn symbols(language: Language) -> Vec<(String, String)> {
    let symbols = SYMBOLS.iter();
    symbols.map(|(sign, text)| ((*sign).to_owned(), pick(*text, language).to_owned())).collect()
}

const fn pick(words: [&'static str; 2], language: Language) -> &'static str {
    let [chinese, english] = words;
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
