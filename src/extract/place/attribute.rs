//! Which place a figure belongs to: the nearest subject that governs it.
//!
//! In order: its table row; the word it counts (20多名壤塘青年); the clause; the clauses before it
//! in the sentence; the topics of the paragraph; who speaks after a quotation; the section; the
//! story that the paragraph before began; the article.

use super::clause::Clause;
use super::group::{Group, Kind};
use super::index::{self, Index};
use super::topic::Function;
use super::{Attribution, Places};
use crate::clean::Article;
use crate::extract::Basis;
use crate::gazetteer::{Adcode, Level};
use crate::span::Span;

/// Verbs of aid between regions.
pub(super) const AID: &[&str] =
    &["帮扶", "援助", "援建", "支援", "援派", "捐赠", "捐助", "协作", "对口", "结对", "共建"];

/// Words that deal out figures to places in order.
pub(super) const DEALS: &[&str] = &["分别", "依次"];

/// Verbs of getting: what follows comes from elsewhere.
const GETTING: &[&str] = &["获得", "获", "接受", "得到", "争取", "收到", "迎来", "引进", "享受"];

/// Least length of a quotation that is speech, in characters.
const SPEECH: usize = 12;

/// Words that carry a story on from the paragraph before.
pub(super) const STORY: &[&str] = &[
    "该公司",
    "该企业",
    "该厂",
    "该合作社",
    "该基地",
    "该园区",
    "这家",
    "这个",
    "他家",
    "她家",
    "他们家",
    "他说",
    "她说",
    "夫妻",
    "老人",
    "一家人",
    "家里",
    "村民",
    "乡亲",
    "村里",
    "县委",
    "县政府",
    "县财政",
    "县里",
    "区委",
    "区政府",
    "区财政",
];

/// A place chosen for a figure.
struct Choice<'a> {
    group: &'a Group,
    basis: Basis,
}

/// Reads one figure's surroundings.
pub(super) struct Reader<'a> {
    pub(super) places: &'a Places,
    pub(super) article: &'a Article,
    pub(super) at: Span,
}

impl<'a> Reader<'a> {
    pub(super) fn attribute(&self) -> Attribution {
        let chosen = self.in_table().or_else(|| self.in_text());
        let Some(Choice { group, basis }) = chosen else {
            let region = self.places.main;
            return Attribution { region, basis: Basis::Default, locality: None, partner: None };
        };
        if group.is_national() {
            return Attribution { region: None, basis, locality: None, partner: None };
        }
        let (region, locality) = self.of_list(group, basis);
        let partner = region.and_then(|region| self.partner(region, group));
        Attribution { region, basis, locality, partner }
    }

    fn text(&self) -> &'a str {
        &self.article.text.text
    }

    fn clause_index(&self) -> Option<usize> {
        let clauses = &self.places.clauses;
        let index = clauses.partition_point(|clause| clause.span.end <= self.at.start);
        clauses.get(index).filter(|c| c.span.start <= self.at.start).map(|_| index)
    }

    /// Places that count in `clause`, in order.
    fn groups(&self, clause: Clause) -> impl DoubleEndedIterator<Item = &'a Group> {
        let groups = &self.places.groups;
        let first = groups.partition_point(|group| group.span.start < clause.span.start);
        groups
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(move |group| group.span.start < clause.span.end)
            .collect::<Vec<_>>()
            .into_iter()
            .filter(|group| !group.within_name)
    }

    fn within(&self, code: Option<Adcode>, above: Option<Adcode>) -> bool {
        super::within(&self.places.paths, code, above)
    }

    fn related(&self, a: Option<Adcode>, b: Option<Adcode>) -> bool {
        self.within(a, b) || self.within(b, a)
    }

    fn in_text(&self) -> Option<Choice<'a>> {
        let index = self.clause_index()?;
        let clause = *self.places.clauses.get(index)?;
        self.in_clause(clause)
            .or_else(|| self.in_sentence(index))
            .or_else(|| self.in_paragraph(index))
            .or_else(|| self.speaker(clause))
            .or_else(|| self.in_section(clause.line))
            .or_else(|| self.in_story(clause))
    }

    fn in_clause(&self, clause: Clause) -> Option<Choice<'a>> {
        let all: Vec<&Group> = self.groups(clause).collect();
        if let Some(counted) =
            all.iter().find(|group| group.span.start == self.at.end && group.kind == Kind::Named)
        {
            return Some(stated(counted));
        }
        let front: Vec<&Group> = all
            .iter()
            .copied()
            .filter(|group| group.span.end <= self.at.start && self.can_govern(clause, group))
            .collect();
        // 占桂林市4个乡镇的75%: the four are 桂林's.
        if let Some(whole) = front.last().filter(|group| group.function == Function::Measure) {
            return Some(stated(whole));
        }
        if let Some(adjacent) = front.last().filter(|group| self.owns(clause, group)) {
            return Some(stated(adjacent));
        }
        let front = self.since_enumeration(&front);
        if let [only] = front.as_slice()
            && self.is_enumerated(only)
        {
            return Some(stated(only));
        }
        let topic = front.iter().copied().find(|group| group.function == Function::Topic);
        let other = front.iter().rev().copied().find(|group| group.function != Function::Topic);
        let governing = match (topic, other) {
            (Some(topic), Some(other)) => Some(self.of_two(clause, topic, other)),
            (Some(topic), None) => Some(topic),
            (None, Some(other)) => self.lone_object(clause, other),
            (None, None) => self.behind(clause, &all),
        };
        governing.map(stated)
    }

    /// Whether the place right before the figure owns it whatever the clause is about: 是重庆市18个
    /// 深度贫困乡镇之一, 走遍黔东南3万平方公里; but not 援助黔东南12亿元.
    fn owns(&self, clause: Clause, group: &Group) -> bool {
        let rest = Span::new(self.at.end, clause.span.end).of(self.text());
        let rate = group.kind == Kind::Anaphor && self.at.of(self.text()).ends_with('%');
        group.span.end == self.at.start
            && (group.kind == Kind::Named || rate)
            && !self.is_list(group)
            && (rest.contains("之一") || !self.at.of(self.text()).ends_with('元'))
    }

    /// Whether a place before the figure is more than what it is compared with.
    fn can_govern(&self, clause: Clause, group: &Group) -> bool {
        let between = Span::new(group.span.end, self.at.start).of(self.text());
        if group.is_national() {
            // 全国的64.1%: a share of what the country has.
            let share = between == "的" && self.at.of(self.text()).ends_with('%');
            return !share
                && group.function != Function::Measure
                && (between.chars().count() <= 2 || between.starts_with("共有"));
        }
        if group.function != Function::Measure {
            return true;
        }
        // 占桂林市4个乡镇的75%: the four are 桂林's, the 75 % are not.
        let front = Span::new(clause.span.start, group.span.start).of(self.text());
        front.trim_end().ends_with('占') && !between.contains(['的', '比', '额'])
    }

    /// 甲县和乙县分别减贫6381人和4542人: in order. None when nothing is dealt out.
    fn paired(&self, members: &[&'a Group]) -> Option<&'a Group> {
        let between = Span::new(members.last()?.span.end, self.at.start);
        if !self.index().deals_out(between) {
            return None;
        }
        let between = between.of(self.text());
        let (_, dealt) = DEALS.iter().find_map(|word| between.split_once(word))?;
        if dealt.contains(['。', '；', ';']) {
            return None;
        }
        // Each clause deals out anew: …1263公里和1518公里，…率达到96%和98.4%.
        let own = dealt.rsplit(['，', ',']).next().unwrap_or(dealt);
        let position = own.chars().filter(|c| "、和及与".contains(*c)).count();
        members.get(position).copied()
    }

    /// 平武县1.9亿元、北川县2.3亿元: a place after a figure and a joiner begins anew.
    fn since_enumeration(&self, front: &[&'a Group]) -> Vec<&'a Group> {
        let last = front.iter().rposition(|group| self.is_enumerated(group));
        front.get(last.unwrap_or(0)..).map(<[_]>::to_vec).unwrap_or_default()
    }

    fn is_enumerated(&self, group: &Group) -> bool {
        let front = self.text().get(..group.span.start).unwrap_or_default();
        let Some(front) = ["、", "和", "及"].iter().find_map(|j| front.strip_suffix(j)) else {
            return false;
        };
        // The figure stands within reach before the joiner, with no other mark between.
        front
            .chars()
            .rev()
            .take(8)
            .take_while(|c| !"、，,。；;".contains(*c))
            .any(|c| c.is_ascii_digit())
    }

    /// A topic and something between it and the figure.
    fn of_two(&self, clause: Clause, topic: &'a Group, other: &'a Group) -> &'a Group {
        let (t, o) = (topic.code, other.code);
        if other.is_national() || self.within(t, o) {
            return other_if_same(t, o, topic, other);
        }
        if self.within(o, t) {
            // 带动北川、平武两县…: a list is what is acted on, a single one acts or holds.
            return if self.is_list(other) { topic } else { other };
        }
        let between = Span::new(topic.span.end, other.span.start).of(self.text());
        if benefits(between) {
            return other;
        }
        let clause_text = clause.span.of(self.text());
        let aid = AID.iter().any(|word| clause_text.contains(word));
        // 壤塘县获得绵阳市援助资金: the money comes from 绵阳.
        if aid && GETTING.iter().any(|word| between.contains(word)) { other } else { topic }
    }

    /// A place that is no topic, alone before the figure.
    fn lone_object(&self, clause: Clause, other: &'a Group) -> Option<&'a Group> {
        let front = Span::new(clause.span.start, other.span.start).of(self.text());
        let away = [
            "到", "赴", "往", "来到", "进入", "运往", "销往", "至", "与", "同", "跟", "从", "离",
            "距",
        ];
        let near = self.carried().or(self.places.main);
        if self.is_list(other) && !self.within(near, other.code) {
            return None;
        }
        if away.iter().any(|word| front.ends_with(word)) && !self.within(other.code, near) {
            return None;
        }
        let located = other.function == Function::Located;
        let aid = AID.iter().any(|word| front.contains(word));
        // 为对口帮扶的壤塘县投入…: the giver is spoken of, the receiver only named.
        if !self.related(other.code, near) {
            return (benefits(front) || (located && !aid)).then_some(other);
        }
        (other.code == near || !self.within(near, other.code)).then_some(other)
    }

    /// What the text before this clause speaks of.
    fn carried(&self) -> Option<Adcode> {
        let here = self.clause_index()?;
        let last = self.index().last_topic.get(here.checked_sub(1)?).copied()??;
        self.topic_in(last, here).and_then(|group| group.code)
    }

    /// A place behind the figure that says where: …在三台县签约, …均为北川本地人.
    fn behind(&self, clause: Clause, all: &[&'a Group]) -> Option<&'a Group> {
        all.iter().copied().find(|group| {
            let front = Span::new(self.at.end.max(clause.span.start), group.span.start);
            let words = ["在", "于", "落户", "位于", "来自", "分布在", "均为", "都是", "是"];
            group.span.start >= self.at.end
                && group.kind == Kind::Named
                && words.iter().any(|word| front.of(self.text()).ends_with(word))
                && group.function != Function::Measure
        })
    }

    const fn index(&self) -> &'a Index {
        &self.places.index
    }

    /// The topic of the clause at `index`, if that clause stands in the line of the one at `here`.
    fn topic_in(&self, index: usize, here: usize) -> Option<&'a Group> {
        let line = |at: usize| self.places.clauses.get(at).map(|clause| clause.line);
        let topic = self.index().topics.get(index).copied().flatten()?;
        self.places.groups.get(topic).filter(|_| line(index) == line(here))
    }

    fn in_sentence(&self, index: usize) -> Option<Choice<'a>> {
        let here = self.places.clauses.get(index)?;
        // 对口帮扶4个县: the giver, who is rarely named again.
        let own = Span::new(here.span.start, self.at.start).of(self.text()).trim_start();
        let gives = ["对口帮扶", "对口支援", "对口援建", "结对帮扶", "援建"];
        let giving = gives.iter().any(|word| own.starts_with(word));
        let before = index.checked_sub(1)?;
        let same = |at: usize| {
            self.places.clauses.get(at).is_some_and(|clause| clause.sentence == here.sentence)
        };
        let last = self.index().last_topic.get(before).copied().flatten();
        if let Some(topic) = last.filter(|at| same(*at)) {
            return self.topic_in(topic, index).map(carried);
        }
        let located = self.index().last_located.get(before).copied().flatten();
        let (_, group) = located.filter(|(at, _)| same(*at) && !giving)?;
        self.places.groups.get(group).map(carried)
    }

    /// 一是…;二是…: each point goes back to what the paragraph opened with.
    fn in_paragraph(&self, index: usize) -> Option<Choice<'a>> {
        let clause = self.places.clauses.get(index)?;
        let before = *self.index().carried.get(index.checked_sub(1)?)?;
        let further = index::is_point(clause.span.of(self.text())) == Some(false);
        let from = if further { before.point } else { before.on };
        self.topic_in(from?, index).map(carried)
    }

    /// “去年我种了2亩辣椒。”资源县的老卢说: who speaks after the quotation.
    fn speaker(&self, clause: Clause) -> Option<Choice<'a>> {
        let line = self.article.lines.get(clause.line)?.span;
        let [opens, closes] = &self.index().quotes;
        let within = |marks: &[usize]| {
            let first = marks.partition_point(|at| *at < line.start);
            (first, marks.partition_point(|at| *at < self.at.start))
        };
        let ((first, last), (shut, closed)) = (within(opens), within(closes));
        let open = last - first > closed - shut;
        let next = closes.partition_point(|at| *at < self.at.end);
        let end = closes.get(next).copied().filter(|at| open && *at < line.end)?;
        // A quoted name says nothing of who speaks; a quoted sentence does.
        let begin = last.checked_sub(1).and_then(|at| opens.get(at))? + '“'.len_utf8();
        let said = Span::new(begin, self.at.start).of(self.text());
        let quoted = Span::new(self.at.end, end).of(self.text());
        let short = said.len() + quoted.len() < SPEECH * 4
            && said.chars().count() + quoted.chars().count() < SPEECH;
        if short && !quoted.ends_with(['。', '！', '？', '，']) {
            return None;
        }
        let here = self.clause_index()?;
        let behind = self.places.clauses.partition_point(|c| c.span.end <= end);
        let own = self.topic_in(behind, here).filter(|group| group.span.start >= end);
        let next = || {
            let next = self.index().next_topic.get(behind + 1).copied().flatten()?;
            self.topic_in(next, here).filter(|group| group.span.start >= end)
        };
        own.or_else(next).map(carried)
    }

    /// The place that the section's opening names.
    fn in_section(&self, line: usize) -> Option<Choice<'a>> {
        let mut next = self.places.sections.get(line).copied();
        while let Some(section) = next {
            if let Some(group) = self.index().openings.get(section).copied().flatten() {
                return self.places.groups.get(group).map(carried);
            }
            next = self.index().enclosing.get(section).copied().flatten();
        }
        None
    }

    /// The place of the story that the paragraph before told, when this one goes on with it.
    fn in_story(&self, clause: Clause) -> Option<Choice<'a>> {
        let line = self.article.lines.get(clause.line)?.span;
        if !self.index().has_story(line) {
            return None;
        }
        let before = clause.line.checked_sub(1)?;
        if self.places.sections.get(before) != self.places.sections.get(clause.line) {
            return None;
        }
        let end = self.places.clauses.partition_point(|c| c.line < clause.line).checked_sub(1)?;
        let last = self.index().last_topic.get(end).copied().flatten()?;
        let topic = self
            .topic_in(last, end)
            .filter(|_| self.places.clauses.get(end).is_some_and(|clause| clause.line == before))?;
        (topic.code.is_some_and(|code| code.level() == Level::County)).then(|| carried(topic))
    }

    fn is_list(&self, group: &Group) -> bool {
        group.list.is_some_and(|list| self.index().mixed.contains(&list))
    }

    /// A list of counties stands for what holds them all, if the text speaks of that.
    fn of_list(&self, group: &'a Group, basis: Basis) -> (Option<Adcode>, Option<String>) {
        let Some(list) = group.list else { return (group.code, group.locality.clone()) };
        let members: Vec<&Group> = self.index().lists.get(&list).map_or_else(Vec::new, |list| {
            list.iter().filter_map(|member| self.places.groups.get(*member)).collect()
        });
        if let Some(one) = self.paired(&members) {
            return (one.code, one.locality.clone());
        }
        if members.iter().all(|member| member.code == group.code) {
            let one = members.iter().all(|member| member.locality == group.locality);
            return (group.code, group.locality.clone().filter(|_| one));
        }
        // 广元市、利州区各级: the smallest, when each holds the next.
        let smallest = members
            .iter()
            .copied()
            .find(|one| members.iter().all(|member| self.within(one.code, member.code)));
        if let Some(smallest) = smallest {
            return (smallest.code, smallest.locality.clone());
        }
        let parent = |code: Option<Adcode>| {
            code.and_then(|code| self.places.paths.get(&code)?.last().copied())
        };
        let common = parent(group.code)
            .filter(|&above| members.iter().all(|m| parent(m.code) == Some(above)))
            .filter(|above| {
                self.places.main.is_some_and(|main| self.within(Some(*above), Some(main)))
                    || (basis == Basis::Stated && self.places.paths.contains_key(above))
            })
            // What an article on a county says after naming its neighbours is its own again, and
            // what several gave together is none of theirs.
            .or(self.places.main);
        match common {
            Some(above) => (Some(above), None),
            None => (group.code, group.locality.clone()),
        }
    }

    /// The other side of aid in the same sentence.
    fn partner(&self, region: Adcode, chosen: &Group) -> Option<Adcode> {
        let here = *self.places.clauses.get(self.clause_index()?)?;
        if !self.index().has_aid(self.article.sentences.get(here.sentence)?.span) {
            return None;
        }
        let first = self.places.clauses.partition_point(|c| c.sentence < here.sentence);
        self.places
            .clauses
            .iter()
            .skip(first)
            .take_while(|clause| clause.sentence == here.sentence)
            .flat_map(|clause| self.groups(*clause))
            .filter(|group| group.list.is_none() || group.list != chosen.list)
            .filter_map(|group| group.code)
            .find(|&code| !self.related(Some(code), Some(region)))
    }

    /// The place of the figure's row, else of its column.
    fn in_table(&self) -> Option<Choice<'a>> {
        let cells = &self.article.cells;
        let own = cells.get(cells.partition_point(|cell| cell.span.end < self.at.end))?;
        if !own.span.contains(self.at) {
            return None;
        }
        let groups = &self.places.groups;
        let place_in = |span: Span| {
            let first = groups.partition_point(|group| group.span.start < span.start);
            let near = groups.iter().skip(first).take_while(|group| group.span.start < span.end);
            near.into_iter().find(|group| span.contains(group.span) && !group.within_name)
        };
        let row = |number: usize| {
            let first = cells.partition_point(|c| (c.table, c.row) < (own.table, number));
            cells.iter().skip(first).take_while(move |c| c.table == own.table && c.row == number)
        };
        place_in(own.span)
            .or_else(|| row(own.row).map(|cell| cell.span).find_map(place_in))
            .or_else(|| {
                let heads = row(0).filter(|cell| cell.column == own.column);
                heads.map(|cell| cell.span).find_map(place_in)
            })
            .map(stated)
    }
}

/// 南通市对口协作资金到位3920万元: a giver from elsewhere is not spoken of in the next sentence.
pub(super) fn may_only_give(clause: &str) -> bool {
    ["对口", "协作", "援助", "捐赠", "捐助"].iter().any(|word| clause.contains(word))
}

/// 带动定西市贫困人口12万人: what is counted is of the place that gains.
fn benefits(before: &str) -> bool {
    ["带动", "惠及", "帮助", "助力", "覆盖", "吸纳", "受益"]
        .iter()
        .any(|word| before.ends_with(word))
}

/// Of a topic and a larger place behind it the topic; of the same place twice the later.
fn other_if_same<'a>(
    t: Option<Adcode>,
    o: Option<Adcode>,
    topic: &'a Group,
    other: &'a Group,
) -> &'a Group {
    if t == o && other.locality.is_some() { other } else { topic }
}

fn stated(group: &Group) -> Choice<'_> {
    let basis = if group.kind == Kind::Anaphor { Basis::Resolved } else { Basis::Stated };
    Choice { group, basis }
}

fn carried(group: &Group) -> Choice<'_> {
    Choice { group, basis: Basis::Carried }
}
