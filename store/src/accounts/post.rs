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
    time::{Day, Instant},
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

/// How many people hold each role of a region on a day, by the role's key.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn held_roles(db: &Db, region: &RegionCode, day: Day) -> Result<Vec<(String, i64)>, StoreError> {
    Ok(read!(db, "count holders", sql!("accounts/held_roles"), fetch_all; region.as_str(), day.number())?)
}

/// A post as whoever gives it sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenPost {
    /// The post, and who holds it.
    pub held: HeldPost,
    /// What its holder signs in with.
    pub login: Option<String>,
    /// Whether the account was closed.
    pub disabled: bool,
    /// When somebody last said that it is still needed.
    pub reviewed_at: Option<Instant>,
}

#[derive(sqlx::FromRow)]
struct GivenRow {
    #[sqlx(flatten)]
    post: PostRow,
    login: Option<String>,
    disabled_at: Option<i64>,
    reviewed_at: Option<i64>,
}

/// Posts of a region that last until this day or longer, also those to come.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn all_posts(db: &Db, region: &RegionCode, day: Day) -> Result<Vec<GivenPost>, StoreError> {
    let rows: Vec<GivenRow> = read!(db, "read posts", sql!("accounts/all_posts"), fetch_all; region.as_str(), day.number())?;
    rows.into_iter()
        .map(|row| {
            Ok(GivenPost {
                held: row.post.try_into()?,
                login: row.login,
                disabled: row.disabled_at.is_some(),
                reviewed_at: row.reviewed_at.map(Instant),
            })
        })
        .collect()
}

/// Notes that a post is still needed.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn review_post(tx: &mut Tx<'_>, region: &RegionCode, post: Uuid, at: Instant) -> Result<(), StoreError> {
    run!(tx, "review a post", sql!("accounts/review_post"); region.as_str(), post, at.millis())?;
    Ok(())
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

/// A post that is held for somebody absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActingPost {
    /// The post, and who holds it.
    pub held: HeldPost,
    /// Why it was given.
    pub reason: String,
}

#[derive(sqlx::FromRow)]
struct ActingRow {
    #[sqlx(flatten)]
    post: PostRow,
    reason: String,
}

/// Gives an acting post, and notes why and who named its holder.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn add_acting(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    new: &NewPost,
    (by, reason): (AccountId, &str),
    at: Instant,
) -> Result<(), StoreError> {
    add_post(tx, region, new).await?;
    run!(tx, "note an acting post", sql!("accounts/note_acting"); region.as_str(), new.id, reason, by.0, at.millis())?;
    Ok(())
}

/// Acting posts that last until this day or longer, also those to come.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn acting(db: &Db, region: &RegionCode, from: Day) -> Result<Vec<ActingPost>, StoreError> {
    let rows: Vec<ActingRow> = read!(db, "read acting posts", sql!("accounts/acting"), fetch_all; region.as_str(), from.number())?;
    rows.into_iter().map(|row| Ok(ActingPost { held: row.post.try_into()?, reason: row.reason })).collect()
}

/// Takes an acting post back with its last day, and notes who did.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn end_acting(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    (post, last): (Uuid, Day),
    by: AccountId,
    at: Instant,
) -> Result<(), StoreError> {
    end_post(tx, region, post, last).await?;
    run!(tx, "note who took a post back", sql!("accounts/end_acting"); region.as_str(), post, by.0, at.millis())?;
    Ok(())
}
