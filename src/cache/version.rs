//! Versions of the stages: hashes of their sources, made by `build.rs`.

/// Hash of everything that reading an article depends on: the sources of
/// [`READING_MODULES`], the tables below `rules/`, and the versions of all crates.
pub const VERSION_OF_READING: &str = include!(concat!(env!("OUT_DIR"), "/version_of_reading.rs"));

/// Hash of the whole program: sources, rules, templates, and the versions of all crates.
pub const VERSION: &str = include!(concat!(env!("OUT_DIR"), "/version.rs"));

/// The modules of the crate whose sources [`VERSION_OF_READING`] covers; a test looks whether they use
/// any other.
pub const READING_MODULES: &[&str] = include!("reading_modules.in");
