//! The posts that accounts hold.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, run},
    sql::sql,
};
use domain::{
    people::{AccountId, AgencyKey, Post, RoleKey},
    region::RegionCode,
    time::Day,
};
use uuid::Uuid;

const DOING: &str = "read posts";

/// A post to give. Its region is the region of the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPost {
    /// Its id.
    pub id: Uuid,
    /// Who gets it.
    pub account: AccountId,
    /// The post.
    pub post: Post,
}

/// A post with who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldPost {
    /// The post's id.
    pub id: Uuid,
    /// Who holds it.
    pub account: AccountId,
    /// The holder's name.
    pub name: String,
    /// The post.
    pub post: Post,
}

#[derive(sqlx::FromRow)]
struct PostRow {
    id: Uuid,
    region: String,
    account_id: Uuid,
    name: String,
    role: String,
    agency: Option<String>,
    from_day: i32,
    until_day: Option<i32>,
    acting: bool,
}

impl TryFrom<PostRow> for HeldPost {
    type Error = StoreError;

    fn try_from(row: PostRow) -> Result<Self, StoreError> {
        let day = |number| Day::from_number(number).ok_or_else(|| StoreError::because(DOING, "a stored day is out of range"));
        Ok(Self {
            id: row.id,
            account: AccountId(row.account_id),
            name: row.name,
            post: Post {
                region: fits(DOING, row.region)?,
                role: RoleKey(row.role),
                agency: row.agency.map(AgencyKey),
                from: day(row.from_day)?,
                until: row.until_day.map(day).transpose()?,
                acting: row.acting,
            },
        })
    }
}

/// All posts of an account, past ones too, in every region.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn posts(db: &Db, account: AccountId) -> Result<Vec<Post>, StoreError> {
    let rows: Vec<PostRow> = read!(db, "read posts", sql!("accounts/posts"), fetch_all; account.0)?;
    rows.into_iter().map(|row| HeldPost::try_from(row).map(|held| held.post)).collect()
}

/// Who holds a role in a region, at an agency or (with `None`) anywhere; past posts too.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn holders(db: &Db, region: &RegionCode, role: &RoleKey, agency: Option<&AgencyKey>) -> Result<Vec<HeldPost>, StoreError> {
    let agency = agency.map(|AgencyKey(agency)| agency.as_str());
    let rows: Vec<PostRow> = read!(db, "read posts", sql!("accounts/holders"), fetch_all; region.as_str(), role.0.as_str(), agency)?;
    rows.into_iter().map(HeldPost::try_from).collect()
}

/// Gives a post.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn add_post(tx: &mut Tx<'_>, region: &RegionCode, new: &NewPost) -> Result<(), StoreError> {
    let agency = new.post.agency.as_ref().map(|AgencyKey(agency)| agency.as_str());
    run!(tx, "give a post", sql!("accounts/add_post");
        new.id, region.as_str(), new.account.0, new.post.role.0.as_str(), agency, new.post.from.number(),
        new.post.until.map(Day::number), new.post.acting)?;
    Ok(())
}

/// Ends a post with its last day.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn end_post(tx: &mut Tx<'_>, region: &RegionCode, post: Uuid, last: Day) -> Result<(), StoreError> {
    run!(tx, "end a post", sql!("accounts/end_post"); region.as_str(), post, last.number())?;
    Ok(())
}
