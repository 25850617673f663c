//! What a row of the table of codes holds, and how the table becomes an enum.

use super::message::Severity;

/// One row of the table.
pub(super) struct Entry {
    pub(super) number: u16,
    pub(super) severity: Severity,
    /// Message in Chinese and English; `{name}` stands for an argument.
    pub(super) message: [&'static str; 2],
    /// What to do about it.
    pub(super) hint: [&'static str; 2],
    /// A paragraph for `fangzhi explain`.
    pub(super) explanation: [&'static str; 2],
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal $severity:ident {
        $message_zh:literal, $message_en:literal;
        $hint_zh:literal, $hint_en:literal;
        $explain_zh:literal, $explain_en:literal
    })*) => {
        /// Every finding that fangzhi can report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// All codes, by number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub(super) const fn entry(self) -> &'static Entry {
                match self { $(Self::$name => &Entry {
                    number: $number,
                    severity: Severity::$severity,
                    message: [$message_zh, $message_en],
                    hint: [$hint_zh, $hint_en],
                    explanation: [$explain_zh, $explain_en],
                },)* }
            }
        }
    };
}

pub(super) use codes;
