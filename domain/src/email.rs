//! E-mail addresses, checked as far as a form can: that a slip is noticed and that nothing in one breaks a header.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An e-mail address, at most 254 characters, its domain in lower case. `Debug` masks it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was written.
    #[error("no e-mail address was given")]
    Empty,
    /// Longer than 254 characters, or 64 before the `@`. Source: RFC 5321, section 4.5.3.1.
    #[error("the e-mail address is too long")]
    TooLong,
    /// No `@`, or more than one.
    #[error("an e-mail address has one @")]
    At,
    /// The part before the `@` is empty, or has a space or another character that no mailbox here has.
    #[error("the part before the @ is not a mailbox")]
    Mailbox,
    /// The part behind the `@` is not a domain with a dot.
    #[error("the part behind the @ is not a domain")]
    Domain,
}

impl Email {
    /// Reads an address; spaces around it are dropped. Quoted mailboxes, addresses without a dot in the domain, and
    /// characters beyond ASCII are refused: mail servers in use here do not take them.
    ///
    /// # Errors
    /// [`EmailError`] names the part that is wrong.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        let (mailbox, domain) = text.split_once('@').filter(|(_, domain)| !domain.contains('@')).ok_or(EmailError::At)?;
        if text.len() > 254 || mailbox.len() > 64 {
            return Err(EmailError::TooLong);
        }
        if !is_mailbox(mailbox) {
            return Err(EmailError::Mailbox);
        }
        if !is_domain(domain) {
            return Err(EmailError::Domain);
        }
        Ok(Self(format!("{mailbox}@{}", domain.to_ascii_lowercase())))
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For screens, enough to recognise one's own: `p•••@contoh.example`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (mailbox, domain) = self.0.split_once('@').unwrap_or_default();
        format!("{}•••@{domain}", mailbox.get(..1).unwrap_or_default())
    }
}

/// Atoms joined by single dots. Source: RFC 5322, section 3.2.3 (`dot-atom`).
fn is_mailbox(mailbox: &str) -> bool {
    let in_atom = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&byte);
    mailbox.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(in_atom))
}

/// Two or more labels, the last with a letter, so that neither `localhost` nor `192.0.2.1` passes.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let ending = |label: &str| label.len() > 1 && label.bytes().any(|byte| byte.is_ascii_alphabetic());
    domain.split('.').all(is_label) && domain.rsplit_once('.').is_some_and(|(_, last)| ending(last))
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Email {
    type Error = EmailError;

    fn try_from(text: String) -> Result<Self, EmailError> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::{Email, EmailError};

    #[test]
    fn addresses_in_use_are_read() {
        for (text, address) in [
            (" Pemohon@Kota-Contoh.Demo.TEST ", "Pemohon@kota-contoh.demo.test"),
            ("a.b+hibah_1@sub.contoh.example", "a.b+hibah_1@sub.contoh.example"),
            ("o'neil@xn--contoh-9za.example", "o'neil@xn--contoh-9za.example"),
        ] {
            assert_eq!(Email::parse(text).unwrap().as_str(), address);
        }
    }

    #[test]
    fn slips_and_traps_are_refused() {
        use EmailError::{At, Domain, Empty, Mailbox, TooLong};
        let long_mailbox = format!("{}@contoh.example", "a".repeat(65));
        let long = format!("a@{}.example", "a.".repeat(130));
        for (text, error) in [
            ("", Empty),
            ("contoh.example", At),
            ("a@b@contoh.example", At),
            ("@contoh.example", Mailbox),
            ("a b@contoh.example", Mailbox),
            ("a\r\nBcc: b@contoh.example", Mailbox),
            (".a@contoh.example", Mailbox),
            ("a..b@contoh.example", Mailbox),
            ("\"a\"@contoh.example", Mailbox),
            ("é@contoh.example", Mailbox),
            ("a@", Domain),
            ("a@contoh", Domain),
            ("a@.example", Domain),
            ("a@contoh.", Domain),
            ("a@contoh..example", Domain),
            ("a@-contoh.example", Domain),
            ("a@contoh-.example", Domain),
            ("a@con toh.example", Domain),
            ("a@contoh.example\n.b", Domain),
            ("a@192.0.2.1", Domain),
            ("a@contoh,example", Domain),
            (long_mailbox.as_str(), TooLong),
            (long.as_str(), TooLong),
        ] {
            assert_eq!(Email::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn logs_show_a_mask() {
        let email = Email::parse("pemohon@contoh.example").unwrap();
        assert_eq!(format!("{email:?}"), "Email(p•••@contoh.example)");
        assert_eq!(serde_json::from_str::<Email>("\"pemohon@contoh.example\"").unwrap(), email);
        assert!(serde_json::from_str::<Email>("\"pemohon\"").is_err());
    }
}
