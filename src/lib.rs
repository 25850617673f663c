//! fangzhi (方志) turns a folder of Chinese articles about regions into a published report.
//!
//! ```text
//! Document ──clean──▶ Article ──extract──▶ Extraction ──aggregate──▶ Report ──plan──▶ Page ──render──▶ OutputFile
//! ```
//!
//! Each stage is a pure function from a named type to a named type, with diagnostics beside the
//! value. `docs/architecture.md` draws the whole house.

pub mod cache;
pub mod chart;
pub mod clean;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod date;
pub mod decimal;
pub mod diag;
pub mod error;
pub mod extract;
pub mod file;
pub mod fingerprint;
pub mod gazetteer;
pub mod lexicon;
pub mod model;
pub mod pairs;
pub mod parallel;
pub mod path;
pub mod picture;
pub mod pipeline;
pub mod rules;
pub mod site;
pub mod span;
pub mod tables;
