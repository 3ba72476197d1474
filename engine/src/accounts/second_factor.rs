//! The optional second factor: a code from an authenticator app (TOTP, RFC 6238).
use super::Accounts;
use crate::{Failure, Visitor};
use domain::people::AccountId;
use totp_rs::{Algorithm, Secret, TOTP};

/// What the app needs.
#[derive(Clone)]
pub struct TotpSetup {
    /// The secret in base32, to be typed.
    pub secret: String,
    /// The address that a QR code carries.
    pub url: String,
}

fn totp(secret: &str, account: &str) -> Option<TOTP> {
    let bytes = Secret::Encoded(secret.to_owned()).to_bytes().ok()?;
    TOTP::new(Algorithm::SHA1, 6, 1, 30, bytes, Some("Terang".to_owned()), account.replace(':', " ")).ok()
}

impl Accounts {
    fn seconds(&self) -> u64 {
        u64::try_from(self.0.now().millis() / 1000).unwrap_or(0)
    }

    pub(super) fn otp_fits(
        &self,
        (account, region): (AccountId, &domain::region::RegionCode),
        sealed: &str,
        otp: &str,
    ) -> Result<bool, Failure> {
        let secret = self.0.seal(region).open(&format!("totp/{}", account.0), sealed);
        let Some(totp) = totp(&secret, "akun") else { return Err(Failure::unavailable("read a second factor", &"it can't be opened")) };
        let digits: String = otp.chars().filter(char::is_ascii_digit).collect();
        Ok(totp.check(&digits, self.seconds()))
    }

    /// A new secret to put into an app; it counts once it is confirmed.
    ///
    /// # Errors
    /// [`Failure::SignedOut`].
    pub async fn begin_totp(&self, visitor: &Visitor) -> Result<TotpSetup, Failure> {
        visitor.person()?;
        let secret = Secret::Raw(self.0.random::<20>().to_vec()).to_encoded().to_string();
        let url = totp(&secret, &visitor.login_masked)
            .map(|t| t.get_url())
            .ok_or_else(|| Failure::unavailable("make a second factor", &"the secret is refused"))?;
        Ok(TotpSetup { secret, url })
    }

    /// Sets the second factor, once its app gives the right code.
    ///
    /// # Errors
    /// [`Failure::WrongCode`].
    pub async fn confirm_totp(&self, visitor: &Visitor, secret: &str, code: &str) -> Result<(), Failure> {
        let account = visitor.person()?.account;
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        if !totp(secret, "akun").is_some_and(|t| t.check(&digits, self.seconds())) {
            return Err(Failure::WrongCode);
        }
        let region = store::accounts::by_id(&self.0.db, account).await?.ok_or(Failure::NotFound)?.region;
        let sealed = self.0.seal(&region).seal(&format!("totp/{}", account.0), secret);
        self.0
            .db
            .write(move |tx| Box::pin(async move { Ok::<_, Failure>(store::accounts::set_totp(tx, account, Some(&sealed)).await?) }))
            .await
    }
}
