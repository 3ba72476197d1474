//! The `terang` program: one binary for the server and for everything that an operator does by hand.

/// Pages are many small strings; this allocator serves a list of a thousand rows in two thirds of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    server::cli::main()
}
