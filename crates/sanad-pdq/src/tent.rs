//! The tent filter, and the 64 by 64 values that are taken from what it leaves.
//!
//! A box filter along rows and one along columns, twice over, is a tent (Wojciech Jarosz, "Fast Image
//! Convolutions", 2001). Source: `jaroszFilterFloat`, `box1DFloat` and `decimateFloat` in
//! `pdq/cpp/downscaling/downscaling.cpp` of the reference.
//!
//! Each value of a box filter is a running sum, divided by how many pixels it holds. Sums of `f32` depend on the
//! order in which they are made, so the order is the reference's, element by element: add on the right,
//! *then* subtract on the left, then divide. Speed comes from everything else:
//!
//! * rows stream through: the picture is never copied whole, and never stands in memory as numbers;
//! * along rows, where every sum waits for the one before it, eight rows advance together;
//! * along columns, sums of neighbouring columns stand side by side, and one instruction adds many;
//! * of the second round only 64 columns go on, and only 64 rows are divided.

use alloc::vec::Vec;
use core::{array, mem};

use crate::shrink::{Picked, Rows};

/// Rows and columns of the small picture.
pub(crate) const SMALL_SIDE: usize = 64;

/// The small picture, from which quality and frequencies are computed.
pub(crate) type Small = [[f32; SMALL_SIDE]; SMALL_SIDE];

/// Rows that advance together. A sum is ready some four cycles after it was begun, and two can begin in each
/// cycle: eight rows keep the machine busy.
const TOGETHER: usize = 8;

/// The window of a box filter along a line of pixels.
#[derive(Debug, Clone, Copy, Default)]
struct Window {
    /// Pixels of the line.
    length: usize,
    /// Pixels in a full window: half of what one of the 64 values stands for, rounded up; never more than the line.
    size: usize,
    /// How many of them a sum has taken when it is first written: the middle one and those on one side.
    half: usize,
}

impl Window {
    const fn along(length: usize) -> Self {
        let size = length.div_ceil(2 * SMALL_SIDE);
        Self { length, size, half: (size + 2) / 2 }
    }

    /// How many pixels the window around place `at` holds: fewer near both ends.
    fn held(&self, at: usize) -> f32 {
        let end = (at + self.half).min(self.length);
        let start = (at + self.half).saturating_sub(self.size);
        (end - start) as f32
    }
}

/// The place in a line of `length` pixels from which value `i` of 64 is taken: the middle of what it stands for.
/// A line shorter than 64 gives some of its pixels more than once.
const fn middle(i: usize, length: usize) -> usize {
    ((2 * i as u64 + 1) * length as u64 / (2 * SMALL_SIDE as u64)) as usize
}

/// Floats from the start of one row to that of the next in memory for several rows: an odd number of cache lines.
/// Rows whose length is a power of two would all fall into the same few sets of the cache.
const fn stride(width: usize) -> usize {
    const LINE: usize = 64 / size_of::<f32>();
    (width.div_ceil(LINE) | 1) * LINE
}

/// Memory for the filter, kept from picture to picture.
#[derive(Clone, Default)]
pub(crate) struct Scratch {
    picked: Picked,
    /// Brightness of [`TOGETHER`] rows; between two blocks of them, sums along rows of the second round.
    values: Vec<f32>,
    /// Sums along rows of the first round.
    sums: Vec<f32>,
    /// [`TOGETHER`] rows after the first round.
    boxed: Vec<f32>,
    /// How many pixels each sum along a row holds.
    held: Vec<f32>,
    first: Columns,
    second: Columns,
}

/// The small picture of `rows`. Both sides must be at least 1 pixel.
#[inline(always)]
pub(crate) fn filter(rows: &Rows<'_>, scratch: &mut Scratch, small: &mut Small) {
    let (width, height) = (rows.width(), rows.height());
    let (along, stride) = (Window::along(width), stride(width));
    let Scratch { picked, values, sums, boxed, held, first, second } = scratch;
    rows.prepare(picked);
    for block in [&mut *values, &mut *sums, &mut *boxed] {
        block.resize(TOGETHER * stride, 0.0);
    }
    held.clear();
    held.extend((0..width).map(|x| along.held(x)));
    first.begin(height, width);
    let mut second = SecondRound::begin(along, height, boxed, second, small);

    let mut next = 0;
    while next < height {
        // Rows of the block that are past the last one of the picture keep what was there, and nobody asks for it.
        let fresh = (height - next).min(TOGETHER);
        for (r, row) in values.chunks_exact_mut(stride).take(fresh).enumerate() {
            rows.read(next + r, picked, &mut row[..width]);
        }
        sum_rows(along, values, sums);
        for row in sums.chunks_exact(stride).take(fresh) {
            if let Some(at) = first.take(&row[..width], held) {
                second.take(first, at, values);
            }
        }
        next += fresh;
    }
    while let Some(at) = first.let_go() {
        second.take(first, at, values);
    }
    second.finish(values);
}

/// The small picture of 64 by 64 pixels, which the reference takes as they are.
#[inline(always)]
pub(crate) fn unfiltered(rows: &Rows<'_>, scratch: &mut Scratch, small: &mut Small) {
    for (y, row) in small.iter_mut().enumerate() {
        rows.read(y, &mut scratch.picked, row);
    }
}

/// Running sums along [`TOGETHER`] rows, not yet divided.
#[inline(always)]
fn sum_rows(window: Window, values: &[f32], sums: &mut [f32]) {
    let Window { length, size, half } = window;
    let stride = stride(length);
    let rows: [&[f32]; TOGETHER] = array::from_fn(|r| &values[r * stride..][..length]);
    let mut rest = sums;
    let mut outs: [&mut [f32]; TOGETHER] = array::from_fn(|_| {
        let (row, others) = mem::take(&mut rest).split_at_mut(stride);
        rest = others;
        &mut row[..length]
    });
    let mut sum = [0.0_f32; TOGETHER];

    // The window's right half enters, and nothing is written.
    let ahead = half - 1;
    for k in 0..ahead {
        for (sum, row) in sum.iter_mut().zip(&rows) {
            *sum += row[k];
        }
    }
    // It grows to its full size.
    let growing = size - ahead;
    for k in 0..growing {
        for ((sum, row), out) in sum.iter_mut().zip(&rows).zip(&mut outs) {
            *sum += row[ahead + k];
            out[k] = *sum;
        }
    }
    // It moves. All slices have the length of the loop, so that no index needs a check.
    let full = length - size;
    let entering = rows.map(|row| &row[size..][..full]);
    let leaving = rows.map(|row| &row[..full]);
    let mut written = outs.each_mut().map(|out| &mut out[growing..][..full]);
    for k in 0..full {
        for (((sum, entering), leaving), written) in
            sum.iter_mut().zip(&entering).zip(&leaving).zip(&mut written)
        {
            *sum = *sum + entering[k] - leaving[k];
            written[k] = *sum;
        }
    }
    // It shrinks.
    for k in 0..ahead {
        for ((sum, row), out) in sum.iter_mut().zip(&rows).zip(&mut outs) {
            *sum -= row[full + k];
            out[growing + full + k] = *sum;
        }
    }
}

/// A box filter along columns, given one row at a time.
#[derive(Clone, Default)]
struct Columns {
    window: Window,
    /// The rows that the window holds, row `y` at place `y % size`.
    kept: Vec<f32>,
    /// The running sum of each column.
    totals: Vec<f32>,
    taken: usize,
    gone: usize,
}

impl Columns {
    fn begin(&mut self, height: usize, width: usize) {
        self.window = Window::along(height);
        self.kept.resize(self.window.size * width, 0.0);
        self.totals.clear();
        self.totals.resize(width, 0.0);
        self.taken = 0;
        self.gone = 0;
    }

    /// Takes the sums of the next row, each to be divided by what it holds.
    /// Returns the place in the column whose window the totals now are.
    #[inline(always)]
    fn take(&mut self, sums: &[f32], held: &[f32]) -> Option<usize> {
        let Window { size, half, .. } = self.window;
        let width = self.totals.len();
        let kept = &mut self.kept[(self.taken % size) * width..][..width];
        let columns = self.totals.iter_mut().zip(kept).zip(sums.iter().zip(held));
        if self.taken < size {
            for ((total, kept), (sum, held)) in columns {
                *kept = sum / held;
                *total += *kept;
            }
        } else {
            for ((total, kept), (sum, held)) in columns {
                let value = sum / held;
                *total = *total + value - *kept;
                *kept = value;
            }
        }
        self.taken += 1;
        self.taken.checked_sub(half)
    }

    /// Lets the oldest row go when all were taken. Returns the place whose window the totals now are;
    /// none when there is no more.
    #[inline(always)]
    fn let_go(&mut self) -> Option<usize> {
        let Window { length, size, half } = self.window;
        if self.gone + 1 >= half {
            return None;
        }
        let width = self.totals.len();
        let oldest = &self.kept[((length - size + self.gone) % size) * width..][..width];
        for (total, kept) in self.totals.iter_mut().zip(oldest) {
            *total -= kept;
        }
        self.gone += 1;
        Some(length - half + self.gone)
    }

    /// Writes the filter's values at place `at`, which must be the last that was returned.
    #[inline(always)]
    fn divide(&self, at: usize, values: &mut [f32]) {
        let held = self.window.held(at);
        for (value, total) in values.iter_mut().zip(&self.totals) {
            *value = total / held;
        }
    }
}

/// The second round: sums along whole rows, then 64 of their columns, then 64 of the rows.
struct SecondRound<'a> {
    along: Window,
    /// Rows that the first round has left, until there are [`TOGETHER`] of them.
    boxed: &'a mut [f32],
    waiting: usize,
    /// The columns that go on, and what a sum there holds.
    middles: [usize; SMALL_SIDE],
    held: [f32; SMALL_SIDE],
    columns: &'a mut Columns,
    small: &'a mut Small,
    /// Rows of the small picture that are done.
    done: usize,
}

impl<'a> SecondRound<'a> {
    #[inline(always)]
    fn begin(
        along: Window,
        height: usize,
        boxed: &'a mut [f32],
        columns: &'a mut Columns,
        small: &'a mut Small,
    ) -> Self {
        columns.begin(height, SMALL_SIDE);
        let middles: [usize; SMALL_SIDE] = array::from_fn(|i| middle(i, along.length));
        let held = middles.map(|at| along.held(at));
        Self { along, boxed, waiting: 0, middles, held, columns, small, done: 0 }
    }

    /// Takes the row at place `at` from the first round. `spare` has room for [`TOGETHER`] rows.
    #[inline(always)]
    fn take(&mut self, first: &Columns, at: usize, spare: &mut [f32]) {
        let stride = stride(self.along.length);
        first.divide(at, &mut self.boxed[self.waiting * stride..][..self.along.length]);
        self.waiting += 1;
        if self.waiting == TOGETHER {
            self.advance(spare);
        }
    }

    #[inline(always)]
    fn advance(&mut self, spare: &mut [f32]) {
        sum_rows(self.along, self.boxed, spare);
        for row in spare.chunks_exact(stride(self.along.length)).take(self.waiting) {
            let sums = self.middles.map(|x| row[x]);
            if let Some(at) = self.columns.take(&sums, &self.held) {
                self.pick(at);
            }
        }
        self.waiting = 0;
    }

    #[inline(always)]
    fn finish(mut self, spare: &mut [f32]) {
        if self.waiting > 0 {
            self.advance(spare);
        }
        while let Some(at) = self.columns.let_go() {
            self.pick(at);
        }
    }

    /// Writes the rows of the small picture that stand at place `at`.
    #[inline(always)]
    fn pick(&mut self, at: usize) {
        while self.done < SMALL_SIDE && middle(self.done, self.columns.window.length) == at {
            self.columns.divide(at, &mut self.small[self.done]);
            self.done += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::luma::Luma;
    use crate::picture::{Layout, Picture};

    /// The filter as its definition reads: one line at a time, all values, all rounds.
    fn slow(pixels: &[u8], width: usize, height: usize) -> Small {
        let mut plane: Vec<Vec<f32>> =
            pixels.chunks(width).map(|row| row.iter().copied().map(f32::from).collect()).collect();
        for _ in 0..2 {
            plane = plane.iter().map(|row| box_line(row)).collect();
            plane = transposed(&transposed(&plane).iter().map(|column| box_line(column)).collect::<Vec<_>>());
        }
        let place = |i: usize, length: usize| ((i as f64 + 0.5) * length as f64 / 64.0) as usize;
        array::from_fn(|i| array::from_fn(|j| plane[place(i, height)][place(j, width)]))
    }

    fn transposed(plane: &[Vec<f32>]) -> Vec<Vec<f32>> {
        (0..plane[0].len()).map(|x| plane.iter().map(|row| row[x]).collect()).collect()
    }

    fn box_line(line: &[f32]) -> Vec<f32> {
        let size = line.len().div_ceil(128);
        let before = size - size / 2 - 1;
        let (mut sum, mut start, mut end) = (0.0, 0, 0);
        let mut values = Vec::new();
        for at in 0..line.len() {
            // From `at - before` up to and with `at + size / 2`, as far as there are pixels.
            let last = (at + size / 2 + 1).min(line.len());
            while end < last {
                sum += line[end];
                end += 1;
            }
            if start < at.saturating_sub(before) {
                sum -= line[start];
                start += 1;
            }
            values.push(sum / (end - start) as f32);
        }
        values
    }

    fn fast(pixels: &[u8], width: usize, height: usize, scratch: &mut Scratch) -> Small {
        let picture = Picture::new(pixels, width, height, Layout::Grey).unwrap();
        let mut small = [[f32::NAN; SMALL_SIDE]; SMALL_SIDE];
        filter(&Rows::all(picture, Luma::Double), scratch, &mut small);
        small
    }

    fn noise(seed: u32, count: usize) -> Vec<u8> {
        let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        core::iter::successors(Some(seed), next).map(|state| (state >> 24) as u8).take(count).collect()
    }

    #[test]
    fn odd_sizes_come_out_bit_for_bit_as_the_definition_says() {
        let mut scratch = Scratch::default();
        for (width, height) in [
            (5, 5),
            (64, 64),
            (1024, 7),
            (7, 1024),
            (128, 129),
            (129, 128),
            (300, 200),
            (257, 513),
            (9, 8),
            (8, 15),
        ] {
            let pixels = noise(7, width * height);
            let small = fast(&pixels, width, height, &mut scratch);
            assert_eq!(small, slow(&pixels, width, height), "{width} by {height}");
        }
    }

    #[test]
    fn a_window_is_half_of_what_a_value_stands_for() {
        for (length, size, half) in [(5, 1, 1), (128, 1, 1), (129, 2, 2), (512, 4, 3), (1080, 9, 5)] {
            let window = Window::along(length);
            assert_eq!((window.size, window.half), (size, half), "{length}");
            assert_eq!(window.held(length / 2), size as f32);
        }
        let window = Window::along(1024);
        let held = [0, 3, 4, 1019, 1020, 1023].map(|at| window.held(at));
        assert_eq!(held, [5.0, 8.0, 8.0, 8.0, 7.0, 4.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_size_comes_out_as_the_definition_says(width in 1..300_usize, height in 1..300_usize, seed: u32) {
            let pixels = noise(seed, width * height);
            let small = fast(&pixels, width, height, &mut Scratch::default());
            prop_assert_eq!(small, slow(&pixels, width, height));
        }
    }
}
