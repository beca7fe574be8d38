//! How long something takes.

use std::hint::black_box;
use std::time::Instant;

/// Seconds of the middle of so many runs. One before them warms up and does not count.
pub(crate) fn median<T>(runs: usize, mut work: impl FnMut() -> T) -> f64 {
    black_box(work());
    let mut times = vec![0.0; runs];
    for time in &mut times {
        let began = Instant::now();
        let made = black_box(work());
        *time = began.elapsed().as_secs_f64();
        drop(made);
    }
    times.sort_unstable_by(f64::total_cmp);
    times[runs / 2]
}
