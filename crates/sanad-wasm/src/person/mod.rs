//! Her side: telling, coming back, files, another number.

#[cfg(feature = "visit")]
mod files;
#[cfg(feature = "visit")]
mod rekey;
#[cfg(feature = "tell")]
mod telling;
#[cfg(feature = "visit")]
mod visit;

#[cfg(feature = "visit")]
pub use files::FileSeal;
#[cfg(feature = "visit")]
pub use rekey::Rekeyed;
#[cfg(feature = "tell")]
pub use telling::{Told, solve, tell};
#[cfg(feature = "visit")]
pub use visit::{Returning, Visit};

use sanad_crypto::safe::receipt::{Receipt, ReceiptError};
use wasm_bindgen::prelude::wasm_bindgen;

fn receipt_code(error: ReceiptError) -> &'static str {
    match error {
        ReceiptError::Length => "length",
        ReceiptError::Character => "character",
        ReceiptError::CheckDigit => "check_digit",
    }
}

/// Empty where the digits are a receipt, else what is wrong: told on the device, before anything is sent.
#[wasm_bindgen(js_name = checkReceipt)]
pub fn check_receipt(text: &str) -> String {
    Receipt::parse(text).err().map(receipt_code).unwrap_or_default().into()
}
