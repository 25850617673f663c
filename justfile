# Each recipe is a cargo command or a script; nothing needs just.

# What a change must pass: format, lints, tests, documentation, the bundled report twice.
check:
    .ci/run

# Tests without a browser.
test *filter:
    cargo test {{filter}}

# Rewrites the files that tests compare (docs, sample config, spec cases); look at the diff.
bless *filter:
    FANGZHI_BLESS=1 cargo test {{filter}}

# Builds the bundled report into output/.
site:
    cargo run --release -- build

# A preview that rebuilds on every change.
serve:
    cargo run --release -- serve --open

# How long each stage takes.
time:
    cargo run --release -- build --timings

# How many characters a second are cleaned and read, on one thread; `just bench extract` for some.
bench *filter:
    cargo bench --bench read -- {{filter}}
