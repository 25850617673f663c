//! How YAML is read, by a run and by `build.rs`: nothing changes its meaning in silence.

use serde_yaml::{DuplicateKeyPolicy, MergeKeyPolicy, Options};

/// The strict readings.
pub(crate) fn strict() -> Options {
    let mut options = Options::default();
    options.duplicate_keys = DuplicateKeyPolicy::Error;
    options.merge_keys = MergeKeyPolicy::Error;
    options.strict_booleans = true;
    options.leading_zero_numbers_as_strings = true;
    options.underscored_numbers_as_strings = true;
    options
}
