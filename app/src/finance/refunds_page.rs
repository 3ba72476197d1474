//! Money that came in and has to be given back: what fits no bill, and what was paid for a request that ended without a licence. Banks say
//! what came in; whoever assesses fees says, with the bank's number of it, that it was given back.
use crate::{
    citizen::{
        licences::bill::grouped,
        page::{Loading, Place, page, param, query},
    },
    components::said::Said,
    desk::{here::Here, office::Office},
    error::AppError,
    lang::t,
    server::{away, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::words::{self, Lang};
use engine::Verdict;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is owed.
pub struct RefundsView {
    region: String,
    rows: Vec<Row>,
    said: Option<String>,
}

struct Row {
    id: String,
    amount: String,
    from: String,
    code: String,
    /// The case, where there is one.
    case: Option<String>,
    why: &'static str,
}

/// **Needs**: the post of whoever assesses fees. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, said: Option<String>) -> Result<RefundsView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let owed = here.engine.payments().owed(pack, &here.visitor).await?;
    let rows = owed.into_iter().map(|(heard, number)| Row {
        id: heard.id.to_string(),
        amount: heard.amount.to_string(),
        from: format!("{} · {} · {} · {}", heard.bank, heard.channel, heard.reference, words::date_time(heard.paid_at, pack.zone(), lang)),
        code: grouped(&heard.code),
        case: number.map(|n| n.to_string()),
        why: why(heard.verdict),
    });
    Ok(RefundsView { rows: rows.collect(), said, region })
}

/// Why money has to be given back.
fn why(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Settled => t("Permohonan berakhir tanpa izin", "The request ended without a licence"),
        Verdict::WrongAmount => t("Jumlahnya tidak sama dengan tagihan", "It is not what the bill says"),
        Verdict::Late => t("Permohonan tidak menunggu pembayaran lagi", "The case does not wait for it any more"),
        Verdict::PaidBefore => t("Tagihannya sudah dibayar", "The bill was paid before"),
        Verdict::UnknownBill => t("Tidak ada tagihan dengan kode ini", "No bill has this code"),
    }
}

/// The page.
pub struct RefundsPage {
    place: Place,
    view: Loading<RefundsView>,
}

#[lazy_route]
impl LazyRoute for RefundsPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

/// The box of a payment.
fn box_of(id: &str) -> String {
    format!("nomor-{id}")
}

fn shown(v: RefundsView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let none = v.rows.is_empty();
    let action = format!("/{}/meja/pengembalian", v.region);
    let rows: Vec<_> = v
        .rows
        .into_iter()
        .map(|row| {
            let name = box_of(&row.id);
            let wrong = said.problems.iter().find(|(path, _)| *path == name).map(|(_, words)| words.clone());
            let class = if wrong.is_some() { "field err" } else { "field" };
            let case = row.case.map(|number| {
                let href = format!("/{}/meja/{number}", v.region);
                view! { " · "<a rel="external" href=href>{number}</a> }
            });
            view! {
                <li class="card">
                    <p class="between"><b>{row.amount}</b><span class="tag warn">{row.why}</span></p>
                    <p class="small">{row.from}<br/>{t("Kode tagihan", "Billing code")}" "{row.code}{case}</p>
                    <form method="post" action=action.clone()>
                        <input type="hidden" name="id" value=row.id/>
                        <div class=class>
                            <label for=name.clone()>{t("Nomor bukti pengembalian dari bank", "The bank's number of the refund")}</label>
                            {wrong.map(|w| view! { <p class="msg">{w}</p> })}
                            <input id=name.clone() name="nomor" value=said.typed(&name, "") maxlength="60" autocomplete="off"/>
                        </div>
                        <p><button class="btn second">{t("Sudah dikembalikan", "It was given back")}</button></p>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <Title text=t("Uang yang harus dikembalikan", "Money to be given back")/>
        <p class="small"><a rel="external" href=format!("/{}/meja", v.region)>{t("Meja", "Desk")}</a></p>
        <h1>{t("Uang yang harus dikembalikan", "Money to be given back")}</h1>
        {said.shown()}
        {none.then(|| view! { <p class="card face">{t("Tidak ada. Semua uang yang masuk cocok dengan tagihannya.", "Nothing. All that came in fits its bill.")}</p> })}
        <ul class="plain">{rows}</ul>
    }
}

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/pengembalian", post(give_back))
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    id: String,
    #[serde(default)]
    nomor: String,
}

async fn give_back(office: Office, Form(given): Form<Given>) -> Response {
    let page = office.page("meja/pengembalian");
    let lang = office.lang;
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let done = match given.id.parse::<Uuid>() {
        Ok(id) => here.engine.payments().refund(&here.pack, &here.visitor, id, &given.nomor).await,
        Err(_) => Err(engine::Failure::NotFound),
    };
    let said = match done {
        Ok(()) => Said::done(if lang == Lang::Id { "Pengembalian tercatat" } else { "The refund is on record" }),
        Err(failure) => {
            let name = box_of(&given.id);
            let refused = Said::refused(&failure, lang, BTreeMap::from([(name.clone(), given.nomor)]));
            Said { problems: refused.problems.into_iter().map(|(_, words)| (name.clone(), words)).collect(), ..refused }
        }
    };
    see(&format!("{page}?kata={}", said.keep(&here.visitor)))
}
