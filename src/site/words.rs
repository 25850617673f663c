//! Every word the site itself says, in every language: one table.

use crate::clean::DefectKind;
use crate::diag::Language;
use crate::extract::{Approx, Basis, CheckResult, Grade, Status};
use crate::gazetteer::Level;
use crate::model::{CorrectionState, FigureRecord};
use serde::Serialize;

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        /// The words of one language; templates see them as `w`.
        #[derive(Clone, Copy, Debug, Serialize)]
        pub struct Words {
            $(#[doc = concat!("`", $zh, "`; in English `", $en, "`.")] pub $name: &'static str,)*
        }
        const CHINESE: Words = Words { $($name: $zh,)* };
        const ENGLISH: Words = Words { $($name: $en,)* };
    };
}

// `{name}` stands for a value; see `fill`.
words! {
    lang: "zh-Hans", "en";
    // Page frame.
    skip: "跳到正文", "Skip to content";
    home: "总览", "Overview";
    regions: "地区", "Regions";
    indicators: "指标", "Indicators";
    mechanisms: "机制", "Mechanisms";
    articles: "文章", "Articles";
    timeline: "大事记", "Timeline";
    search: "检索", "Search";
    methodology: "凡例与方法", "Method and conventions";
    sources: "资料来源", "Sources";
    downloads: "下载", "Downloads";
    corrections: "更正与变化", "Corrections and changes";
    print_all: "打印全本", "Print the whole report";
    not_found: "没有这一页", "No such page";
    not_found_text: "这个地址下没有页面。可从总览进入，或检索地区、指标与原文。", "There is no page at this address. Start from the overview, or search regions, indicators and articles.";
    all_regions: "全部地区", "All regions";
    all_indicators: "全部指标", "All indicators";
    all_mechanisms: "全部机制", "All mechanisms";
    more_nav: "更多栏目", "More";
    editors_note: "编者按", "Editors' note";
    here: "所在位置", "You are here";
    main_nav: "主要栏目", "Main";
    contents: "本页目录", "On this page";
    edition: "版次", "Edition";
    fingerprint: "语料指纹", "Corpus fingerprint";
    license: "许可", "Licence";
    publisher: "编者", "Publisher";
    made_by: "由 fangzhi {version} 编成", "Made by fangzhi {version}";
    foot_note: "每个数字都能回到原文的那一句；语料未载的，不作推断。", "Every number leads back to its sentence; what the corpus does not say is not inferred.";
    data_until: "资料截至", "Material up to";
    extent: "断限", "Period covered";
    code: "区划代码", "Division code";
    unknown: "未注明", "not stated";
    // Home.
    coverage: "收录 {counties} 个县级、{prefectures} 个地级地区，出自 {articles} 篇文章；只反映所收文章，并非全国或全省情况。", "Covers {counties} counties and {prefectures} prefectures from {articles} articles; it reflects these articles only, not a province or the country.";
    n_regions: "地区", "regions";
    n_articles: "文章", "articles";
    n_figures: "数据", "figures";
    n_mechanisms: "机制", "mechanisms";
    n_indicators: "指标", "indicators";
    n_checks: "复核算式", "checks";
    region_tree: "地区目录", "Regions";
    newest_articles: "最新文章", "Newest articles";
    start_search: "检索地区、指标、机制、数字或原文", "Search regions, indicators, mechanisms, numbers or text";
    beyond: "其余见数据文件", "The rest is in the data files";
    // Region.
    level_province: "省级地区", "province";
    level_prefecture: "地级地区", "prefecture";
    level_county: "县级地区", "county";
    below: "{parent}所辖{level}", "{level} in {parent}";
    former: "{year}年前称{name}", "called {name} until {year}";
    became: "今为", "now";
    meta_counts: "收录 {articles} 篇文章、{figures} 项数据、{mechanisms} 项机制", "{articles} articles, {figures} figures, {mechanisms} mechanisms";
    overview: "概述", "In brief";
    key_figures: "要数", "Key figures";
    charts: "图", "Charts";
    table_by_group: "分门要数表", "All figures by group";
    comparison: "与其他地区比较", "Compared with other regions";
    comparison_note: "仅与单位、性质相同且期别相近的同级地区比较：共 {n} 个地区有数，本地区由高到低列第 {place}。", "Compared only with regions of the same level where unit and kind agree and periods are close: {n} regions have a figure; this one is number {place} from the top.";
    doubts: "存疑与复核", "Doubts and checks";
    cite: "引用本页", "Cite this page";
    cite_short: "文内短引", "In text";
    cite_full: "著录格式（GB/T 7714）", "Full (GB/T 7714)";
    download_page: "下载本页数据", "Download this page's data";
    changes: "本版变化", "Changes in this edition";
    children: "下级地区", "Regions within";
    no_own: "所收文章没有直接记述本地区的数据；下级地区的数据不作加总。", "No figure of the corpus speaks of this region as a whole; figures of regions within it are not added up.";
    evidence: "原文证据", "Evidence";
    evidence_n: "原文证据（{n} 处）", "Evidence ({n} places)";
    see_source: "查看原文", "See in the article";
    original_script: "原文字形", "As printed";
    permalink: "本条链接", "Link to this figure";
    measure_words: "原文称", "In the text";
    indicator: "指标", "Indicator";
    value: "数值", "Value";
    unit: "单位", "Unit";
    period: "期别", "Period";
    kind: "性质", "Kind";
    grade: "等级", "Grade";
    origin: "来源", "Source";
    region: "地区", "Region";
    rank: "次序", "Rank";
    no_period: "时间未注明", "no date given";
    locality: "所指", "Place";
    partner: "帮扶对方", "Other side of aid";
    why_ranked: "入选理由", "Why it is shown";
    checks: "复核", "Checks";
    conflict: "两说", "Readings differ";
    conflict_text: "不同文章的说法并列，不取平均：", "Readings of different articles stand side by side and are not averaged:";
    corrected: "已更正", "Corrected";
    own_calculation: "推算", "Calculated";
    damage: "残损", "Damage";
    damage_note: "以下各处在所收文本中已残缺，不据以取数。", "These places are damaged in the texts; no figure is taken from them.";
    doubtful_note: "以下数据存疑，不列入要数。", "These figures are in doubt and never become key figures.";
    none_doubt: "本页没有发现残损、冲突或不合的算式。", "No damage, conflict or failing sum was found on this page.";
    // Status and grade.
    actual: "完成", "done";
    current: "现状", "current";
    planned: "计划", "planned";
    baseline: "基期", "baseline";
    requirement: "要求", "required";
    cumulative: "累计", "cumulative";
    approx: "约数", "approximate";
    from_context: "据上下文", "from context";
    grade_note: "等级旁未另注的，数值确切，时间写明或未注明。", "Where nothing stands beside the grade, the number is exact and its date is stated or not given.";
    grade_a: "甲", "A";
    grade_b: "乙", "B";
    grade_c: "丙", "C";
    grade_d: "丁·存疑", "D · doubtful";
    exact: "确切", "exact";
    time_stated: "时间写明", "date stated";
    time_of_article: "时间据发稿日期", "date of the article";
    inferred: "推定", "inferred";
    basis_resolved: "由“今年”“去年”等相对说法换算", "worked out from a relative word such as “this year”";
    basis_carried: "承上文", "from the text before";
    basis_default: "据发稿日期推定", "taken from the date of publication";
    region_carried: "地区承上文", "region from the text before";
    region_default: "地区据全文主题推定", "region taken from the article's subject";
    scope_part: "部分范围", "part of the region";
    scope_locality: "乡村一级", "one township or village";
    scope_project: "单个项目", "one project";
    households: "个别农户的记述", "Told of single households";
    one_source: "本页数据都出自一篇文章，列于文末资料来源。", "All figures of this page are from one article, listed under Sources.";
    more_comparisons: "其他指标的比较", "Other indicators compared";
    scope_household: "个别农户", "one household";
    // Checks.
    check_confirmed: "相合", "agrees";
    check_explained: "约数可解", "explained by rounding";
    check_contradicted: "不合", "differs";
    checks_note: "原文各数之间可以互相验算的，都已重算；不合之处照录，未作机械调整。", "Wherever the text's own numbers allow it they were recomputed; what differs is shown as printed and not adjusted.";
    // Damage.
    lost_number: "原文缺数字", "number lost";
    lost_year: "原文缺年份", "year lost";
    partial_number: "数字残缺", "number incomplete";
    split_number: "数字断开", "number parted";
    redaction: "掩字", "masked";
    mojibake: "乱码", "garbled";
    // Indicator.
    definition: "定义与口径", "Definition";
    comparable: "可比地区", "Comparable regions";
    ranking: "排名表", "Ranking";
    apart: "未排名的读数", "Readings that are not ranked";
    apart_note: "单位、性质、级别或期别与他处不同的读数不排名：", "Readings of another unit, kind, level or period than the others are not ranked: ";
    sole: "唯一的读数", "The only reading";
    reason: "原因", "Reason";
    apart_unit: "单位不同", "other unit";
    apart_status: "性质不同", "other kind";
    apart_period: "期别相去过远", "period too far apart";
    apart_scope: "范围不同", "other scope";
    apart_approx: "约数", "approximate";
    apart_level: "地区级别不同", "another level of region";
    apart_alone: "没有别的地区可比", "no other region to compare with";
    apart_doubt: "存疑", "in doubt";
    theme_none: "未归类", "No theme";
    change_word: "增减数", "a change";
    same_change: "同为增减数，{unit}，{period}", "changes, {unit}, {period}";
    same_kind: "同为{status}，{unit}，{period}", "{status}, {unit}, {period}";
    group: "门类", "Group";
    indicator_meta: "{figures} 项数据，{regions} 个地区", "{figures} figures, {regions} regions";
    // Mechanism.
    gloss: "释义", "What it is";
    aka: "又称", "Also called";
    components: "组成", "Parts";
    components_declared: "名称所示：{declared}", "Declared by the name: {declared}";
    complete: "已列全", "all listed";
    incomplete: "原文未列全", "not all listed";
    no_components: "原文未列出组成部分", "the text lists no parts";
    adopters: "采用地区", "Used by";
    versions: "各地版本", "Versions by region";
    theme: "类别", "Theme";
    first_seen: "首见", "First seen";
    slogan: "提法", "Phrase";
    same_name: "同名异义", "Same name elsewhere";
    // Article.
    outlet: "来源", "Outlet";
    published: "日期", "Date";
    byline: "作者", "Author";
    keywords: "关键词", "Keywords";
    url: "原网址", "Published at";
    length: "篇幅", "Length";
    length_text: "{n}字，约读{minutes}分钟", "{n} characters, about {minutes} min";
    original_text: "原文", "Text";
    figures_marked: "下有横线的数字是取出的数据，共 {n} 项，各通向其指标、期别与等级。", "The underlined numbers are the figures read, {n} in all; each leads to its indicator, period and grade.";
    mechanisms_here: "本文提到的机制", "Mechanisms named in this article";
    damage_level: "残损程度", "Damage";
    reprint_of: "转载自", "Reprint of";
    reprints: "转载", "Reprints";
    excerpt_only: "因版权只摘录与数据有关的句子；省略处以“……”表示。", "For reasons of copyright only the sentences around figures are shown; “……” marks what is left out.";
    evidence_only: "因版权只列出作为证据的句子。", "For reasons of copyright only the sentences that serve as evidence are shown.";
    original_shape: "原貌（繁体）", "As printed (traditional script)";
    untitled: "（无题）", "(untitled)";
    rights: "版权", "Rights";
    no_figures: "本文没有取出数据。", "No figure was read from this article.";
    back_to_figure: "到数据", "To the figure";
    // Search.
    search_label: "检索词", "Search for";
    search_go: "检索", "Search";
    search_hint: "可输入地区名、拼音或首字母、指标、机制、数字（13267、13,267、1.3267万 等同）或原文中的任意字句；空格隔开表示同时含有。", "Names, pinyin or initials, indicators, mechanisms, numbers (13267, 13,267 and 1.3267万 are the same) or any words of the texts; a space means both.";
    search_count: "共 {n} 条", "{n} results";
    search_most: "至多 {n} 条", "At most {n} results";
    search_none: "没有找到“{q}”。", "Nothing found for “{q}”.";
    search_try: "可试：", "Try:";
    search_loading: "正在检索……", "Searching…";
    search_more: "显示更多", "Show more";
    search_all: "全部", "All";
    search_no_js: "没有启用脚本，无法即时检索；以下列出全部地区、指标与机制。", "Scripts are off, so instant search is unavailable; all regions, indicators and mechanisms are listed below.";
    browse: "目录", "Browse";
    // Sources, downloads.
    regions_intro: "按区划代码排列；数字为数据项数。", "By division code; the number is that of figures.";
    indicators_intro: "按门类排列；数字为数据项数。", "By group; the number is that of figures.";
    mechanisms_intro: "按类别排列；数字为原文提到的次数。", "By theme; the number is that of mentions.";
    methodology_about: "断限、取数、等级、排序、复核、残损与符号的说明。", "Scope, figures, grades, ranking, checks, damage and symbols explained.";
    print_about: "全书合为一页，便于打印或存为 PDF。", "The whole report on one page, to print or save as PDF.";
    print_hint: "用浏览器的打印功能印出本页，或存为 PDF。", "Use the browser's print command for paper or PDF.";
    index_page: "目录", "Index";
    symbols: "符号", "Symbols";
    uncertain: "时间据上下文", "date from context";
    action_drop: "不予发表", "not published";
    action_override: "改用新值", "value replaced";
    action_scale: "改正数量级", "magnitude corrected";
    action_flag: "存疑", "marked doubtful";
    action_confirm: "经核实", "confirmed";
    action_period: "改时期", "period";
    action_region: "改地区", "region";
    action_status: "改口径", "sense";
    action_unit: "改单位", "unit";
    action_measure: "改所测之物", "measured thing";
    action_indicator: "改指标", "indicator";
    action_merge: "并入他条", "merged";
    action_add: "补入", "added";
    action: "处理", "Action";
    provider: "提出者", "Found by";
    state_open: "尚未告知原发表者", "not yet reported";
    state_reported: "已告知原发表者", "reported to the outlet";
    state_acknowledged: "原发表者已承认", "acknowledged by the outlet";
    state_fixed: "原发表者已改正", "fixed by the outlet";
    state: "进展", "State";
    change_counts: "新增 {new} 项，改动 {changed} 项，删除 {gone} 项", "{new} new, {changed} changed, {gone} gone";
    figure_word: "数据", "Figure";
    sources_intro: "按日期由新到旧排列。转载合并计为一个来源。", "Newest first. Reprints count as one source.";
    figure_count: "数据", "Figures";
    downloads_intro: "数据与页面出自同一份记录。CSV 为 UTF-8（带 BOM），时间用 ISO 写法，数值已化为基本单位。", "Data and pages come from the same records. CSV is UTF-8 with a byte order mark, dates are ISO, values are in base units.";
    file: "文件", "File";
    rows: "行数", "Rows";
    size: "大小", "Size";
    checksum: "校验（BLAKE3）", "Checksum (BLAKE3)";
    field: "字段", "Field";
    meaning: "含义", "Meaning";
    dictionary: "字段说明", "Field dictionary";
    data_package: "数据包描述（Frictionless）", "Data package (Frictionless)";
    // Timeline.
    timeline_intro: "按所述时间排列；时间据上下文确定的另行标明，未注明时间的不列。", "By the time they speak of; dates taken from the context are marked, undated figures are left out.";
    undated: "时间未注明", "No date given";
    // Corrections.
    corrections_intro: "编者对数据的更正，连同理由；旧值保留。", "What the editors corrected, and why; old values stay visible.";
    no_corrections: "本版没有更正。", "No corrections in this edition.";
    follow_changes: "订阅更正与变化（Atom）", "Follow corrections and changes (Atom)";
    added: "新增", "New";
    changed: "改动", "Changed";
    gone: "删除", "Gone";
    old_value: "原值", "Before";
    new_value: "现值", "Now";
    no_previous: "没有上一版可供比较。", "There is no earlier edition to compare with.";
    // Charts.
    chart_table: "图中数据与下载", "Data and download";
    chart_more: "未画的地区见排名表和数据文件", "Regions not drawn are in the rankings and the data files";
    chart_more_none: "未画的地区：", "Regions not drawn:";
    chart_download: "下载此图（SVG）", "Download this chart (SVG)";
    chart_source: "来源", "Source";
    copied: "已复制", "Copied";
    copy_cited: "复制并注明出处", "Copy with source";
    cited_figure: "{place}{name}：{value}（{when}）。来源：{source}。{url}", "{place}, {name}: {value} ({when}). Source: {source}. {url}";
    filter_table: "筛选此表", "Filter this table";
    table_csv: "存此表为 CSV", "Save this table as CSV";
    jump: "地区名、拼音或代码", "Region, pinyin or code";
    continued: "续表", "Continued";
    previous_page: "上一页", "Previous";
    next_page: "下一页", "Next";
    cover: "封面", "Cover";
    appendix: "附录", "Appendix";
    or: "或", "or";
}

impl Words {
    /// The words of `language`.
    #[must_use]
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        }
    }

    /// Name of a figure's sense.
    #[must_use]
    pub const fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Actual => self.actual,
            Status::Planned => self.planned,
            Status::Baseline => self.baseline,
            Status::Requirement => self.requirement,
        }
    }

    /// Name of the sense of a figure; what is so was not done.
    #[must_use]
    pub const fn sense(&self, figure: &FigureRecord) -> &'static str {
        match figure.status {
            Status::Actual if figure.state => self.current,
            status => self.status(status),
        }
    }

    /// Name of a grade.
    #[must_use]
    pub const fn grade(&self, grade: Grade) -> &'static str {
        match grade {
            Grade::A => self.grade_a,
            Grade::B => self.grade_b,
            Grade::C => self.grade_c,
            Grade::D => self.grade_d,
        }
    }

    /// How exactly a number is told, whatever is known of its time.
    #[must_use]
    pub const fn exactness(&self, approx: Option<Approx>) -> &'static str {
        match approx {
            None => self.exact,
            Some(_) => self.approx,
        }
    }

    /// Where a figure's time comes from; none for one without.
    #[must_use]
    pub const fn time_basis(&self, basis: Option<Basis>) -> &'static str {
        match basis {
            None => self.no_period,
            Some(Basis::Stated) => self.time_stated,
            Some(Basis::Resolved | Basis::Carried) => self.uncertain,
            Some(Basis::Default) => self.time_of_article,
        }
    }

    /// Name of a verdict.
    #[must_use]
    pub const fn verdict(&self, result: CheckResult) -> &'static str {
        match result {
            CheckResult::Confirmed => self.check_confirmed,
            CheckResult::Explained => self.check_explained,
            CheckResult::Contradicted => self.check_contradicted,
        }
    }

    /// Name of a kind of damage.
    #[must_use]
    pub const fn defect(&self, kind: DefectKind) -> &'static str {
        match kind {
            DefectKind::LostNumber => self.lost_number,
            DefectKind::LostYear => self.lost_year,
            DefectKind::PartialNumber => self.partial_number,
            DefectKind::SplitNumber => self.split_number,
            DefectKind::Redaction => self.redaction,
            DefectKind::Mojibake => self.mojibake,
        }
    }

    /// Name of a level.
    #[must_use]
    pub const fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Province => self.level_province,
            Level::Prefecture => self.level_prefecture,
            Level::County => self.level_county,
        }
    }

    /// How far a correction has got.
    #[must_use]
    pub const fn correction_state(&self, state: CorrectionState) -> &'static str {
        match state {
            CorrectionState::Open => self.state_open,
            CorrectionState::Reported => self.state_reported,
            CorrectionState::Acknowledged => self.state_acknowledged,
            CorrectionState::Fixed => self.state_fixed,
        }
    }

    /// Why a figure is not ranked; `reason` is the word of [`crate::model::IndicatorProfile`].
    #[must_use]
    pub fn apart_reason(&self, reason: &str) -> &'static str {
        match reason {
            "unit" => self.apart_unit,
            "status" => self.apart_status,
            "period" => self.apart_period,
            "scope" => self.apart_scope,
            "level" => self.apart_level,
            "alone" => self.apart_alone,
            "doubt" => self.apart_doubt,
            _ => self.apart_approx,
        }
    }
}

/// `template` with each `{name}` replaced by its value.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_the_same_values() {
        let holes = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            names.sort();
            names
        };
        let table = |words: &Words| serde_json::to_value(words).unwrap_or_default();
        let (chinese, english) = (table(&CHINESE), table(&ENGLISH));
        for (key, text) in chinese.as_object().into_iter().flatten() {
            let other = english.get(key).and_then(|v| v.as_str()).unwrap_or_default();
            assert_eq!(holes(text.as_str().unwrap_or_default()), holes(other), "{key}");
            assert!(!other.is_empty(), "{key}");
        }
    }
}
