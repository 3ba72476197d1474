//! Who works on what at a desk, and who is away.
use super::{cases::CasePath, paging::Items, view::case::CaseView};
use crate::{
    here::{Here, number},
    problem::Failed,
};
use axum::{Json, extract::Path};
use domain::{
    form::Fault,
    people::{AccountId, AgencyKey},
    text::Text,
    time::Day,
    workflow::Division,
};
use engine::{Failure, To};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An officer.
#[derive(Serialize, ToSchema)]
pub(crate) struct OfficerView {
    /// The account.
    account: Uuid,
    /// The name, for colleagues.
    name: String,
}

/// Who is at a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct PresenceView {
    /// Who works on it.
    works: Option<OfficerView>,
    /// Until when, milliseconds since 1970 in UTC, where they took it themselves.
    until: Option<i64>,
    /// Names of those who have it open beside the reader.
    looks: Vec<String>,
    /// To whom it can be given.
    colleagues: Vec<OfficerView>,
    /// Whether the reader may take it.
    may_take: bool,
    /// Whether the reader may give it to somebody without taking it.
    may_divide: bool,
}

/// Who is at a case. That the reader looks at it is noted, for their colleagues to see.
#[utoipa::path(get, path = "/{region}/cases/{case}/presence", tag = "desk",
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "Who works on it and who looks", body = PresenceView)))]
pub(crate) async fn presence(here: Here, Path(path): Path<CasePath>) -> Result<Json<PresenceView>, Failed> {
    let (cases, case) = (here.engine().cases(), number(&path.case)?);
    let state = cases.open(&here.pack, here.visitor(), &case).await?.state;
    let found = cases.presence(&here.pack, here.visitor(), &state).await?;
    let hands = cases.hands(&here.pack, here.visitor(), &state).await?;
    let until = found.works.as_ref().and_then(|(_, _, until)| *until).map(|at| at.millis());
    let officer = |(account, name): (AccountId, String)| OfficerView { account: account.0, name };
    Ok(Json(PresenceView {
        works: found.works.map(|(account, name, _)| officer((account, name))),
        until,
        looks: found.looks,
        colleagues: hands.colleagues.into_iter().map(officer).collect(),
        may_take: hands.may_take,
        may_divide: hands.may_divide,
    }))
}

/// What becomes of who works on a case.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(crate) enum Assigning {
    /// The reader takes it, or takes it over with a reason.
    Take {
        /// Why, where a colleague works on it.
        #[serde(default)]
        reason: String,
    },
    /// The reader gives it back to the desk.
    LetGo,
    /// Somebody else gets it.
    HandOver {
        /// Their account.
        to: Uuid,
        /// Why; needed where it is not the reader's own.
        #[serde(default)]
        reason: String,
    },
    /// It is put aside, or taken up again.
    Hold {
        /// The day on which it is in the list again, `YYYY-MM-DD`; at once where there is none.
        #[serde(default)]
        until: Option<String>,
        /// Why.
        #[serde(default)]
        reason: String,
    },
}

/// Says who works on a case, or puts it aside.
#[utoipa::path(post, path = "/{region}/cases/{case}/assignment", tag = "desk", request_body = Assigning,
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "The case", body = CaseView)))]
pub(crate) async fn assign(here: Here, Path(path): Path<CasePath>, Json(body): Json<Assigning>) -> Result<Json<CaseView>, Failed> {
    let (cases, pack, visitor, case) = (here.engine().cases(), &here.pack, here.visitor(), number(&path.case)?);
    match body {
        Assigning::Take { reason } => cases.take(pack, visitor, &case, &reason).await?,
        Assigning::LetGo => cases.let_go(pack, visitor, &case).await?,
        Assigning::HandOver { to, reason } => cases.hand_over(pack, visitor, &case, AccountId(to), &reason).await?,
        Assigning::Hold { until, reason } => {
            let until = until.map(|day| day.parse::<Day>().map_err(|_| Failed(no_day("until")))).transpose()?;
            cases.hold(pack, visitor, &case, until, &reason).await?
        }
    };
    let opened = cases.open(pack, visitor, &case).await?;
    Ok(Json(CaseView::of(pack, &opened, here.today())))
}

/// That a day can't be read.
fn no_day(path: &str) -> Failure {
    let label = Text::new("Tanggal", "Day");
    Failure::wrong(path, label, Fault::Date)
}

/// Somebody at a desk.
#[derive(Serialize, ToSchema)]
pub(crate) struct MemberView {
    /// The account.
    account: Uuid,
    /// The name.
    name: String,
    /// Whether they hold the post no more, and their pile is still to be given on.
    gone: bool,
    /// Whether they stand in for somebody.
    acting: bool,
    /// The last day of their absence, where they are away today.
    away_until: Option<String>,
    /// Cases on their pile.
    pile: i64,
    /// Of these, those past their term.
    overdue: i64,
}

/// A desk with its people.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeskView {
    /// The role's key.
    role: String,
    /// The agency's key.
    agency: String,
    /// Open cases that wait here.
    waiting: i64,
    /// Of these, those past their term.
    overdue: i64,
    /// Who holds the post.
    members: Vec<MemberView>,
}

/// The desks whose work the reader divides.
#[utoipa::path(get, path = "/{region}/team", tag = "desk", responses((status = 200, description = "Desks and people", body = Items<DeskView>)))]
pub(crate) async fn team(here: Here) -> Result<Json<Items<DeskView>>, Failed> {
    let team = here.engine().desk().team(&here.pack, here.visitor()).await?;
    let desks = team.desks.into_iter().map(|desk| DeskView {
        role: desk.role,
        agency: desk.agency.0,
        waiting: desk.waiting,
        overdue: desk.overdue,
        members: desk
            .members
            .into_iter()
            .map(|m| MemberView {
                account: m.account.0,
                name: m.name,
                gone: m.gone,
                acting: m.acting,
                away_until: m.away_until.map(|day| day.to_string()),
                pile: m.pile,
                overdue: m.overdue,
            })
            .collect(),
    });
    Ok(Json(Items::all(desks.collect())))
}

/// A pile to be given on.
#[derive(Deserialize, ToSchema)]
pub(crate) struct GivingOn {
    /// The desk: role and agency.
    role: String,
    /// The agency's key.
    agency: String,
    /// Whose pile.
    from: Uuid,
    /// To whom; by the rule where nobody is named.
    #[serde(default)]
    to: Option<Uuid>,
    /// `load`: to whoever has least; `rotation`: to each in turn.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    rule: Option<Division>,
    /// Why.
    reason: String,
}

/// A case of a pile that was given on, or why not.
#[derive(Serialize, ToSchema)]
pub(crate) struct GivenView {
    /// Its number.
    number: String,
    /// Who has it now.
    to: Option<Uuid>,
    /// Why it stayed: the refusal's code.
    refused: Option<String>,
}

/// What became of a pile.
#[derive(Serialize, ToSchema)]
pub(crate) struct GivenOnView {
    /// Each case.
    items: Vec<GivenView>,
    /// Whether there are more than are given on at once.
    more: bool,
}

/// Gives an officer's pile to others, at most 500 cases at once, each on its own.
#[utoipa::path(post, path = "/{region}/team/piles", tag = "desk", request_body = GivingOn,
    responses((status = 200, description = "What became of each case", body = GivenOnView)))]
pub(crate) async fn give_on(here: Here, Json(body): Json<GivingOn>) -> Result<Json<GivenOnView>, Failed> {
    let to = match (body.to, body.rule) {
        (Some(one), _) => To::One(AccountId(one)),
        (None, rule) => To::Rule(rule.unwrap_or(Division::Load)),
    };
    let agency = AgencyKey(body.agency);
    let pile = (body.role.as_str(), &agency, AccountId(body.from));
    let given = here.engine().desk().give_on(&here.pack, here.visitor(), pile, to, &body.reason).await?;
    let cases = given.moved.into_iter().map(|(number, given)| GivenView {
        number: number.to_string(),
        to: given.as_ref().ok().map(|to| to.0),
        refused: given.err().map(|failure| failure.code().to_owned()),
    });
    Ok(Json(GivenOnView { items: cases.collect(), more: given.more }))
}

/// Days on which an officer is away.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Away {
    /// Who.
    account: Uuid,
    /// First day, `YYYY-MM-DD`.
    from: String,
    /// Last day.
    until: String,
    /// Why, in a few words.
    reason: String,
}

/// Notes that an officer is away: the rules give them nothing meanwhile.
#[utoipa::path(post, path = "/{region}/team/absences", tag = "desk", request_body = Away,
    responses((status = 204, description = "It is noted")))]
pub(crate) async fn away(here: Here, Json(body): Json<Away>) -> Result<StatusCode, Failed> {
    let days = (body.from.parse().ok(), body.until.parse().ok());
    here.engine().desk().note_absence(&here.pack, here.visitor(), AccountId(body.account), days, &body.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
