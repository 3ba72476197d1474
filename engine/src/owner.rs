//! Whose a case is: by account, or by having shown its receipt in a session.
use crate::{Accounts, Failure, Token, Visitor, open::Inner};
use domain::{
    case::{CaseId, CaseState},
    pack::Pack,
};

impl Inner {
    /// Whether the case is the visitor's: by account, or by having shown its receipt in this session.
    pub(crate) async fn owns(&self, visitor: &Visitor, state: &CaseState) -> Result<bool, Failure> {
        let by_account = visitor.account().is_some_and(|a| Some(a) == state.applicant);
        Ok(by_account || self.may_see_as_owner(visitor, state.id).await?)
    }

    pub(crate) async fn may_see_as_owner(&self, visitor: &Visitor, case: CaseId) -> Result<bool, Failure> {
        let Some(token) = &visitor.token else { return Ok(false) };
        let hash = Accounts::token_hash(token.as_str());
        Ok(store::accounts::session_cases(&self.db, &hash).await?.contains(&case))
    }
}

impl Accounts {
    /// A guest session that may see one case.
    pub(crate) async fn session_for_case(&self, pack: &Pack, visitor: &Visitor, case: CaseId) -> Result<Token, Failure> {
        let token = match &visitor.token {
            Some(token) => token.clone(),
            None => self.guest(pack).await?,
        };
        let (hash, region) = (Self::token_hash(token.as_str()), pack.code().clone());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::accounts::grant_case(tx, &hash, &region, case).await?) })
            })
            .await?;
        Ok(token)
    }
}
