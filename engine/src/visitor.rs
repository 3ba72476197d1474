//! Who is behind a request, as the session knows it; nothing of it comes from a form.
use crate::Failure;
use domain::{
    people::{AccountId, Person},
    region::RegionCode,
    words::Lang,
};

/// A session's token, as the browser or the API client holds it. The store knows only its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub(crate) String);

impl Token {
    /// The token itself, for the cookie.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(***)")
    }
}

/// How somebody is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VisitorKind {
    /// No session.
    #[default]
    Nobody,
    /// A session without an account: a draft was begun or a receipt was shown.
    Guest,
    /// Signed in.
    Account,
    /// A program with a bearer token.
    Api,
}

/// Who is behind a request.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// The session's token.
    pub token: Option<Token>,
    /// How they are known.
    pub kind: VisitorKind,
    /// The person; guests are persons without a name.
    pub person: Option<Person>,
    /// The login with its middle hidden.
    pub login_masked: String,
    /// Whether the login was confirmed by a code.
    pub verified: bool,
    /// The language of the account.
    pub lang: Option<Lang>,
    /// Notices not read yet.
    pub unread: u32,
    /// Whether a second factor is set up.
    pub has_totp: bool,
}

impl Visitor {
    /// Whether somebody signed in.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        matches!(self.kind, VisitorKind::Account | VisitorKind::Api)
    }

    /// The account, a guest's too.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        self.person.as_ref().map(|p| p.account)
    }

    /// Whether the person holds a post in the region.
    #[must_use]
    pub fn is_officer(&self, region: &RegionCode) -> bool {
        self.is_signed_in() && self.person.as_ref().is_some_and(|p| p.is_officer(region))
    }

    /// The person.
    ///
    /// # Errors
    /// [`Failure::SignedOut`] where there is no session.
    pub fn person(&self) -> Result<&Person, Failure> {
        self.person.as_ref().ok_or(Failure::SignedOut)
    }
}
