//! Who holds which post of a region: given until a day, looked at again from time to time, and taken back at once. Each is an act of
//! administration that stays on record; nobody gives themselves a post.
use super::{Accounts, hash_password, login};
use crate::{Amendments, Failure, Visitor, failure::rule};
use domain::{
    form::{Fault, Problem},
    pack::Pack,
    people::{AccountId, AgencyKey, Post, RoleKey},
    text::Text,
    time::Day,
};
use serde_json::json;
use store::accounts::{AccountKind, GivenPost, NewAccount, NewPost};
use uuid::Uuid;

/// Most letters of a name and of a reason.
const NAME: usize = 120;
const REASON: usize = 200;
/// A post whose last day is so near is shown as one that ends, in days.
pub(crate) const SOON: i64 = 30;

/// A post as an administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBy {
    /// The post, its holder, and when it was looked at.
    pub given: GivenPost,
    /// Whether somebody has to say that it is still needed.
    pub to_review: bool,
    /// Whether it ends within a month.
    pub ends_soon: bool,
    /// Whether the visitor holds it.
    pub own: bool,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostAsked {
    /// E-mail or telephone number.
    pub login: String,
    /// The name, of somebody without an account.
    pub name: String,
    /// The role's key.
    pub role: String,
    /// The agency's key; empty for the whole region.
    pub agency: String,
    /// The last day, `2027-01-31`; empty for no end.
    pub until: String,
    /// Why.
    pub reason: String,
}

impl Accounts {
    /// Everybody who holds a post of the region, now or later.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for who neither administers nor oversees the region, [`Failure::Unavailable`].
    pub async fn people(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<HeldBy>, Failure> {
        crate::walls::Walls::manages(pack, visitor)?;
        let now = self.0.now();
        let today = now.day(pack.zone());
        let due = today.plus_days(-i64::from(pack.desk.review_days));
        let posts = store::accounts::all_posts(&self.0.db, pack.code(), today).await?;
        let held = posts.into_iter().map(|given| {
            let post = &given.held.post;
            let looked = given.reviewed_at.map_or(post.from, |at| at.day(pack.zone()));
            HeldBy {
                to_review: !post.acting && looked <= due,
                ends_soon: post.until.is_some_and(|last| last <= today.plus_days(SOON)),
                own: Some(given.held.account) == visitor.account(),
                given,
            }
        });
        Ok(held.collect())
    }

    /// Gives a post to an officer, with an account where they have none; then with the password, which is given once.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for who does not administer the region, [`Failure::Invalid`] with every problem.
    pub async fn give_post(&self, pack: &Pack, visitor: &Visitor, asked: &PostAsked) -> Result<Option<String>, Failure> {
        let by = Amendments::changes(pack, visitor)?;
        let now = self.0.now();
        let today = now.day(pack.zone());
        let mut problems = vec![];
        let mut say = |path: &str, label: Text, fault: Fault| problems.push(Problem { path: path.to_owned(), label, fault });
        let who = Text::new("Surel atau nomor telepon", "E-mail or telephone number");
        let name = asked.name.trim();
        let login = login(&asked.login);
        let known = match &login {
            Some(login) => store::accounts::by_login(&self.0.db, login).await?,
            None => {
                say("login", who.clone(), rule("isi surel atau nomor telepon", "give an e-mail or a telephone number"));
                None
            }
        };
        match &known {
            Some(account) if account.id == by => {
                say(
                    "login",
                    who,
                    rule(
                        "jabatan untuk Anda sendiri diberikan oleh administrator lain",
                        "a post for yourself is given by another administrator",
                    ),
                );
            }
            Some(account) if account.kind != AccountKind::Officer => {
                say(
                    "login",
                    who,
                    rule("ini akun warga; petugas memakai akun tersendiri", "is a citizen's account; officers have one of their own"),
                );
            }
            Some(account) if account.disabled_at.is_some() => say("login", who, rule("akun ini ditutup", "this account is closed")),
            Some(account) if account.region != *pack.code() => {
                say("login", who, rule("akun ini milik daerah lain", "this account is of another region"));
            }
            None if login.is_some() && (name.is_empty() || name.chars().count() > NAME) => {
                say("name", Text::new("Nama", "Name"), Fault::Missing);
            }
            _ => {}
        }
        if pack.role(&asked.role).is_none() {
            say("role", Text::new("Jabatan", "Role"), Fault::Missing);
        }
        if !asked.agency.is_empty() && pack.agency(&asked.agency).is_none() {
            say("agency", Text::new("Perangkat daerah", "Agency"), Fault::Missing);
        }
        let until: Option<Day> = match asked.until.trim() {
            "" => None,
            text => match text.parse::<Day>() {
                Ok(day) if day >= today => Some(day),
                Ok(_) => {
                    say("until", Text::new("Sampai", "Until"), Fault::PastDate);
                    None
                }
                Err(_) => {
                    say("until", Text::new("Sampai", "Until"), Fault::Date);
                    None
                }
            },
        };
        let reason: String = asked.reason.trim().chars().take(REASON).collect();
        if reason.is_empty() {
            say("reason", Text::new("Alasan", "Reason"), Fault::Missing);
        }
        let agency = Some(asked.agency.clone()).filter(|a| !a.is_empty()).map(AgencyKey);
        if let Some(account) = &known {
            let posts = store::accounts::all_posts(&self.0.db, pack.code(), today).await?;
            let same = |p: &GivenPost| p.held.account == account.id && p.held.post.role.0 == asked.role && p.held.post.agency == agency;
            if posts.iter().any(same) {
                say(
                    "role",
                    Text::new("Jabatan", "Role"),
                    rule("sudah dipegangnya; akhiri yang lama dahulu", "is theirs already; end that first"),
                );
            }
        }
        if !problems.is_empty() {
            return Err(Failure::Invalid { problems });
        }
        let made = known.is_none().then(|| self.password());
        let id = known.as_ref().map_or_else(|| AccountId(self.0.id()), |account| account.id);
        let account = match &made {
            Some(password) => Some(NewAccount {
                id,
                kind: AccountKind::Officer,
                login,
                name: name.to_owned(),
                password_hash: Some(hash_password(password.clone(), self.0.random()).await?),
                verified_at: Some(now),
                lang: "id".into(),
                demo: self.0.demo,
                created_at: now,
            }),
            None => None,
        };
        let post = Post { region: pack.code().clone(), role: RoleKey(asked.role.clone()), agency, from: today, until, acting: false };
        let body =
            json!({ "role": asked.role, "agency": asked.agency, "until": until.map(|d| d.to_string()), "reason": reason }).to_string();
        let (new, region) = (NewPost { id: self.0.id(), account: id, post }, pack.code().clone());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    if let Some(account) = &account {
                        store::accounts::insert(tx, &region, account).await?;
                    }
                    store::accounts::add_post(tx, &region, &new).await?;
                    Ok::<_, Failure>(store::administration::note(tx, &region, id.0, ("post_given", &body), Some(by), now).await?)
                })
            })
            .await?;
        Ok(made)
    }

    /// Sixteen letters and digits that can't be taken for each other: 80 bits.
    fn password(&self) -> String {
        const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567892";
        let bytes: [u8; 16] = self.0.random();
        bytes.iter().filter_map(|b| LETTERS.get(usize::from(b % 32))).map(|b| char::from(*b)).collect()
    }

    pub(crate) async fn post_of(&self, pack: &Pack, id: Uuid) -> Result<GivenPost, Failure> {
        let today = self.0.now().day(pack.zone());
        let posts = store::accounts::all_posts(&self.0.db, pack.code(), today).await?;
        posts.into_iter().find(|post| post.held.id == id).ok_or(Failure::NotFound)
    }

    /// Takes a post back: from now on it gives no right.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Invalid`] without a reason, and for one's own.
    pub async fn take_post(&self, pack: &Pack, visitor: &Visitor, id: Uuid, reason: &str) -> Result<(), Failure> {
        let by = Amendments::changes(pack, visitor)?;
        let given = self.post_of(pack, id).await?;
        let reason: String = reason.trim().chars().take(REASON).collect();
        if reason.is_empty() {
            return Err(Failure::wrong("reason", Text::new("Alasan", "Reason"), Fault::Missing));
        }
        if given.held.account == by {
            let own = rule(
                "Anda sendiri diakhiri oleh administrator lain, supaya daerah tidak kehilangan pengelolanya",
                "of your own is ended by another administrator, so that the region keeps one",
            );
            return Err(Failure::wrong("post", Text::new("Jabatan", "The post"), own));
        }
        let now = self.0.now();
        let last = now.day(pack.zone()).plus_days(-1);
        let post = &given.held.post;
        let body = json!({ "role": post.role.0, "agency": post.agency.as_ref().map(|a| &a.0), "reason": reason }).to_string();
        let (region, subject) = (pack.code().clone(), given.held.account.0);
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::accounts::end_post(tx, &region, id, last).await?;
                    Ok::<_, Failure>(store::administration::note(tx, &region, subject, ("post_ended", &body), Some(by), now).await?)
                })
            })
            .await
    }

    /// Says that a post is still needed.
    ///
    /// # Errors
    /// As [`Accounts::take_post`].
    pub async fn keep_post(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(), Failure> {
        let by = Amendments::changes(pack, visitor)?;
        let given = self.post_of(pack, id).await?;
        if given.held.account == by {
            let own = rule("Anda sendiri ditinjau administrator lain", "of your own is looked at by another administrator");
            return Err(Failure::wrong("post", Text::new("Jabatan", "The post"), own));
        }
        let now = self.0.now();
        let post = &given.held.post;
        let body = json!({ "role": post.role.0, "agency": post.agency.as_ref().map(|a| &a.0) }).to_string();
        let (region, subject) = (pack.code().clone(), given.held.account.0);
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::accounts::review_post(tx, &region, id, now).await?;
                    Ok::<_, Failure>(store::administration::note(tx, &region, subject, ("post_kept", &body), Some(by), now).await?)
                })
            })
            .await
    }
}
