//! Sessions: who a token belongs to, signing in and out.
use super::{Accounts, login, masked, password_fits};
use crate::{Failure, Token, Visitor, VisitorKind};
use domain::{
    case::CaseId,
    pack::Pack,
    people::{AccountId, Person},
    region::RegionCode,
};
use store::accounts::{Account, AccountKind, NewAccount, NewSession, SessionKind};

/// A browser's session lives a fortnight after it was last used, a program's a day.
const WEB_MS: i64 = 14 * 86_400_000;
const API_MS: i64 = 86_400_000;
/// A session's use is noted at most this often, so that reading a page rarely writes.
const TOUCH_MS: i64 = 10 * 60_000;

impl Accounts {
    pub(crate) fn token_hash(token: &str) -> Vec<u8> {
        blake3::hash(token.as_bytes()).as_bytes().to_vec()
    }

    /// Who a token belongs to; nobody where it is unknown or over.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn visitor(&self, token: Option<&str>) -> Result<Visitor, Failure> {
        let Some(token) = token else { return Ok(Visitor::default()) };
        let hash = Self::token_hash(token);
        let now = self.0.now();
        let Some(session) =
            store::accounts::session(&self.0.db, &hash).await?.filter(|s| s.expires_at > now && s.account.disabled_at.is_none())
        else {
            return Ok(Visitor::default());
        };
        if now.millis() - session.seen_at.millis() > TOUCH_MS {
            let life = if session.kind == SessionKind::Api { API_MS } else { WEB_MS };
            self.0
                .db
                .write(move |tx| {
                    Box::pin(async move { Ok::<_, Failure>(store::accounts::touch_session(tx, &hash, now, now.plus_ms(life)).await?) })
                })
                .await?;
        }
        let account = session.account;
        let posts = match account.kind {
            AccountKind::Officer => store::accounts::posts(&self.0.db, account.id)
                .await?
                .into_iter()
                .filter(|p| self.0.pack_of(&p.region).is_some_and(|pack| p.held_on(now.day(pack.zone()))))
                .collect(),
            AccountKind::Citizen | AccountKind::Guest => vec![],
        };
        let unread = match account.kind {
            AccountKind::Guest => 0,
            _ => {
                let hidden = if self.0.demo { "" } else { crate::notices::CODE };
                store::notices::unread_count(&self.0.db, &account.region, account.id, hidden).await?
            }
        };
        Ok(Visitor {
            token: Some(Token(token.to_owned())),
            kind: match session.kind {
                SessionKind::Guest => VisitorKind::Guest,
                SessionKind::Web => VisitorKind::Account,
                SessionKind::Api => VisitorKind::Api,
            },
            login_masked: account.login.as_deref().map(masked).unwrap_or_default(),
            verified: account.verified_at.is_some(),
            lang: account.lang.parse().ok(),
            unread: u32::try_from(unread).unwrap_or(0),
            has_totp: account.totp_sealed.is_some(),
            person: Some(Person { account: account.id, name: account.name, posts }),
        })
    }

    /// A session without an account, so that a draft has an owner.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn guest(&self, pack: &Pack) -> Result<Token, Failure> {
        let account = self.nameless(pack).await?;
        self.begin(pack.code(), account, SessionKind::Guest).await
    }

    /// An account without a name, a login or a session: whose a case is that somebody brought on paper.
    pub(crate) async fn nameless(&self, pack: &Pack) -> Result<AccountId, Failure> {
        let account = AccountId(self.0.id());
        let now = self.0.now();
        let new = NewAccount {
            id: account,
            kind: AccountKind::Guest,
            login: None,
            name: String::new(),
            password_hash: None,
            verified_at: None,
            lang: "id".into(),
            demo: self.0.demo,
            created_at: now,
        };
        let region = pack.code().clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| Box::pin(async move { Ok::<_, Failure>(store::accounts::insert(tx, &region, &new).await?) }))
            .await?;
        Ok(account)
    }

    pub(crate) async fn begin(&self, region: &RegionCode, account: AccountId, kind: SessionKind) -> Result<Token, Failure> {
        let bytes: [u8; 32] = self.0.random();
        let token = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, bytes);
        let now = self.0.now();
        let life = if kind == SessionKind::Api { API_MS } else { WEB_MS };
        let new = NewSession {
            token_hash: Self::token_hash(&token),
            account,
            kind,
            scopes: String::new(),
            created_at: now,
            expires_at: now.plus_ms(life),
        };
        let of = region.clone();
        self.0
            .db
            .write_in(region, move |tx| Box::pin(async move { Ok::<_, Failure>(store::accounts::insert_session(tx, &of, &new).await?) }))
            .await?;
        Ok(Token(token))
    }

    async fn right_account(&self, name: &str, password: &str, otp: Option<&str>) -> Result<Account, Failure> {
        let found = match login(name) {
            Some(login) => store::accounts::by_login(&self.0.db, &login).await?.filter(|a| a.disabled_at.is_none()),
            None => None,
        };
        let hash = match found.as_ref().and_then(|a| a.password_hash.clone()) {
            Some(hash) => hash,
            None => self.nobody().await?,
        };
        let fits = password_fits(password.to_owned(), hash).await?;
        let Some(account) = found.filter(|a| fits && a.password_hash.is_some()) else {
            self.0.health.sign_in_failed();
            return Err(Failure::WrongCredentials);
        };
        if let Some(sealed) = &account.totp_sealed
            && !self.otp_fits((account.id, &account.region), sealed, otp.unwrap_or_default())?
        {
            return Err(Failure::OtpNeeded);
        }
        Ok(account)
    }

    /// The hash that is checked for unknown logins, so that they take as long as known ones.
    async fn nobody(&self) -> Result<String, Failure> {
        if let Some(hash) = self.0.nobody.get() {
            return Ok(hash.clone());
        }
        let hash = super::hash_password(String::new(), self.0.random()).await?;
        Ok(self.0.nobody.get_or_init(|| hash).clone())
    }

    /// Signs a browser in, and moves what the visitor began as a guest to the account.
    ///
    /// # Errors
    /// [`Failure::WrongCredentials`], [`Failure::OtpNeeded`].
    pub async fn sign_in(&self, name: &str, password: &str, otp: Option<&str>, from: &Visitor) -> Result<Token, Failure> {
        let account = self.right_account(name, password, otp).await?;
        let token = self.begin(&account.region, account.id, SessionKind::Web).await?;
        self.move_over(from, account.id, &token).await?;
        Ok(token)
    }

    /// A bearer token for a program.
    ///
    /// # Errors
    /// [`Failure::WrongCredentials`], [`Failure::OtpNeeded`].
    pub async fn api_session(&self, name: &str, password: &str, otp: Option<&str>) -> Result<Token, Failure> {
        let account = self.right_account(name, password, otp).await?;
        self.begin(&account.region, account.id, SessionKind::Api).await
    }

    /// Drafts, unlocked cases and own cases of a guest go with them into the account.
    pub(super) async fn move_over(&self, from: &Visitor, account: AccountId, to: &Token) -> Result<(), Failure> {
        let (VisitorKind::Guest, Some(guest), Some(old)) = (from.kind, from.account(), &from.token) else { return Ok(()) };
        let old = Self::token_hash(old.as_str());
        let new = Self::token_hash(to.as_str());
        for pack in self.0.packs.all().iter() {
            let region = pack.code().clone();
            let mut cases: Vec<CaseId> = store::cases::own(&self.0.db, &region, guest, 50).await?.into_iter().map(|l| l.id).collect();
            for case in store::accounts::session_cases(&self.0.db, &old).await? {
                if !cases.contains(&case) && store::cases::by_id(&self.0.db, &region, case).await?.is_some() {
                    cases.push(case);
                }
            }
            let new = new.clone();
            self.0
                .db
                .write_in(pack.code(), move |tx| {
                    Box::pin(async move {
                        store::drafts::change_owner(tx, &region, guest.0, account.0).await?;
                        for case in cases {
                            store::accounts::grant_case(tx, &new, &region, case).await?;
                        }
                        Ok::<_, Failure>(())
                    })
                })
                .await?;
        }
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn sign_out(&self, token: &str) -> Result<(), Failure> {
        let hash = Self::token_hash(token);
        self.0.db.write(move |tx| Box::pin(async move { Ok::<_, Failure>(store::accounts::delete_session(tx, &hash).await?) })).await
    }
}
