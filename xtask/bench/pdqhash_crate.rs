//! Times the crate `pdqhash` on pictures in memory, as `sanad pdq bench` times ours, and prints one line of JSON.

use std::{hint::black_box, time::Instant};

use pdqhash::image::{DynamicImage, RgbImage};

fn main() {
    let mut rows = vec![];
    for (width, height, runs) in [(64, 64, 301), (512, 512, 31), (1920, 1080, 31)] {
        let image = picture(width, height);
        let mut measure = |path: &str, hash: &dyn Fn()| {
            hash();
            let mut times: Vec<f64> = (0..runs)
                .map(|_| {
                    let began = Instant::now();
                    hash();
                    began.elapsed().as_secs_f64() * 1000.0
                })
                .collect();
            times.sort_by(f64::total_cmp);
            let median = times[runs / 2];
            rows.push(format!(
                r#"{{"width":{width},"height":{height},"path":"{path}","median_ms":{median}}}"#
            ));
        };
        measure("full", &|| {
            black_box(pdqhash::generate_pdq_full_size(black_box(&image)));
        });
        if width > 512 || height > 512 {
            measure("thumbnail 512", &|| {
                black_box(pdqhash::generate_pdq(black_box(&image)));
            });
        }
    }
    println!("[{}]", rows.join(","));
}

/// Noise; what is in a picture does not change how long it takes.
fn picture(width: u32, height: u32) -> DynamicImage {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 56) as u8
    };
    let pixels = (0..width as usize * height as usize * 3).map(|_| byte()).collect();
    let pixels = RgbImage::from_raw(width, height, pixels).expect("as many bytes as pixels need");
    DynamicImage::ImageRgb8(pixels)
}
