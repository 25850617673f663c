//! Links that a report may carry.

/// Longest link that is kept, in bytes.
const LONGEST: usize = 2048;

/// The link if it is http, https or relative; `None` for everything else.
pub(super) fn safe(url: &str) -> Option<&str> {
    let url = url.trim();
    let odd = url.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    if odd || url.is_empty() || url.len() > LONGEST || url.starts_with("//") {
        return None;
    }
    let head = url.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = head.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        None | Some("http" | "https") => Some(url),
        Some(_) => None,
    }
}
