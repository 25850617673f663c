//! `cache`: what earlier builds left behind.

use super::args::{CacheArgs, CacheDeed, Common};
use super::print::Printer;
use super::{Ending, language};
use crate::cache;
use crate::diag::Language;
use crate::error::Error;

/// Says what the cache holds, or empties it.
pub(super) fn run(args: &CacheArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let folder = args.cache.clone().unwrap_or_else(|| common.project.join(cache::FOLDER));
    let (entries, bytes) = match args.deed {
        CacheDeed::Info => cache::info(&folder),
        CacheDeed::Clean => cache::clean(&folder)?,
    };
    let (shown, size) = (folder.display(), size(bytes));
    printer.out(&match (args.deed, language(common)) {
        (CacheDeed::Info, Language::Chinese) => format!("{shown}：{entries} 条，{size}"),
        (CacheDeed::Info, Language::English) => format!("{shown}: {entries} entries, {size}"),
        (CacheDeed::Clean, Language::Chinese) => format!("{shown}：已删去 {entries} 条，{size}"),
        (CacheDeed::Clean, Language::English) => {
            format!("{shown}: removed {entries} entries, {size}")
        }
    });
    Ok(Ending::Done)
}

/// A size in whole kibibytes, or mebibytes from ten of them on.
fn size(bytes: u64) -> String {
    match bytes >> 20 {
        0..10 => format!("{} KiB", bytes.div_ceil(1 << 10)),
        mebibytes => format!("{mebibytes} MiB"),
    }
}
