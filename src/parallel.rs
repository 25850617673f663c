//! Work on all cores at once, in an order that no number of threads can change. Owner of rayon.

use rayon::prelude::*;
use std::num::NonZeroUsize;

/// `work` on all of `items`, on all threads; what it makes comes back in the order of `items`.
///
/// # Example
/// ```
/// use fangzhi::parallel::map;
/// assert_eq!(map(&[1, 2, 3], |n| n * 2), [2, 4, 6]);
/// ```
pub fn map<T: Sync, U: Send>(items: &[T], work: impl Fn(&T) -> U + Send + Sync) -> Vec<U> {
    items.par_iter().map(work).collect()
}

/// [`map`] over things that are given away.
///
/// # Example
/// ```
/// use fangzhi::parallel::turn;
/// assert_eq!(turn(vec!["甲".to_owned()], |name| name + "县"), ["甲县"]);
/// ```
pub fn turn<T: Send, U: Send>(items: Vec<T>, work: impl Fn(T) -> U + Send + Sync) -> Vec<U> {
    items.into_par_iter().map(work).collect()
}

/// Two pieces of work side by side.
pub fn both<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(one, other)
}

/// Does `work` with so many threads; one for each core when `threads` is absent.
///
/// # Errors
/// Why the threads could not be started, in the system's words.
pub fn with<R: Send>(
    threads: Option<NonZeroUsize>,
    work: impl FnOnce() -> R + Send,
) -> Result<R, String> {
    let threads = threads.map_or(0, NonZeroUsize::get);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map(|pool| pool.install(work)).map_err(|error| error.to_string())
}
