//! The checks, in the order in which one would look.

use std::path::Path;

use sanad_client::trust::log_origin;
use sanad_crypto::{log::Checkpoint, safe::team::Team};
use sanad_domain::Role;
use sanad_store::{Store, audit::AuditError};

use super::{
    Finding,
    disk::{free, rights},
};
use crate::{backup::is_key_of, data::DataFolder};

/// Free space in bytes below which files are not taken any more and a night of reports may not fit.
const RESERVE: u64 = 1 << 30;
/// How far the machine's clock may stand behind the newest checkpoint, in seconds.
const CLOCK_SLACK: u64 = 60;
/// Age of a backup in seconds after which a warning is due: a day, and a night to notice.
const BACKUP_AGE: u64 = 36 * 3600;
/// Time before the end of intake's key in seconds in which a warning is due.
const INTAKE_SOON: u64 = 5 * 86_400;
const DAY: u64 = 86_400;

/// Everything, as far as one thing does not need another that is missing.
pub(super) async fn all(data: &Path, database: Option<&str>, full: bool, now: u64) -> Vec<Finding> {
    let folder = match DataFolder::existing(data) {
        Ok(folder) => folder,
        Err(failure) => {
            let advice = "name the right folder with --data; without its server.key a server cannot go on: \
                          restore a backup";
            return vec![Finding::wrong("folder", failure.message, advice)];
        }
    };
    let mut findings = vec![folder_rights(data), key_rights(&folder)];
    findings.extend(database_checks(&folder, database, full, now).await);
    findings.push(disk(data));
    findings.push(backup(folder.last_backup(), now));
    findings
}

fn folder_rights(data: &Path) -> Finding {
    match rights(data) {
        Ok(None) => Finding::ok("folder", "there"),
        Ok(Some(mode)) if mode & 0o077 == 0 => Finding::ok("folder", format!("rights {mode:04o}")),
        Ok(Some(mode)) => {
            let advice = "others on this machine can look in: chmod 700 the folder";
            Finding::wrong("folder", format!("rights {mode:04o}"), advice)
        }
        Err(error) => Finding::wrong("folder", error.to_string(), "run this as the user that serves"),
    }
}

fn key_rights(folder: &DataFolder) -> Finding {
    if let Err(failure) = folder.secret() {
        let advice = "without the right key the log cannot go on: restore a backup";
        return Finding::wrong("key_file", failure.message, advice);
    }
    match rights(&folder.path().join(crate::data::KEY_FILE)) {
        Ok(None) => Finding::ok("key_file", "32 bytes"),
        Ok(Some(mode)) if mode & 0o077 == 0 => {
            Finding::ok("key_file", format!("32 bytes, rights {mode:04o}"))
        }
        Ok(Some(mode)) => {
            let advice = "others on this machine can sign as the server: chmod 600 server.key";
            Finding::wrong("key_file", format!("rights {mode:04o}"), advice)
        }
        Err(error) => Finding::wrong("key_file", error.to_string(), "run this as the user that serves"),
    }
}

async fn database_checks(folder: &DataFolder, database: Option<&str>, full: bool, now: u64) -> Vec<Finding> {
    let address = database.map_or_else(|| folder.existing_database_url(), str::to_owned);
    let store = match Store::attach(&address).await {
        Ok(store) => store,
        Err(error) => {
            let advice = "is the database running, is --database right, and is sanad.db there and readable?";
            return vec![Finding::wrong("database", error.to_string(), advice)];
        }
    };
    let mut findings = vec![];
    match store.missing_migrations().await {
        Ok(missing) if missing.is_empty() => findings.push(Finding::ok("schema", "current")),
        Ok(missing) => {
            let advice = "start `sanad serve` of this version once; back up first";
            findings.push(Finding::wrong("schema", format!("without {}", missing.join(", ")), advice));
            return findings;
        }
        Err(error) => {
            findings.push(Finding::wrong("database", error.to_string(), "is this a database of Sanad?"));
            return findings;
        }
    }
    findings.push(if store.healthy().await {
        Finding::ok("database", "takes writes")
    } else {
        let advice = "is the disk full or read-only, or does something else hold the database?";
        Finding::wrong("database", "takes no writes", advice)
    });
    match store.audit_checkpoint(log_origin).await {
        Ok((team, checkpoint)) => findings.extend(team_checks(folder, &team, &checkpoint, now)),
        Err(AuditError::Empty) => {
            let advice = "open the link that `sanad serve` prints";
            findings.push(Finding::warning("team", "not set up yet", advice));
            return findings;
        }
        Err(error) => {
            findings.push(log_wrong(&error));
            return findings;
        }
    }
    if full {
        findings.push(match store.audit(log_origin).await {
            Ok(it) => Finding::ok(
                "log",
                format!(
                    "{} leaves, {} cases, {} entries, all right",
                    it.checkpoint.size, it.cases, it.entries
                ),
            ),
            Err(error) => log_wrong(&error),
        });
    }
    findings
}

fn log_wrong(error: &AuditError) -> Finding {
    let advice = "stop the server, copy the folder, and restore the last backup; tell the members";
    Finding::wrong("log", error.to_string(), advice)
}

fn team_checks(folder: &DataFolder, team: &Team, checkpoint: &Checkpoint, now: u64) -> Vec<Finding> {
    let mut findings = vec![Finding::ok("checkpoint", format!("signed, {} leaves", checkpoint.size))];
    findings.push(match folder.secret() {
        Ok(secret) if is_key_of(&secret, team) => Finding::ok("keys", "the ones that the team's chain names"),
        _ => {
            let advice = "clients will refuse this server: put the server.key of this team back";
            Finding::wrong("keys", "not the ones that the team's chain names", advice)
        }
    });
    findings.push(clock(checkpoint.time, now));
    findings.push(intake(team.keys.get("intake").map(|it| it.not_after), now));
    findings.push(coordinators(team.members().filter(|it| it.role == Role::Coordinator).count()));
    findings
}

fn clock(newest: u64, now: u64) -> Finding {
    if now + CLOCK_SLACK >= newest {
        return Finding::ok("clock", "not before the newest checkpoint");
    }
    let behind = newest - now;
    let advice = "set the clock right (chrony or systemd-timesyncd): sessions and due times depend on it";
    Finding::wrong("clock", format!("{behind} s behind the newest checkpoint"), advice)
}

fn intake(not_after: Option<u64>, now: u64) -> Finding {
    let advice = "a coordinator signs in at the desk, which renews it; reports are still taken meanwhile";
    match not_after {
        None => Finding::wrong("intake_key", "the team's chain names none", "finish the set-up at the desk"),
        Some(end) if end <= now => Finding::wrong("intake_key", "has expired", advice),
        Some(end) if end - now < INTAKE_SOON => {
            Finding::warning("intake_key", format!("expires in {} days", (end - now) / DAY), advice)
        }
        Some(end) => Finding::ok("intake_key", format!("good for {} days", (end - now) / DAY)),
    }
}

fn coordinators(count: usize) -> Finding {
    if count >= 2 {
        return Finding::ok("coordinators", count.to_string());
    }
    let advice = "make a second one: alone, a lost passphrase leaves only the recovery sheet";
    Finding::warning("coordinators", count.to_string(), advice)
}

fn disk(data: &Path) -> Finding {
    let mebibytes = |bytes: u64| format!("{} MiB free", bytes >> 20);
    match free(data) {
        Ok(bytes) if bytes >= RESERVE => Finding::ok("disk", mebibytes(bytes)),
        Ok(bytes) => {
            let advice = "make room, at least 1 GiB: files are refused first, then reports";
            Finding::wrong("disk", mebibytes(bytes), advice)
        }
        Err(error) => Finding::wrong("disk", error.to_string(), "is the folder on a disk that is mounted?"),
    }
}

fn backup(last: Option<u64>, now: u64) -> Finding {
    let advice = "run `sanad backup` every night, to another machine (docs/administrators.md)";
    match last {
        None => Finding::warning("backup", "never", advice),
        Some(last) if now.saturating_sub(last) > BACKUP_AGE => {
            Finding::warning("backup", format!("{} hours ago", (now - last) / 3600), advice)
        }
        Some(last) => Finding::ok("backup", format!("{} hours ago", now.saturating_sub(last) / 3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::State, *};

    fn states(findings: &[Finding]) -> Vec<State> {
        findings.iter().map(|it| it.state).collect()
    }

    #[test]
    fn times_are_judged_by_the_clock_that_is_given() {
        let now = 1_800_000_000;
        let clocks = [clock(now, now), clock(now + CLOCK_SLACK, now), clock(now + CLOCK_SLACK + 1, now)];
        assert_eq!(states(&clocks), [State::Ok, State::Ok, State::Wrong]);
        let keys = [
            intake(None, now),
            intake(Some(now), now),
            intake(Some(now + INTAKE_SOON - 1), now),
            intake(Some(now + INTAKE_SOON), now),
        ];
        assert_eq!(states(&keys), [State::Wrong, State::Wrong, State::Warning, State::Ok]);
        let backups = [
            backup(None, now),
            backup(Some(now - BACKUP_AGE - 1), now),
            backup(Some(now - BACKUP_AGE), now),
            backup(Some(now + 99), now),
        ];
        assert_eq!(states(&backups), [State::Warning, State::Warning, State::Ok, State::Ok]);
        assert_eq!(states(&[coordinators(1), coordinators(2)]), [State::Warning, State::Ok]);
    }

    #[test]
    fn what_is_not_there_is_told_and_not_made() {
        let nowhere = std::env::temp_dir().join(format!("sanad-doctor-{}", std::process::id()));
        let failure = DataFolder::existing(&nowhere).err().unwrap();
        assert_eq!(failure.code, "no_data");
        assert!(!nowhere.exists());
    }
}
