//! The `fangzhi` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    fangzhi::cli::main()
}
