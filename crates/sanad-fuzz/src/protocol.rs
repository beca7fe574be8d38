//! Everything that travels: what is read is exactly what would be written.

use sanad_protocol::{case, decode, encode, intake, log, member, person, team};

use crate::input::Input;

fn check<T>(bytes: &[u8])
where
    T: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()> + PartialEq + std::fmt::Debug,
{
    let Some(value) = decode::<T>(bytes) else { return };
    assert_eq!(encode(&value), bytes, "one value has one spelling");
    assert_eq!(decode::<T>(&encode(&value)), Some(value));
    let longer = [bytes, &[0]].concat();
    assert!(decode::<T>(&longer).is_none(), "nothing may follow");
    if let Some(len) = bytes.len().checked_sub(1) {
        assert!(decode::<T>(&bytes[..len]).is_none(), "nothing may be missing");
    }
}

macro_rules! types {
    ($($module:ident::$name:ident)+) => {
        /// What can be decoded, by the name of module and type; the first byte of an input chooses one.
        /// A test of this crate holds the list against the sources of `sanad-protocol`.
        pub const REQUESTS: &[&str] = &[$(concat!(stringify!($module), "::", stringify!($name))),+];

        const CHECKS: &[fn(&[u8])] = &[$(check::<$module::$name>),+];
    };
}

types! {
    case::Grant case::Append case::Summary case::Appended case::Conflicted case::Stored case::LaneFile
    case::CaseFile case::Open case::Heads case::LaneHead case::QueueRow case::Queue case::Route case::Quarantine
    intake::Kdf intake::Work intake::FileReport intake::PuzzleView
    log::HeadProof log::Consistency
    member::AskChallenge member::UnlockView member::Challenge member::Answer member::Session member::NewUnlock
    member::PutVault
    person::AskChallenge person::Challenge person::Answer person::Session
    team::Logged team::TeamView team::SetUpView team::TeamGrant team::Account team::SetUp team::State
    team::MemberRow team::TeamKeys team::PutDirectory
    case::BeginBlob case::FinishBlob intake::Filed person::Rekey member::SheetAnswer member::SheetSession
}

/// The first byte chooses what the rest is read as.
pub fn protocol_decode(data: &[u8]) {
    let mut input = Input::new(data);
    let which = usize::from(input.byte()) % CHECKS.len();
    CHECKS[which](input.rest());
}
