//! Which theme a device belongs to, from the words around it.

use crate::lexicon::ThemeDef;

/// The theme whose cues speak loudest: the name (with its head noun) counts six times, its parts
/// twice, the words `around` it once. On a tie the theme listed first wins.
pub(super) fn of<'t>(
    name: &str,
    parts: &str,
    around: &str,
    themes: &'t [ThemeDef],
) -> Option<&'t str> {
    let weigh = |cue: &String| -> usize {
        6 * usize::from(name.contains(cue.as_str()))
            + 2 * usize::from(parts.contains(cue.as_str()))
            + usize::from(around.contains(cue.as_str()))
    };
    let mut best: Option<(usize, &ThemeDef)> = None;
    for theme in themes {
        let weight = theme.cues.iter().map(weigh).sum();
        if weight > best.map_or(0, |(w, _)| w) {
            best = Some((weight, theme));
        }
    }
    best.map(|(_, theme)| theme.label.as_str())
}
