//! When a figure holds: time expressions, their resolution, and what they govern.
//!
//! 1. `lex`, `calendar` and `words` read what a stretch of text says about when.
//! 2. `resolve` turns it into days, given the day of speaking.
//! 3. `govern` decides which expression a figure stands under.

mod calendar;
mod govern;
pub(crate) mod lex;
mod resolve;
mod told;
mod words;

pub(crate) use govern::year_of_cell;
pub use govern::{Periods, find};
pub(crate) use lex::expression;
pub(crate) use resolve::dates;
