//! Officers' accounts with their posts, and the ready personas of a demonstration.
use super::{Accounts, hash_password, login};
use crate::{Engine, Failure, Visitor};
use domain::{
    form::{Fault, Problem},
    pack::{Pack, Role},
    people::{AccountId, AgencyKey, Post, RoleKey},
    text::Text,
};
use std::collections::BTreeMap;
use store::accounts::{AccountKind, NewAccount, NewPost};

/// The password of every persona. Only demonstration databases hold such accounts.
const DEMO_PASSWORD: &str = "terang-demo";
/// The persona who asks instead of deciding.
const APPLICANT: &str = "pemohon";

/// An officer to add.
pub struct NewOfficer {
    /// Name.
    pub name: String,
    /// E-mail or phone.
    pub login: String,
    /// Password; ignored where the account is there already.
    pub password: String,
    /// Role, by its key.
    pub role: String,
    /// Agency, by its key; none for the whole region.
    pub agency: Option<String>,
}

/// A ready person of a demonstration.
#[derive(Clone, Debug)]
pub struct Persona {
    /// To sign in.
    pub login: String,
    /// To sign in.
    pub password: String,
    /// What they are.
    pub role: Text,
    /// Their made-up name.
    pub name: String,
    /// What they do.
    pub line: Text,
    /// Where they begin.
    pub home: String,
}

/// Whether a demonstration's organisation has a place for whoever holds a role.
fn in_demonstration(pack: &Pack, role: &str) -> bool {
    let plan = pack.performance.as_ref().and_then(|r| r.demonstration.as_ref());
    plan.is_some_and(|plan| plan.positions.iter().any(|p| p.role.as_deref() == Some(role)))
}

impl Accounts {
    fn demo_login(pack: &Pack, who: &str) -> String {
        format!("{who}@{}.demo.test", pack.region.slug)
    }

    /// How many people hold each role of the region today, by the role's key.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for who neither administers nor oversees the region, [`Failure::Unavailable`].
    pub async fn held_roles(&self, pack: &Pack, visitor: &Visitor) -> Result<BTreeMap<String, i64>, Failure> {
        crate::walls::Walls::manages(pack, visitor)?;
        let today = self.0.now().day(pack.zone());
        Ok(store::accounts::held_roles(&self.0.db, pack.code(), today).await?.into_iter().collect())
    }

    /// Whether a region's personas were made.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn has_personas(&self, pack: &Pack) -> Result<bool, Failure> {
        Ok(self.0.demo && store::accounts::by_login(&self.0.db, &Self::demo_login(pack, APPLICANT)).await?.is_some())
    }

    /// The personas of a region; none outside demonstration mode.
    #[must_use]
    pub fn personas(&self, pack: &Pack) -> Vec<Persona> {
        if !self.0.demo {
            return vec![];
        }
        let slug = &pack.region.slug;
        let home = |role: &Role| {
            if works(pack, &role.key) || !role.assigns.is_empty() {
                format!("/{slug}/meja")
            } else if in_demonstration(pack, &role.key) && !role.sees_board {
                format!("/{slug}/kinerja")
            } else if role.sees_board {
                format!("/{slug}/komando")
            } else {
                format!("/{slug}/akun")
            }
        };
        let applicant = Persona {
            login: Self::demo_login(pack, APPLICANT),
            password: DEMO_PASSWORD.into(),
            role: Text::new("Pemohon", "Applicant"),
            name: "Warga Percobaan".into(),
            line: Text::new("Mengajukan dan mengikuti pengajuannya", "Applies and follows the case"),
            home: format!("/{slug}/akun"),
        };
        let officers = pack.roles.iter().map(|role| Persona {
            login: Self::demo_login(pack, &role.key),
            password: DEMO_PASSWORD.into(),
            role: role.label.clone(),
            name: role.demo_name.clone().unwrap_or_else(|| role.label.id.clone()),
            line: role.demo_line.clone().unwrap_or_default(),
            home: home(role),
        });
        let colleagues = pack.roles.iter().flat_map(|role| {
            role.demo_colleagues.iter().enumerate().map(|(i, name)| Persona {
                login: Self::demo_login(pack, &colleague(role, i)),
                password: DEMO_PASSWORD.into(),
                role: role.label.clone(),
                name: name.clone(),
                line: role.demo_line.clone().unwrap_or_default(),
                home: home(role),
            })
        });
        std::iter::once(applicant).chain(officers).chain(colleagues).collect()
    }

    /// Makes the personas that are missing, and gives the applicant and the officers of each role, the first one first.
    pub(crate) async fn make_personas(&self, pack: &Pack) -> Result<(AccountId, BTreeMap<String, Vec<AccountId>>), Failure> {
        let hash = hash_password(DEMO_PASSWORD.to_owned(), *b"terang-demo-salt").await?;
        let applicant = self.persona(pack, (APPLICANT, APPLICANT), "Warga Percobaan", AccountKind::Citizen, &hash, vec![]).await?;
        let mut officers: BTreeMap<String, Vec<AccountId>> = BTreeMap::new();
        for role in &pack.roles {
            let name = role.demo_name.clone().unwrap_or_else(|| role.label.id.clone());
            let agencies = agencies_of(pack, &role.key);
            let id = self.persona(pack, (&role.key, &role.key), &name, AccountKind::Officer, &hash, agencies.clone()).await?;
            let crew = officers.entry(role.key.clone()).or_default();
            crew.push(id);
            for (i, name) in role.demo_colleagues.iter().enumerate() {
                let who = colleague(role, i);
                crew.push(self.persona(pack, (&who, &role.key), name, AccountKind::Officer, &hash, agencies.clone()).await?);
            }
        }
        Ok((applicant, officers))
    }

    async fn persona(
        &self,
        pack: &Pack,
        (who, role): (&str, &str),
        name: &str,
        kind: AccountKind,
        hash: &str,
        agencies: Vec<Option<AgencyKey>>,
    ) -> Result<AccountId, Failure> {
        let login = Self::demo_login(pack, who);
        if let Some(known) = store::accounts::by_login(&self.0.db, &login).await? {
            return Ok(known.id);
        }
        let now = self.0.now();
        let id = AccountId(self.0.id());
        let account = NewAccount {
            id,
            kind,
            login: Some(login),
            name: name.to_owned(),
            password_hash: Some(hash.to_owned()),
            verified_at: Some(now),
            lang: "id".into(),
            demo: true,
            created_at: now,
        };
        let from = now.day(pack.zone()).plus_days(-800);
        let posts: Vec<NewPost> = agencies
            .into_iter()
            .filter(|_| kind == AccountKind::Officer)
            .map(|agency| NewPost {
                id: self.0.id(),
                account: id,
                post: Post { region: pack.code().clone(), role: RoleKey(role.to_owned()), agency, from, until: None, acting: false },
            })
            .collect();
        let region = pack.code().clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::accounts::insert(tx, &region, &account).await?;
                    for post in &posts {
                        store::accounts::add_post(tx, &region, post).await?;
                    }
                    Ok::<_, Failure>(id)
                })
            })
            .await
    }
}

/// The name in the login of a role's `i`-th colleague.
fn colleague(role: &Role, i: usize) -> String {
    format!("{}-{}", role.key, i + 2)
}

/// Whether any stage of any workflow is held by the role.
fn works(pack: &Pack, role: &str) -> bool {
    pack.services.iter().flat_map(|s| &s.workflows).flat_map(|w| &w.stages).any(|s| s.holder.role.as_deref() == Some(role))
}

/// The agencies at which a role holds stages, from the pack's workflows; one post without an agency where it holds none.
pub(crate) fn agencies_of(pack: &Pack, role: &str) -> Vec<Option<AgencyKey>> {
    use domain::workflow::Office;
    let mut found: Vec<Option<AgencyKey>> = vec![];
    for stage in pack.services.iter().flat_map(|s| &s.workflows).flat_map(|w| &w.stages).filter(|s| s.holder.role.as_deref() == Some(role))
    {
        match &stage.holder.office {
            Office::Agency(key) => found.push(Some(AgencyKey(key.clone()))),
            Office::InChargeOf(affair) => found.extend(pack.agency_of_affair(affair).map(|a| Some(AgencyKey(a.to_owned())))),
            Office::ByAffair => found.extend(pack.lists.values().flatten().filter_map(|c| c.agency.clone()).map(|a| Some(AgencyKey(a)))),
            Office::Applicant => {}
        }
    }
    found.sort();
    found.dedup();
    if found.is_empty() { vec![None] } else { found }
}

impl Engine {
    /// Gives an officer an account with a post, or an account that is there another post.
    ///
    /// # Errors
    /// [`Failure::Invalid`] where the login is neither an e-mail nor a phone number.
    pub async fn add_officer(&self, pack: &Pack, new: NewOfficer) -> Result<AccountId, Failure> {
        let bad = |path: &str, id: &str, en: &str| Failure::Invalid {
            problems: vec![Problem {
                path: path.into(),
                label: Text::default(),
                fault: Fault::Rule { text: Text::new(id, en), legal_base: None },
            }],
        };
        let login = login(&new.login).ok_or_else(|| bad("login", "isi surel atau nomor telepon", "give an e-mail or a phone number"))?;
        let known = store::accounts::by_login(&self.0.db, &login).await?;
        if known.is_none() && new.password.chars().count() < 12 {
            return Err(bad(
                "password",
                "kata sandi petugas paling sedikit 12 huruf",
                "an officer's password needs at least 12 characters",
            ));
        }
        let now = self.0.now();
        let id = known.as_ref().map_or_else(|| AccountId(self.0.id()), |a| a.id);
        let account = match known {
            Some(_) => None,
            None => Some(NewAccount {
                id,
                kind: AccountKind::Officer,
                login: Some(login),
                name: new.name,
                password_hash: Some(hash_password(new.password, self.0.random()).await?),
                verified_at: Some(now),
                lang: "id".into(),
                demo: self.0.demo,
                created_at: now,
            }),
        };
        let post = NewPost {
            id: self.0.id(),
            account: id,
            post: Post {
                region: pack.code().clone(),
                role: RoleKey(new.role),
                agency: new.agency.map(AgencyKey),
                from: now.day(pack.zone()),
                until: None,
                acting: false,
            },
        };
        let region = pack.code().clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    if let Some(account) = &account {
                        store::accounts::insert(tx, &region, account).await?;
                    }
                    store::accounts::add_post(tx, &region, &post).await?;
                    Ok::<_, Failure>(id)
                })
            })
            .await
    }
}
