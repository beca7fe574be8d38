//! What every benchmark counts with.

use std::time::Duration;

/// A list of durations, in milliseconds.
#[derive(Debug, Default)]
pub(crate) struct Times(Vec<f64>);

impl Times {
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(took.as_secs_f64() * 1000.0);
    }

    /// The value below which `p` of a hundred lie; zero where nothing was measured.
    pub(crate) fn percentile(&self, p: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let at = (sorted.len() * p / 100).min(sorted.len().saturating_sub(1));
        sorted.get(at).copied().unwrap_or_default()
    }
}

impl Extend<Duration> for Times {
    fn extend<I: IntoIterator<Item = Duration>>(&mut self, times: I) {
        times.into_iter().for_each(|it| self.add(it));
    }
}

/// Most memory that a process of this machine held so far, in KiB; `None` where that cannot be read.
pub(crate) fn peak_kib(pid: u32) -> Option<u64> {
    kib(&std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?, "VmHWM:")
}

/// Memory that this process holds now, in KiB; `None` where that cannot be read.
pub(crate) fn resident_kib() -> Option<u64> {
    kib(&std::fs::read_to_string("/proc/self/status").ok()?, "VmRSS:")
}

/// A line of proc(5).
fn kib(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|it| it.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim_end().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_measured_values() {
        let mut times = Times::default();
        assert!(times.percentile(50).abs() < f64::EPSILON);
        times.extend((1..=100).rev().map(Duration::from_millis));
        let [half, most, all] = [50, 99, 100].map(|p| times.percentile(p));
        assert!((half - 51.0).abs() < 1e-9 && (most - 100.0).abs() < 1e-9 && (all - 100.0).abs() < 1e-9);
    }

    #[test]
    fn memory_is_read_and_nothing_else() {
        let status = "Name:\tsanad\nVmPeak:\t  900000 kB\nVmHWM:\t   30712 kB\nVmRSS:\t   20000 kB\n";
        assert_eq!(kib(status, "VmHWM:"), Some(30_712));
        assert_eq!(kib(status, "VmRSS:"), Some(20_000));
        assert_eq!(kib("Name:\tsanad\nVmHWM:\t 5 MB\n", "VmHWM:"), None);
        assert_eq!(kib("Name:\tkthreadd\n", "VmHWM:"), None);
        #[cfg(target_os = "linux")]
        for read in [peak_kib(std::process::id()), resident_kib()] {
            assert!(read.is_some_and(|it| it > 1000), "{read:?}");
        }
    }
}
