//! Pages of papers are drawn by a child of this program: what strangers sent is read where it can break nothing. The child gets
//! the file on its standard input, has no settings, no key and no database, and is ended when it takes too long.
use bytes::Bytes;
use engine::leaves::{Leaf, LeafAsked, LeafFault, Lens};
use futures::{FutureExt, future::BoxFuture};
use std::{path::PathBuf, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
    sync::Semaphore,
    time::timeout,
};

/// The child's command; nobody types it.
pub(crate) const COMMAND: &str = "leaf";
/// What the child writes before a picture.
pub(crate) const PNG: u8 = b'P';
/// The same for a photograph.
pub(crate) const JPEG: u8 = b'J';
/// Seconds of work, and bytes of memory, that a page may take.
#[cfg(unix)]
pub(crate) const MOST: (u64, u64) = (10, 2 * 1024 * 1024 * 1024);
/// The allocator takes a gigabyte at once unless it is told otherwise, which would be half of what the child may have: in KiB.
const SMALL_STEPS: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "65536");
/// What a page takes at most by the clock: a busy machine gives the child its seconds later.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a page waits for its turn.
const QUEUE: Duration = Duration::from_secs(10);

/// How the child's end says what is wrong with the file.
const ENDS: [(u8, LeafFault); 2] = [(10, LeafFault::Unreadable), (11, LeafFault::NoSuchPage)];

/// The exit code for a fault; 1 for what is wrong with the child itself.
pub(crate) fn exit_code(fault: &LeafFault) -> u8 {
    ENDS.iter().find(|(_, known)| known == fault).map_or(1, |(code, _)| *code)
}

/// Draws in children of a program.
pub struct ChildLens {
    program: PathBuf,
    patience: Duration,
    /// As many at once as the machine has cores.
    turns: Semaphore,
}

impl ChildLens {
    /// Children of this program, also where it was replaced on the disk since it began.
    #[must_use]
    pub fn of_this_program() -> Self {
        let own = PathBuf::from("/proc/self/exe");
        Self::of(if own.exists() { own } else { std::env::current_exe().unwrap_or_else(|_| "terang".into()) })
    }

    /// Children of this one, which understands the same command.
    #[must_use]
    pub fn of(program: PathBuf) -> Self {
        Self { program, patience: PATIENCE, turns: Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)) }
    }

    async fn ask(&self, file: Bytes, args: Vec<String>) -> Result<Vec<u8>, LeafFault> {
        let turn = timeout(QUEUE, self.turns.acquire()).await;
        let _turn = turn.map_err(|_| LeafFault::Busy)?.map_err(|e| LeafFault::Failed(e.to_string()))?;
        let mut call = Command::new(&self.program);
        call.arg(COMMAND).args(args).env_clear().env(SMALL_STEPS.0, SMALL_STEPS.1).current_dir("/").kill_on_drop(true);
        let child = call.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let child = child.map_err(|e| LeafFault::Failed(e.to_string()))?;
        // Dropping the child ends it.
        timeout(self.patience, talk(child, file)).await.unwrap_or(Err(LeafFault::TooMuch))
    }
}

async fn talk(mut child: Child, file: Bytes) -> Result<Vec<u8>, LeafFault> {
    let failed = |e: std::io::Error| LeafFault::Failed(e.to_string());
    if let Some(mut input) = child.stdin.take() {
        // A child that died of the file reads no more of it; why it died is what counts.
        let _ = input.write_all(&file).await;
    }
    let mut said = Vec::new();
    if let Some(mut output) = child.stdout.take() {
        output.read_to_end(&mut said).await.map_err(failed)?;
    }
    let end = child.wait().await.map_err(failed)?;
    match end.code() {
        Some(0) => Ok(said),
        Some(code) => {
            let known = ENDS.into_iter().find(|(known, _)| i32::from(*known) == code);
            Err(known.map_or_else(|| LeafFault::Failed(format!("the child ended with {code}")), |(_, fault)| fault))
        }
        // Ended by a signal: the limits, a stack that was full, or memory that was not there.
        None => Err(LeafFault::TooMuch),
    }
}

impl Lens for ChildLens {
    fn pages(&self, file: Bytes, media: &str) -> BoxFuture<'_, Result<u32, LeafFault>> {
        let args = vec![media.to_owned()];
        async move {
            let said = self.ask(file, args).await?;
            let count = std::str::from_utf8(&said).ok().and_then(|said| said.trim().parse().ok());
            count.ok_or_else(|| LeafFault::Failed("the child said no number".to_owned()))
        }
        .boxed()
    }

    fn leaf(&self, file: Bytes, media: &str, asked: LeafAsked) -> BoxFuture<'_, Result<Leaf, LeafFault>> {
        let LeafAsked { page, width, turn } = asked;
        let args = vec![media.to_owned(), page.to_string(), width.to_string(), turn.degrees().to_string()];
        async move {
            let said = Bytes::from(self.ask(file, args).await?);
            let media = match said.first() {
                Some(&PNG) => "image/png",
                Some(&JPEG) => "image/jpeg",
                _ => return Err(LeafFault::Failed("the child said nothing".to_owned())),
            };
            Ok(Leaf { media, bytes: said.slice(1..) })
        }
        .boxed()
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt, path::Path};

    /// A child that does this instead.
    fn lens(dir: &Path, does: &str) -> ChildLens {
        let program = dir.join("child");
        fs::write(&program, format!("#!/bin/sh\n{does}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        ChildLens { patience: Duration::from_millis(300), ..ChildLens::of(program) }
    }

    async fn pages(does: &str) -> Result<u32, LeafFault> {
        let dir = tempfile::tempdir().unwrap();
        lens(dir.path(), does).pages(Bytes::from_static(b"a paper"), "application/pdf").await
    }

    #[tokio::test]
    async fn how_a_child_ends_is_what_was_wrong() {
        assert_eq!(pages("cat >/dev/null; echo 7").await, Ok(7));
        // It gets the command, the kind and the file, and nothing else.
        assert_eq!(pages("[ \"$*\" = 'leaf application/pdf' ] && [ \"$(cat)\" = 'a paper' ] && [ -z \"$HOME\" ] && echo 1").await, Ok(1));
        assert_eq!(pages("exit 10").await, Err(LeafFault::Unreadable));
        assert_eq!(pages("exit 11").await, Err(LeafFault::NoSuchPage));
        assert_eq!(pages("kill -SEGV $$").await, Err(LeafFault::TooMuch));
        assert!(matches!(pages("exit 3").await, Err(LeafFault::Failed(_))));
        assert!(matches!(pages("echo many").await, Err(LeafFault::Failed(_))));
        assert!(matches!(ChildLens::of("/nowhere".into()).pages(Bytes::new(), "image/png").await, Err(LeafFault::Failed(_))));
    }

    #[tokio::test]
    async fn a_child_that_does_not_end_is_ended() {
        let dir = tempfile::tempdir().unwrap();
        let mark = dir.path().join("mark");
        let lens = lens(dir.path(), &format!("echo $$ > {}; exec sleep 60", mark.display()));
        assert_eq!(lens.pages(Bytes::new(), "application/pdf").await, Err(LeafFault::TooMuch));
        let child = fs::read_to_string(mark).unwrap();
        let gone = async || {
            while Path::new("/proc").join(child.trim()).exists() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(Duration::from_secs(10), gone()).await.expect("the child is gone");
    }
}
