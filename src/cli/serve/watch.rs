//! Changes of the sources, gathered until they are over.

use super::sources::{Look, Sources};
use notify::event::{EventKind, ModifyKind, RenameMode};
use notify::{Config, Event, RecommendedWatcher, Watcher};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// How long it must be quiet after a change. An editor's save is several steps within a few milliseconds.
const QUIET: Duration = Duration::from_millis(40);
/// How many quiet spells a file that has gone or is empty is waited for: some editors delete it, or
/// cut it off, and write it anew.
const SPELLS: usize = 5;
/// How many steps a change may have before it is built all the same: a large copy goes on long.
const STEPS: usize = 5000;

/// What the system tells.
enum Told {
    /// Something happened to a path; whether it came into being.
    Path(PathBuf, bool),
    /// More happened than the system could keep.
    Lost,
    /// A folder cannot be watched.
    Blind(PathBuf, String),
}

/// A change that is over.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// A folder of sources came, went or was put in another's place.
    pub(super) moved: bool,
}

/// Watches the sources.
pub(super) struct Watch {
    sources: Arc<Sources>,
    /// Kept for its `Drop`: without it nothing is told.
    watcher: Option<RecommendedWatcher>,
    sender: Sender<Told>,
    told: Receiver<Told>,
    blind: Vec<(PathBuf, String)>,
    look: Option<Look>,
}

impl Watch {
    /// Begins to watch.
    pub(super) fn new(sources: Sources) -> Self {
        let (sender, told) = channel();
        let sources = Arc::new(sources);
        let (watcher, blind) = start(&sources, &sender);
        Self { sources, watcher, sender, told, blind, look: None }
    }

    /// What is watched.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Watches `sources` from now on, without a moment in which nothing is watched.
    pub(super) fn replace(&mut self, sources: Sources) {
        self.sources = Arc::new(sources);
        let (watcher, blind) = start(&self.sources, &self.sender);
        drop(std::mem::replace(&mut self.watcher, watcher));
        self.blind.extend(blind);
    }

    /// The folders that cannot be watched, and why; each is told once.
    pub(super) fn blind(&mut self) -> Vec<(PathBuf, String)> {
        std::mem::take(&mut self.blind)
    }

    /// Waits for a change and for its end; none when nothing will ever be told again.
    pub(super) fn next(&mut self) -> Option<Change> {
        loop {
            let mut burst = Burst::default();
            let first = self.told.recv().ok()?;
            self.note(first, &mut burst);
            let mut spells = 0;
            while burst.steps < STEPS {
                match self.told.recv_timeout(QUIET) {
                    Ok(told) => {
                        self.note(told, &mut burst);
                        spells = 0;
                    }
                    Err(RecvTimeoutError::Timeout) if burst.is_gap() && spells + 1 < SPELLS => {
                        spells += 1;
                    }
                    Err(_) => break,
                }
            }
            if let Some(change) = self.settle(&burst) {
                return Some(change);
            }
        }
    }

    fn note(&mut self, told: Told, burst: &mut Burst) {
        burst.steps += 1;
        match told {
            Told::Path(path, new) => {
                burst.moved |= self.sources.is_frame(&path);
                burst.paths.entry(path).or_insert(new);
            }
            Told::Lost => burst.lost = true,
            Told::Blind(path, reason) => self.blind.push((path, reason)),
        }
    }

    /// What a burst comes to; none when it left everything as it was.
    fn settle(&mut self, burst: &Burst) -> Option<Change> {
        let passing = |path: &PathBuf, new: bool| new && !path.exists();
        let changed = burst.paths.iter().any(|(path, new)| !passing(path, *new));
        if changed {
            return Some(Change { moved: burst.moved || burst.lost });
        }
        // Reading ten thousand articles may itself be more than the system can keep; without a
        // look at what is there, a build would follow its own footsteps for ever.
        let look = burst.lost.then(|| self.sources.look())?;
        let same = self.look.as_ref() == Some(&look);
        self.look = Some(look);
        (!same).then_some(Change { moved: true })
    }
}

/// Steps that belong together.
#[derive(Default)]
struct Burst {
    /// What was touched, and whether the first step made it.
    paths: BTreeMap<PathBuf, bool>,
    moved: bool,
    lost: bool,
    steps: usize,
}

impl Burst {
    /// Whether something that was there before is missing, or a file is still empty.
    fn is_gap(&self) -> bool {
        self.paths.iter().any(|(path, new)| match fs::metadata(path) {
            Ok(about) => about.is_file() && about.len() == 0,
            Err(_) => !new,
        })
    }
}

/// Starts a watcher of `sources`, with the folders that it cannot watch.
fn start(
    sources: &Arc<Sources>,
    sender: &Sender<Told>,
) -> (Option<RecommendedWatcher>, Vec<(PathBuf, String)>) {
    let (concerned, to) = (Arc::clone(sources), sender.clone());
    let handler = move |event: notify::Result<Event>| {
        for told in read(event, &concerned) {
            // Nobody listens any more: the command ends.
            let _ = to.send(told);
        }
    };
    // Links among the sources are not followed by a build either.
    let config = Config::default().with_follow_symlinks(false);
    let watched = sources.watched();
    let mut watcher = match RecommendedWatcher::new(handler, config) {
        Ok(watcher) => watcher,
        Err(error) => {
            let reason = error.to_string();
            return (None, watched.into_keys().map(|path| (path, reason.clone())).collect());
        }
    };
    let mut blind = Vec::new();
    for (path, mode) in watched {
        if let Err(error) = watcher.watch(&path, mode) {
            blind.push((path, error.to_string()));
        }
    }
    (Some(watcher), blind)
}

/// What an event tells of the sources.
fn read(event: notify::Result<Event>, sources: &Sources) -> Vec<Told> {
    match event {
        Ok(event) if event.need_rescan() => vec![Told::Lost],
        Ok(Event { kind: EventKind::Access(_), .. }) => Vec::new(),
        Ok(event) => {
            let new = matches!(
                event.kind,
                EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(RenameMode::To))
            );
            let paths = event.paths.into_iter().filter(|path| sources.concern(path));
            paths.map(|path| Told::Path(path, new)).collect()
        }
        Err(error) => {
            let reason = error.to_string();
            error.paths.into_iter().map(|path| Told::Blind(path, reason.clone())).collect()
        }
    }
}
