//! What earlier builds found out, kept by what it was found from. Owner of postcard.
//!
//! An entry's key is a hash of exactly its stage's inputs and of the program that runs the stage
//! ([`VERSION_OF_READING`], [`VERSION`]): no path, time or machine is in it. So an entry may be deleted, shared
//! between machines or restored from another build at any time; at worst it is made again.
//! Each entry carries the hash of its content: one that was cut off or overwritten is as good as
//! none, and is counted.

mod shelf;
mod version;

pub use shelf::{Cache, Use, clean, digest, info, trim};
pub use version::{READING_MODULES, VERSION, VERSION_OF_READING};

/// The folder of a project's cache, below the project.
pub const FOLDER: &str = ".fangzhi/cache";
