//! `terang user`.
use super::{Settings, Stop, log, open};
use crate::config::Flags;
use clap::{Args, Subcommand};
use engine::{Engine, Failure, NewOfficer};
use std::io::{BufRead, IsTerminal};

/// Accounts of officers.
#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Give an officer an account with a role, or an account that is there another role.
    ///
    /// The password is read from standard input when that is no terminal (`terang user add … < file`); otherwise one is
    /// made up and printed once.
    Add(Add),
}

/// Who gets which role.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// The region's slug, such as kota-bandung.
    #[arg(long, value_name = "SLUG")]
    region: String,
    /// E-mail or phone to sign in with.
    #[arg(long)]
    login: String,
    /// Role, by its key in the region's pack.
    #[arg(long)]
    role: String,
    /// Agency, by its key in the region's pack; left out for the whole region.
    #[arg(long)]
    agency: Option<String>,
    /// The officer's name; the login when left out.
    #[arg(long)]
    name: Option<String>,
}

impl User {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Stop> {
        let Self::Add(add) = self;
        let config = settings.read(Flags::default())?;
        log(&config)?;
        let engine = open::engine(&config).await?;
        let done = add.run(&engine).await;
        engine.close().await;
        done
    }
}

impl Add {
    async fn run(self, engine: &Engine) -> Result<(), Stop> {
        let known = |names: Vec<&str>| names.join(", ");
        let Some(pack) = engine.packs().by_slug(&self.region) else {
            return Err(Stop::CouldNotBegin(format!("no region {}; `terang pack check` lists those there are", self.region)));
        };
        if pack.role(&self.role).is_none() {
            let roles = known(pack.roles.iter().map(|r| r.key.as_str()).collect());
            return Err(Stop::CouldNotBegin(format!("no role {} in {}; there are {roles}", self.role, self.region)));
        }
        if let Some(agency) = &self.agency
            && pack.agency(agency).is_none()
        {
            let agencies = known(pack.agencies.iter().map(|a| a.key.as_str()).collect());
            return Err(Stop::CouldNotBegin(format!("no agency {agency} in {}; there are {agencies}", self.region)));
        }
        let typed = typed_password()?;
        let made = typed.is_none().then(made_password);
        let password = typed.or_else(|| made.clone()).unwrap_or_default();
        let at = self.agency.as_deref().map_or_else(|| "the whole region".to_owned(), |agency| format!("agency {agency}"));
        let said = format!("{} may sign in now and act as {} for {at} of {}.", self.login, self.role, self.region);
        let officer = NewOfficer {
            name: self.name.unwrap_or_else(|| self.login.clone()),
            login: self.login,
            password,
            role: self.role,
            agency: self.agency,
        };
        engine.migrate().await.map_err(|failure| open::refused(&failure))?;
        engine.add_officer(&pack, officer).await.map_err(|failure| explain(&failure))?;
        println!("{said}");
        if let Some(password) = made {
            println!("password: {password}");
        }
        Ok(())
    }
}

/// The first line of standard input, where it is no terminal and not empty.
fn typed_password() -> Result<Option<String>, Stop> {
    let input = std::io::stdin();
    if input.is_terminal() {
        return Ok(None);
    }
    let mut line = String::new();
    input.lock().read_line(&mut line).map_err(|error| Stop::CouldNotBegin(format!("can't read the password: {error}")))?;
    let line = line.trim_end_matches(['\r', '\n']);
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

/// Twenty letters and digits that can't be taken for each other: 98 bits.
fn made_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";
    let mut bytes = [0; 20];
    engine::Dice::fill(&crate::real::RealDice, &mut bytes);
    bytes.iter().filter_map(|b| LETTERS.get(usize::from(b % 32))).map(|b| char::from(*b)).collect()
}

fn explain(failure: &Failure) -> Stop {
    let mut stop = open::refused(failure);
    if let (Stop::Found(text), Failure::Invalid { problems }) = (&mut stop, failure) {
        for problem in problems {
            text.push_str(&format!("\n{}: {}", problem.path, problem.text(domain::words::Lang::En)));
        }
    }
    stop
}

#[cfg(test)]
mod tests {
    use super::made_password;

    #[test]
    fn made_passwords_are_long_and_differ() {
        let (one, two) = (made_password(), made_password());
        assert!(one.len() == 20 && one != two && !one.contains(['l', 'o', '0', '1', 'i']), "{one}");
    }
}
