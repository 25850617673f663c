//! The macros that register rules: one `sheet!` for each file of `rules/language`, one `book!`.

/// Registers a sheet: its shared words, and its rules with their lists. Makes a struct for the sheet and
/// one for each rule, whose fields are the lists made ready.
macro_rules! sheet {
    (
        $(#[$doc:meta])*
        $sheet:ident = $file:literal;
        words { $($word:ident: $word_type:ty),* $(,)? }
        rules { $($rule:ident: $card:ident = $name:literal { $($list:ident: $list_type:ty),* $(,)? })* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $sheet {
            $(
                #[doc = concat!("The shared list `", stringify!($word), "`.")]
                pub $word: $word_type,
            )*
            $(
                #[doc = concat!("The rule `", $name, "`.")]
                pub $rule: $card,
            )*
        }

        impl $sheet {
            /// Its rules.
            pub(super) const RULES: &'static [$crate::rules::Rule] = &[$($card::RULE),*];

            /// Its lists.
            pub(super) const SLOTS: &'static [$crate::rules::Slot] = &[
                $($crate::rules::Slot {
                    sheet: $file, rule: None, list: stringify!($word), kind: stringify!($word_type),
                },)*
                $($($crate::rules::Slot {
                    sheet: $file, rule: Some($card::RULE), list: stringify!($list), kind: stringify!($list_type),
                },)*)*
            ];

            /// Makes the lists of `sheets` ready; rules named in `off` decide nothing.
            pub(super) fn new(
                sheets: &$crate::rules::Sheets,
                off: &[String],
            ) -> Self {
                let _ = (sheets, off);
                Self {
                    $($word: $crate::rules::register::shared(sheets, $file, stringify!($word)),)*
                    $($rule: $card::new(sheets, off),)*
                }
            }
        }

        $(
            #[doc = concat!("The rule `", $name, "` with its lists.")]
            #[derive(Clone, Debug, Default)]
            pub struct $card {
                off: bool,
                $(
                    #[doc = concat!("The list `", stringify!($list), "` of its card.")]
                    pub $list: $list_type,
                )*
            }

            impl $card {
                /// The name.
                pub const RULE: $crate::rules::Rule = $crate::rules::Rule::new($name);

                fn new(
                    sheets: &$crate::rules::Sheets,
                    off: &[String],
                ) -> Self {
                    let _ = sheets;
                    Self {
                        off: off.iter().any(|name| name == $name),
                        $($list: $crate::rules::register::own(sheets, $file, $name, stringify!($list)),)*
                    }
                }

                /// Whether the rule may decide; a project can switch it off.
                #[must_use]
                pub const fn on(&self) -> bool {
                    !self.off
                }

                /// The name of the rule, when it may decide.
                pub fn rule(&self) -> Option<$crate::rules::Rule> {
                    (!self.off).then_some(Self::RULE)
                }

                /// `value` where no rule decides; this cannot be switched off.
                pub const fn otherwise<T>(&self, value: T) -> $crate::rules::Decided<T> {
                    let by = $crate::span::Span::new(0, 0);
                    $crate::rules::Decided { value, rule: Self::RULE, by }
                }

                /// Decides `value` by the words at `by`; nothing when the rule is switched off.
                pub fn decide<T>(
                    &self,
                    value: T,
                    by: $crate::span::Span,
                ) -> Option<$crate::rules::Decided<T>> {
                    (!self.off).then_some($crate::rules::Decided { value, rule: Self::RULE, by })
                }
            }
        )*
    };
}

/// Puts the sheets together.
macro_rules! book {
    ($($(#[$doc:meta])* $sheet:ident: $type:ty),* $(,)?) => {
        /// All rules with their lists, made ready. The sheets are boxed: together they are too
        /// large to be handed from function to function on the stack of a worker thread.
        #[derive(Clone, Debug, Default)]
        pub struct Rulebook {
            $($(#[$doc])* pub $sheet: Box<$type>,)*
            /// The words that are looked for everywhere in an article, in one go.
            pub finder: $crate::rules::Finder,
        }

        impl Rulebook {
            const RULES: &'static [&'static [Rule]] = &[$(<$type>::RULES),*];

            const SLOTS: &'static [&'static [Slot]] = &[$(<$type>::SLOTS),*];

            /// The names of the sheets, which are those of their files in `rules/language`.
            pub const SHEETS: &'static [&'static str] = &[$(stringify!($sheet)),*];

            /// Makes `sheets` ready; rules named in `off` decide nothing.
            #[must_use]
            pub fn new(sheets: &Sheets, off: &[String]) -> Self {
                let mut book = Self {
                    $($sheet: Box::new(<$type>::new(sheets, off)),)*
                    finder: $crate::rules::Finder::default(),
                };
                book.seek();
                book
            }

            /// Every list that the engine asks for.
            pub fn slots() -> impl Iterator<Item = Slot> {
                Self::SLOTS.iter().flat_map(|slots| slots.iter().copied())
            }
        }
    };
}

pub(super) use book;
pub(crate) use sheet;

use super::Sheets;

/// A shared list of a sheet, made ready; empty when there is none (a test tells).
pub(super) fn shared<L>(sheets: &Sheets, sheet: &str, list: &str) -> L
where
    L: Default + for<'a> FromIterator<&'a str>,
{
    let found = sheets.get(sheet).and_then(|sheet| sheet.words.get(list));
    found.map(|entries| entries.iter().map(String::as_str).collect()).unwrap_or_default()
}

/// A list of a rule's card, made ready; empty when there is none (a test tells).
pub(super) fn own<L>(sheets: &Sheets, sheet: &str, rule: &str, list: &str) -> L
where
    L: Default + for<'a> FromIterator<&'a str>,
{
    let cards = sheets.get(sheet).map_or(&[][..], |sheet| &sheet.rules);
    let card = cards.iter().find(|card| card.rule == rule);
    let found = card.and_then(|card| card.lists.get(list));
    found.map(|entries| entries.iter().map(String::as_str).collect()).unwrap_or_default()
}
