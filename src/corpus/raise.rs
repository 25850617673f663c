//! What is set above the line: exponents and the marks of notes, which belong to no number beside them.

/// The digits and signs that can be raised, and how they are written then.
const RAISED: &[(char, char)] = &[
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('-', '⁻'),
    ('−', '⁻'),
];

/// What else a mark of a note is made of.
const MARKS: &str = "[]［］()（）〔〕【】*＊†‡※#,，、 注";

/// Longest exponent or mark of a note, in characters; what is longer is text set small.
const LONGEST: usize = 6;
/// Most digits of one; four may be a year.
const MOST_DIGITS: usize = 3;

/// `text` as an exponent or the mark of a note: its digits raised, and nothing else. `None` when it
/// is text.
pub(super) fn raised(text: &str) -> Option<String> {
    let mark = text.trim();
    let digits = mark.chars().filter(|c| one(*c).is_some()).count();
    let circled = |c: char| matches!(c, '①'..='⑳' | '⑴'..='⒇' | '❶'..='❿');
    let letter = mark.len() == 1 && mark.contains(|c: char| ('a'..='e').contains(&c));
    let marks = mark.chars().all(|c| one(c).is_some() || MARKS.contains(c) || circled(c));
    let short = !mark.is_empty() && mark.chars().nth(LONGEST).is_none() && digits <= MOST_DIGITS;
    (short && (marks || letter)).then(|| text.chars().filter_map(one).collect())
}

fn one(c: char) -> Option<char> {
    RAISED.iter().find(|(plain, _)| *plain == c).map(|(_, raised)| *raised)
}

#[cfg(test)]
mod tests {
    use super::raised;

    #[test]
    fn marks_and_exponents_are_raised_and_text_is_not() {
        for (text, expected) in
            [("4", "⁴"), ("[12]", "¹²"), ("-3", "⁻³"), ("*", ""), ("①", ""), ("a", "")]
        {
            assert_eq!(raised(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["2020", "G318", "TM", "o", ""] {
            assert_eq!(raised(text), None, "{text}");
        }
    }
}
