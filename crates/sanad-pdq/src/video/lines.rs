//! The two ways in which frames are written down: a line for each, and the text that exchanges carry.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use crate::fingerprint::Fingerprint;
use crate::hash::{NotPdq, Pdq};
use crate::video::Frame;

/// Why a text is no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotFrame {
    /// It has this many fields, which is too few or too many.
    Fields(usize),
    /// The first field is no frame number.
    Number,
    /// The quality is no whole number from 0 to 100.
    Quality,
    /// The fingerprint is none.
    Hash(NotPdq),
    /// The time is no number from 0 on.
    Seconds,
}

impl fmt::Display for NotFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fields(found) => write!(f, "a frame does not have this many fields: {found}"),
            Self::Number => f.write_str("the frame number is no number"),
            Self::Quality => f.write_str("the quality is no whole number from 0 to 100"),
            Self::Hash(cause) => cause.fmt(f),
            Self::Seconds => f.write_str("the time is no number from 0 on"),
        }
    }
}

impl core::error::Error for NotFrame {}

/// `number,quality,fingerprint,seconds` with three digits after the point; the first three alone, which is the old
/// form, where the time is not known.
///
/// Source: `outputVPDQFeatureToFile` in `vpdq/cpp/vpdq/cpp/io/vpdqio.cpp`, and `vpdq/sample-hashes/README.md`.
impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fingerprint { hash, quality } = self.fingerprint;
        write!(f, "{},{quality},{hash}", self.number)?;
        self.seconds.map_or(Ok(()), |seconds| write!(f, ",{seconds:.3}"))
    }
}

/// Reads a line of either form. Spaces around a field do not matter, nor how the time is written.
impl FromStr for Frame {
    type Err = NotFrame;

    fn from_str(line: &str) -> Result<Self, NotFrame> {
        let mut fields = line.split(',').map(str::trim);
        let wrong = || NotFrame::Fields(line.split(',').count());
        let (Some(number), Some(quality), Some(hash)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(wrong());
        };
        let seconds = fields.next();
        if fields.next().is_some() {
            return Err(wrong());
        }
        Ok(Self {
            number: number.parse().map_err(|_| NotFrame::Number)?,
            fingerprint: fingerprint(hash, quality)?,
            seconds: seconds.map(read_seconds).transpose()?,
        })
    }
}

fn fingerprint(hash: &str, quality: &str) -> Result<Fingerprint, NotFrame> {
    let quality = quality.parse::<u8>().ok().filter(|quality| *quality <= 100).ok_or(NotFrame::Quality)?;
    Ok(Fingerprint { hash: hash.parse::<Pdq>().map_err(NotFrame::Hash)?, quality })
}

fn read_seconds(text: &str) -> Result<f64, NotFrame> {
    let seconds: Option<f64> = text.parse().ok();
    seconds.filter(|seconds| seconds.is_finite() && *seconds >= 0.0).ok_or(NotFrame::Seconds)
}

/// A line that is no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLines {
    /// Its number in the text, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub cause: NotFrame,
}

impl fmt::Display for NotLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.cause)
    }
}

impl core::error::Error for NotLines {}

/// Reads the lines of a vPDQ file, in either form. Lines without anything in them are passed over.
/// A file without frames is read as such, which the reference refuses.
///
/// # Errors
/// [`NotLines`] names the first line that is no frame.
pub fn read_lines(text: &str) -> Result<Vec<Frame>, NotLines> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(place, line)| line.parse::<Frame>().map_err(|cause| NotLines { line: place + 1, cause }))
        .collect()
}

/// Writes a vPDQ file: a line for each frame.
#[must_use]
pub fn write_lines(frames: &[Frame]) -> String {
    frames.iter().map(|frame| format!("{frame}\n")).collect()
}

/// A frame as the Python exchange writes it into its signals: without its number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compact {
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// When it is shown, in seconds. Three digits of it are written, so 123.456 is read back as 123.
    pub seconds: f64,
}

/// `fingerprint,quality,seconds`, the time as Python's format `.3` writes it: three digits of weight,
/// as `0.0319`, `12.5` and `1.23e+02`.
///
/// Source: `VpdqCompactFeature` in `extensions/vpdq/vpdq_util.py` of the exchange.
impl fmt::Display for Compact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fingerprint { hash, quality } = self.fingerprint;
        write!(f, "{hash},{quality},{}", three_digits(self.seconds))
    }
}

fn three_digits(number: f64) -> String {
    let scientific = format!("{number:.2e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((scientific.as_str(), "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..2).contains(&exponent) {
        let after_point = (2 - exponent) as usize;
        let plain = format!("{number:.after_point$}");
        let digits = plain.trim_end_matches('0');
        let last = if digits.ends_with('.') { "0" } else { "" };
        return format!("{digits}{last}");
    }
    let digits = mantissa.trim_end_matches('0').trim_end_matches('.');
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
}

/// Reads three fields. Spaces around quality and time do not matter, nor how the time is written.
impl FromStr for Compact {
    type Err = NotFrame;

    fn from_str(text: &str) -> Result<Self, NotFrame> {
        let mut fields = text.split(',');
        let (Some(hash), Some(quality), Some(seconds), None) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            return Err(NotFrame::Fields(text.split(',').count()));
        };
        Ok(Self { fingerprint: fingerprint(hash, quality.trim())?, seconds: read_seconds(seconds.trim())? })
    }
}

/// Why a text is no signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSignal {
    /// It is no JSON list of strings: what stands at this byte does not belong there.
    List(usize),
    /// A string of the list is no frame.
    Entry {
        /// Its place in the list, counted from 0.
        place: usize,
        /// What is wrong with it.
        cause: NotFrame,
    },
}

impl fmt::Display for NotSignal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(byte) => write!(f, "byte {byte} does not belong into a list of strings"),
            Self::Entry { place, cause } => write!(f, "entry {place}: {cause}"),
        }
    }
}

impl core::error::Error for NotSignal {}

/// Reads a signal of the Python exchange: a JSON list of strings, each a [`Compact`]. An empty text is an empty list,
/// as it is there. No frame needs an escape, so a string with one is refused as no frame.
///
/// # Errors
/// [`NotSignal`] says where the list breaks off, or which of its strings is no frame.
pub fn read_signal(json: &str) -> Result<Vec<Compact>, NotSignal> {
    strings(json)
        .map_err(NotSignal::List)?
        .into_iter()
        .enumerate()
        .map(|(place, text)| text.parse::<Compact>().map_err(|cause| NotSignal::Entry { place, cause }))
        .collect()
}

/// Writes a signal as the Python exchange writes it, byte for byte.
#[must_use]
pub fn write_signal(frames: &[Compact]) -> String {
    let strings: Vec<String> = frames.iter().map(|frame| format!("\"{frame}\"")).collect();
    format!("[{}]", strings.join(", "))
}

/// The strings of a JSON list as they stand, or the place where it is none.
fn strings(json: &str) -> Result<Vec<&str>, usize> {
    const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];
    let place = |rest: &str| json.len() - rest.len();
    let mut found = Vec::new();
    let mut rest = json.trim_start_matches(SPACE);
    if rest.is_empty() {
        return Ok(found);
    }
    rest = rest.strip_prefix('[').ok_or_else(|| place(rest))?.trim_start_matches(SPACE);
    let mut more = !rest.starts_with(']');
    while more {
        let quoted = rest.strip_prefix('"').ok_or_else(|| place(rest))?;
        let (string, after) = quoted.split_once('"').ok_or(json.len())?;
        found.push(string);
        rest = after.trim_start_matches(SPACE);
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start_matches(SPACE),
            None => more = false,
        }
    }
    rest = rest.strip_prefix(']').ok_or_else(|| place(rest))?.trim_start_matches(SPACE);
    if rest.is_empty() { Ok(found) } else { Err(place(rest)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HASH: &str = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

    fn frame(number: u32, quality: u8, seconds: Option<f64>) -> Frame {
        Frame { number, fingerprint: Fingerprint { hash: HASH.parse().unwrap(), quality }, seconds }
    }

    #[test]
    fn both_forms_of_a_line_are_read_and_written() {
        let text = format!("0,100,{HASH},0.000\n30,49,{HASH},1.001\n");
        let frames = [frame(0, 100, Some(0.0)), frame(30, 49, Some(1.001))];
        assert_eq!(read_lines(&text).unwrap(), frames);
        assert_eq!(write_lines(&frames), text);

        let old = format!("0,100,{HASH}\n");
        assert_eq!(read_lines(&old).unwrap(), [frame(0, 100, None)]);
        assert_eq!(write_lines(&[frame(0, 100, None)]), old);
    }

    #[test]
    fn times_are_read_however_they_are_written() {
        for (written, seconds) in
            [("1.23e+02", 123.0), ("0", 0.0), (" 0.0319", 0.0319), ("12.", 12.0), ("3E1", 30.0)]
        {
            assert_eq!(
                format!("7,50,{HASH},{written}\r\n").trim_end().parse(),
                Ok(frame(7, 50, Some(seconds)))
            );
        }
        assert_eq!(read_lines(&format!("\r\n7, 50, {HASH}, 1\r\n\r\n")).unwrap(), [frame(7, 50, Some(1.0))]);
    }

    #[test]
    fn what_is_no_frame_is_refused_with_its_line() {
        for (line, cause) in [
            (format!("0,100,{HASH},1,1"), NotFrame::Fields(5)),
            (format!("100,{HASH}"), NotFrame::Fields(2)),
            (format!("-1,100,{HASH},1"), NotFrame::Number),
            (format!("4294967296,100,{HASH},1"), NotFrame::Number),
            (format!("0,101,{HASH},1"), NotFrame::Quality),
            (format!("0,99.5,{HASH},1"), NotFrame::Quality),
            ("0,100,f8f8,1".to_owned(), NotFrame::Hash(NotPdq::Length(4))),
            (format!("0,100,{HASH},nan"), NotFrame::Seconds),
            (format!("0,100,{HASH},inf"), NotFrame::Seconds),
            (format!("0,100,{HASH},-1"), NotFrame::Seconds),
            (format!("0,100,{HASH},"), NotFrame::Seconds),
        ] {
            let text = format!("0,100,{HASH},0.000\n\n{line}\n");
            assert_eq!(read_lines(&text), Err(NotLines { line: 3, cause }), "{line}");
        }
    }

    #[test]
    fn times_have_three_digits_as_python_writes_them() {
        for (seconds, written) in [
            (0.0, "0.0"),
            (1.0, "1.0"),
            (0.0319, "0.0319"),
            (12.5, "12.5"),
            (9.995, "9.99"),
            (0.1255, "0.126"),
            (99.949, "99.9"),
            (99.95, "1e+02"),
            (123.456, "1.23e+02"),
            (3599.03, "3.6e+03"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (0.000_123_45, "0.000123"),
        ] {
            assert_eq!(three_digits(seconds), written);
        }
    }

    #[test]
    fn a_signal_is_a_list_of_strings() {
        let frames = [frame(0, 100, Some(0.0)), frame(1, 87, Some(123.0))].map(|it| it.compact().unwrap());
        let json = format!("[\"{HASH},100,0.0\", \"{HASH},87,1.23e+02\"]");
        assert_eq!(write_signal(&frames), json);
        assert_eq!(read_signal(&json).unwrap(), frames);
        assert_eq!(read_signal(&format!(" [\n\"{HASH}, 100 , 0\"\n] ")).unwrap(), frames[..1]);
        for empty in ["", "[]", " [ ] "] {
            assert_eq!(read_signal(empty).unwrap(), []);
        }
        assert_eq!(write_signal(&[]), "[]");
    }

    #[test]
    fn what_is_no_signal_is_refused_with_its_place() {
        for (json, place) in [
            ("{}", 0),
            ("[\"", 2),
            ("[1]", 1),
            ("[] x", 3),
            ("[\"a\" \"b\"]", 5),
            ("[\"a\",]", 5),
            ("[\"a\"", 4),
        ] {
            assert_eq!(read_signal(json), Err(NotSignal::List(place)), "{json}");
        }
        let json = format!("[\"{HASH},100,0.0\", \"{HASH},100\"]");
        assert_eq!(read_signal(&json), Err(NotSignal::Entry { place: 1, cause: NotFrame::Fields(2) }));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            number: u32, quality in 0..=100_u8, bytes: [u8; 32], milliseconds in prop::option::of(0..100_000_000_u32),
        ) {
            let seconds = milliseconds.map(|it| f64::from(it) / 1000.0);
            let frame = Frame { number, fingerprint: Fingerprint { hash: Pdq::from_bytes(bytes), quality }, seconds };
            prop_assert_eq!(frame.to_string().parse(), Ok(frame));
            if let Some(compact) = frame.compact() {
                let read: Compact = compact.to_string().parse().unwrap();
                prop_assert_eq!(read.fingerprint, compact.fingerprint);
                prop_assert!((read.seconds - compact.seconds).abs() <= compact.seconds * 0.005);
                prop_assert_eq!(read.to_string(), compact.to_string());
            }
        }

        #[test]
        fn nothing_that_is_read_breaks_the_reader(text in "[\\[\\]\", \\\\a-f0-9.e+\\-\n]{0,80}", any in ".{0,40}") {
            for text in [&text, &any] {
                let _ = read_lines(text);
                let _ = read_signal(text);
            }
        }
    }
}
