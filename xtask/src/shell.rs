//! Starting other programs: each is printed before it runs, and each failure names what was run and how it ended.
use anyhow::{Context, Result, bail};
use std::{
    ffi::OsStr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// One program to start.
pub(crate) struct Shell {
    command: Command,
    line: String,
}

impl Shell {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let name = Path::new(program).file_name().unwrap_or(program);
        Self { line: name.to_string_lossy().into_owned(), command: Command::new(program) }
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.line.push(' ');
        self.line.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    pub(crate) fn args<I: IntoIterator<Item = A>, A: AsRef<OsStr>>(self, args: I) -> Self {
        args.into_iter().fold(self, Self::arg)
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Runs it with its output on our screen.
    pub(crate) fn run(mut self) -> Result<()> {
        println!("$ {}", self.line);
        let status = self.command.status().with_context(|| format!("cannot start {}", self.line))?;
        if !status.success() {
            bail!("{} ended with {status}", self.line);
        }
        Ok(())
    }

    /// Runs it in silence and returns what it wrote, without the spaces around; a failure shows its error output.
    pub(crate) fn read(mut self) -> Result<String> {
        let output = self.command.stdin(Stdio::null()).output();
        let output = output.with_context(|| format!("cannot start {}", self.line))?;
        if !output.status.success() {
            bail!("{} ended with {}\n{}", self.line, output.status, String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Starts it with both outputs in one file and comes back at once.
    pub(crate) fn start(mut self, log: &Path) -> Result<Child> {
        println!("$ {} > {}", self.line, log.display());
        let out = std::fs::File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let errors = out.try_clone()?;
        self.command.stdin(Stdio::null()).stdout(out).stderr(errors).spawn().with_context(|| format!("cannot start {}", self.line))
    }

    /// Becomes that program: signals and the exit code are then its own. Comes back only with an error.
    #[cfg(unix)]
    pub(crate) fn become_it(mut self) -> Result<()> {
        use std::os::unix::process::CommandExt;
        let error = self.command.exec();
        Err(error).with_context(|| format!("cannot start {}", self.line))
    }

    #[cfg(not(unix))]
    pub(crate) fn become_it(self) -> Result<()> {
        self.run()
    }
}

/// Asks one of our own children to stop by a signal, and waits; after `seconds` it is ended without asking.
pub(crate) fn stop(child: &mut Child, signal: &str, seconds: u64) {
    let asked = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
    let end = Instant::now() + Duration::from_secs(seconds);
    while asked.as_ref().is_ok_and(|status| status.success()) && Instant::now() < end {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    // Both fail only when it is gone already, which is what we want.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_failure_names_the_program_and_shows_its_errors() {
        let error = Shell::new("sh").args(["-c", "echo broken pipe organ >&2; exit 3"]).read().unwrap_err().to_string();
        assert!(error.contains("sh -c"), "{error}");
        assert!(error.contains("broken pipe organ"), "{error}");
        assert!(Shell::new("no-such-program-here").read().unwrap_err().to_string().contains("no-such-program-here"));
    }

    #[test]
    fn stop_ends_a_child_that_ignores_the_signal() {
        let script = "trap '' TERM; echo deaf; exec sleep 30";
        let mut child = Command::new("sh").args(["-c", script]).stdout(Stdio::piped()).spawn().unwrap();
        let mut word = [0; 4];
        child.stdout.take().unwrap().read_exact(&mut word).unwrap(); // from here on the signal is ignored
        let start = Instant::now();
        stop(&mut child, "TERM", 1);
        assert!(start.elapsed() >= Duration::from_secs(1));
        assert!(!child.try_wait().unwrap().unwrap().success());
    }
}
