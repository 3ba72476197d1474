//! One draft or published change: what it changes in plain words, what speaks against it, what it would do to made-up cases, and who did
//! what with it. Whoever publishes is somebody else than whoever wrote.
use super::{
    change_words::{TrialLine, change_words, deed_words, published_lines, trial_line, version_words},
    manager,
};
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{id::id_of, said::Said, text_area::TextArea},
    desk::office::Office,
    error::AppError,
    lang::{pick, t},
    server::{away, see},
};
use axum::{Form, Router, extract::Path, response::Response, routing::post};
use domain::{
    time::Day,
    words::{self, capitalised},
};
use engine::{AmendmentState, Amendments, Drafted, Failure, Preview};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;
use uuid::Uuid;

/// A change of rules.
pub struct ChangeView {
    region: String,
    may: bool,
    /// Whether the visitor wrote in it, and so can't publish it.
    wrote: bool,
    draft: Drafted,
    /// What differs, each with the place that a button takes out again.
    lines: Vec<(String, String, Option<String>)>,
    findings: Vec<String>,
    versions: Vec<String>,
    tried: Option<Vec<TrialLine>>,
    deeds: Vec<(String, Vec<String>)>,
    from: Day,
    in_force: Option<String>,
    undoes: Option<String>,
    said: Option<String>,
}

/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, id: String, (from, try_it, said): (Option<String>, bool, Option<String>)) -> Result<ChangeView, AppError> {
    let here = manager(&region)?;
    let (pack, lang, today) = (&here.pack, here.lang, here.today());
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let amendments = here.engine.amendments();
    let (draft, deeds) = amendments.one(pack, &here.visitor, id).await?;
    let from = from.and_then(|day| day.parse().ok()).unwrap_or_else(|| today.plus_days(1));
    let open = draft.state == AmendmentState::Draft;
    let preview = if open && !draft.changes.is_empty() {
        amendments.preview(pack, &here.visitor, &draft, from, try_it).await?
    } else {
        Preview::default()
    };
    let lines = if open {
        preview
            .differences
            .iter()
            .map(|d| {
                let own = draft.changes.iter().find(|c| c.touches(&d.path));
                (d.place.join(" › "), change_words(d.was.as_deref(), d.is.as_deref()), own.map(|c| c.path.clone()))
            })
            .collect()
    } else {
        published_lines(&deeds)
    };
    let me = here.person.account;
    Ok(ChangeView {
        may: Amendments::changes(pack, &here.visitor).is_ok(),
        wrote: draft.author == me || deeds.iter().any(|deed| deed.actor == Some(me)),
        lines,
        findings: preview.findings.iter().map(|f| format!("{}. {}", capitalised(&f.what), capitalised(&f.remedy))).collect(),
        versions: preview.versions.iter().map(|v| version_words(pack, &v.list, v.version, lang)).collect(),
        tried: try_it.then(|| preview.compared.iter().map(|c| trial_line(pack, c, lang)).collect()),
        deeds: deeds.iter().map(|deed| deed_words(pack, deed, lang)).collect(),
        in_force: draft.published.as_ref().map(|(by, at, from)| {
            format!(
                "{} {}, {} {by}, {}",
                pick(lang, "Berlaku sejak", "In force from"),
                words::date_long(*from, lang),
                pick(lang, "diterbitkan oleh", "published by"),
                words::date_time(*at, pack.zone(), lang)
            )
        }),
        undoes: draft.undoes.map(|id| id.to_string()),
        draft,
        from,
        said,
        region,
    })
}

/// The page.
pub struct ChangePage {
    place: Place,
    view: Loading<ChangeView>,
}

#[lazy_route]
impl LazyRoute for ChangePage {
    fn data() -> Self {
        let asked = (query("berlaku"), query("coba").is_some(), query("kata"));
        Self { view: Loading::of(load(param("region"), param("id"), asked)), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: ChangeView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kelola", v.region);
    let action = format!("{base}/perubahan/{}", v.draft.id);
    let version = v.draft.version.to_string();
    let open = v.draft.state == AmendmentState::Draft;
    let writes = open && v.may;
    let state = match v.draft.state {
        AmendmentState::Draft => view! { <span class="tag wait">{t("Rancangan", "Draft")}</span> },
        AmendmentState::Published => view! { <span class="tag ok">{t("Diterbitkan", "Published")}</span> },
        AmendmentState::Dropped => view! { <span class="tag">{t("Dibuang", "Given up")}</span> },
    };
    let hidden = {
        let version = version.clone();
        move || view! { <input type="hidden" name="versi" value=version.clone()/> }
    };
    let lines: Vec<_> = v
        .lines
        .iter()
        .map(|(place, words, path)| {
            let out = path.clone().filter(|_| writes).map(|path| {
                view! {
                    <form method="post" action=action.clone()>{hidden()}<input type="hidden" name="nilai" value=path/>
                        <button class="btn quiet small" name="tindakan" value="keluarkan">{t("Keluarkan", "Take out")}</button></form>
                }
            });
            view! { <li><span class="small">{place.clone()}</span><br/><span class="between"><b class="prose">{words.clone()}</b>{out}</span></li> }
        })
        .collect();
    let none = lines.is_empty();
    let findings: Vec<_> = v.findings.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
    let against = (!findings.is_empty()).then(|| {
        view! { <section class="card errors"><h2>{t("Yang harus dibereskan dahulu", "What has to be mended first")}</h2><ul>{findings}</ul></section> }
    });
    let versions = (!v.versions.is_empty()).then(|| {
        view! { <p class="note">{t("Aturan ini berversi. Yang baru dipakai berkas yang masuk sejak tanggal berlaku; berkas berjalan tidak berubah: ", "These rules have versions. The new one is for cases handed in from that day; those that run stay as they are: ")}<b>{v.versions.join(", ")}</b></p> }
    });
    let adding = writes.then(|| {
        let id = v.draft.id.to_string();
        view! {
            <p class="row"><a class="btn second" rel="external" href=format!("{base}/nilai?rancangan={id}")>{t("Cari dan ubah nilai", "Find and change a value")}</a>
            <a class="btn second" rel="external" href=format!("{base}/kalender?rancangan={id}")>{t("Hari libur", "Days off")}</a>
            <a class="btn second" rel="external" href=format!("{base}/impor?rancangan={id}")>{t("Dari tabel CSV", "From a CSV table")}</a></p>
        }
    });
    let trial = open.then(|| trial(&v, &action, none));
    let reason = said.typed("reason", &v.draft.reason);
    let problem = |name: &str| said.problem(name).map(|words| view! { <p class="msg">{words}</p> });
    let writing = writes.then(|| {
        view! {
            <form method="post" action=action.clone() class="card">{hidden()}
                <h2>{t("Judul dan alasan", "Title and reason")}</h2>
                <div class="field"><label for=id_of("title")>{t("Tentang apa", "What it is about")}</label>{problem("title")}
                    <input id=id_of("title") name="judul" maxlength="120" value=said.typed("title", &v.draft.title) autocomplete="off"/></div>
                <div class="field"><label for=id_of("reason")>{t("Alasan dan dasarnya", "Why, and on what ground")}</label>
                    <p class="hint" id="reason-h">{t("Misalnya nomor peraturan wali kota. Siapa pun yang memeriksa nanti membaca ini.", "Such as the regulation's number. Whoever looks later reads this.")}</p>{problem("reason")}
                    <TextArea id=id_of("reason") name="alasan" value=reason.clone() rows=3 describedby="reason-h"/></div>
                <p><button class="btn second" name="tindakan" value="tulis">{t("Simpan", "Save")}</button></p>
            </form>
        }
    });
    let publishing = writes.then(|| {
        let from = said.typed("from", &v.from.to_string());
        if v.wrote {
            return view! { <section class="card"><h2>{t("Menerbitkan", "Publishing")}</h2><p>{t("Anda ikut menulis rancangan ini, jadi administrator lain yang menerbitkannya. Beri tahu rekan Anda untuk membuka halaman ini.", "You wrote in this draft, so another administrator publishes it. Ask your colleague to open this page.")}</p></section> }.into_any();
        }
        view! {
            <form method="post" action=action.clone() class="card">{hidden()}
                <h2>{t("Menerbitkan", "Publishing")}</h2>{problem("publish")}
                <div class="field"><label for=id_of("from")>{t("Berlaku sejak", "In force from")}</label>{problem("from")}
                    <input id=id_of("from") name="berlaku" type="date" value=from/></div>
                <p><button class="btn" name="tindakan" value="terbitkan">{t("Terbitkan", "Publish")}</button></p>
                <p class="small">{t("Yang diterbitkan tidak dapat diubah lagi. Kekeliruan dibatalkan dengan perubahan baru.", "What is published can't be changed. A mistake is taken back by a new change.")}</p>
            </form>
        }
        .into_any()
    });
    let dropping = writes.then(|| {
        view! { <form method="post" action=action.clone()>{hidden()}<p><button class="btn bad small" name="tindakan" value="buang">{t("Buang rancangan ini", "Give this draft up")}</button></p></form> }
    });
    let undoing = (v.may && v.draft.state == AmendmentState::Published).then(|| {
        view! {
            <form method="post" action=action.clone() class="card">{hidden()}
                <h2>{t("Batalkan perubahan ini", "Take this change back")}</h2>
                <p>{t("Membuat rancangan yang mengembalikan nilai sebelumnya. Orang lain menerbitkannya seperti perubahan lain.", "Makes a draft that puts the former values back. Somebody else publishes it as any other.")}</p>
                <p><button class="btn bad" name="tindakan" value="batalkan">{t("Buat rancangan pembatalan", "Draft its undoing")}</button></p>
            </form>
        }
    });
    let undoes = v.undoes.clone().map(|id| {
        view! { <p class="small"><a rel="external" href=format!("{base}/perubahan/{id}")>{t("Membatalkan perubahan ini", "It takes this change back")}</a></p> }
    });
    let deeds: Vec<_> = v
        .deeds
        .iter()
        .map(|(words, said)| {
            let said: Vec<_> = said.iter().map(|line| view! { <br/><span class="small prose">{line.clone()}</span> }).collect();
            view! { <li>{words.clone()}{said}</li> }
        })
        .collect();
    let title = v.draft.title.clone();
    view! {
        <Title text=title.clone()/>
        <p class="small"><a rel="external" href=format!("{base}/perubahan")>"← "{t("Perubahan aturan", "Changes of rules")}</a></p>
        <h1>{title}</h1>
        <p>{state}" "{v.in_force.clone()}</p>
        {undoes}
        {said.shown()}
        {(!open && !v.draft.reason.is_empty()).then(|| view! { <p class="prose">{v.draft.reason.clone()}</p> })}
        <section class="card"><h2>{t("Yang berubah", "What changes")}</h2>
            {if none { view! { <p>{t("Belum ada. Cari nilai yang hendak diubah.", "Nothing yet. Find the value to change.")}</p> }.into_any() } else { view! { <ul class="plain">{lines}</ul> }.into_any() }}
            {adding}
        </section>
        {against}
        {versions}
        {trial}
        {writing}
        {publishing}
        {undoing}
        <h2>{t("Riwayat", "History")}</h2>
        <ul class="plain">{deeds}</ul>
        {dropping}
    }
}

fn trial(v: &ChangeView, action: &str, none: bool) -> impl IntoView + use<> {
    let rows: Option<Vec<_>> = v.tried.as_ref().map(|lines| {
        lines
            .iter()
            .map(|line| {
                let ways: Vec<_> = line.ways.iter().map(|way| view! { <li class="small prose">{way.clone()}</li> }).collect();
                let mark = if line.changed { "tag wait" } else { "tag ok" };
                let mark = view! { <span class=mark>{if line.changed { t("lain", "other") } else { t("sama", "same") }}</span> };
                view! { <li><span class="between"><b>{line.service.clone()}</b>{mark}</span>{line.words.clone()}<ul>{ways}</ul></li> }
            })
            .collect()
    });
    let from = v.from.to_string();
    (!none).then(|| {
        view! {
            <section class="card"><h2>{t("Coba dengan berkas contoh", "Try it with made-up cases")}</h2>
            {rows.map(|rows| view! { <ul class="plain">{rows}</ul> })}
            <form method="get" action=action.to_owned()><input type="hidden" name="coba" value="1"/>
                <div class="field"><label for="f-berlaku-coba">{t("Bila berlaku sejak", "If it held from")}</label><input id="f-berlaku-coba" type="date" name="berlaku" value=from/></div>
                <p><button class="btn second">{t("Jalankan berkas contoh", "Lead made-up cases through")}</button></p></form>
            <p class="small">{t("Berkas contoh dibuat sistem dan dijalankan menurut aturan sekarang dan aturan rancangan. Tidak ada berkas warga yang disentuh.", "Made-up cases are led through the rules as they are and as they would be. No citizen's case is touched.")}</p></section>
        }
    })
}

#[derive(Deserialize)]
struct Deed {
    #[serde(default)]
    tindakan: String,
    #[serde(default)]
    versi: i32,
    #[serde(default)]
    judul: String,
    #[serde(default)]
    alasan: String,
    #[serde(default)]
    nilai: String,
    #[serde(default)]
    berlaku: String,
}

async fn done(office: Office, Path((_, id)): Path<(String, Uuid)>, Form(form): Form<Deed>) -> Response {
    let list = office.page("kelola/perubahan");
    let page = format!("{list}/{id}");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let (amendments, pack, who, lang) = (here.engine.amendments(), &here.pack, &here.visitor, office.lang);
    let at = (id, form.versi);
    let done: Result<(&str, String), Failure> = match form.tindakan.as_str() {
        "tulis" => {
            amendments.describe(pack, who, at, &form.judul, &form.alasan).await.map(|()| (pick(lang, "Tersimpan", "Saved"), page.clone()))
        }
        "keluarkan" => amendments
            .unset(pack, who, at, &form.nilai)
            .await
            .map(|()| (pick(lang, "Dikeluarkan dari rancangan", "Taken out of the draft"), page.clone())),
        "buang" => amendments.drop(pack, who, at).await.map(|()| (pick(lang, "Rancangan dibuang", "The draft is given up"), list.clone())),
        "batalkan" => amendments.undo(pack, who, id).await.map(|draft| {
            (pick(lang, "Rancangan pembatalan dibuat; tulis alasannya", "Its undoing is drafted; write why"), format!("{list}/{draft}"))
        }),
        "terbitkan" => {
            // A day that can't be read is none that could be meant.
            let from = form.berlaku.parse().unwrap_or(Day::MIN);
            amendments.publish(pack, who, at, from).await.map(|()| (pick(lang, "Diterbitkan", "Published"), page.clone()))
        }
        _ => Err(Failure::NotFound),
    };
    match done {
        Ok((words, to)) => see(&format!("{to}?kata={}", Said::done(words).keep(who))),
        Err(failure) => {
            let typed = [("title", form.judul), ("reason", form.alasan), ("from", form.berlaku)];
            let typed = typed.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), text)).collect();
            see(&format!("{page}?kata={}", Said::refused(&failure, lang, typed).keep(who)))
        }
    }
}

/// What is sent.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kelola/perubahan/{id}", post(done))
}
