//! Signing up with an e-mail or phone number, and confirming it by a code.
use super::{Accounts, hash_password, login};
use crate::{Failure, Token, Visitor, failure::rule};
use domain::{
    form::{Fault, Problem},
    pack::Pack,
    people::AccountId,
    text::Text,
    words::Lang,
};
use store::{
    accounts::{AccountKind, NewAccount, NewCode, SessionKind},
    notices::NewNotice,
};

const PURPOSE: &str = "verify";
/// A code is good for a quarter of an hour and five tries.
const CODE_MS: i64 = 15 * 60_000;
const TRIES: u32 = 5;

/// Who signs up.
#[derive(Clone)]
pub struct NewCitizen {
    /// Name.
    pub name: String,
    /// E-mail or phone.
    pub login: String,
    /// Password.
    pub password: String,
    /// Language of notices.
    pub lang: Lang,
}

fn problem(path: &str, label: Text, fault: Fault) -> Problem {
    Problem { path: path.to_owned(), label, fault }
}

fn problems(new: &NewCitizen) -> Vec<Problem> {
    let mut found = Vec::new();
    let name = new.name.trim();
    if name.is_empty() {
        found.push(problem("name", Text::new("Nama", "Name"), Fault::Missing));
    } else if name.chars().count() > 120 {
        found.push(problem("name", Text::new("Nama", "Name"), Fault::TooLong { most: 120 }));
    }
    if login(&new.login).is_none() {
        found.push(problem(
            "login",
            Text::new("Surel atau nomor telepon", "E-mail or phone"),
            rule(
                "Isi surel seperti nama@contoh.id, atau nomor telepon seperti 0812 3456 7890",
                "Enter an e-mail like name@example.com, or a phone number like 0812 3456 7890",
            ),
        ));
    }
    let length = new.password.chars().count();
    let label = Text::new("Kata sandi", "Password");
    if length < 8 {
        found.push(problem(
            "password",
            label,
            rule("Buat kata sandi paling sedikit 8 huruf atau angka", "Make a password of at least 8 characters"),
        ));
    } else if length > 200 {
        found.push(problem("password", label, Fault::TooLong { most: 200 }));
    } else if new.password.eq_ignore_ascii_case(new.login.trim()) {
        found.push(problem(
            "password",
            label,
            rule("Kata sandi tidak boleh sama dengan surel atau nomor Anda", "The password must not be your e-mail or number"),
        ));
    }
    found
}

impl Accounts {
    /// Makes an account, signs the browser in and sends a code to confirm the login.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with paths `name`, `login`, `password`; [`Failure::Taken`].
    pub async fn register(&self, pack: &Pack, new: NewCitizen, from: &Visitor) -> Result<Token, Failure> {
        let problems = problems(&new);
        if !problems.is_empty() {
            return Err(Failure::Invalid { problems });
        }
        let id = AccountId(self.0.id());
        let password_hash = hash_password(new.password, self.0.random()).await?;
        let row = NewAccount {
            id,
            kind: AccountKind::Citizen,
            login: login(&new.login),
            name: new.name.trim().to_owned(),
            password_hash: Some(password_hash),
            verified_at: None,
            lang: new.lang.code().to_owned(),
            demo: self.0.demo,
            created_at: self.0.now(),
        };
        let region = pack.code().clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| Box::pin(async move { Ok::<_, Failure>(store::accounts::insert(tx, &region, &row).await?) }))
            .await?;
        let token = self.begin(pack.code(), id, SessionKind::Web).await?;
        self.move_over(from, id, &token).await?;
        self.send_code(pack, id).await?;
        Ok(token)
    }

    async fn send_code(&self, pack: &Pack, account: AccountId) -> Result<(), Failure> {
        let Some(row) = store::accounts::by_id(&self.0.db, account).await? else { return Err(Failure::SignedOut) };
        let now = self.0.now();
        let code = u32::from_le_bytes(self.0.random()) % 1_000_000;
        let code = format!("{code:06}");
        let lang: Lang = row.lang.parse().unwrap_or_default();
        let (subject, body) = match lang {
            Lang::Id => (
                "Kode konfirmasi akun".to_owned(),
                format!("Kode Anda: {code}. Berlaku 15 menit. Jangan berikan kepada siapa pun, termasuk petugas."),
            ),
            Lang::En => (
                "Code to confirm your account".to_owned(),
                format!("Your code: {code}. It is good for 15 minutes. Give it to nobody, officers included."),
            ),
        };
        let new = NewCode {
            id: self.0.id(),
            account,
            purpose: PURPOSE.into(),
            code_hash: self.0.keys.installation().hash("code", &format!("{}{code}", account.0)),
            expires_at: now.plus_ms(CODE_MS),
        };
        let address = row.login.filter(|l| l.contains('@')).map(|l| self.0.seal(pack.code()).seal("address", &l));
        let notice = NewNotice {
            id: self.0.id(),
            account,
            case: None,
            kind: crate::notices::CODE.into(),
            subject,
            body,
            link: format!("/{}/akun", pack.region.slug),
            address,
            created_at: now,
        };
        let region = pack.code().clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::accounts::insert_code(tx, &region, &new).await?;
                    Ok::<_, Failure>(store::notices::insert(tx, &region, &notice).await?)
                })
            })
            .await
    }

    /// Confirms the login.
    ///
    /// # Errors
    /// [`Failure::WrongCode`], also after five wrong tries.
    pub async fn verify(&self, visitor: &Visitor, code: &str) -> Result<(), Failure> {
        let account = visitor.person()?.account;
        let now = self.0.now();
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        let latest = store::accounts::latest_code(&self.0.db, account, PURPOSE).await?;
        let known = latest.filter(|c| c.used_at.is_none() && c.expires_at > now && c.attempts < TRIES).ok_or(Failure::WrongCode)?;
        let right = self.0.keys.installation().hash("code", &format!("{}{digits}", account.0)) == known.code_hash;
        self.0
            .db
            .write(move |tx| {
                Box::pin(async move {
                    if right && store::accounts::use_code(tx, known.id, now).await? {
                        store::accounts::set_verified(tx, account, now).await?;
                    } else {
                        store::accounts::count_attempt(tx, known.id).await?;
                    }
                    Ok::<_, Failure>(())
                })
            })
            .await?;
        if right { Ok(()) } else { Err(Failure::WrongCode) }
    }

    /// Sends another code.
    ///
    /// # Errors
    /// [`Failure::SignedOut`].
    pub async fn resend_code(&self, pack: &Pack, visitor: &Visitor) -> Result<(), Failure> {
        self.send_code(pack, visitor.person()?.account).await
    }
}
