//! The same code, compiled for more than one set of instructions, and the widest chosen when it runs.

/// Something that gains from wide instructions. Everything that `run` calls in its loops must be
/// `#[inline(always)]`: what is called out of line is compiled for the least machine.
pub(crate) trait Work {
    /// What comes out.
    type Output;

    /// Does it.
    fn run(self) -> Self::Output;
}

/// Runs `work` with the widest instructions that this machine has. No bit of the result depends on them:
/// additions and multiplications are never joined, whatever the machine offers.
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
pub(crate) fn widest<W: Work>(work: W) -> W::Output {
    struct Wide<W>(W);

    impl<W: Work> pulp::WithSimd for Wide<W> {
        type Output = W::Output;

        #[inline(always)]
        fn with_simd<S: pulp::Simd>(self, _: S) -> W::Output {
            self.0.run()
        }
    }

    pulp::Arch::new().dispatch(Wide(work))
}

/// Runs `work`. Elsewhere than on x86-64 the instructions are those that the compiler was told of:
/// on ARM they are wide enough; in WebAssembly, `-C target-feature=+simd128`.
#[cfg(not(all(feature = "simd", target_arch = "x86_64")))]
pub(crate) fn widest<W: Work>(work: W) -> W::Output {
    work.run()
}
