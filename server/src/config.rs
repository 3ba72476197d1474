//! What an operator sets: documented defaults, then `terang.toml`, then `TERANG_*` variables, then flags. A key that is
//! not known is an error, because a misspelt limit would otherwise be no limit.
mod secret;

pub use secret::Secret;

use domain::time::Day;
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

/// The documented defaults, which are also the documentation.
pub const DEFAULTS: &str = include_str!("../config/defaults.toml");

/// Variables with our prefix that are not the server's: where its file is, and what the build tool and the tests read.
const NOT_OURS: [&str; 3] = ["config", "cache", "skip_pg"];

/// All settings of the server. What each means stands in `config/defaults.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Socket to listen on.
    pub listen: SocketAddr,
    /// Where an operator's console listens, on loopback; none where there is none.
    #[serde(default)]
    pub console: Option<SocketAddr>,
    /// The address people use, with its scheme.
    #[serde(default)]
    pub address: Option<String>,
    /// The database.
    pub database_url: Secret,
    /// Key and files.
    pub data: PathBuf,
    /// The regions' packs.
    pub packs: PathBuf,
    /// The browser's bundle and the public files.
    pub site: PathBuf,
    /// Another store for files.
    #[serde(default)]
    pub files: Option<String>,
    /// Demonstration mode.
    pub demo: bool,
    /// The day on which a demonstration stands; the machine's own where there is none.
    #[serde(default)]
    pub demo_today: Option<Day>,
    /// Whether whoever sits at a demonstration's machine may move its clock on (`POST /demo/hari`); it goes back when it starts again.
    #[serde(default)]
    pub demo_clock_moves: bool,
    /// Proxies whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// What is logged.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
    /// Largest request, kilobytes of 1,024 bytes.
    pub request_kb: u32,
    /// Largest upload, megabytes of 1,048,576 bytes.
    pub upload_mb: u32,
    /// Sign-ins a minute from one address.
    pub limit_sign_in: u32,
    /// Sign-ins in ten minutes for one account.
    pub limit_login: u32,
    /// Tries of a secret or code a minute from one address.
    pub limit_unlock: u32,
    /// Comments on projects a minute from one address.
    pub limit_comment: u32,
    /// API requests a minute from one address.
    pub limit_api: u32,
    /// How many times higher the limits are in demonstration mode.
    pub demo_factor: u32,
    /// Live connections in all.
    pub live_most: u32,
    /// Live connections from one address.
    pub live_most_per_address: u32,
    /// The mail server.
    #[serde(default)]
    pub smtp_url: Option<Secret>,
    /// The sender of mails.
    #[serde(default)]
    pub smtp_from: Option<String>,
    /// The banks that tell of payments, by name, with the key that each shares with us: 32 characters or more.
    #[serde(default)]
    pub banks: BTreeMap<String, Secret>,
    /// Who may read the figures, beside loopback.
    pub metrics_from: Vec<IpAddr>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

/// What flags set; each stands above the file and the environment.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Flags {
    /// Socket to listen on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// The database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// Key and files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// The regions' packs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub packs: Option<PathBuf>,
    /// The browser's bundle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<PathBuf>,
    /// Demonstration mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demo: Option<bool>,
}

/// Settings that can't be used, as one line a problem.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

impl Config {
    /// Reads the settings. `file` must be there when it is named; the default `terang.toml` need not.
    ///
    /// # Errors
    /// [`ConfigError`] names the key, what is wrong with it and where it came from.
    pub fn read(file: Option<&Path>, flags: &Flags) -> Result<Self, ConfigError> {
        if let Some(named) = file
            && !named.is_file()
        {
            return Err(ConfigError(format!("no settings file {}; name one that exists after --config", named.display())));
        }
        let file = file.unwrap_or_else(|| Path::new("terang.toml"));
        let mut figment = Figment::from(Toml::string(DEFAULTS));
        if file.is_file() {
            figment = figment.merge(Toml::file_exact(file));
        }
        Self::extract(&figment.merge(Env::prefixed("TERANG_").ignore(&NOT_OURS)).merge(Serialized::defaults(flags)))
    }

    /// The documented defaults alone, whatever lies in the working folder or the environment.
    ///
    /// # Errors
    /// None that a released version has: a test reads them.
    pub fn defaults() -> Result<Self, ConfigError> {
        Self::extract(&Figment::from(Toml::string(DEFAULTS)))
    }

    fn extract(figment: &Figment) -> Result<Self, ConfigError> {
        let config: Self = figment.extract().map_err(|errors| {
            ConfigError(errors.into_iter().map(|e| format!("{e}; see the documented keys in defaults.toml")).collect::<Vec<_>>().join("\n"))
        })?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let wrong = |what: &str| Err(ConfigError(what.to_owned()));
        let positive = [
            self.request_kb,
            self.upload_mb,
            self.limit_sign_in,
            self.limit_login,
            self.limit_unlock,
            self.limit_comment,
            self.limit_api,
            self.demo_factor,
        ];
        if positive.contains(&0) {
            return wrong("a limit of 0 would refuse everybody; write 1 or more");
        }
        if self.upload_mb > 512 {
            return wrong("upload_mb is held in memory for each upload; write 512 or less");
        }
        if self.smtp_url.is_some() != self.smtp_from.is_some() {
            return wrong("smtp_url and smtp_from belong together; set both or none");
        }
        if self.console.is_some_and(|console| !console.ip().is_loopback()) {
            return wrong(
                "console is for whoever sits at the machine, or comes to it by a tunnel; write an address such as 127.0.0.1:3900",
            );
        }
        match &self.address {
            Some(address) if self.public_host().is_none() => {
                wrong(&format!("address is {address:?}; write it with its scheme, such as \"https://terang.example.go.id\""))
            }
            _ => Ok(()),
        }
    }

    /// Host, and port where it has one, of the address that people use.
    #[must_use]
    pub fn public_host(&self) -> Option<&str> {
        let address = self.address.as_deref()?;
        let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?.trim_end_matches('/');
        (!host.is_empty() && !host.contains('/')).then_some(host)
    }

    /// Whether people reach us by https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.address.as_deref().is_some_and(|a| a.starts_with("https://"))
    }

    /// Largest ordinary request, bytes.
    #[must_use]
    pub fn request_bytes(&self) -> u64 {
        u64::from(self.request_kb) * 1_024
    }

    /// Largest upload, bytes: the file and a little for the form around it.
    #[must_use]
    pub fn upload_bytes(&self) -> u64 {
        u64::from(self.upload_mb) * 1_048_576 + 65_536
    }

    /// A limit as it holds now.
    #[must_use]
    pub fn effective(&self, limit: u32) -> u32 {
        if self.demo { limit.saturating_mul(self.demo_factor) } else { limit }
    }
}

#[cfg(test)]
mod tests;
