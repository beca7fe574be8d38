//! `sanad person rekey`: another number for the same case.

use sanad_client::{back::rekey, tell::check_ack};
use sanad_protocol::case::Appended;
use serde_json::json;

use super::{Visit, Whose};
use crate::{
    data::{now, system_rng},
    output::{self, Failure, line},
};

/// Whose case.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    whose: Whose,
}

/// Changes it; the old receipt leads nowhere from then on.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let mut visit = Visit::begin(&args.whose).await?;
    loop {
        let mut file = visit.file().await?;
        let rekeyed = rekey(&visit.trust, &mut file, &visit.keys, now(), &mut system_rng())?;
        match visit.remote.post::<Appended>("/person/rekey", &rekeyed.request).await {
            Err(failure) if failure.code == "conflict" => {}
            Err(failure) => return Err(failure),
            Ok(answer) => {
                check_ack(&visit.trust, &answer, &rekeyed.hash)?;
                if args.whose.json {
                    let receipt = rekeyed.receipt.dangerous_to_digits();
                    return output::json(&json!({ "receipt": receipt.as_str() }));
                }
                line("The old number leads nowhere any more. The new one:");
                line(rekeyed.receipt.dangerous_to_groups().as_str());
                return Ok(());
            }
        }
    }
}
