//! Bytes to text: which encoding a file is in.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file's head is searched for a declared charset, in bytes.
const DECLARATION_BYTES: usize = 2048;

/// How much of a file is judged when its encoding must be guessed, in bytes. The whole file is
/// decoded once the encoding is chosen.
const SAMPLE_BYTES: usize = 256 * 1024;

/// Characters from which on a guessed encoding must read like Chinese to be believed.
const ENOUGH_TO_JUDGE: usize = 40;

/// Least share of common characters in a guessed text, in thousandths; noise has about twenty.
const LEAST_SCORE: usize = 100;

/// The characters that every Chinese news text is full of, in both scripts. Decoded wrongly, a
/// text has hardly any of them.
const COMMON: &str = "的一是不了在人有我他这中大来上国个到说为和地出要时以会可下对生能子年发后作里用\
行所家种事成方多经去法学同现当动面起定天分还进小部主理心本前开从实日者力与长把机十民第公此工情明全三关\
点业外将两高间问最重并手应战文体政相利二等产新制月合特信化位次度任常先通教原提立比员解水名真各入口条平系\
气题活变总电数安少报结受目量建务接场件计管期市直资金指统区保至队形社治展五基达光强难权完设式路记南品住求\
程北边该交规万领共确术清切让带导運個這來國說為時會對發後裡種經學現當動還進開從實長機關點業將兩間問應戰體\
產總電數報結務場計資統區隊達強難權設記邊該規萬領確術讓帶導村县縣镇鎮乡鄉贫貧困扶脱脫户戶";

/// A decoded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// How many places could not be decoded and read `U+FFFD` now.
    pub broken: usize,
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// Not a text file at all.
    Binary,
    /// Text in no encoding that is read here.
    Undecodable,
}

/// Decodes a file: byte order mark, then valid UTF-8, then the declared charset, then whichever
/// of GB18030, Big5, UTF-16 and damaged UTF-8 reads most like Chinese. Never a Western encoding.
///
/// # Errors
/// [`NotText`] when the bytes are binary or no encoding makes sense of them.
///
/// # Example
/// ```
/// use fangzhi::corpus::decode;
/// let decoded = decode(&[0xC4, 0xCF, 0xB3, 0xE4, 0xCA, 0xD0]).unwrap();
/// assert_eq!((decoded.text.as_str(), decoded.encoding), ("南充市", "GB18030"));
/// assert!(decode(&[0, 1, 2, 3, 0, 0]).is_err());
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return accept(with(encoding, bytes.get(length..).unwrap_or_default()));
    }
    if bytes.contains(&0) {
        return wide(bytes).ok_or(NotText::Binary);
    }
    if binary(bytes) {
        return Err(NotText::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), encoding: "UTF-8", broken: 0 });
    }
    if let Some(encoding) = declared(bytes) {
        let decoded = with(encoding, bytes);
        if decoded.broken == 0 {
            return Ok(decoded);
        }
    }
    guess(bytes)
}

fn accept(decoded: Decoded) -> Result<Decoded, NotText> {
    let bound = 1 + decoded.text.len() / 150;
    if decoded.broken > bound { Err(NotText::Undecodable) } else { Ok(decoded) }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let broken = text.matches('\u{FFFD}').count();
    // The library writes this one name in small letters.
    let name = if encoding == GB18030 { "GB18030" } else { encoding.name() };
    Decoded { text: text.into_owned(), encoding: name, broken }
}

/// UTF-16 without byte order mark: the zero bytes of its ASCII all stand on one side.
fn wide(bytes: &[u8]) -> Option<Decoded> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    [UTF_16LE, UTF_16BE]
        .into_iter()
        .map(|encoding| with(encoding, bytes))
        .filter(|decoded| decoded.broken == 0 && !decoded.text.contains('\0'))
        .filter(|decoded| !decoded.text.is_empty() && plausible(&decoded.text))
        .max_by_key(|decoded| score(&decoded.text))
}

/// Whether most characters are ones that Chinese text is written with.
fn plausible(text: &str) -> bool {
    let sound = |c: &char| {
        matches!(c, ' '..='~' | '\n' | '\r' | '\t' | '\u{A0}'..='\u{24F}' | '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{303F}'
            | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
    };
    let (all, good) = (text.chars().count(), text.chars().filter(sound).count());
    good * 10 >= all * 9
}

fn binary(bytes: &[u8]) -> bool {
    const MAGIC: &[&[u8]] = &[
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"\x1F\x8B",
        b"\xD0\xCF\x11\xE0",
        b"\x7FELF",
    ];
    let control =
        |b: &&u8| **b < 0x20 && !matches!(**b, b'\n' | b'\r' | b'\t' | 0x0B | 0x0C | 0x1A | 0x1B);
    MAGIC.iter().any(|magic| bytes.starts_with(magic))
        || bytes.iter().filter(control).count() * 20 > bytes.len()
}

/// The charset that an HTML or XML head declares, when it is a Chinese or Unicode one.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARATION_BYTES))?;
    let head: String =
        head.iter().map(|b| if b.is_ascii() { char::from(*b) } else { ' ' }).collect();
    let head = head.to_ascii_lowercase();
    let after = ["charset=", "encoding="].iter().find_map(|key| head.split_once(key))?.1;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let encoding = Encoding::for_label(label.as_bytes())?;
    let encoding = if encoding == encoding_rs::GBK { GB18030 } else { encoding };
    [GB18030, BIG5, UTF_8].into_iter().find(|known| *known == encoding)
}

fn guess(bytes: &[u8]) -> Result<Decoded, NotText> {
    let sample = bytes.get(..bytes.len().min(SAMPLE_BYTES)).unwrap_or(bytes);
    let best = [GB18030, BIG5, UTF_8, UTF_16LE, UTF_16BE]
        .into_iter()
        .filter(|encoding| {
            let wide = *encoding == UTF_16LE || *encoding == UTF_16BE;
            !wide || bytes.len().is_multiple_of(2)
        })
        .map(|encoding| {
            let decoded = with(encoding, sample);
            // A sample may end inside a character: one broken place is no fault.
            let broken = decoded.broken.saturating_sub(1);
            (
                score(&decoded.text)
                    .saturating_sub(broken * 50_000 / (1 + decoded.text.chars().count())),
                encoding,
            )
        })
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((score, encoding)) = best else { return Err(NotText::Undecodable) };
    let decoded = with(encoding, bytes);
    let wide = decoded.text.chars().filter(|c| !c.is_ascii()).take(ENOUGH_TO_JUDGE).count();
    if wide >= ENOUGH_TO_JUDGE && score < LEAST_SCORE {
        return Err(NotText::Undecodable);
    }
    accept(decoded)
}

/// How much a text reads like Chinese: common characters, in thousandths of all that are not
/// ASCII.
fn score(text: &str) -> usize {
    let wide = text.chars().filter(|c| !c.is_ascii());
    let (mut all, mut common) = (0, 0);
    for c in wide {
        all += 1;
        common +=
            usize::from(COMMON_SET.binary_search(&c).is_ok() || "，。、；：“”（）".contains(c));
    }
    common * 1000 / (1 + all)
}

/// [`COMMON`], sorted.
static COMMON_SET: std::sync::LazyLock<Vec<char>> = std::sync::LazyLock::new(|| {
    let mut set: Vec<char> = COMMON.chars().collect();
    set.sort_unstable();
    set.dedup();
    set
});
