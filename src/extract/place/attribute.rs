//! Which place a figure belongs to: the nearest subject that governs it.
//!
//! In order: its table row; the word it counts (20多名壤塘青年); the clause; the clauses before it
//! in the sentence; the topics of the paragraph; who speaks after a quotation; the section; the
//! story that the paragraph before began; the article.

use super::clause::{self, Clause};
use super::group::{Group, Kind};
use super::topic::Function;
use super::{Attribution, Places};
use crate::clean::Article;
use crate::extract::Basis;
use crate::gazetteer::{Adcode, Level};
use crate::span::Span;

/// Verbs of aid between regions.
const AID: &[&str] =
    &["帮扶", "援助", "援建", "支援", "援派", "捐赠", "捐助", "协作", "对口", "结对", "共建"];

/// Verbs of getting: what follows comes from elsewhere.
const GETTING: &[&str] = &["获得", "获", "接受", "得到", "争取", "收到", "迎来", "引进", "享受"];

/// Least length of a quotation that is speech, in characters.
const SPEECH: usize = 12;

/// Words that carry a story on from the paragraph before.
const STORY: &[&str] = &[
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
        code.zip(above).is_some_and(|(code, above)| {
            code == above || self.places.paths.get(&code).is_some_and(|path| path.contains(&above))
        })
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
            return group.function != Function::Measure
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
        let between = Span::new(members.last()?.span.end, self.at.start).of(self.text());
        let (_, dealt) = ["分别", "依次"].iter().find_map(|word| between.split_once(word))?;
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
        let near = self.carried(clause).or(self.places.main);
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
    fn carried(&self, clause: Clause) -> Option<Adcode> {
        let index = self.places.clauses.iter().position(|c| *c == clause)?;
        let before = self.places.clauses.get(..index)?;
        before
            .iter()
            .rev()
            .take_while(|c| c.line == clause.line)
            .find_map(|c| self.topic_of(*c))
            .and_then(|group| group.code)
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

    /// The topic of a clause; several topics are one list, and its first stands for it.
    fn topic_of(&self, clause: Clause) -> Option<&'a Group> {
        self.groups(clause).find(|group| !group.is_national() && group.function == Function::Topic)
    }

    /// 南通市对口协作资金到位3920万元: a giver from elsewhere is not spoken of in the next sentence.
    fn only_gives(&self, clause: Clause, topic: &Group) -> bool {
        let text = clause.span.of(self.text());
        !self.related(topic.code, self.places.main)
            && ["对口", "协作", "援助", "捐赠", "捐助"].iter().any(|word| text.contains(word))
    }

    fn in_sentence(&self, index: usize) -> Option<Choice<'a>> {
        let clauses = self.places.clauses.get(..=index)?;
        let (here, before) = clauses.split_last()?;
        // 对口帮扶4个县: the giver, who is rarely named again.
        let own = Span::new(here.span.start, self.at.start).of(self.text()).trim_start();
        let gives = ["对口帮扶", "对口支援", "对口援建", "结对帮扶", "援建"];
        let giving = gives.iter().any(|word| own.starts_with(word));
        let same = before.iter().rev().take_while(|clause| clause.sentence == here.sentence);
        let mut located = None;
        for clause in same {
            if let Some(topic) = self.topic_of(*clause) {
                return Some(carried(topic));
            }
            if located.is_none() && !giving {
                located = self
                    .groups(*clause)
                    .find(|group| group.function == Function::Located)
                    .filter(|group| group.kind == Kind::Named);
            }
        }
        located.map(carried)
    }

    fn in_paragraph(&self, index: usize) -> Option<Choice<'a>> {
        let clauses = self.places.clauses.get(..=index)?;
        let here = clauses.last()?;
        // 一是…;二是…: each point goes back to what the paragraph opened with.
        let mut point = false;
        for clause in clauses.iter().rev().take_while(|clause| clause.line == here.line) {
            let first = is_point(clause.span.of(self.text()));
            if first == Some(true) {
                point = false;
            }
            if (!point || first == Some(true))
                && clause != here
                && let Some(topic) = self.topic_of(*clause)
                && !self.only_gives(*clause, topic)
            {
                return Some(carried(topic));
            }
            point = point || first == Some(false);
        }
        None
    }

    /// “去年我种了2亩辣椒。”资源县的老卢说: who speaks after the quotation.
    fn speaker(&self, clause: Clause) -> Option<Choice<'a>> {
        let line = self.article.lines.get(clause.line)?.span;
        let front = Span::new(line.start, self.at.start).of(self.text());
        let open = front.matches('“').count() > front.matches('”').count();
        let rest = Span::new(self.at.end, line.end).of(self.text());
        let close = rest.find('”').filter(|_| open)?;
        // A quoted name says nothing of who speaks; a quoted sentence does.
        let said = front.rsplit_once('“').map_or("", |(_, said)| said);
        let quoted = rest.get(..close)?;
        if !quoted.ends_with(['。', '！', '？', '，'])
            && said.chars().count() + quoted.chars().count() < SPEECH
        {
            return None;
        }
        let end = self.at.end + close;
        self.places
            .clauses
            .iter()
            .filter(|c| c.line == clause.line && c.span.end > end)
            .find_map(|c| self.topic_of(*c).filter(|group| group.span.start >= end))
            .map(carried)
    }

    /// The place that the section's opening names.
    fn in_section(&self, line: usize) -> Option<Choice<'a>> {
        let mut rank = u8::MAX;
        let mut at = line;
        loop {
            let section = self.places.sections.get(at)?;
            let open = self.places.sections.iter().position(|s| s == section)?;
            let own = self.places.ranks.get(open).copied()?;
            if own < rank && own > 0 {
                rank = own;
                if let Some(group) = self.opening(open, own) {
                    return Some(carried(group));
                }
            }
            at = open.checked_sub(1)?;
        }
    }

    /// The topic of a line that opens a section; of a heading, its only place.
    fn opening(&self, line: usize, rank: u8) -> Option<&'a Group> {
        let mut clauses = self.places.clauses.iter().filter(|c| c.line == line).copied().peekable();
        let sentence = clauses.peek()?.sentence;
        if rank < clause::ITEMS {
            let groups: Vec<&Group> = clauses.flat_map(|clause| self.groups(clause)).collect();
            let [only] = groups.as_slice() else { return None };
            return (only.kind == Kind::Named).then_some(*only);
        }
        clauses.filter(|c| c.sentence == sentence).find_map(|clause| self.topic_of(clause))
    }

    /// The place of the story that the paragraph before told, when this one goes on with it.
    fn in_story(&self, clause: Clause) -> Option<Choice<'a>> {
        let line = self.article.lines.get(clause.line)?.span;
        let text = line.of(self.text());
        if !STORY.iter().any(|word| text.contains(word)) {
            return None;
        }
        let before = clause.line.checked_sub(1)?;
        if self.places.sections.get(before) != self.places.sections.get(clause.line) {
            return None;
        }
        let topic = self
            .places
            .clauses
            .iter()
            .rev()
            .filter(|c| c.line == before)
            .find_map(|c| self.topic_of(*c))?;
        (topic.code.is_some_and(|code| code.level() == Level::County)).then(|| carried(topic))
    }

    fn is_list(&self, group: &Group) -> bool {
        group.list.is_some_and(|list| {
            self.places.groups.iter().any(|g| g.list == Some(list) && g.code != group.code)
        })
    }

    /// A list of counties stands for what holds them all, if the text speaks of that.
    fn of_list(&self, group: &'a Group, basis: Basis) -> (Option<Adcode>, Option<String>) {
        let Some(list) = group.list else { return (group.code, group.locality.clone()) };
        let members: Vec<&Group> =
            self.places.groups.iter().filter(|g| g.list == Some(list)).collect();
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
                    || (basis == Basis::Stated
                        && self.places.groups.iter().any(|g| g.code == Some(*above)))
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
        let sentence = self.article.sentences.get(here.sentence)?.span.of(self.text());
        if !AID.iter().any(|word| sentence.contains(word)) {
            return None;
        }
        self.places
            .clauses
            .iter()
            .filter(|clause| clause.sentence == here.sentence)
            .flat_map(|clause| self.groups(*clause))
            .filter(|group| group.list.is_none() || group.list != chosen.list)
            .filter_map(|group| group.code)
            .find(|&code| !self.related(Some(code), Some(region)))
    }

    /// The place of the figure's row, else of its column.
    fn in_table(&self) -> Option<Choice<'a>> {
        let own = self.article.cells.iter().find(|cell| cell.span.contains(self.at))?;
        let place_in = |span: Span| {
            self.places.groups.iter().find(|group| span.contains(group.span) && !group.within_name)
        };
        let row = self.article.cells.iter().filter(|c| c.table == own.table && c.row == own.row);
        let column =
            self.article.cells.iter().filter(|c| c.table == own.table && c.column == own.column);
        place_in(own.span)
            .or_else(|| row.map(|cell| cell.span).find_map(place_in))
            .or_else(|| {
                column.filter(|cell| cell.row == 0).map(|cell| cell.span).find_map(place_in)
            })
            .map(stated)
    }
}

/// Whether a clause opens a point of an enumeration (一是, 二是), and whether the first one.
fn is_point(clause: &str) -> Option<bool> {
    let clause = clause.trim_start();
    let rest = clause.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    (rest.len() < clause.len() && rest.starts_with('是')).then(|| clause.starts_with("一是"))
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
