//! What speaks for and against a quoted stretch being a device, and a key one.

use super::component::Parts;
use super::context::{self, Head, Standing};
use super::form::{Form, counted, is_han, numeral};
use super::quote::{Quote, opens};
use super::{Named, Place, Verdict};
use crate::rules::mechanism::Devices;
use crate::rules::{Decided, Decision};
use crate::span::{Span, Stretch};

/// What speaks for and against a quoted stretch being a device.
pub(super) struct Evidence<'a> {
    /// The line up to the quoted stretch, and behind it.
    pub(super) before: Stretch<'a>,
    pub(super) after: Stretch<'a>,
    /// The quoted words.
    pub(super) name: Stretch<'a>,
    pub(super) head: Option<&'a Head>,
    pub(super) parts: &'a Parts,
    pub(super) quote: Quote,
    pub(super) place: &'a Place<'a>,
    pub(super) rules: &'a Devices,
}

/// The noun that devices end in, at the end of `name`.
pub(super) fn holds_device(name: &str, rules: &Devices) -> bool {
    rules.device_noun_inside.endings.ends(name)
}

/// Whether a quotation ends `before`, with 的 behind it.
pub(super) fn quoted_before(before: &str, rules: &Devices) -> bool {
    before.strip_suffix(|c| rules.of.has(c)).is_some_and(|rest| rest.ends_with('”'))
}

/// 周调度、月通报、季评比: what is done at which interval is a rule by itself; so is what each of several
/// has one of (一户一册、一村一策、一坝一长).
fn regular(items: &[String], rules: &Devices) -> bool {
    let timed = |item: &String| item.starts_with(|c| rules.device_rhythm.timed.has(c));
    let one = |c: char| counted(c, rules) == Some(1);
    let each = |item: &String| item.starts_with(one) && item.chars().nth(2).is_some_and(one);
    items.len() >= 3 && (items.iter().all(timed) || items.iter().all(each))
}

impl Evidence<'_> {
    /// By what the stretch, of this form and name, is a device.
    pub(super) fn admits(&self, form: &Form) -> Option<Decision> {
        let unnamed = *form != Form::Named;
        let told = || self.summed_up().or_else(|| self.called());
        unnamed.then(told).flatten().or_else(|| match form {
            Form::Counted { .. } => self.counted(),
            Form::Sum(_) => self.sum(),
            Form::Chain(_) => self.rules.device_chain.decide((), self.name.span()),
            Form::Actors(actors) => {
                let several = (actors.len() >= 2).then(|| self.name.span());
                self.rules.device_actors.decide((), several.or_else(|| self.head_noun())?)
            }
            Form::Rhythm(items) => self.rhythm(items),
            Form::Named => self.named(),
        })
    }

    fn head_noun(&self) -> Option<Span> {
        self.head.map(|head| head.place(self.after.span().start))
    }

    /// Where its parts are listed.
    fn listed(&self) -> Option<Span> {
        (!self.parts.items.is_empty()).then(|| self.parts.by.map_or(self.name.span(), |d| d.by))
    }

    /// “五方联动”模式. 开展“两癌”筛查: a numeral and one character is mostly a label.
    fn counted(&self) -> Option<Decision> {
        let long = self.name.chars().count() > 2;
        let acted = || long.then(|| context::acted(self.before, self.rules)).flatten();
        let by = self.head_noun().or_else(|| self.listed()).or_else(acted)?;
        self.rules.device_counted.decide((), by)
    }

    /// “1+5”体系, “1357”工作思路.
    fn sum(&self) -> Option<Decision> {
        let rule = &self.rules.device_sum;
        let by = if self.name.contains(['+', '＋']) {
            let acted = || context::acted(self.before, self.rules);
            self.head_noun().or_else(|| self.listed()).or_else(acted)?
        } else {
            self.head.filter(|head| rule.codes.is(&head.noun))?;
            self.head_noun()?
        };
        rule.decide((), by)
    }

    /// “查问题、找不足、补短板”机制.
    fn rhythm(&self, items: &[String]) -> Option<Decision> {
        let regular = || regular(items, self.rules).then(|| self.name.span());
        let instituted = || context::instituted(self.before, self.rules);
        let by = self.named_head().or_else(regular).or_else(|| self.net()).or_else(instituted)?;
        // “政府引导、群众主体”的“五方联动”: the list of another name.
        let rest = self.after.as_str().trim_start_matches(|c| self.rules.of.has(c));
        (!rest.starts_with(opens)).then(|| self.rules.device_rhythm.decide((), by))?
    }

    /// “县有中心、镇有院、村有站”三级网络: who does what on which level, and where it says so.
    fn net(&self) -> Option<Span> {
        let rule = &self.rules.device_rhythm;
        let several = self.name.matches('、').count() >= 2;
        let after = self.after.as_str();
        let owned = after.strip_prefix(|c| self.rules.of.has(c)).unwrap_or(after);
        let (_, leveled) = numeral(owned, self.rules).filter(|_| several)?;
        let noun = rule.nets.at_start(leveled.strip_prefix(|c| rule.levels.has(c))?)?;
        let at = after.len() - leveled.len() + leveled.chars().next().map_or(0, char::len_utf8);
        Some(self.after.place(at, noun.len()))
    }

    /// A name without numeral, plus sign or rhythm.
    fn named(&self) -> Option<Decision> {
        let mut characters = self.name.chars();
        let plain = characters.all(|c| {
            is_han(c)
                || c.is_ascii_alphanumeric()
                || matches!(c, '*' | '·' | '、' | ',' | '，' | '-' | '—')
        });
        // “人均20段、户均不超过100段”代管机制 states a rule, with figures in it.
        let rule = self.name.contains('、') && self.name.contains(|c: char| c.is_ascii_digit());
        if !plain || rule || !(3..=20).contains(&self.name.chars().count()) {
            return None;
        }
        let noun_behind = &self.rules.device_noun_behind;
        self.named_head()
            .and_then(|noun| noun_behind.decide((), noun))
            .or_else(|| self.summed_up())
            .or_else(|| self.called().filter(|_| self.own_word()))
            .or_else(|| self.noun_inside())
            .or_else(|| self.finance())
            .or_else(|| self.rules.device_rhythm.decide((), self.net()?))
            .or_else(|| self.list_before())
            .or_else(|| self.service())
            .or_else(|| self.instituted())
    }

    /// “防贫保”, “油茶贷”: the name of a loan or an insurance made for the purpose.
    fn finance(&self) -> Option<Decision> {
        let rule = &self.rules.device_finance;
        let coined = (3..=5).contains(&self.name.chars().count())
            && rule.endings.ends(&self.name)
            && !rule.other.ends(&self.name);
        coined.then(|| rule.decide((), self.name.span()))?
    }

    /// “a、b、c”的“…”.
    fn list_before(&self) -> Option<Decision> {
        let listed = quoted_before(&self.before, self.rules) && self.parts.items.len() >= 3;
        listed.then(|| self.rules.device_list_before.decide((), self.listed()?))?
    }

    /// The words by which an activity is an event: “全国助残日”宣传活动, “庆祝建党百年”主题活动.
    fn event(&self) -> Option<Decision> {
        let rule = &self.rules.device_event;
        let head = self.head.filter(|head| rule.activities.is(&head.noun))?;
        let gap = self.after.until(self.after.span().start + head.end);
        let day = rule.days.last_of(self.name);
        let words = || rule.words.first_in(self.name).or_else(|| rule.words.first_in(gap));
        rule.decide((), day.or_else(words)?)
    }

    /// The head noun, when it is one of the strict list, near, and not an aim; none of an event.
    fn named_head(&self) -> Option<Span> {
        self.strict_head().filter(|_| self.event().is_none())
    }

    fn strict_head(&self) -> Option<Span> {
        let rule = &self.rules.device_noun_behind;
        let head = self.head?;
        let near = head.end <= 3 * 12 || head.shared;
        let built = || rule.platforms.is(&head.noun) && rule.built.ends(&self.before);
        let way = || {
            let one_of_several =
                head.several || context::instituted(self.before, self.rules).is_some();
            one_of_several && rule.ways.is(&head.noun)
        };
        (near && (rule.nouns.is(&head.noun) || built() || way())).then(|| self.head_noun())?
    }

    /// 做法概括起来是“…”: the clause before says that a name follows.
    fn summed_up(&self) -> Option<Decision> {
        let rule = &self.rules.device_summed_up;
        let clause = context::clause_before(self.before, 20);
        rule.copulas.ends(&clause).then(|| rule.decide((), rule.naming.first_in(clause)?))?
    }

    /// 我们叫“三级核验”, 当地称之为“…”: the text itself says that it is a name.
    fn called(&self) -> Option<Decision> {
        let rule = &self.rules.device_called;
        let long = self.name.chars().count() >= 3;
        long.then(|| rule.decide((), rule.verbs.last_of(self.before)?))?
    }

    /// The name is one of the people who work with it, for what they do: 法子当地叫….
    fn own_word(&self) -> bool {
        let rule = &self.rules.device_called;
        let clause = context::clause_before(self.before, 20);
        !rule.persons.any(&clause) && rule.own.any(&clause)
    }

    /// 推出“牧贷通”, 上线“惠民通”: a service with a coined name.
    fn service(&self) -> Option<Decision> {
        let rule = &self.rules.device_service;
        if !rule.endings.ends(&self.name) || !(3..=4).contains(&self.name.chars().count()) {
            return None;
        }
        let before = context::without_tail(self.before, |c| rule.aspects.has(c));
        let verb = || rule.verbs.last_of(before);
        let thing = || {
            let word = rule.things.at_start(&self.after)?;
            Some(self.after.place(0, word.len()))
        };
        let platforms = &self.rules.device_noun_behind.platforms;
        let platform = || self.head.filter(|head| platforms.is(&head.noun)).and(self.head_noun());
        rule.decide((), verb().or_else(thing).or_else(platform)?)
    }

    /// 实行“先诊疗后付费”: what is instituted by a plain name; 实行“封闭式”管理 is a manner.
    fn instituted(&self) -> Option<Decision> {
        let rule = &self.rules.device_instituted;
        let single = !self.name.contains(['、', '，', ',']);
        if !single
            || !(3..=12).contains(&self.name.chars().count())
            || rule.manners.ends(&self.name)
        {
            return None;
        }
        let before = context::without_tail(self.before, |c| rule.aspects.has(c));
        // 实行“红黄牌”警示和“捆绑问责”: the second of two.
        let second = || {
            let clause = context::clause_before(self.before, 16);
            rule.second.ends(&clause).then(|| rule.verbs.first_in(clause))?
        };
        rule.decide((), rule.verbs.last_of(before).or_else(second)?)
    }

    /// “春风行动”, “积分制”: the head noun stands inside the quotes.
    fn noun_inside(&self) -> Option<Decision> {
        let rule = &self.rules.device_noun_inside;
        let noun = rule.sure.last_of(self.name).or_else(|| {
            let noun = rule.endings.last_of(self.name)?;
            let done = context::acted(self.before, self.rules).is_some() || self.listed().is_some();
            // 私人定制, 体制, 控制 end in the same character.
            (done && !rule.other.ends(&self.name)).then_some(noun)
        });
        rule.decide((), noun?)
    }

    /// What is made of the stretch, whose name is known for `standing`.
    pub(super) fn verdict(&self, form: &Form, standing: Standing) -> Verdict {
        let device = |by| Verdict::Device(Named { by, key: self.key(form, standing) });
        match standing {
            Standing::Never(decision) => Verdict::Rejected(decision),
            Standing::Doctrine(decision) => {
                let parts = &self.parts.items;
                let full = parts.len() >= 2 && form.complete(parts) != Some(false);
                if full { device(decision) } else { Verdict::Rejected(decision) }
            }
            Standing::Open => {
                if let Some(by) = self.admits(form) {
                    return self.title(form).map_or_else(|| device(by), Verdict::Rejected);
                }
                let event = self.strict_head().and_then(|_| self.event());
                event.map_or(Verdict::Unsaid, Verdict::Rejected)
            }
        }
    }

    /// 《…》 is a title unless it is a set of its own: 三创三联.
    fn title(&self, form: &Form) -> Option<Decision> {
        let title = self.quote.title && !matches!(form, Form::Chain(_));
        title.then(|| self.rules.device_title.decide((), self.name.span()))?
    }

    /// Whether it is a working device rather than doctrine, an aim, an attitude or a venue.
    fn key(&self, form: &Form, standing: Standing) -> Decided<bool> {
        let no = |decision: Decision| decision.map(|()| false);
        let known = || match standing {
            Standing::Never(decision) | Standing::Doctrine(decision) => Some(no(decision)),
            Standing::Open => None,
        };
        let rules = self.rules;
        let title =
            || self.quote.title.then(|| rules.device_title.decide(false, self.name.span()))?;
        let headline =
            || self.place.title.then(|| rules.device_headline.decide(false, self.name.span()))?;
        known()
            .or_else(title)
            .or_else(|| self.urged())
            .or_else(|| self.venue(form))
            .or_else(|| self.goal(form))
            .or_else(|| self.story())
            .or_else(|| self.slogan(form))
            .or_else(headline)
            .unwrap_or_else(|| rules.device_key.otherwise(true))
    }

    /// 在“五个进一步”上下功夫 is an exhortation.
    fn urged(&self) -> Option<Decided<bool>> {
        let rule = &self.rules.device_urged;
        let word = rule.behind.at_start(&self.after)?;
        rule.decide(false, self.after.place(0, word.len()))
    }

    fn venue(&self, form: &Form) -> Option<Decided<bool>> {
        let rule = &self.rules.device_venue;
        self.head.filter(|head| rule.nouns.is(&head.noun) && matches!(form, Form::Actors(_)))?;
        rule.decide(false, self.head_noun()?)
    }

    fn goal(&self, form: &Form) -> Option<Decided<bool>> {
        let rule = &self.rules.device_goal;
        let behind = || self.head.filter(|head| rule.nouns.is(&head.noun)).and(self.head_noun());
        let attitude = || match form {
            Form::Counted { morpheme, .. } if rule.nouns.ends(morpheme) => Some(self.name.span()),
            _ => None,
        };
        rule.decide(false, behind().or_else(attitude)?)
    }

    fn story(&self) -> Option<Decided<bool>> {
        let rule = &self.rules.device_story;
        rule.decide(false, rule.words.first_in(context::clause_before(self.before, 40))?)
    }

    fn slogan(&self, form: &Form) -> Option<Decided<bool>> {
        let rule = &self.rules.device_slogan;
        let rhythm = matches!(form, Form::Rhythm(items) if !regular(items, self.rules))
            && self.summed_up().is_none()
            && self.net().is_none()
            && context::instituted(self.before, self.rules).is_none()
            && !self.head.is_some_and(|head| !head.several && rule.nouns.is(&head.noun));
        rhythm.then(|| rule.decide(false, self.name.span()))?
    }
}
