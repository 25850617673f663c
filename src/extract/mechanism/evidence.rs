//! What speaks for and against a quoted stretch being a device, and a key one.

use super::component::Parts;
use super::context::{self, Head};
use super::form::{Form, is_han};
use super::quote::{Quote, opens};
use super::{Place, Words};

/// What speaks for and against a quoted stretch being a device.
pub(super) struct Evidence<'a> {
    pub(super) before: &'a str,
    pub(super) after: &'a str,
    pub(super) head: Option<&'a Head>,
    pub(super) parts: &'a Parts,
    pub(super) quote: Quote,
    pub(super) place: &'a Place<'a>,
    pub(super) words: &'a Words<'a>,
}

/// Whether `name` ends in a noun that devices end in.
pub(super) fn holds_device(name: &str) -> bool {
    ["行动", "计划", "工程", "模式", "机制", "工作法", "制度", "制", "超市", "银行"]
        .iter()
        .any(|w| name.ends_with(w))
}

/// “防贫保”, “油茶贷”: the name of a loan or an insurance made for the purpose.
fn coined_finance(name: &str) -> bool {
    (3..=5).contains(&name.chars().count())
        && name.ends_with(['贷', '保'])
        && !["医保", "社保", "低保", "五保", "环保", "担保", "参保", "信贷", "网贷"]
            .iter()
            .any(|word| name.ends_with(word))
}

/// 周调度、月通报、季评比: what is done at which interval is a rule by itself; so is what each of several
/// has one of (一户一册、一村一策、一坝一长).
fn regular(items: &[String]) -> bool {
    let timed = |item: &String| item.starts_with(['日', '周', '旬', '月', '季', '年']);
    let each = |item: &String| item.starts_with('一') && item.chars().nth(2) == Some('一');
    items.len() >= 3 && (items.iter().all(timed) || items.iter().all(each))
}

impl Evidence<'_> {
    /// Whether the stretch, of this form and name, is a device.
    pub(super) fn admits(&self, form: &Form, name: &str) -> bool {
        let listed = !self.parts.items.is_empty();
        if self.quote.title {
            return matches!(form, Form::Chain(_));
        }
        if (self.named_as() || self.called(name)) && !matches!(form, Form::Named) {
            return true;
        }
        match form {
            // 开展“两癌”筛查: a numeral and one character is mostly a label.
            Form::Counted { .. } if name.chars().count() <= 2 => listed || self.head.is_some(),
            Form::Sum(_) if !name.contains(['+', '＋']) => self.coded_head(),
            Form::Chain(_) => true,
            Form::Counted { .. } | Form::Sum(_) => {
                listed || self.head.is_some() || context::acted(self.before, self.words)
            }
            Form::Actors(parts) => parts.len() >= 2 || self.head.is_some(),
            Form::Rhythm(items) => {
                (self.named_head() || regular(items) || context::instituted(self.before))
                    && !self.introduces_quote()
            }
            Form::Named => {
                let length = name.chars().count();
                let plain = name
                    .chars()
                    .all(|c| is_han(c) || c.is_ascii_alphanumeric() || "*·、,，-—".contains(c));
                // “人均20段、户均不超过100段”代管机制 states a rule, with figures in it.
                let rule = name.contains('、') && name.contains(|c: char| c.is_ascii_digit());
                plain
                    && !rule
                    && (3..=20).contains(&length)
                    && (self.named_head()
                        || self.named_as()
                        || (self.called(name) && self.own_word())
                        || self.ends_as_device(name)
                        || coined_finance(name)
                        || (self.before.ends_with("”的") && self.parts.items.len() >= 3)
                        || (name.ends_with('通') && self.launched(name))
                        || self.instituted_name(name))
            }
        }
    }

    /// “1357”工作思路; “618”活动 and “996”制度 are no devices.
    fn coded_head(&self) -> bool {
        let nouns = [
            "思路",
            "工程",
            "政策",
            "分配",
            "模式",
            "工作法",
            "机制",
            "体系",
            "行动",
            "战略",
            "计划",
            "路径",
            "格局",
        ];
        self.head.is_some_and(|h| nouns.contains(&h.noun.as_str()))
    }

    /// “全国助残日”宣传活动, “庆祝建党百年”主题活动.
    fn event(&self) -> bool {
        let Some(head) = self.head.filter(|h| h.noun == "活动") else { return false };
        let name = self.quote.inner.of(self.place.line);
        let gap = self.after.get(..head.end).unwrap_or_default();
        name.ends_with(['日', '节', '周', '年', '月'])
            || self
                .words
                .events
                .iter()
                .any(|w| name.contains(w.as_str()) || gap.contains(w.as_str()))
    }

    /// The head noun is one of the strict list, near, and not an aim.
    fn named_head(&self) -> bool {
        self.head.is_some_and(|h| {
            let near = h.end <= 3 * 12 || h.shared;
            let strict = self.words.named_heads.contains(&h.noun);
            let built = ["推出", "推出了", "上线", "搭建", "打造", "开发", "建成", "首创", "创新"];
            let platform = h.noun == "平台" && built.iter().any(|v| self.before.ends_with(v));
            let way = h.several || context::instituted(self.before);
            near && !self.event()
                && (strict
                    || platform
                    || (way && matches!(h.noun.as_str(), "方式" | "方法" | "路子")))
        })
    }

    /// “政府引导、群众主体”的“五方联动”: the list of another name.
    fn introduces_quote(&self) -> bool {
        let rest = self.after.trim_start_matches('的');
        rest.chars().next().is_some_and(opens)
    }

    /// 做法概括起来是“…”: the clause before says that a name follows.
    fn named_as(&self) -> bool {
        let clause = context::clause_before(self.before, 20);
        let copula = ["是", "为", "成", "即"];
        copula.iter().any(|w| clause.ends_with(w))
            && self.words.naming.iter().any(|w| clause.contains(w.as_str()))
    }

    /// 我们叫“三级核验”, 当地称之为“…”: the text itself says that it is a name.
    fn called(&self, name: &str) -> bool {
        let verbs = ["叫", "叫做", "叫作", "称为", "称作", "称之为", "取名", "取名为", "命名为"];
        verbs.iter().any(|verb| self.before.ends_with(verb)) && name.chars().count() >= 3
    }

    /// 推出“牧贷通”, 上线“惠民通”: a service with a coined name.
    fn launched(&self, name: &str) -> bool {
        let verbs = [
            "推出", "开发", "研发", "上线", "搭建", "推广", "发放", "打造", "启用", "建成", "开通",
        ];
        let verb = verbs.iter().any(|v| self.before.trim_end_matches('了').ends_with(v));
        let noun = ["平台", "系统", "产品", "小程序", "贷款", "APP", "软件"];
        let noun = noun.iter().any(|n| self.after.starts_with(n))
            || self.head.is_some_and(|head| head.noun == "平台");
        (3..=4).contains(&name.chars().count()) && (verb || noun)
    }

    /// The name is one of the people who work with it, for what they do: 法子当地叫….
    fn own_word(&self) -> bool {
        let clause = context::clause_before(self.before, 20);
        let person = ["把", "他", "她", "人们", "老乡", "大家都", "村民"];
        !person.iter().any(|word| clause.contains(word))
            && ["我们", "当地", "县里", "这种", "这套", "这个", "办法", "法子", "做法"]
                .iter()
                .any(|word| clause.contains(word))
    }

    /// 实行“先诊疗后付费”: what is instituted by a plain name; 实行“封闭式”管理 is a manner.
    fn instituted_name(&self, name: &str) -> bool {
        let verb = ["实行", "推行", "首创"]
            .iter()
            .any(|v| self.before.trim_end_matches(['了', '出']).ends_with(v));
        // 实行“红黄牌”警示和“捆绑问责”: the second of two.
        let clause = context::clause_before(self.before, 16);
        let second = clause.ends_with(['和', '与', '及'])
            && ["实行", "推行", "首创"].iter().any(|v| clause.contains(v));
        let verb = verb || second;
        let single = !name.contains(['、', '，', ',']);
        verb && single
            && (3..=12).contains(&name.chars().count())
            && !name.ends_with(['式', '型', '化'])
    }

    /// “春风行动”, “积分制”: the head noun stands inside the quotes.
    fn ends_as_device(&self, name: &str) -> bool {
        let sure = ["模式", "机制", "工作法", "责任制"];
        let long = name.chars().count() >= 3;
        if long && sure.iter().any(|w| name.ends_with(w)) {
            return true;
        }
        // 私人定制, 体制, 控制 end in the same character.
        let other = ["定制", "体制", "控制", "限制", "编制", "强制", "复制"];
        long && !other.iter().any(|w| name.ends_with(w))
            && holds_device(name)
            && (context::acted(self.before, self.words) || !self.parts.items.is_empty())
    }

    /// Whether it is a working device rather than an aim, an attitude or a venue.
    pub(super) fn key(&self, form: &Form) -> bool {
        let goal = self.head.is_some_and(|h| self.words.goal_heads.contains(&h.noun));
        // 在“五个进一步”上下功夫 is an exhortation.
        let urged = self.after.starts_with("上下功夫")
            || self.after.starts_with("上发力")
            || self.after.starts_with("上下足功夫");
        let personal = ["他家", "她家", "他们", "她们", "自己家", "我家", "我们家"]
            .iter()
            .any(|w| context::clause_before(self.before, 40).contains(w));
        let rhythm = matches!(form, Form::Rhythm(items) if !regular(items))
            && !self.named_as()
            && !context::instituted(self.before)
            && !self.head.is_some_and(|h| {
                !h.several
                    && matches!(
                        h.noun.as_str(),
                        "机制" | "制度" | "工作法" | "模式" | "改革" | "体系"
                    )
            });
        let attitude = matches!(form, Form::Counted { morpheme, .. }
            if self.words.goal_heads.iter().any(|g| morpheme.ends_with(g.as_str())));
        let venue = self.head.is_some_and(|h| h.noun == "平台") && matches!(form, Form::Actors(_));
        !urged && !venue && !goal && !personal && !rhythm && !attitude && !self.place.title
    }
}
