//! Where a desk's request is: the region, who asks, and that they are an officer there. Every server function and every
//! handler of the desk and of the board begins here.
use crate::{error::AppError, lang::lang, server};
use domain::{number::CaseNumber, pack::Pack, people::Person, time::Day, words::Lang};
use engine::{Engine, Failure, Visitor};
use std::sync::Arc;

/// An officer's request at a region.
pub(crate) struct Here {
    pub(crate) engine: Engine,
    pub(crate) visitor: Visitor,
    pub(crate) person: Person,
    pub(crate) pack: Arc<Pack>,
    pub(crate) lang: Lang,
}

impl Here {
    /// The request that a page or a server function answers.
    ///
    /// # Errors
    /// `NotFound` for an unknown region, `SignedOut`, and `Forbidden` for who holds no post there.
    pub(crate) fn of_page(region: &str) -> Result<Self, AppError> {
        Ok(Self::new(server::engine()?, server::visitor(), region, lang())?)
    }

    /// The same for a handler, which has its parts from extensions.
    ///
    /// # Errors
    /// As [`Here::of_page`].
    pub(crate) fn new(engine: Engine, visitor: Visitor, region: &str, lang: Lang) -> Result<Self, Failure> {
        let pack = engine.packs().by_slug(region).ok_or(Failure::NotFound)?;
        let person = visitor.person()?.clone();
        if !visitor.is_officer(pack.code()) {
            return Err(Failure::Forbidden);
        }
        Ok(Self { engine, visitor, person, pack, lang })
    }

    /// The region's day.
    pub(crate) fn today(&self) -> Day {
        self.engine.now().day(self.pack.zone())
    }

    /// Whether one of the posts held here has the right.
    pub(crate) fn any_role(&self, has: impl Fn(&domain::pack::Role) -> bool) -> bool {
        self.person.posts_in(self.pack.code()).any(|post| self.pack.role(&post.role.0).is_some_and(&has))
    }
}

/// A case's number from a path; one that is mistyped is the number of no case.
///
/// # Errors
/// `NotFound`.
pub(crate) fn number(text: &str) -> Result<CaseNumber, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}
