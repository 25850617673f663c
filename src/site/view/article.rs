//! The page of an article: its text, sentence by sentence, with what was read from it.

use super::View;
use super::citation::Citation;
use super::frame::{Head, Link};
use super::planner::Planner;
use super::running::Omission;
use crate::config::ArticleText;
use crate::corpus::ArticleId;
use crate::model::ArticleCard;
use crate::site::{fill, route, text};
use serde::Serialize;
use std::collections::BTreeSet;

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleView {
    /// Headline.
    pub title: String,
    /// No headline was found.
    pub untitled: bool,
    /// Facts about it: name and value, some linked.
    pub facts: Vec<(String, Link)>,
    /// What it speaks of; each leads to a search for it.
    pub keywords: Vec<Link>,
    /// Address on the web, http(s) only.
    pub url: Option<String>,
    /// Damage in words: `缺数字 11 处`; empty when there is none.
    pub damage: Vec<String>,
    /// Its text as HTML; its numbers lead to the figures, its names to the mechanisms.
    pub text: String,
    /// How many figures were read from it, in words.
    pub marked: String,
    /// What is said about left-out text; none when all is shown.
    pub policy: Option<String>,
    /// The text as printed, when it is in traditional script.
    pub original: Vec<String>,
    /// Mechanisms named in it.
    pub mechanisms: Vec<Link>,
    /// The article it reprints.
    pub reprint_of: Option<Link>,
    /// Articles that reprint it.
    pub reprints: Vec<Link>,
    /// How to cite it.
    pub citation: Citation,
}

/// Characters of the text that the description of its page begins with.
const LEAD: usize = 48;

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// Plans an article's page.
    pub(super) fn article(&self, id: &ArticleId) -> Option<Planned> {
        let (w, card) = (self.words, self.facts.article(id)?);
        let policy = self.text_policy(card);
        let figures: BTreeSet<_> = card.figures.iter().map(|(_, id)| id).collect();
        let view = ArticleView {
            title: card.title.clone(),
            untitled: card.untitled,
            facts: self.facts(card),
            keywords: card
                .keywords
                .iter()
                .map(|word| Link::to(word, route::search(word)))
                .collect(),
            url: card.url.clone().filter(|u| u.starts_with("http://") || u.starts_with("https://")),
            damage: card
                .damage
                .iter()
                .map(|(kind, n)| {
                    let unit = if self.english { "" } else { "处" };
                    format!("{} {n}{unit}", w.defect(*kind))
                })
                .collect(),
            text: self.running_text(card, policy),
            marked: match figures.len() {
                0 => w.no_figures.to_owned(),
                n => fill(w.figures_marked, &[("n", &n.to_string())]),
            },
            policy: match policy {
                ArticleText::Full => None,
                ArticleText::Excerpt => Some(w.excerpt_only.to_owned()),
                ArticleText::None => Some(w.evidence_only.to_owned()),
            },
            original: self.as_printed(id, policy),
            mechanisms: self.mechanisms_of(card),
            reprint_of: card.reprint_of.as_ref().map(|o| self.article_link(o)),
            reprints: self.reprints_of(id).iter().map(|copy| self.article_link(copy)).collect(),
            citation: self.cite_article(card),
        };
        // What may not be shown on the page may not be shown in its description either.
        let lead = self.input(id).filter(|_| policy == ArticleText::Full);
        let lead: String = lead
            .map(|input| input.article.text.text.split('\n').skip(1).flat_map(str::chars))
            .map(|lead| lead.take(2 * LEAD).collect())
            .unwrap_or_default();
        let about = format!("{}。{}", self.source_name(id), text::shorten(&lead, LEAD));
        let head = Head {
            description: text::shorten(&about, 100),
            section: "articles".to_owned(),
            crumbs: vec![Link::to(w.sources, "sources.html")],
            ..Head::default()
        };
        Some(("article.html", head, View::Article(Box::new(view))))
    }

    /// The mechanisms that an article names, each once.
    fn mechanisms_of(&self, card: &ArticleCard) -> Vec<Link> {
        let mut mechanisms: Vec<Link> = Vec::new();
        for (_, id) in &card.mechanisms {
            if let Some(profile) = self.facts.mechanism(id) {
                let link = Link::to(profile.name.clone(), route::mechanism(id));
                if !mechanisms.contains(&link) {
                    mechanisms.push(link);
                }
            }
        }
        mechanisms
    }

    /// A link to an article's page.
    pub(super) fn article_link(&self, id: &ArticleId) -> Link {
        Link::to(self.article_title(id), route::article(id))
    }

    /// How much of an article's text may be shown.
    pub(in crate::site) fn text_policy(&self, card: &ArticleCard) -> ArticleText {
        self.config().site.shown_of(card.outlet.as_deref())
    }

    fn facts(&self, card: &ArticleCard) -> Vec<(String, Link)> {
        let w = self.words;
        let mut facts = Vec::new();
        let mut add = |name: &str, link: Link| facts.push((name.to_owned(), link));
        if let Some(outlet) = &card.outlet {
            add(w.outlet, Link::plain(outlet.clone()));
        }
        let published = card.published.map(|d| text::date(d, self.language()));
        add(w.published, Link::plain(published.unwrap_or_else(|| w.unknown.to_owned())));
        if let Some(byline) = &card.byline {
            add(w.byline, Link::plain(byline.clone()));
        }
        if let Some(code) = card.region {
            add(w.region, self.region_link(code));
        }
        let (n, minutes) = (card.characters, card.characters.div_ceil(400).max(1));
        let length =
            fill(w.length_text, &[("n", &n.to_string()), ("minutes", &minutes.to_string())]);
        add(w.length, Link::plain(length));
        let input = self.input(&card.id);
        if let Some(rights) = input.and_then(|input| input.article.rights.as_ref()) {
            add(w.rights, Link::plain(rights.clone()));
        }
        add(w.checksum, Link::plain(card.fingerprint.short(12)));
        facts
    }

    /// The lines of a traditional text as printed.
    fn as_printed(&self, id: &ArticleId, policy: ArticleText) -> Vec<String> {
        let Some(source) = self.input(id) else { return Vec::new() };
        if !source.article.traditional || policy != ArticleText::Full {
            return Vec::new();
        }
        let lines = source.article.lines.iter();
        lines
            .map(|line| source.article.text.map.to_raw(line.span).of(&source.document.text))
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// Which sentences are shown: all, those around evidence, or evidence alone.
    pub(in crate::site) fn shown(&self, id: &ArticleId, policy: ArticleText) -> Omission {
        let cited = self.cited(id).cloned().unwrap_or_default();
        match policy {
            ArticleText::Full => Omission::Nothing,
            ArticleText::None => Omission::AllBut(cited),
            ArticleText::Excerpt => {
                Omission::AllBut(cited.iter().flat_map(|s| s.saturating_sub(1)..=s + 1).collect())
            }
        }
    }
}
