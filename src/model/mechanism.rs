//! Mechanisms: one page for a name, with each region's version of it.

use super::aggregate::{Input, Reference};
use super::reading::cite;
use super::{Cite, MechanismId, MechanismProfile, MechanismVariant};
use crate::corpus::ArticleId;
use crate::extract::Mechanism;
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Adcode;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Identity of the mechanism called `name`: `m-` and ten hexadecimal digits, ASCII for paths.
pub(super) fn mechanism_id(name: &str) -> MechanismId {
    let normal: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    MechanismId(format!("m-{}", Fingerprint::of_parts(["mechanism", &normal]).short(10)))
}

/// A mechanism as one article tells it.
struct Telling<'a> {
    article: &'a ArticleId,
    input: &'a Input<'a>,
    mechanism: &'a Mechanism,
    region: Option<Adcode>,
}

impl Telling<'_> {
    /// The richest telling first: most parts, complete, working device, then order of the corpus.
    fn preference(&self) -> impl Ord + use<'_> {
        (
            Reverse(self.mechanism.components.len()),
            self.mechanism.complete != Some(true),
            !*self.mechanism.key,
            self.article,
            self.mechanism.span,
        )
    }
}

/// All mechanisms of the corpus.
pub(super) fn mechanisms(
    inputs: &BTreeMap<ArticleId, Input<'_>>,
    reference: &Reference<'_>,
) -> BTreeMap<MechanismId, MechanismProfile> {
    let mut tellings: BTreeMap<MechanismId, Vec<Telling<'_>>> = BTreeMap::new();
    for (article, input) in inputs {
        for mechanism in &input.extraction.mechanisms {
            tellings.entry(mechanism_id(&mechanism.name)).or_default().push(Telling {
                article,
                input,
                mechanism,
                region: mechanism.division().map(|code| reference.gazetteer.canonical(code)),
            });
        }
    }
    tellings
        .into_iter()
        .filter_map(|(id, mut told)| {
            told.sort_by(|a, b| a.preference().cmp(&b.preference()));
            Some((id.clone(), profile(id, &told)?))
        })
        .collect()
}

fn profile(id: MechanismId, told: &[Telling<'_>]) -> Option<MechanismProfile> {
    let first = told.first()?;
    let name = first.mechanism.name.clone();
    let aka: BTreeSet<String> = told
        .iter()
        .flat_map(|t| &t.mechanism.aka)
        .filter(|other| **other != name)
        .cloned()
        .collect();
    let mut variants: BTreeMap<(Option<Adcode>, Option<&str>), Vec<&Telling<'_>>> = BTreeMap::new();
    for telling in told {
        let place = (telling.region, telling.mechanism.locality.as_deref());
        variants.entry(place).or_default().push(telling);
    }
    let mut themes: BTreeMap<&str, usize> = BTreeMap::new();
    for theme in told.iter().filter_map(|t| t.mechanism.theme.as_ref()) {
        *themes.entry(theme.value.as_str()).or_default() += 1;
    }
    Some(MechanismProfile {
        id,
        name,
        aka: aka.into_iter().collect(),
        declared: told.iter().find_map(|t| t.mechanism.declared.clone()),
        theme: themes
            .into_iter()
            .max_by_key(|(name, n)| (*n, Reverse(*name)))
            .map(|(t, _)| t.to_owned()),
        key: told.iter().any(|t| *t.mechanism.key),
        variants: variants.into_values().filter_map(|group| variant(&group)).collect(),
    })
}

fn variant(told: &[&Telling<'_>]) -> Option<MechanismVariant> {
    let first = told.first()?;
    Some(MechanismVariant {
        region: first.region,
        locality: first.mechanism.locality.clone(),
        components: first.mechanism.components.clone(),
        complete: first.mechanism.complete,
        cites: told.iter().map(|telling| place(telling)).collect(),
    })
}

/// The sentence that says most, with the name marked where it stands in it.
fn place(telling: &Telling<'_>) -> Cite {
    let article = telling.input.article;
    let mechanism = telling.mechanism;
    let within = |sentence: usize| {
        let whole = article.sentences.get(sentence)?.span;
        mechanism.mentions.iter().copied().find(|span| whole.contains(*span))
    };
    let named = within(mechanism.sentence).unwrap_or(mechanism.span);
    cite(telling.article, article, mechanism.sentence, named)
}
