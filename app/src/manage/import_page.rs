//! Tables of agencies and of districts: what differs from the rules becomes a draft's changes, where it is looked at before anybody
//! publishes it.
use super::{manager, values_page::draft_of};
use crate::{
    citizen::{
        apply::posts::read,
        page::{Loading, Place, page, param, query},
    },
    components::said::Said,
    desk::office::Office,
    error::AppError,
    lang::{pick, t},
    server::{away, see},
    spreadsheet::download,
};
use axum::{
    Router,
    extract::{Multipart, Path},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use engine::{Failure, PackTable};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use uuid::Uuid;

/// Most bytes of a table.
const MOST: usize = 2_000_000;

/// The page.
pub struct ImportsView {
    region: String,
    draft: (String, String, i32),
    said: Option<String>,
}

/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, id: Option<String>, said: Option<String>) -> Result<ImportsView, AppError> {
    let here = manager(&region)?;
    let draft = draft_of(&here, id).await?.ok_or(AppError::NotFound)?;
    Ok(ImportsView { draft: (draft.id.to_string(), draft.title, draft.version), said, region })
}

/// The page's route.
pub struct ImportsPage {
    place: Place,
    view: Loading<ImportsView>,
}

#[lazy_route]
impl LazyRoute for ImportsPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("rancangan"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn named(table: PackTable) -> &'static str {
    match table {
        PackTable::Agencies => "perangkat-daerah",
        PackTable::Areas => "wilayah",
    }
}

fn of(name: &str) -> Option<PackTable> {
    [PackTable::Agencies, PackTable::Areas].into_iter().find(|table| named(*table) == name)
}

fn shown(v: ImportsView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kelola", v.region);
    let (id, title, version) = v.draft;
    let form = |table: PackTable, heading: &'static str, words: &'static str| {
        let name = named(table);
        let box_id = format!("f-{name}");
        view! {
            <form method="post" action=format!("{base}/impor") enctype="multipart/form-data" class="card">
                <h2>{heading}</h2>
                <p class="small">{t("Kolom: ", "Columns: ")}{table.columns().join("; ")}". "{words}</p>
                <p><a rel="external" href=format!("{base}/tabel/{name}")>{t("Unduh tabel yang sekarang", "Download the table as it is")}</a></p>
                <input type="hidden" name="rancangan" value=id.clone()/><input type="hidden" name="versi" value=version.to_string()/>
                <input type="hidden" name="jenis" value=name/>
                <div class="field"><label for=box_id.clone()>{t("Tabel (CSV)", "Table (CSV)")}</label><input id=box_id name="tabel" type="file" accept=".csv,text/csv"/></div>
                <p><button class="btn">{t("Masukkan ke rancangan", "Put it into the draft")}</button></p>
            </form>
        }
    };
    let heading = t("Dari tabel CSV", "From a CSV table");
    view! {
        <Title text=heading/>
        <p class="small"><a rel="external" href=format!("{base}/perubahan/{id}")>"← "{title}</a></p>
        <h1>{heading}</h1>
        <p>{t("Yang berbeda dari aturan sekarang masuk ke rancangan dan dapat dilihat sebelum diterbitkan. Yang tidak ada di tabel tidak berubah.", "What differs goes into the draft, to be looked at before anybody publishes it. What is not in the table stays.")}</p>
        {said.shown()}
        {form(PackTable::Agencies, t("Perangkat daerah", "Agencies"), t("Isi kolom hapus dengan ya untuk menghapus.", "Write ya under hapus to take one away."))}
        {form(PackTable::Areas, t("Kecamatan dan desa atau kelurahan", "Districts and villages"), t("Satu baris untuk tiap desa; desa kecamatan yang disebut diganti seluruhnya.", "A line for each village; the villages of a district that is named are replaced whole."))}
        <p class="small">{t("Pegawai dan jabatannya diimpor di ", "Staff and their positions are imported at ")}<a rel="external" href=format!("/{}/kinerja/data", v.region)>{t("Data kepegawaian", "Personnel data")}</a>"."</p>
    }
}

async fn take(office: Office, form: Multipart) -> Response {
    let list = office.page("kelola/perubahan");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &list),
    };
    let sent = match read(form).await {
        Ok(sent) => sent,
        Err(failure) => return see(&format!("{list}?kata={}", Said::refused(&failure, office.lang, [].into()).keep(&here.visitor))),
    };
    let text = |name: &str| sent.pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let (Ok(id), Some(table)) = (text("rancangan").parse::<Uuid>(), of(&text("jenis"))) else { return see(&list) };
    let version = text("versi").parse().unwrap_or(0);
    let taken = async {
        let (_, _, bytes) = sent
            .files
            .first()
            .ok_or_else(|| Failure::wrong("tabel", domain::text::Text::new("Tabel", "The table"), domain::form::Fault::Missing))?;
        if bytes.len() > MOST {
            return Err(Failure::TooLarge { most_mb: 2 });
        }
        let body = std::str::from_utf8(bytes).map_err(|_| Failure::BrokenFile)?;
        here.engine.amendments().bring(&here.pack, &here.visitor, (id, version), table, body).await
    };
    match taken.await {
        Ok(()) => see(&format!(
            "{list}/{id}?kata={}",
            Said::done(pick(office.lang, "Masuk ke rancangan", "It is in the draft")).keep(&here.visitor)
        )),
        Err(failure) => {
            let page = office.page(&format!("kelola/impor?rancangan={id}"));
            see(&format!("{page}&kata={}", Said::refused(&failure, office.lang, [].into()).keep(&here.visitor)))
        }
    }
}

async fn table(office: Office, Path((_, name)): Path<(String, String)>) -> Response {
    let given = office.here().and_then(|here| {
        let table = of(&name).ok_or(Failure::NotFound)?;
        here.engine.amendments().table(&here.pack, &here.visitor, table)
    });
    match given {
        Ok(rows) => download(&name, rows),
        Err(failure @ Failure::SignedOut) => away(&failure, &office.page("kelola")),
        Err(failure) => http::StatusCode::from_u16(failure.status()).unwrap_or(http::StatusCode::NOT_FOUND).into_response(),
    }
}

/// What is sent, and the tables to begin with.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kelola/impor", post(take)).route("/{region}/kelola/tabel/{table}", get(table))
}
