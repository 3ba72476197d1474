//! Views of the list that officers keep, and share with those who hold the same role.
use crate::{Desk, Failure, Visitor};
use domain::{form::Fault, pack::Pack, text::Text};
use std::collections::BTreeSet;
use store::views::DeskView;
use uuid::Uuid;

/// Most views that somebody keeps, and that a list shows.
const MOST: i64 = 20;
const SHOWN: u32 = 40;
/// Most letters of a name and of a query.
const NAME: usize = 40;
const QUERY: usize = 1_000;

impl Desk {
    /// The visitor's own views, and those that are shared with their roles.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`].
    pub async fn views(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<DeskView>, Failure> {
        let roles: BTreeSet<String> = self.holders(pack, visitor)?.into_iter().map(|(role, _)| role).collect();
        let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
        Ok(store::views::of(&self.0.db, pack.code(), visitor.person()?.account, &roles, SHOWN).await?)
    }

    /// Keeps a view under a name; `shared` with the first role that the visitor holds.
    ///
    /// # Errors
    /// [`Failure::Invalid`] without a name, or with too many; [`Failure::Forbidden`].
    pub async fn keep_view(&self, pack: &Pack, visitor: &Visitor, name: &str, query: &str, shared: bool) -> Result<(), Failure> {
        let role = self.holders(pack, visitor)?.into_iter().map(|(role, _)| role).next().filter(|_| shared);
        let wrong = |fault: Fault| {
            let label = Text::new("Nama tampilan", "The view's name");
            Failure::wrong("name", label, fault)
        };
        let name: String = name.trim().chars().take(NAME).collect();
        if name.is_empty() {
            return Err(wrong(Fault::Missing));
        }
        if query.len() > QUERY {
            return Err(Failure::NotFound);
        }
        let view = DeskView { id: self.0.id(), owner: visitor.person()?.account, role, name, query: query.to_owned() };
        let (region, at) = (pack.code().clone(), self.0.now());
        let kept = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move {
                if store::views::count(tx, &region, view.owner).await? >= MOST {
                    return Ok::<_, Failure>(false);
                }
                store::views::insert(tx, &region, &view, at).await?;
                Ok(true)
            })
        });
        if kept.await? {
            Ok(())
        } else {
            Err(wrong(Fault::Rule {
                text: Text::new(
                    format!("Anda sudah menyimpan {MOST} tampilan. Hapus dahulu yang tidak dipakai lagi"),
                    format!("You keep {MOST} views already. Remove one that you no longer use first"),
                ),
                legal_base: None,
            }))
        }
    }

    /// Takes one of the visitor's own views away.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where it is not theirs.
    pub async fn drop_view(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(), Failure> {
        self.holders(pack, visitor)?;
        let (region, owner) = (pack.code().clone(), visitor.person()?.account);
        let gone = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::views::remove(tx, &region, owner, id).await?) })
        });
        if gone.await? { Ok(()) } else { Err(Failure::NotFound) }
    }
}
