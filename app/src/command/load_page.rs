//! What officers have on their piles, by name: for the staff room, and for nobody else.
use super::behind;
use crate::{
    citizen::page::{Loading, Place, page, param},
    desk::here::Here,
    error::AppError,
    lang::{lang, t},
};
use domain::{
    board::{Behind, Counted},
    words,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The piles.
pub struct LoadView {
    region: String,
    rows: Vec<RowView>,
}

/// A name, and each figure with the list behind it.
struct RowView {
    name: String,
    figures: [(i64, String); 3],
}

/// **Needs**: a post whose role sees the board. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String) -> Result<LoadView, AppError> {
    let here = Here::of_page(&region)?;
    let rows = here.engine.board().load(&here.pack, &here.visitor).await?.into_iter().map(|officer| {
        let door = |counted| behind::href(&here.pack, &Behind { who: Some(officer.account), ..behind::all(counted) });
        RowView {
            figures: [
                (officer.all, door(Counted::Open)),
                (officer.due_today, door(Counted::DueToday)),
                (officer.late, door(Counted::Overdue)),
            ],
            name: officer.name,
        }
    });
    Ok(LoadView { rows: rows.collect(), region })
}

/// The page.
pub struct LoadPage {
    place: Place,
    view: Loading<LoadView>,
}

#[lazy_route]
impl LazyRoute for LoadPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

/// What the figures are called.
fn heads() -> [&'static str; 3] {
    [t("Dikerjakan", "On the pile"), t("Jatuh tempo hari ini", "Due today"), t("Lewat waktu", "Late")]
}

fn shown(v: LoadView) -> impl IntoView {
    let rows: Vec<_> = v
        .rows
        .iter()
        .map(|row| {
            let figures = row.figures.iter().zip(heads()).enumerate().map(|(i, ((n, href), head))| {
                let class = if i == 2 && *n > 0 { "end late" } else { "end" };
                let n = words::number(*n, lang());
                view! { <td class=class data-label=head><a rel="external" href=href.clone()>{n}</a></td> }
            });
            let figures: Vec<_> = figures.collect();
            view! { <tr><th scope="row">{row.name.clone()}</th>{figures}</tr> }
        })
        .collect();
    let title = t("Beban petugas", "What officers have");
    let table = if rows.is_empty() {
        view! { <p class="face">{t("Belum ada yang dikerjakan siapa pun.", "Nobody works on anything yet.")}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0"><table class="list">
                <thead><tr><th scope="col">{t("Petugas", "Officer")}</th>{heads().map(|head| view! { <th scope="col" class="end">{head}</th> })}</tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        }
        .into_any()
    };
    view! {
        <Title text=title/>
        <p class="small"><a rel="external" href=format!("/{}/komando", v.region)>{t("Komando", "Command center")}</a></p>
        <h1>{title}</h1>
        <p class="small">{t("Hanya untuk ruang kerja; dinding tidak menyebut nama.", "For the staff room alone; walls name nobody.")}</p>
        {table}
    }
}
