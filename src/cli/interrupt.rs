//! Ctrl+C, and the word of the system to end. Owner of signal-hook.

use super::print::{Printer, is_terminal};
use crate::site::write::Gate;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag::register_usize;
use std::process::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{sleep, spawn};
use std::time::Duration;

/// How often to look whether a signal has come.
const STEP: Duration = Duration::from_millis(20);

/// From now on a signal closes the gate, prints what `say` says and ends the program: with exit
/// code 130 for Ctrl+C, 143 for the word of the system. `say` is told whether a new edition was
/// put into its place before.
pub(super) fn watch(gate: &Arc<Gate>, say: impl Fn(bool) -> String + Send + 'static) {
    let code = Arc::new(AtomicUsize::new(0));
    let mut heard = false;
    for (signal, number) in [(SIGINT, 130), (SIGTERM, 143)] {
        // Where a signal cannot be caught, it ends the program as it always has.
        heard |= register_usize(signal, Arc::clone(&code), number).is_ok();
    }
    if !heard {
        return;
    }
    let gate = Arc::clone(gate);
    spawn(move || {
        let code = loop {
            match u8::try_from(code.load(Ordering::SeqCst)) {
                Ok(code) if code > 0 => break code,
                _ => sleep(STEP),
            }
        };
        let closed = gate.close();
        // A progress bar may stand on the line.
        let clear = if is_terminal() { "\r\u{1b}[K" } else { "" };
        Printer::default().err(&format!("{clear}{}", say(closed.published())));
        exit(i32::from(code));
    });
}
