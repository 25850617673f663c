//! Towns and villages by pattern: no table lists them, but their names end alike.

use super::name::is_han;
use crate::rules::{Initials, WordIndex};
use crate::span::Span;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A town, a village, or a village in its town.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Locality {
    /// Where.
    pub(super) span: Span,
    /// The town, when named.
    pub(super) town: Option<String>,
    /// The village, when named.
    pub(super) village: Option<String>,
}

impl Locality {
    /// Town and village in one.
    pub(super) fn label(&self) -> String {
        format!(
            "{}{}",
            self.town.as_deref().unwrap_or_default(),
            self.village.as_deref().unwrap_or_default()
        )
    }
}

/// Endings of towns.
static TOWNS: LazyLock<WordIndex> = LazyLock::new(|| WordIndex::of(["街道", "苏木", "镇", "乡"]));
/// Endings of villages.
static VILLAGES: LazyLock<WordIndex> =
    LazyLock::new(|| WordIndex::of(["社区", "嘎查", "村", "屯"]));
/// Most characters of a name before its ending.
const LONGEST: usize = 9;

/// Characters that no name holds: grammar, ranks, counts.
const STRANGERS: &str = "的了是在有和与及等各该全我这那几个名户人县市省被把将为对让给从由每某其就也还又不未已着过们您你他她它并而且但或";

/// [`STRANGERS`], for a quick look.
static STRANGE: LazyLock<Initials> = LazyLock::new(|| STRANGERS.chars().collect());

/// Words that make a phrase of what would else be a name: 发展|村集体经济, 贫困|村.
const WORDS: &str = "\
    发展 建设 推进 组织 开展 实施 加强 带动 整合 推动 帮扶 所有 全部 深度 贫困 \
    行政 自然 示范 重点 出列 退出 脱贫 美丽 特色 传统 文明 小康 先进 试点 农业 \
    农民 农家 移民 安置 扶贫 书记 干部 实现 通过 坚持 探索 创新 选派 落实 完善 \
    强化 建成 改建 扩建 围绕 依托 培育 统筹 扎实 积极 严格 建立 健全 成立 投入 新建 改造 完成 \
    解决 加快 全面 部分 其他 其余 众多 许多 软弱 集体 经济 薄弱 偏远 少数 面上 \
    联系 定点 驻村 进村 入村 到村 包村 联村 强村 弱村 领导 覆盖 惠及 乡村 农村 \
    城乡 村村 总村 精品 达标 样板 标杆 星级 一般 后进 明星 试验 牵头 参与 占全 占总 幸福生活 涉农 乡镇 城镇 村镇 集镇 小镇 建制 返乡 回乡 家乡 \
    故乡 下乡 老乡 异乡 同乡 外乡 数字 智慧 生态 法治 建档 立卡 省级 \
    市级 县级 级联 四级 三级 两级 党建 工作 基层 周边 附近 邻近 \
    下发 下好 下派 下达 严守 举办 争取 亮出 任用 优化 使用 修建 做优 做到 做好 \
    做实 做强 做活 做细 做足 兑现 入住 兴办 养了 养殖 减免 减少 减贫 凝练 出台 \
    出栏 列出 列支 创建 创造 制定 制订 办理 办起 加工 务工 动员 募集 包含 化解 \
    印发 压实 发扬 发放 受益 启动 吸纳 唱好 固化 培训 增强 增收 处分 处理 夯实 \
    奖励 存栏 安排 实行 对照 就业 帮销 建起 开发 开建 引入 引进 弘扬 归纳 录用 \
    形成 念好 总结 打好 打造 执行 扶助 扶持 把握 抓住 抓好 抓实 抓牢 投产 投资 \
    抽调 拓宽 招募 招收 招聘 拧紧 拨付 拿出 挂果 按照 捐款 捐资 捐赠 排查 接待 \
    推出 推广 推行 提供 提出 提拔 提炼 援建 搬迁 搭建 搭起 摘帽 支出 支持 收购 \
    救助 整改 整治 新修 新增 施行 明确 曝光 构建 构筑 架设 查处 树牢 树立 栽植 \
    栽种 概括 派出 流转 涵盖 深化 清零 独创 理赔 生产 用好 畅通 登记 硬化 确保 \
    确立 种上 种下 种了 种植 租用 移交 突出 立案 筑牢 筹措 筹集 签约 签订 约谈 \
    纳入 组建 细化 织密 结对 维修 绷紧 聘用 聚焦 融资 补助 表彰 规划 解困 认定 \
    认购 设立 设置 评选 识别 试行 调整 购买 贯彻 资助 赔付 走好 越线 践行 转移 \
    轮训 辐射 输出 运用 选拔 通报 遵循 配上 配备 配套 配齐 采取 采用 采购 针对 \
    铺设 销号 销售 问责 面对 饲养 首创";

/// [`WORDS`], made ready.
static PHRASES: LazyLock<WordIndex> =
    LazyLock::new(|| WordIndex::of(WORDS.split_ascii_whitespace()));

/// Villages that are kinds rather than names.
const KINDS: &[&str] = &[
    "新村",
    "山村",
    "小村",
    "大村",
    "老村",
    "古村",
    "渔村",
    "边村",
    "农村",
    "乡村",
    "全村",
    "中心村",
    "城中村",
    "空心村",
    "专业村",
    "明星村",
    "非贫困村",
    "度假村",
    "地球村",
    "所在村",
    "新社区",
    "大社区",
];

/// Endings of praise rather than of names.
const RANKS: &[&str] =
    &["重镇", "名镇", "强镇", "之乡", "侨乡", "水乡", "茶乡", "名村", "强村", "首村", "城乡"];

/// The town and village right at `at`: 三堆镇龙池村, 原隆兴乡新桥沟村.
pub(super) fn at(text: &str, at: usize) -> Option<Locality> {
    let rest = text.get(at..)?;
    let town = named(rest, &TOWNS).map(|length| rest.get(..length).unwrap_or_default());
    let offset = town.map_or(0, str::len);
    let tail = rest.get(offset..).unwrap_or_default();
    let village = named(tail, &VILLAGES).map(|length| tail.get(..length).unwrap_or_default());
    if town.is_none() && village.is_none() {
        return None;
    }
    let end = at + offset + village.map_or(0, str::len);
    Some(Locality {
        span: Span::new(at, end),
        town: town.map(str::to_owned),
        village: village.map(str::to_owned),
    })
}

/// Length in bytes of the name with one of `endings` that `rest` begins with.
fn named(rest: &str, endings: &WordIndex) -> Option<usize> {
    let mut length = 0;
    for (count, c) in rest.chars().enumerate() {
        let tail = rest.get(length..)?;
        if count > 0
            && let Some(ending) = endings.at_start(tail)
        {
            let name = rest.get(..length)?;
            let whole = rest.get(..length + ending.len())?;
            let more = rest.get(length + ending.len()..)?;
            return is_name(name, whole, more).then_some(length + ending.len());
        }
        if count >= LONGEST || !(is_han(c) || c == '*') || is_strange(c) {
            return None;
        }
        length += c.len_utf8();
    }
    None
}

/// Whether no name holds `c`.
fn is_strange(c: char) -> bool {
    STRANGE.may_have(c) && STRANGERS.contains(c)
}

fn is_name(name: &str, whole: &str, more: &str) -> bool {
    let bare = name.strip_prefix('原').unwrap_or(name);
    // 八九乡镇, 村镇: what follows or precedes makes another word of the ending.
    // 建成|村级电站: 村级 is a rank.
    let rank = whole.ends_with('村') && more.starts_with('级');
    // 建成|乡村旅游点: 乡村 is one word.
    let rural = whole.ends_with('乡') && more.starts_with('村');
    let kind = rank
        || rural
        || more.starts_with('镇')
        || ["乡", "镇", "村", "苏木", "街道"].contains(&bare);
    // 所在村|黑滩村, 川北重镇: an ending cannot begin a name, and ranks are no names.
    let kind = kind
        || bare.starts_with(['村', '镇', '乡', '屯'])
        || (whole.chars().count() > 3 && RANKS.iter().any(|rank| whole.ends_with(rank)));
    let counted = bare.chars().all(|c| "一二三四五六七八九十百千万两".contains(c));
    !bare.is_empty()
        && !kind
        && !counted
        && !KINDS.contains(&whole)
        && PHRASES.next(whole, 0).is_none()
}

/// Characters after which a town or village may begin without a county before it.
const OPENERS: &str = "在到赴从自于是为对与和及由往点入进户";

/// [`OPENERS`], for a quick look.
static OPEN: LazyLock<Initials> = LazyLock::new(|| OPENERS.chars().collect());

/// Towns and villages that stand without their county, outside `taken`: those already `known`,
/// and new ones that begin after a mark or a preposition.
pub(super) fn standing_alone(text: &str, taken: &[Span], known: &[String]) -> Vec<Locality> {
    let mut found: Vec<Locality> = Vec::new();
    let mut end = 0;
    let mut previous: Option<char> = None;
    // Long texts hold thousands of each: neither list may be searched for every character.
    let mut taken = taken.to_vec();
    taken.sort_unstable();
    let mut taken = taken.into_iter().peekable();
    let initials: BTreeSet<char> = known.iter().filter_map(|name| name.chars().next()).collect();
    for (start, c) in text.char_indices() {
        let opens = |c: char| OPEN.may_have(c) && OPENERS.contains(c);
        let open = previous.is_none_or(|p| !is_han(p) || opens(p));
        previous = Some(c);
        while taken.next_if(|span| span.end <= start).is_some() {}
        if start < end || taken.peek().is_some_and(|span| span.start <= start) {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        let familiar =
            initials.contains(&c) && known.iter().any(|name| rest.starts_with(name.as_str()));
        if !(familiar || (open && is_han(c) && !opens(c))) {
            continue;
        }
        let Some(locality) = at(text, start) else { continue };
        // 立足|龙池村: a known name inside is the name.
        if !familiar && known.iter().any(|name| locality.label().ends_with(name.as_str())) {
            continue;
        }
        let overlaps = taken.peek().is_some_and(|span| span.start < locality.span.end);
        let more = text.get(locality.span.end..).unwrap_or_default();
        if !overlaps && (familiar || (is_likely(&locality) && !is_general(more))) {
            end = locality.span.end;
            found.push(locality);
        }
    }
    found
}

/// 出台|村级办法, 动员|村民, 培训|村干部: the ending begins a word of its own.
fn is_general(more: &str) -> bool {
    // 精品村41个: a kind is counted, a village is not.
    let counted = more.trim_start_matches(|c: char| c.is_ascii_digit());
    if counted.len() < more.len() && counted.starts_with('个') {
        return true;
    }
    ["级", "民", "干部", "两委", "支部", "支书", "集体", "里", "内", "容", "庄", "规"]
        .iter()
        .any(|word| more.starts_with(word))
}

/// A new name without a county must be of ordinary length: 2–5 characters before its ending, more
/// only for the towns of peoples (河口瑶族乡).
fn is_likely(locality: &Locality) -> bool {
    let ordinary = |name: &str, most: usize| {
        let length = name.chars().count();
        (3..=most).contains(&length) || (name.contains('族') && length <= 8)
    };
    locality.town.as_deref().is_none_or(|name| ordinary(name, 6))
        && locality.village.as_deref().is_none_or(|name| {
            ordinary(name, 5) || (locality.town.is_some() && name.chars().count() <= 8)
        })
}
