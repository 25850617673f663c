//! When a figure holds: time expressions, their resolution, and what they govern.
//!
//! 1. `lex`, `calendar` and `words` read what a stretch of text says about when.
//! 2. `resolve` and `meaning` turn it into days, given the day of speaking; `told` knows the year
//!    left unsaid.
//! 3. `reach` says how far each expression reaches; `entry` lists them; `standing` tells which stands
//!    over a line that has none.
//! 4. `govern` decides which one a figure stands under.

mod calendar;
mod entry;
mod govern;
mod heads;
pub(crate) mod lex;
mod meaning;
mod reach;
mod resolve;
mod standing;
mod told;
mod words;

pub(crate) use govern::find_in;
pub(crate) use govern::year_of_cell;
pub use govern::{Periods, find};
pub(crate) use lex::{Known, Reader};
pub(crate) use resolve::dates;
