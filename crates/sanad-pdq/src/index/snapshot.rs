//! A bank as bytes. The format stands in the documentation of the parent.

use core::fmt;

use super::Entry;
use super::list::{BUCKETS, Band};
use super::row::{BANDS, Rows};
use super::view::View;

const MAGIC: [u8; 8] = *b"sanadpdq";
const VERSION: u64 = 1;
/// Sections begin at multiples of this, the length of a line of a processor's cache.
const ALIGNMENT: usize = 64;

/// Why bytes are no snapshot, or not one that can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotError {
    /// It does not begin as a snapshot does.
    Magic,
    /// It is of a version that this code does not know.
    Version(u64),
    /// The header and the marks contradict each other.
    Counts,
    /// There are more or fewer bytes than the header needs.
    Length {
        /// Bytes that would be right.
        needed: u64,
    },
    /// Bits that are always 0 are not.
    NotZero,
    /// A list of this band does not hold the rows that it should.
    List {
        /// 0 to 15.
        band: usize,
    },
    /// A row that was withdrawn still says what it was.
    Withdrawn(Entry),
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic => f.write_str("this is no snapshot of fingerprints"),
            Self::Version(version) => write!(f, "version {version} of a snapshot is not known"),
            Self::Counts => f.write_str("the counts of the snapshot contradict each other"),
            Self::Length { needed } => write!(f, "the snapshot needs {needed} bytes"),
            Self::NotZero => f.write_str("the snapshot has bits set where it has none"),
            Self::List { band } => write!(f, "the lists of band {band} do not hold the rows"),
            Self::Withdrawn(Entry(row)) => write!(f, "row {row} was withdrawn and is still there"),
        }
    }
}

impl core::error::Error for SnapshotError {}

/// Zeros between a section of this length and the next.
const fn padding(len: usize) -> usize {
    len.wrapping_neg() % ALIGNMENT
}

/// Gives header and sections, each followed by its padding.
pub(super) fn write<E>(view: &View<'_>, mut out: impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
    let listed = view.bands[0].ids.len();
    let mut header = [0_u8; ALIGNMENT];
    let counts = [view.rows.count(), view.base, listed].map(|count| count as u64);
    let words = [u64::from_le_bytes(MAGIC), VERSION, counts[0], counts[1], counts[2]];
    for (bytes, word) in header.as_chunks_mut::<8>().0.iter_mut().zip(words) {
        *bytes = word.to_le_bytes();
    }
    out(&header)?;
    let rows = [view.rows.first.as_flattened(), view.rows.second.as_flattened(), view.rows.gone];
    let lists = view.bands.iter().flat_map(|band| [band.offsets.as_flattened(), band.ids.as_flattened()]);
    for section in rows.into_iter().chain(lists) {
        out(section)?;
        out(&[0_u8; ALIGNMENT][..padding(section.len())])?;
    }
    Ok(())
}

pub(super) fn open(bytes: &[u8]) -> Result<View<'_>, SnapshotError> {
    let header: &[u8; ALIGNMENT] =
        bytes.first_chunk().ok_or(SnapshotError::Length { needed: ALIGNMENT as u64 })?;
    let mut words = [0_u64; 8];
    for (word, bytes) in words.iter_mut().zip(header.as_chunks::<8>().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    let [magic, version, rows, base, listed, zeros @ ..] = words;
    if magic != u64::from_le_bytes(MAGIC) {
        return Err(SnapshotError::Magic);
    }
    if version != VERSION {
        return Err(SnapshotError::Version(version));
    }
    if zeros != [0; 3] {
        return Err(SnapshotError::NotZero);
    }
    if rows > u64::from(u32::MAX) || base > rows || listed > base {
        return Err(SnapshotError::Counts);
    }
    let places = if base > 0 { 4 * (BUCKETS as u64 + 1) } else { 0 };
    let each_row = [16 * rows, 16 * rows, rows.div_ceil(8)];
    let each_band = [places, 4 * listed];
    // No sum comes near the end of 64 bits: there are less than 2³² rows.
    let length =
        |sections: &[u64]| -> u64 { sections.iter().map(|len| len.next_multiple_of(ALIGNMENT as u64)).sum() };
    let needed = ALIGNMENT as u64 + length(&each_row) + BANDS as u64 * length(&each_band);
    if bytes.len() as u64 != needed {
        return Err(SnapshotError::Length { needed });
    }

    let mut sections = Sections { rest: &bytes[ALIGNMENT..], needed };
    let [first, second, gone] = each_row;
    let rows = Rows {
        first: sections.cut(first)?.as_chunks().0,
        second: sections.cut(second)?.as_chunks().0,
        gone: sections.cut(gone)?,
    };
    let mut bands = [Band::default(); BANDS];
    for band in &mut bands {
        band.offsets = sections.cut(places)?.as_chunks().0;
        band.ids = sections.cut(4 * listed)?.as_chunks().0;
    }
    let base = base as usize;
    let withdrawn = marked(rows.gone, rows.gone.len() * 8);
    if marked(rows.gone, rows.count()) != withdrawn {
        return Err(SnapshotError::NotZero);
    }
    if base - marked(rows.gone, base) != listed as usize {
        return Err(SnapshotError::Counts);
    }
    Ok(View { rows, bands, base, live: rows.count() - withdrawn, budget: base as u64 })
}

/// What is left of a snapshot whose length is right.
struct Sections<'a> {
    rest: &'a [u8],
    needed: u64,
}

impl<'a> Sections<'a> {
    /// The next section, and the padding behind it.
    fn cut(&mut self, len: u64) -> Result<&'a [u8], SnapshotError> {
        // It fits into an address: the whole was as long as it should be.
        let len = len as usize;
        let short = SnapshotError::Length { needed: self.needed };
        let (section, rest) = self.rest.split_at_checked(len).ok_or(short)?;
        let (zeros, rest) = rest.split_at_checked(padding(len)).ok_or(short)?;
        if zeros.iter().any(|byte| *byte != 0) {
            return Err(SnapshotError::NotZero);
        }
        self.rest = rest;
        Ok(section)
    }
}

/// How many of the first `rows` bits are set.
fn marked(gone: &[u8], rows: usize) -> usize {
    let whole: usize = gone.iter().take(rows / 8).map(|marks| marks.count_ones() as usize).sum();
    let last = gone.get(rows / 8).map_or(0, |marks| marks & !(u8::MAX << (rows % 8)));
    whole + last.count_ones() as usize
}

pub(super) fn verify(view: &View<'_>) -> Result<(), SnapshotError> {
    let rows = view.rows;
    let left =
        (0..rows.count()).find(|at| rows.is_gone(*at) && rows.row(*at).is_some_and(|row| row.bits() > 0));
    if let Some(at) = left {
        return Err(SnapshotError::Withdrawn(Entry(at as u32)));
    }
    if view.base == 0 {
        return Ok(());
    }
    for (number, band) in view.bands.iter().enumerate() {
        holds_all(view, number, *band).ok_or(SnapshotError::List { band: number })?;
    }
    Ok(())
}

/// Something if every live row before `base` is once in the list of its value. There are as many places as
/// such rows, so it is enough that each place names such a row, in its list, and none is named twice.
fn holds_all(view: &View<'_>, number: usize, band: Band<'_>) -> Option<()> {
    let mut last_end = 0;
    for key in 0..=u16::MAX {
        let (start, end) = band.bucket(key)?;
        if start != last_end {
            return None;
        }
        let mut before = None;
        for id in band.ids(start, end)? {
            let at = id as usize;
            let belongs = at < view.base && view.rows.live(at)?.band(number) == key;
            if !belongs || before.is_some_and(|before| before >= id) {
                return None;
            }
            before = Some(id);
        }
        last_end = end;
    }
    (last_end as usize == band.ids.len()).then_some(())
}
