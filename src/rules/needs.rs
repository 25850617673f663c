//! The words that a regular expression needs. `build.rs` reads them off the patterns of the tables, so
//! that a run need not parse those.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// Most characters of a class that are words: `[>＞»›]`, but not `[一-龥]`.
const FEW: usize = 16;

/// Most words of a list.
const MOST: usize = 64;

/// Lists of words; any match of `hir` holds at least one of each.
///
/// What stands side by side is one word: `(?:户|家)(?:企业|农场)` needs one of four.
pub(crate) fn needs(hir: &Hir) -> Vec<Vec<String>> {
    if let Some(words) = all_matches(hir) {
        return list(words).into_iter().collect();
    }
    match hir.kind() {
        HirKind::Repetition(repetition) if repetition.min > 0 => needs(&repetition.sub),
        HirKind::Capture(capture) => needs(&capture.sub),
        HirKind::Concat(parts) => needs_of_all(parts),
        HirKind::Alternation(branches) => {
            let rarest = |branch| needs(branch).into_iter().min_by_key(|words| commonness(words));
            let lists: Option<Vec<Vec<String>>> = branches.iter().map(rarest).collect();
            lists.map(|lists| lists.concat()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// How many texts a list may be expected to let pass: marks stand in nearly all, single characters in
/// many.
fn commonness(words: &[String]) -> usize {
    let of_word = |word: &String| {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(_), Some(_)) => 1,
            (Some(only), None) if only.is_alphanumeric() => 4,
            _ => 32,
        }
    };
    words.iter().map(of_word).sum()
}

/// The needs of parts that follow each other.
fn needs_of_all(parts: &[Hir]) -> Vec<Vec<String>> {
    let mut lists = Vec::new();
    // What the last parts match together.
    let mut run = vec![String::new()];
    for part in parts {
        let matches = all_matches(part);
        if let Some(longer) = matches.as_deref().and_then(|words| joined(&run, words)) {
            run = longer;
            continue;
        }
        lists.extend(list(std::mem::replace(&mut run, vec![String::new()])));
        match matches {
            Some(words) => run = words,
            None => lists.extend(needs(part)),
        }
    }
    lists.extend(list(run));
    lists
}

/// Everything that `hir` can match, where that is little.
fn all_matches(hir: &Hir) -> Option<Vec<String>> {
    let nothing = vec![String::new()];
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(nothing),
        HirKind::Literal(literal) => Some(vec![std::str::from_utf8(&literal.0).ok()?.to_owned()]),
        HirKind::Class(Class::Unicode(class)) => {
            let chars = class.iter().flat_map(|range| range.start()..=range.end());
            let words: Vec<String> = chars.map(String::from).take(FEW + 1).collect();
            (words.len() <= FEW).then_some(words)
        }
        HirKind::Capture(capture) => all_matches(&capture.sub),
        HirKind::Repetition(Repetition { min: 0, max: Some(1), sub, .. }) => {
            let words = [nothing, all_matches(sub)?].concat();
            (words.len() <= MOST).then_some(words)
        }
        HirKind::Concat(parts) => {
            parts.iter().try_fold(nothing, |run, part| joined(&run, &all_matches(part)?))
        }
        HirKind::Alternation(branches) => {
            let words: Option<Vec<Vec<String>>> = branches.iter().map(all_matches).collect();
            words.map(|words| words.concat()).filter(|words| words.len() <= MOST)
        }
        _ => None,
    }
}

/// Each of `words` behind each of `run`, where that is little.
fn joined(run: &[String], words: &[String]) -> Option<Vec<String>> {
    let behind = |word: &String| words.iter().map(|next| format!("{word}{next}")).collect();
    (run.len() * words.len() <= MOST)
        .then(|| run.iter().map(behind).collect::<Vec<Vec<String>>>().concat())
}

/// The words as a list, without those that hold another; none where every text holds one.
fn list(words: Vec<String>) -> Option<Vec<String>> {
    let mut least: Vec<String> = Vec::new();
    let mut words = words;
    words.sort_by_key(String::len);
    for word in words {
        if word.is_empty() {
            return None;
        }
        if !least.iter().any(|known| word.contains(known.as_str())) {
            least.push(word);
        }
    }
    Some(least)
}
