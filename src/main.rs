//! The `fangzhi` binary.

use std::process::ExitCode;

/// A report is made of many small strings, on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    fangzhi::cli::main()
}
