//! All integration tests, in one binary: one link, shared words. One module an area.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is missing, and the message names the line"
)]
#![expect(clippy::string_slice, reason = "tests cut where they found something")]
#![expect(clippy::unreadable_literal, reason = "a division code is read as one word")]

mod agreement;
mod architecture;
mod cache;
mod chart;
mod ci;
mod clean;
mod cli;
mod config;
mod corpus;
mod determinism;
mod diagnostics;
mod docs;
mod docx;
mod extract;
mod gazetteer;
mod gold;
mod html;
mod kept;
mod killed;
mod mechanism;
mod metadata;
mod model;
mod output;
mod own;
mod picture;
mod place;
mod publish;
mod records;
mod rules;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod site;
mod spec;
mod subject;
mod views;
