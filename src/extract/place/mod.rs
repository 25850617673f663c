//! Where: which divisions a text names, what it is about, and which one each clause speaks of.
//!
//! 1. `name` finds names that count, `resolve` says which division each means.
//! 2. `group` puts them together with the towns and villages that `locality` sees by pattern.
//! 3. `subject` weighs what the article is about.
//! 4. `topic` resolves 该县, 全市, 当地.
//! 5. `attribute` finds the place that a figure or mechanism belongs to; `several` tells whose it is
//!    where several places stand before it.

mod aid;
mod attribute;
mod clause;
mod elsewhere;
mod function;
mod group;
mod headline;
mod home;
mod index;
mod locality;
mod name;
mod organ;
mod resolve;
mod several;
mod subject;
mod topic;

use super::{Basis, PlaceMention, Reference};
use crate::clean::Article;
use crate::date::Date;
use crate::gazetteer::{Adcode, Level};
use crate::rules::place::{HelperFromElsewhere, NeighbourNamed, Place};
use crate::rules::{Decided, Decision};
use crate::span::{Span, Text};
use clause::Clause;
use group::{Group, Kind};
use headline::Told;
use index::Index;
use name::{Name, Namer, Tables};
use resolve::Resolver;
use std::collections::{BTreeMap, BTreeSet};

/// Lines among which the title of a report is looked for.
const HEAD: usize = 12;

/// Most characters of a title.
const TITLE: usize = 40;
/// Lines in which a report says to whom it was given.
const HEAD_LINES: usize = 6;

/// The places of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Every mention, in the order of the text.
    pub mentions: Vec<PlaceMention>,
    /// What the article is about; none when it names no division.
    pub main: Option<Adcode>,
    /// Why names count or not, what they mean, and why the article is about its region.
    pub decisions: Vec<Decision>,
    /// Whether the article is a report of its region, where other places only own their clauses.
    report: bool,
    groups: Vec<Group>,
    clauses: Vec<Clause>,
    /// For each line its section.
    sections: Vec<usize>,
    /// Ancestors of every division that the article names.
    paths: BTreeMap<Adcode, Vec<Adcode>>,
    index: Index,
}

impl Places {
    /// Whether the text calls the place at `span` a neighbour: 近邻高台县, 隔壁的南部县.
    pub(crate) fn is_neighbour(&self, span: Span) -> bool {
        let at = self.groups.binary_search_by_key(&span.start, |group| group.span.start);
        let met = at.ok().and_then(|at| self.groups.get(at)?.elsewhere);
        met.is_some_and(|met| met.rule == NeighbourNamed::RULE)
    }
}

/// Which division a stretch of text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The division; none when the text speaks of the whole country or names none.
    pub region: Option<Decided<Adcode>>,
    /// How it was found.
    pub basis: Basis,
    /// Village or town below it.
    pub locality: Option<String>,
    /// The other side of aid.
    pub partner: Option<Decided<Adcode>>,
}

/// Finds the places of `article`.
///
/// Codes are those of the year of publication, the current ones when the article has no date. A
/// name that may mean several divisions, with nothing to choose by, is left out.
///
/// # Example
/// ```
/// use fangzhi::clean::article_from_text;
/// use fangzhi::config::builtin_lexicon;
/// use fangzhi::extract::{Reference, place};
/// use fangzhi::gazetteer::Gazetteer;
/// let (gazetteer, lexicon) = (Gazetteer::builtin(), builtin_lexicon());
/// let article = article_from_text("四川省绵阳市三台县建成公路40公里。", &lexicon);
/// let places = place::find(&article, &Reference { gazetteer: &gazetteer, lexicon: &lexicon });
/// assert_eq!(places.main.map(|code| gazetteer.name(code)), Some("三台县"));
/// ```
#[must_use]
pub fn find(article: &Article, reference: &Reference<'_>) -> Places {
    let hits = reference.lexicon.book.finder.find(&article.text.text);
    find_in(article, Text::new(&article.text.text, &hits), reference)
}

/// The same of an article in whose text words were found.
pub(super) fn find_in(article: &Article, words: Text<'_>, reference: &Reference<'_>) -> Places {
    let tables = Tables { gazetteer: reference.gazetteer, rules: &reference.lexicon.book.place };
    let Tables { gazetteer, rules } = tables;
    let text = words.text;
    let year = article.published.map(Date::year);
    let surroundings = surroundings(article);
    let hits = gazetteer.scan(text);
    let mut context = name::context_of(&hits);
    context.extend(name::context(&surroundings, gazetteer));
    let hints = hints(&surroundings, &context, tables);
    let told = headline::read(article, &hits, &hints, tables);
    let names = Namer::of_hits(text, hits, &context, tables).names(&told.known);
    let resolved = Resolver { text, hints: &hints, year, tables }.resolve(&names.counted);
    let clauses = clause::clauses(article);
    let ranks = clause::ranks(article, rules);
    let sections = clause::sections(&ranks);
    let mut around = topic::Surroundings {
        text,
        clauses: &clauses,
        sections: &sections,
        main: None,
        report: false,
        tables,
    };
    let mut groups = group::groups(text, &names.counted, &resolved, tables);
    for group in &mut groups {
        around.place(group);
    }
    let title = of_title(article, &context, (&names.counted, &told), (&hints, year), tables);
    let subject = subject(article, &groups, &clauses, ((&title, &told), year), tables);
    let main = subject.code.map(|code| code.value);
    let report = report(article, main, rules);
    (around.main, around.report) = (main, report.is_some());
    let groups = topic::resolve(groups, around);
    let mut paths: BTreeMap<Adcode, Vec<Adcode>> = BTreeMap::new();
    for code in groups.iter().filter_map(|group| group.code).chain(main) {
        paths.entry(code).or_insert_with(|| gazetteer.path(code));
    }
    let mentions = mentions(&resolved, &groups);
    let mut decisions = names.refused;
    decisions.extend(names.counted.iter().filter_map(|name| name.by));
    decisions.extend(resolved.iter().flat_map(|name| name.by).flatten());
    decisions.extend(groups.iter().flat_map(Group::decisions));
    decisions.extend(subject.code.map(|code| code.decision()).into_iter().chain(subject.others));
    decisions.extend(report.into_iter().chain(told.decisions));
    let source = index::Source {
        text,
        words,
        clauses: &clauses,
        groups: &groups,
        sections: &sections,
        ranks: &ranks,
        rules,
        main,
        paths: &paths,
        report: report.is_some(),
    };
    let index = Index::new(&source);
    decisions.extend(&index.mentioned);
    let report = report.is_some();
    Places { mentions, main, decisions, report, groups, clauses, sections, paths, index }
}

/// That the article is a report of its region: by its title, or its first lines.
fn report(article: &Article, main: Option<Adcode>, rules: &Place) -> Option<Decision> {
    let rule = &rules.report_of_its_region;
    main?;
    let head = article.lines.iter().take(HEAD).map(|line| line.span);
    let titled = |text: &str| rule.titles.any(text);
    let title = article.title.as_deref().is_some_and(titled).then(Span::default);
    let short = |span: &Span| span.of(&article.text.text).chars().count() <= TITLE;
    let head = || head.filter(short).find(|span| titled(span.of(&article.text.text)));
    title.or_else(head).and_then(|by| rule.decide((), by)).map(|decided| decided.decision())
}

/// Whether a division is `above` or lies in it, by the ancestors of each.
fn within(
    paths: &BTreeMap<Adcode, Vec<Adcode>>,
    code: Option<Adcode>,
    above: Option<Adcode>,
) -> bool {
    code.zip(above).is_some_and(|(code, above)| {
        code == above || paths.get(&code).is_some_and(|path| path.contains(&above))
    })
}

impl Places {
    /// The division that the text at `at` (a figure, a mechanism's name) speaks of.
    ///
    /// Never invents: without any place in the article the region is none, and so it is for
    /// figures of the whole country.
    #[must_use]
    pub fn attribute(&self, article: &Article, at: Span, rules: &Place) -> Attribution {
        attribute::Reader { places: self, article, at, rules }.attribute()
    }
}

/// What stands around the text and may name places: outlet, dateline, byline.
fn surroundings(article: &Article) -> String {
    [&article.region_hint, &article.title, &article.outlet, &article.dateline_place]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n")
}

fn hints(text: &str, context: &BTreeSet<Adcode>, tables: Tables<'_>) -> Vec<Adcode> {
    let names = Namer::new(text, context, tables).names(&BTreeSet::new());
    names.counted.iter().filter_map(|name| only(&regions(name))).collect()
}

fn regions(name: &Name) -> Vec<Adcode> {
    let regions: BTreeSet<Adcode> = name.readings.iter().map(|reading| reading.region).collect();
    regions.into_iter().collect()
}

fn only(codes: &[Adcode]) -> Option<Adcode> {
    match codes {
        [only] => Some(*only),
        _ => None,
    }
}

/// The divisions that the headline names. A short name counts there when the text has it in full.
fn of_title(
    article: &Article,
    context: &BTreeSet<Adcode>,
    (names, told): (&[Name], &Told),
    (hints, year): (&[Adcode], Option<i16>),
    tables: Tables<'_>,
) -> Vec<Adcode> {
    let Some(title) = &article.title else { return Vec::new() };
    let known = names.iter().flat_map(|name| &name.readings).map(|r| r.region);
    let known = known.chain(told.known.iter().copied()).collect();
    let names = Namer::new(title, context, tables).names(&known);
    let hints: Vec<Adcode> = hints.iter().copied().chain(context.iter().copied()).collect();
    let resolver = Resolver { text: title, hints: &hints, year, tables };
    // 溧阳来的茶客: a place that the headline only meets is not what it names.
    let whole = Span::new(0, title.len());
    let counts = |code: Adcode, span| {
        organ::holds(title, span, code, tables.rules).is_none()
            && elsewhere::met(title, whole, span, tables.rules).is_none()
    };
    let resolved = resolver.resolve(&names.counted).into_iter();
    resolved.filter_map(|r| r.code.filter(|code| counts(*code, r.span))).collect()
}

/// What the article is about: what it notes, who issued it, what it calls its own, its headline and
/// text, its dateline.
fn subject(
    article: &Article,
    groups: &[Group],
    clauses: &[Clause],
    ((title, told), year): ((&[Adcode], &Told), Option<i16>),
    tables: Tables<'_>,
) -> subject::Subject {
    let Tables { gazetteer, rules } = tables;
    let nowhere = Span::default();
    let noted = article.region_hint.as_deref().and_then(|hint| only(&gazetteer.find(hint)));
    let noted = noted.map(|code| gazetteer.code_in(code, year));
    let outside = noted
        .and_then(|code| rules.region_noted.decide(code, nowhere))
        .or(told.book)
        .or_else(|| rules.issuing_office.decide(issuer(article, title, tables)?, nowhere))
        .or_else(|| congress(article, groups, rules))
        .or(told.own);
    if outside.is_some() {
        return subject::Subject { code: outside, ..subject::Subject::default() };
    }
    let met = elsewhere::only_met(article, groups, clauses, rules);
    // 深圳老板回村记: a city that the text only tells of as somebody's past is not its headline's place.
    let helps = |by: Decision| by.rule == HelperFromElsewhere::RULE;
    let passed = |code: Adcode| {
        let mut named = groups.iter().filter(|group| group.code == Some(code));
        met.contains(&code) && named.any(|group| group.elsewhere.is_some_and(|by| !helps(by)))
    };
    let title: Vec<Adcode> = title.iter().copied().filter(|code| !passed(*code)).collect();
    let title = title.as_slice();
    let subject = subject::main(article, groups, clauses, (title, &met), tables);
    // The place that the dateline names, when the text names none.
    let dateline = || {
        let named = only(&gazetteer.find(article.dateline_place.as_deref()?))?;
        rules.dateline.decide(named, nowhere).filter(|_| groups.is_empty())
    };
    let home = home((article, groups, clauses), &subject, (title, told), &met, tables);
    subject::Subject { code: home.or(subject.code).or_else(dateline), ..subject }
}

/// The county after which the outlet is called, or that the text calls by its short name, where no other
/// place is what the text is about. `met` are places that it only meets.
fn home(
    (article, groups, clauses): (&Article, &[Group], &[Clause]),
    subject: &subject::Subject,
    (title, told): (&[Adcode], &Told),
    met: &BTreeSet<Adcode>,
    Tables { gazetteer, .. }: Tables<'_>,
) -> Option<Decided<Adcode>> {
    let chosen = subject.code.map(|code| code.value);
    let named: Vec<Adcode> = groups.iter().filter_map(|group| group.code).collect();
    let codes = || named.iter().copied().chain(chosen);
    // No place but what holds it: an account's county that is a word, beside its province.
    let holds =
        |account: Adcode| codes().all(|code| code != account && gazetteer.within(account, code));
    // 通城报: what the outlet's own county is compared with or lies beside is named later.
    let titled = |code: Adcode| title.iter().all(|other| gazetteer.within(code, *other));
    let leads = |code: Adcode| told.leads && titled(code);
    // What is only met, or is no county where the text says 全县, is no rival; nor is what holds it.
    let kind = |code: Adcode| gazetteer.name(code).chars().next_back();
    let yields = |code: Adcode, home: Adcode| {
        gazetteer.within(home, code)
            || gazetteer.within(code, home)
            || met.contains(&code)
            || kind(code).is_none_or(|own| Some(own) != kind(home) && !told.kinds.contains(&own))
    };
    let unrivalled =
        |home: Adcode| title.iter().copied().chain(chosen).all(|code| yields(code, home));
    let said = |group: &Group| {
        let line =
            group.clause.and_then(|at| clauses.get(at)).and_then(|at| article.lines.get(at.line));
        line.is_some_and(|line| elsewhere::is_said(&article.text.text, line.span, group.span))
    };
    let own = groups.iter().filter(|group| group.elsewhere.is_none() && !said(group));
    let own: Vec<Adcode> = own.filter_map(|group| group.code).collect();
    let often = |code: Adcode| own.iter().filter(|named| **named == code).count();
    let account = told.account.filter(|account| {
        let home = account.value;
        let most = || often(home) > 1 && chosen.is_none_or(|code| often(code) <= often(home));
        holds(home) || leads(home) || unrivalled(home) || most()
    });
    let called = told.called.filter(|(home, count)| {
        unrivalled(home.value)
            || chosen.is_some_and(|code| often(code) < *count && title.is_empty())
    });
    account.or(called.map(|(home, _)| home))
}

/// The county or city whose office issued the text: 镇巴县人民政府. A headline about another place wins.
fn issuer(article: &Article, title: &[Adcode], tables: Tables<'_>) -> Option<Adcode> {
    let outlet = article.outlet.as_deref()?;
    if !tables.rules.issuing_office.offices.ends(outlet) {
        return None;
    }
    let names = Namer::new(outlet, &BTreeSet::new(), tables).names(&BTreeSet::new());
    let code = names.counted.last().and_then(|name| only(&regions(name)))?;
    let own = code.level() != Level::Province && title.iter().all(|other| *other == code);
    own.then_some(code)
}

/// The division before whose congress a report was given: 在金寨县第十八届人民代表大会第二次会议上.
fn congress(article: &Article, groups: &[Group], rules: &Place) -> Option<Decided<Adcode>> {
    let rule = &rules.report_to_its_congress;
    article.title.as_deref().filter(|title| rule.titles.any(title))?;
    let lines = article.lines.iter().take(HEAD_LINES);
    let heads: Vec<Span> = lines.map(|line| line.span).filter(|line| !line.is_empty()).collect();
    groups
        .iter()
        .take_while(|group| heads.last().is_some_and(|last| group.span.start < last.end))
        .find_map(|group| {
            let line = heads.iter().find(|line| line.contains(group.span))?;
            let rest = Span::new(group.span.end, line.end).of(&article.text.text);
            let (at, _) = rule.congresses.first(rest)?;
            let between = rest.get(..at)?;
            let whose = between.is_empty() || rule.between.covers(between);
            rule.decide(group.code.filter(|_| whose)?, group.span)
        })
}

/// All mentions: names, towns and villages, stand-ins.
fn mentions(resolved: &[resolve::Resolved], groups: &[Group]) -> Vec<PlaceMention> {
    let mut mentions: Vec<PlaceMention> = Vec::new();
    for name in resolved.iter().filter(|name| name.code.is_some()) {
        // Groups hardly ever overlap, so the one that holds a name is among the last to begin.
        let upto = groups.partition_point(|group| group.span.start <= name.span.start);
        let near = groups.get(upto.saturating_sub(4)..upto).unwrap_or_default();
        let group = near.iter().find(|group| group.span.contains(name.span));
        mentions.push(PlaceMention {
            span: name.span,
            code: name.code,
            locality: None,
            within_name: group.is_some_and(|group| !group.counts()),
            anaphor: false,
        });
    }
    for group in groups {
        let upto = resolved.partition_point(|name| name.span.end <= group.span.end);
        let last = upto.checked_sub(1).and_then(|at| resolved.get(at));
        let last = last.filter(|name| group.span.contains(name.span));
        let start = last.map_or(group.span.start, |name| name.span.end);
        let span = Span::new(start, group.span.end);
        let anaphor = group.kind == Kind::Anaphor;
        // 县财政 of a county that nothing tells names no place.
        let known = anaphor && group.code.is_some();
        if !span.is_empty() && (known || group.locality.is_some()) {
            mentions.push(PlaceMention {
                span,
                code: group.code,
                locality: group.locality.clone(),
                within_name: !group.counts(),
                anaphor,
            });
        }
    }
    mentions.sort_by_key(|mention| mention.span);
    mentions
}
