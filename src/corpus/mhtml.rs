//! Saved pages (`.mhtml`, `.mht`): the HTML of a message of several parts.

/// The bytes of the page in the message `bytes`; none when it holds no HTML.
pub(super) fn page(bytes: &[u8]) -> Option<Vec<u8>> {
    let (head, body) = part(bytes)?;
    let kind = field(&head, "content-type")?;
    if kind.to_ascii_lowercase().starts_with("text/html") {
        return decoded(&head, body);
    }
    let boundary = format!("--{}", parameter(&kind, "boundary")?);
    let mut pages = pieces(body, boundary.as_bytes()).into_iter().filter_map(part);
    let (head, body) = pages.find(|(head, _)| {
        field(head, "content-type").is_some_and(|k| k.to_ascii_lowercase().starts_with("text/html"))
    })?;
    decoded(&head, body)
}

/// Head and body of a message or of one of its parts.
fn part(bytes: &[u8]) -> Option<(Vec<String>, &[u8])> {
    let mut rest = bytes;
    let mut head: Vec<String> = Vec::new();
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let (line, after) = rest.split_at_checked(end + 1)?;
        rest = after;
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end_matches(['\r', '\n']);
        match head.last_mut() {
            // What stands before the head.
            None if line.is_empty() => (),
            _ if line.is_empty() => return Some((head, rest)),
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(line),
            _ => head.push(line.to_owned()),
        }
    }
}

/// The value of a field of the head.
fn field(head: &[String], name: &str) -> Option<String> {
    head.iter().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

/// A parameter of a value: `boundary` of `multipart/related; boundary="a"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"');
        key.trim().eq_ignore_ascii_case(name).then(|| value.to_owned())
    })
}

/// What stands between the lines that are `boundary`.
fn pieces<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(boundary) {
            starts.push((at, at + line.len()));
        }
        at += line.len();
    }
    starts.push((body.len(), body.len()));
    starts
        .windows(2)
        .filter_map(|pair| match pair {
            [(_, from), (to, _)] => body.get(*from..*to),
            _ => None,
        })
        .collect()
}

fn decoded(head: &[String], body: &[u8]) -> Option<Vec<u8>> {
    let how = field(head, "content-transfer-encoding").unwrap_or_default();
    match how.to_ascii_lowercase().as_str() {
        "quoted-printable" => Some(quoted(body)),
        "base64" => base64(body),
        _ => Some(body.to_vec()),
    }
}

/// `=E5=8D=97` read; what is no such triple stays as it is.
fn quoted(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    let digit = |byte: u8| char::from(byte).to_digit(16);
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'=', [b'\r', b'\n', after @ ..] | [b'\n', after @ ..]) => rest = after,
            (b'=', [high, low, after @ ..]) => {
                let both = digit(*high).zip(digit(*low));
                match both.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
                    Some(read) => {
                        out.push(read);
                        rest = after;
                    }
                    None => out.push(b'='),
                }
            }
            (byte, _) => out.push(*byte),
        }
    }
    out
}

/// Base64; none when it holds what is no letter of it.
fn base64(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in body.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(out)
}
