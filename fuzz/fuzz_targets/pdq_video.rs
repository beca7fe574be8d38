#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sanad_fuzz::pdq_video(data));
