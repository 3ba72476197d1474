use super::{Config, Flags, LogFormat};
use std::io::Write;

fn read(text: &str) -> Result<Config, String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    Config::read(Some(file.path()), &Flags::default()).map_err(|e| e.to_string())
}

#[test]
fn the_defaults_are_whole_and_hold_back() {
    let config = read("").unwrap();
    assert!(config.listen.ip().is_loopback() && !config.demo && config.log_format == LogFormat::Text);
    assert_eq!((config.effective(config.limit_sign_in), config.request_bytes()), (10, 1_048_576));
    assert!(config.upload_bytes() > 12 * 1_048_576);
}

#[test]
fn a_file_stands_above_the_defaults_and_a_flag_above_the_file() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    write!(file, "listen = \"127.0.0.1:81\"\nlimit_api = 7\ndemo = true").unwrap();
    let flags = Flags { listen: Some("127.0.0.1:82".parse().unwrap()), ..Flags::default() };
    let config = Config::read(Some(file.path()), &flags).unwrap();
    assert_eq!((config.listen.port(), config.limit_api, config.effective(config.limit_api)), (82, 7, 210));
}

#[test]
fn what_is_misspelt_or_senseless_is_named() {
    for (text, named) in [
        ("lisen = \"127.0.0.1:1\"", "lisen"),
        ("limit_login = \"many\"", "limit_login"),
        ("limit_unlock = 0", "limit of 0"),
        ("console = \"0.0.0.0:3900\"", "for whoever sits at the machine"),
        ("smtp_url = \"smtp://x\"", "smtp_from"),
        ("address = \"terang.example.go.id\"", "scheme"),
        ("listen = \"here\"", "listen"),
    ] {
        let error = read(text).unwrap_err();
        assert!(error.contains(named), "{text}: {error}");
    }
    assert!(Config::read(Some("/no/such/terang.toml".as_ref()), &Flags::default()).is_err());
}

#[test]
fn secrets_are_not_shown() {
    let config = read("database_url = \"postgres://terang:sesame@db/terang\"").unwrap();
    assert!(!format!("{config:?}").contains("sesame"));
    assert!(config.database_url.reveal().contains("sesame"));
}

#[test]
fn the_public_host_is_taken_from_the_address() {
    let config = read("address = \"https://terang.example.go.id/\"").unwrap();
    assert!(config.is_https() && config.public_host() == Some("terang.example.go.id"));
}
