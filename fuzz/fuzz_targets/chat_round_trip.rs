#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sanad_fuzz::chat_round_trip(data));
