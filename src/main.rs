//! The `mpyc` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let payload = panic.payload();
        let message = payload
            .downcast_ref::<&str>()
            .map(|message| (*message).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        anstream::eprintln!(
            "error: mpyc has a fault, and stopped before writing anything. Sorry.\n  \
             Please report this, with the file that was compiled and the command:\n  \
             mpyc {} at {place}: {message}",
            env!("CARGO_PKG_VERSION")
        );
    }));
    mpyc::cli::main()
}
