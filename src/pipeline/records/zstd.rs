//! Zstandard, a frame for each piece of a file: frames that follow each other are one file.

use ruzstd::decoding::StreamingDecoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// What the name of a compressed file ends in.
const ENDING: &str = "zst";

/// Whether a file of this name is compressed.
pub(super) fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == ENDING)
}

/// A frame that holds `text`.
pub(super) fn frame(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
}

/// A file to be read line by line; unpacked when its name says that it is compressed.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let file = BufReader::new(File::open(path)?);
    Ok(if is_compressed(path) {
        Box::new(BufReader::new(Frames::Between(file)))
    } else {
        Box::new(file)
    })
}

/// Frame after frame of a file.
enum Frames<R: BufRead> {
    Between(R),
    Within(Box<StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>),
    Ended,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(self, Self::Ended) {
                Self::Ended => return Ok(0),
                Self::Between(mut file) => {
                    if file.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    let frame = StreamingDecoder::new(file).map_err(io::Error::other)?;
                    *self = Self::Within(Box::new(frame));
                }
                Self::Within(mut frame) => {
                    let count = frame.read(into)?;
                    if count > 0 || into.is_empty() {
                        *self = Self::Within(frame);
                        return Ok(count);
                    }
                    *self = Self::Between(frame.into_inner());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Frames, frame};
    use std::io::Read;

    #[test]
    fn frames_that_follow_each_other_are_one_text() {
        let packed = [frame("全县脱贫。\n"), frame("全村通路。\n")].concat();
        let mut text = String::new();
        let read = Frames::Between(packed.as_slice()).read_to_string(&mut text);
        assert_eq!((read.ok(), text.as_str()), (Some(text.len()), "全县脱贫。\n全村通路。\n"));
    }

    #[test]
    fn a_frame_that_was_cut_is_an_error() {
        let whole = frame(&"全县脱贫。".repeat(400));
        for length in [1, 5, whole.len() / 2, whole.len() - 1] {
            let cut: Vec<u8> = whole.iter().copied().take(length).collect();
            let read = Frames::Between(cut.as_slice()).read_to_end(&mut Vec::new());
            assert!(read.is_err(), "{length}");
        }
    }
}
