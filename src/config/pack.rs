//! The subject's tables: the built-in pack with what the config adds, checked as one.

use super::{Config, PackConfig, parse_yaml};
use crate::diag::{Diagnostic, Outcome};
use crate::lexicon::{BUILTIN, Lexicon, Pack};

impl PackConfig {
    /// The tables without the switch.
    #[must_use]
    pub fn tables(&self) -> Pack {
        let Self { builtin: _, units, head_nouns, groups, indicators, themes, cues, boilerplate } =
            self.clone();
        let damage = Vec::new();
        Pack { units, head_nouns, groups, indicators, themes, cues, boilerplate, damage }
    }
}

/// The built-in pack alone.
///
/// # Example
/// ```
/// let lexicon = fangzhi::config::builtin_lexicon();
/// assert_eq!(lexicon.cues("no-such-list"), &[] as &[String]);
/// ```
#[must_use]
pub fn builtin_lexicon() -> Lexicon {
    Lexicon::new(builtin_pack().value)
}

/// The built-in pack with `config.pack` merged into it.
#[must_use]
pub fn lexicon(config: &Config) -> Outcome<Lexicon> {
    let Outcome { value: mut pack, diagnostics } = builtin_pack();
    if !config.pack.builtin {
        // Units, page furniture and damage are the same for every subject.
        pack = Pack {
            units: pack.units,
            head_nouns: pack.head_nouns,
            boilerplate: pack.boilerplate,
            damage: pack.damage,
            ..Pack::default()
        };
    }
    pack.merge(config.pack.tables());
    Outcome { value: Lexicon::new(pack), diagnostics }
}

/// The embedded documents, merged in order. A finding here is a fault of ours, which a test looks
/// for; a document with one is left out.
fn builtin_pack() -> Outcome<Pack> {
    let mut pack = Pack::default();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for (_, text) in BUILTIN {
        match parse_yaml::<Pack>(text) {
            Ok(more) => pack.merge(more),
            Err(mut found) => diagnostics.append(&mut found),
        }
    }
    Outcome { value: pack, diagnostics }
}
