//! What people type: receipts, and reports as files.

use sanad_crypto::safe::receipt::{DIGITS, Receipt, ReceiptError};
use sanad_domain::{
    case::{Body, Kind},
    report::Report,
};

/// Typed text is a receipt in one way only, however its digits are written, and one wrong digit is told.
pub fn receipt_text(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(receipt) = Receipt::parse(text) else { return };
    let digits = receipt.dangerous_to_digits();
    assert_eq!((digits.len(), digits.bytes().all(|it| it.is_ascii_digit())), (DIGITS, true));
    let typed: String = text.chars().filter_map(decimal).collect();
    assert_eq!(typed, *digits, "every digit that was typed, in its order");
    assert_eq!(Receipt::parse(&digits).as_ref(), Ok(&receipt));
    assert_eq!(Receipt::parse(&receipt.dangerous_to_groups()).as_ref(), Ok(&receipt));
    for zero in ['\u{660}', '\u{6f0}'] {
        let other: String = digits.bytes().map(|it| shifted(zero, it - b'0')).collect();
        assert_eq!(Receipt::parse(&other).as_ref(), Ok(&receipt));
    }
    for at in 0..DIGITS {
        let mut wrong = digits.as_bytes().to_vec();
        wrong[at] = b'0' + (wrong[at] - b'0' + 1) % 10;
        let wrong = String::from_utf8(wrong).expect("digits");
        assert_eq!(Receipt::parse(&wrong), Err(ReceiptError::CheckDigit));
    }
}

fn shifted(zero: char, by: u8) -> char {
    char::from_u32(zero as u32 + u32::from(by)).expect("a digit of that script")
}

/// The digit in Latin, for a digit of the three scripts that are read.
fn decimal(it: char) -> Option<char> {
    ['0', '\u{660}', '\u{6f0}'].into_iter().find_map(|zero| {
        let by = (it as u32).checked_sub(zero as u32).filter(|by| *by < 10)?;
        char::from_digit(by, 10)
    })
}

/// A report file that is read is written and sealed without losing anything.
pub fn report_json(data: &[u8]) {
    let Ok(report) = serde_json::from_slice::<Report>(data) else { return };
    let mut json = serde_json::to_value(&report).expect("a report is JSON");
    // Where it was sealed is said by the sealing side; a file that says it is refused.
    let object = json.as_object_mut().expect("an object");
    assert!(object.remove("sealed_where").is_some());
    assert_eq!(serde_json::from_value::<Report>(json.clone()).ok().as_ref(), Some(&report));
    json["sealed_where"] = "device".into();
    assert!(serde_json::from_value::<Report>(json).is_err(), "a file does not say where it was sealed");
    assert_ne!(report.claim().band.code(), "extreme", "only a member says so");
    let body = Body::Report(report);
    assert_eq!(Body::decode(Kind::Report.name(), Kind::Report.version(), &body.encode()), Ok(body));
}
