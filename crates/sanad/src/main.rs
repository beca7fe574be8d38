//! The one binary: `sanad serve`, and a command-line client over the same client crate as the browser.
#![forbid(unsafe_code)]

mod backup;
mod bench;
mod chat;
mod data;
mod demo;
mod desk;
mod doctor;
mod init;
mod member;
mod output;
mod pdq;
mod person;
mod plain_child;
mod remote;
mod restore;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::output::Failure;

/// Support for a person who is blackmailed online: server and tools.
#[derive(Parser)]
#[command(name = "sanad", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server. Without options: a data folder beside you, on loopback.
    Serve(serve::Args),
    /// A demonstration with invented cases, on a folder of its own.
    Demo(demo::Args),
    /// Found the team on a server that waits for it.
    Init(init::Args),
    /// Invite, join, remove, renew, passphrase.
    Member(member::Args),
    /// What the person does: tell, show, say, attach, rekey, destroy.
    Person(person::Args),
    /// What a member does: look, answer, act on a case.
    Desk(desk::Args),
    /// Measure a server: intake, desk.
    Bench(bench::Args),
    /// Fingerprints of pictures (PDQ): make them, search for them.
    Pdq(pdq::Args),
    /// Chat exports: every message with its place and what is not known of it; who and what is named in them.
    Chat(chat::Args),
    /// Check a server, a data folder or a backup: log, chain, signatures, files.
    Verify(verify::Args),
    /// Write everything into one file, sealed to the recovery sheet, while the server runs.
    Backup(backup::Args),
    /// Make a data folder out of a backup.
    Restore(restore::Args),
    /// Say what is wrong with a data folder, and what to do.
    Doctor(doctor::Args),
}

fn main() -> ExitCode {
    // The server's own helper: no runtime, no log, nothing that a command needs.
    if std::env::args_os().nth(1).is_some_and(|it| it == sanad_plain::door::CHILD) {
        return plain_child::run();
    }
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("SANAD_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,sanad=info,sanad_web=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    // One provider for TLS; installing it twice is the only way this fails.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Failure::io("starting", &error).report(),
    };
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(args) => serve::run(args).await,
            Command::Bench(args) => bench::run(args).await,
            Command::Demo(args) => demo::run(args).await,
            Command::Init(args) => init::run(args).await,
            Command::Member(args) => member::run(args).await,
            Command::Person(args) => person::run(args).await,
            Command::Desk(args) => desk::run(args).await,
            Command::Pdq(args) => pdq::run(&args),
            Command::Chat(args) => chat::run(&args),
            Command::Verify(args) => verify::run(args).await,
            Command::Backup(args) => backup::run(args).await,
            Command::Restore(args) => restore::run(args).await,
            Command::Doctor(args) => doctor::run(args).await,
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
