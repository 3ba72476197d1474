//! An officer's desk.
use super::{
    paging::{Items, Paging},
    view::line::LineView,
};
use crate::{
    here::{Here, Wanted},
    problem::Failed,
};
use axum::Json;
use domain::queue::{Filter, Order, Part, Whose};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How much waits at the desk.
#[derive(Serialize, ToSchema)]
pub(crate) struct Counts {
    /// Cases that wait.
    waiting: i64,
    /// Of them, those on the reader's own pile.
    mine: i64,
    /// Those put aside; no other count has them.
    held: i64,
    /// Of them, those whose term is over.
    overdue: i64,
    /// Of them, those whose term ends today.
    due_today: i64,
    /// Role and agency of each post that the desk is for.
    holders: Vec<Holder>,
}

/// A post.
#[derive(Serialize, ToSchema)]
pub(crate) struct Holder {
    /// The role's key.
    role: String,
    /// The agency's key; empty for the whole region.
    agency: String,
}

/// What narrows the queue.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Narrowing {
    /// `overdue`, `today` or `held`, those put aside; all others without.
    #[param(inline)]
    part: Option<PartName>,
    /// `mine`: on the reader's own pile; `nobodys`: on nobody's; whoever's without.
    #[param(inline)]
    whose: Option<WhoseName>,
    /// A service's key.
    service: Option<String>,
    /// A stage's key.
    stage: Option<String>,
    /// Words, a case's number, or a whole identity number, account or telephone. What is found comes in one page.
    find: Option<String>,
    /// Looks for that in all cases of the region, ended ones too.
    everywhere: bool,
    /// `due`, the nearest term first, or `longest`, the longest wait first.
    #[param(inline)]
    order: Option<OrderName>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PartName {
    All,
    Overdue,
    Today,
    Held,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum WhoseName {
    All,
    Mine,
    Nobodys,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum OrderName {
    Due,
    Longest,
}

impl From<Narrowing> for Filter {
    fn from(asked: Narrowing) -> Self {
        Self {
            part: match asked.part {
                None | Some(PartName::All) => Part::All,
                Some(PartName::Overdue) => Part::Overdue,
                Some(PartName::Today) => Part::Today,
                Some(PartName::Held) => Part::Held,
            },
            whose: match asked.whose {
                None | Some(WhoseName::All) => Whose::All,
                Some(WhoseName::Mine) => Whose::Mine,
                Some(WhoseName::Nobodys) => Whose::Nobodys,
            },
            columns: vec![],
            service: asked.service,
            stage: asked.stage,
            find: asked.find.unwrap_or_default(),
            everywhere: asked.everywhere,
            order: match asked.order {
                None | Some(OrderName::Due) => Order::Due,
                Some(OrderName::Longest) => Order::Longest,
            },
        }
    }
}

/// The cases that wait for the reader, the most urgent first.
#[utoipa::path(get, path = "/{region}/queue", tag = "desk", params(Paging, Narrowing),
    responses((status = 200, description = "A page of them", body = Items<LineView>)))]
pub(crate) async fn list(
    here: Here,
    Wanted(paging): Wanted<Paging>,
    Wanted(narrowing): Wanted<Narrowing>,
) -> Result<Json<Items<LineView>>, Failed> {
    let (desk, filter) = (here.engine().desk(), narrowing.into());
    let queue = desk.queue(&here.pack, here.visitor(), &filter, paging.after.as_deref(), paging.limit()).await?;
    Ok(Json(Items { items: queue.lines.iter().map(Into::into).collect(), next: queue.next }))
}

/// How many wait.
#[utoipa::path(get, path = "/{region}/queue/counts", tag = "desk",
    responses((status = 200, description = "The counts", body = Counts)))]
pub(crate) async fn counts(here: Here) -> Result<Json<Counts>, Failed> {
    let queue = here.engine().desk().queue(&here.pack, here.visitor(), &Filter::default(), None, 1).await?;
    let holders = queue.holders.into_iter().map(|(role, agency)| Holder { role, agency }).collect();
    Ok(Json(Counts {
        waiting: queue.waiting,
        mine: queue.mine,
        held: queue.held,
        overdue: queue.overdue,
        due_today: queue.due_today,
        holders,
    }))
}
