//! Who holds which post: given until a day, looked at again every half year, and taken back with a reason.
use super::manager;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{id::id_of, said::Said},
    desk::office::Office,
    error::AppError,
    lang::{lang, pick, t},
    server::{Flash, away, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::{
    pack::Pack,
    people::AccountId,
    performance::organisation::Staff,
    words::{self, Lang},
};
use engine::{AdministrationDeed, Amendments, Failure, HeldBy, PostAsked};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Deeds that are shown.
const SHOWN: usize = 30;

/// Those who hold posts.
pub struct PeopleView {
    region: String,
    may: bool,
    /// Whether the region keeps logs of work, so that accounts are those of its staff.
    logs: bool,
    rows: Vec<Row>,
    to_review: usize,
    asked: String,
    roles: Vec<(String, String)>,
    agencies: Vec<(String, String)>,
    deeds: Vec<String>,
    password: Option<String>,
    said: Option<String>,
}

struct Row {
    id: String,
    name: String,
    login: String,
    post: String,
    until: String,
    to_review: bool,
    ends_soon: bool,
    closed: bool,
    own: bool,
    acting: bool,
    staff: Option<(String, String)>,
}

fn post_words(pack: &Pack, role: &str, agency: Option<&str>, lang: Lang) -> String {
    let role = pack.role(role).map_or(role, |r| r.label.get(lang));
    let agency = agency.filter(|a| !a.is_empty()).map(|key| pack.agency(key).map_or(key, |a| a.name.get(lang)));
    agency.filter(|a| *a != role).map_or_else(|| role.to_owned(), |agency| format!("{role}, {agency}"))
}

fn row(pack: &Pack, held: HeldBy, staff: &HashMap<AccountId, Staff>, lang: Lang) -> Row {
    let post = &held.given.held.post;
    Row {
        staff: staff.get(&held.given.held.account).map(|s| (s.number.clone(), s.name.clone())),
        id: held.given.held.id.to_string(),
        name: held.given.held.name.clone(),
        login: held.given.login.clone().unwrap_or_default(),
        post: post_words(pack, &post.role.0, post.agency.as_ref().map(|a| a.0.as_str()), lang),
        until: post.until.map(|day| words::date_long(day, lang)).unwrap_or_default(),
        to_review: held.to_review,
        ends_soon: held.ends_soon,
        closed: held.given.disabled,
        own: held.own,
        acting: post.acting,
    }
}

fn deed_words(pack: &Pack, deed: &AdministrationDeed, names: &BTreeMap<Uuid, String>, lang: Lang) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(&deed.body).ok()?;
    let text = |key: &str| body.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    let post = post_words(pack, &text("role"), Some(&text("agency")), lang);
    let whom = names.get(&deed.subject).cloned().unwrap_or_else(|| pick(lang, "petugas", "an officer").to_owned());
    let what = match deed.kind.as_str() {
        "post_given" => match text("until").parse::<domain::time::Day>() {
            Ok(day) => format!(
                "{} {post} {} {whom} {} {}",
                pick(lang, "memberi jabatan", "gave"),
                pick(lang, "kepada", "to"),
                pick(lang, "sampai", "until"),
                words::date_long(day, lang)
            ),
            Err(_) => format!("{} {post} {} {whom}", pick(lang, "memberi jabatan", "gave"), pick(lang, "kepada", "to")),
        },
        "post_ended" => format!("{} {post}, {whom}", pick(lang, "mengakhiri jabatan", "ended")),
        "staff_linked" => match text("number").as_str() {
            "" => format!("{} {whom}", pick(lang, "melepas hubungan pegawai dari akun", "took the member of staff from the account of")),
            number => format!(
                "{} {number}, {whom}",
                pick(lang, "menghubungkan akun dengan pegawai", "linked an account with the member of staff")
            ),
        },
        "post_kept" => format!("{} {post}, {whom}", pick(lang, "meninjau dan mempertahankan", "looked at and kept")),
        _ => return None,
    };
    let reason = text("reason");
    let reason = if reason.is_empty() { reason } else { format!(": {reason}") };
    Some(format!("{} · {} {what}{reason}", words::date_time(deed.at, pack.zone(), lang), deed.name))
}

/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, asked: String, (password, said): (Option<String>, Option<String>)) -> Result<PeopleView, AppError> {
    let here = manager(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let all = here.engine.accounts().people(pack, &here.visitor).await?;
    let names: BTreeMap<Uuid, String> = all.iter().map(|h| (h.given.held.account.0, h.given.held.name.clone())).collect();
    let deeds = here.engine.amendments().deeds(pack, &here.visitor).await?;
    let staff = here.engine.performance().linked(pack).await?;
    let to_review = all.iter().filter(|h| h.to_review).count();
    let words: Vec<String> = asked.split_whitespace().map(str::to_lowercase).collect();
    let fits = |row: &Row| {
        let number = row.staff.as_ref().map_or("", |(number, _)| number);
        let whole = format!("{} {} {} {number}", row.name, row.login, row.post).to_lowercase();
        words.iter().all(|word| whole.contains(word.as_str()))
    };
    Ok(PeopleView {
        may: Amendments::changes(pack, &here.visitor).is_ok(),
        logs: pack.performance.is_some(),
        rows: all.into_iter().map(|held| row(pack, held, &staff, lang)).filter(fits).collect(),
        to_review,
        roles: pack.roles.iter().map(|r| (r.key.clone(), r.label.get(lang).to_owned())).collect(),
        agencies: pack.agencies.iter().map(|a| (a.key.clone(), a.name.get(lang).to_owned())).collect(),
        deeds: deeds.iter().filter_map(|deed| deed_words(pack, deed, &names, lang)).take(SHOWN).collect(),
        password: password.as_deref().and_then(Flash::take),
        asked,
        said,
        region,
    })
}

/// The page.
pub struct PeoplePage {
    place: Place,
    view: Loading<PeopleView>,
}

#[lazy_route]
impl LazyRoute for PeoplePage {
    fn data() -> Self {
        let once = (query("sandi"), query("kata"));
        Self { view: Loading::of(load(param("region"), query("cari").unwrap_or_default(), once)), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: PeopleView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let lang = lang();
    let base = format!("/{}/kelola", v.region);
    let action = format!("{base}/orang");
    let acts = |row: &Row| {
        if !v.may || row.acting {
            return ().into_any();
        }
        if row.own {
            return view! { <span class="small">{t("jabatan Anda", "your own")}</span> }.into_any();
        }
        let id = row.id.clone();
        let keep = row.to_review.then(|| {
            view! {
                <form method="post" action=action.clone()><input type="hidden" name="jabatan" value=id.clone()/>
                    <button class="btn second small" name="tindakan" value="tinjau">{t("Masih perlu", "Still needed")}</button></form>
            }
        });
        let box_id = format!("a-{id}");
        view! {
            {keep}
            <details><summary>{t("Akhiri", "End")}</summary>
                <form method="post" action=action.clone()><input type="hidden" name="jabatan" value=id.clone()/>
                    <div class="field"><label for=box_id.clone()>{t("Alasan", "Reason")}</label><input id=box_id name="alasan" maxlength="200" autocomplete="off"/></div>
                    <p><button class="btn bad small" name="tindakan" value="akhiri">{t("Akhiri jabatan ini", "End this post")}</button></p></form></details>
            {v.logs.then(|| staff_form(row, &action))}
        }
        .into_any()
    };
    let rows: Vec<_> = v
        .rows
        .iter()
        .map(|row| {
            let review = row.to_review.then(|| view! { " "<span class="tag wait">{t("perlu ditinjau", "to be looked at")}</span> });
            let soon = row.ends_soon.then(|| view! { " "<span class="tag warn">{t("segera berakhir", "ends soon")}</span> });
            let closed = row.closed.then(|| view! { " "<span class="tag bad">{t("akun ditutup", "account closed")}</span> });
            let acting = row.acting.then(|| view! { " "<span class="tag">{t("pelaksana tugas", "acting")}</span> });
            let staff = row
                .staff
                .clone()
                .map(|(number, name)| view! { <br/><span class="small">{t("Pegawai ", "Staff ")}{number}" · "{name}</span> });
            let until = if row.until.is_empty() { t("tanpa akhir", "no end").to_owned() } else { row.until.clone() };
            view! {
                <tr><th scope="row">{row.name.clone()}{closed}<br/><span class="small">{row.login.clone()}</span>{staff}</th>
                    <td data-label=t("Jabatan", "Post")>{row.post.clone()}{acting}</td>
                    <td data-label=t("Sampai", "Until")>{until}{soon}{review}</td>
                    <td>{acts(row)}</td></tr>
            }
        })
        .collect();
    let none = rows.is_empty();
    let password = v.password.clone().map(|password| {
        view! {
            <section class="card ok-edge" role="status"><h2>{t("Akun dibuat", "The account is made")}</h2>
            <p>{t("Kata sandi ini hanya ditampilkan sekali. Sampaikan langsung kepada petugasnya: ", "This password is shown once. Give it to the officer in person: ")}<code>{password}</code></p></section>
        }
    });
    let problem = |name: &str| said.problem(name).map(|words| view! { <p class="msg">{words}</p> });
    let options = |of: &[(String, String)], chosen: String| -> Vec<_> {
        of.iter().map(|(key, name)| view! { <option value=key.clone() selected={*key == chosen}>{name.clone()}</option> }).collect()
    };
    let give = v.may.then(|| {
        view! {
            <form method="post" action=action.clone() class="card">
                <h2>{t("Beri jabatan", "Give a post")}</h2>
                <div class="field"><label for=id_of("login")>{t("Surel atau nomor telepon", "E-mail or telephone number")}</label>{problem("login")}<input id=id_of("login") name="login" maxlength="120" value=said.typed("login", "") autocomplete="off"/></div>
                <div class="field"><label for=id_of("name")>{t("Nama (bila belum punya akun)", "Name (without an account yet)")}</label>{problem("name")}<input id=id_of("name") name="name" maxlength="120" value=said.typed("name", "") autocomplete="off"/></div>
                <div class="field"><label for=id_of("role")>{t("Jabatan", "Role")}</label>{problem("role")}<select id=id_of("role") name="role"><option value="">{t("Pilih…", "Choose…")}</option>{options(&v.roles, said.typed("role", ""))}</select></div>
                <div class="field"><label for=id_of("agency")>{t("Perangkat daerah", "Agency")}</label>{problem("agency")}<select id=id_of("agency") name="agency"><option value="">{t("Seluruh daerah", "The whole region")}</option>{options(&v.agencies, said.typed("agency", ""))}</select></div>
                <div class="field"><label for=id_of("until")>{t("Sampai (boleh kosong)", "Until (may be empty)")}</label>{problem("until")}<input id=id_of("until") name="until" type="date" value=said.typed("until", "")/></div>
                <div class="field"><label for=id_of("reason")>{t("Alasan", "Reason")}</label><p class="hint" id="reason-h">{t("Misalnya nomor surat keputusannya.", "Such as the number of the decision.")}</p>{problem("reason")}<input id=id_of("reason") name="reason" maxlength="200" value=said.typed("reason", "") aria-describedby="reason-h" autocomplete="off"/></div>
                <p><button class="btn" name="tindakan" value="beri">{t("Beri jabatan", "Give the post")}</button></p>
            </form>
        }
    });
    let deeds: Vec<_> = v.deeds.iter().map(|words| view! { <li class="small">{words.clone()}</li> }).collect();
    let review = (v.to_review > 0).then(|| {
        let n = words::number(i64::try_from(v.to_review).unwrap_or(0), lang);
        view! { <p class="note warn"><b>{n}</b>" "{t("jabatan belum ditinjau selama setengah tahun atau lebih. Pertahankan yang masih perlu, akhiri yang tidak.", "posts were not looked at for half a year or longer. Keep those that are needed, end the others.")}</p> }
    });
    let title = t("Orang dan jabatan", "People and posts");
    view! {
        <Title text=title/>
        <p class="small"><a rel="external" href=base.clone()>"← "{t("Pengelolaan daerah", "Administration")}</a></p>
        <h1>{title}</h1>
        {said.shown()}
        {password}
        {review}
        <form method="get" class="card"><div class="field"><label for=id_of("cari")>{t("Cari orang atau jabatan", "Find a person or a post")}</label><input id=id_of("cari") name="cari" type="search" value=v.asked.clone()/></div><p><button class="btn second">{t("Cari", "Find")}</button></p></form>
        {if none { view! { <p class="card face">{t("Tidak ada yang cocok.", "Nobody fits.")}</p> }.into_any() } else { view! { <table class="list"><thead><tr><th scope="col">{t("Nama", "Name")}</th><th scope="col">{t("Jabatan", "Post")}</th><th scope="col">{t("Sampai", "Until")}</th><th scope="col"><span class="unseen">{t("Tindakan", "Acts")}</span></th></tr></thead><tbody>{rows}</tbody></table> }.into_any() }}
        {give}
        <h2>{t("Riwayat", "History")}</h2>
        {if deeds.is_empty() { view! { <p>{t("Belum ada.", "Nothing yet.")}</p> }.into_any() } else { view! { <ul class="plain">{deeds}</ul> }.into_any() }}
    }
}

/// Says which member of staff an account is of; what is empty takes it away.
fn staff_form(row: &Row, action: &str) -> impl IntoView + use<> {
    let id = format!("p-{}", row.id);
    let number = row.staff.as_ref().map(|(number, _)| number.clone()).unwrap_or_default();
    view! {
        <details><summary>{t("Pegawai", "Member of staff")}</summary>
            <form method="post" action=action.to_owned()><input type="hidden" name="jabatan" value=row.id.clone()/>
                <div class="field"><label for=id.clone()>{t("Nomor pegawai (NIP)", "Number of the member of staff (NIP)")}</label>
                    <p class="hint" id=format!("{id}-h")>{t("Catatan kerja orang ini dibuka lewat akun ini. Kosongkan untuk melepasnya.", "Their log of work is opened with this account. Empty takes it away.")}</p>
                    <input id=id.clone() name="pegawai" maxlength="40" value=number inputmode="numeric" autocomplete="off" aria-describedby=format!("{id}-h")/></div>
                <p><button class="btn second small" name="tindakan" value="hubungkan">{t("Simpan", "Save")}</button></p></form></details>
    }
}

#[derive(Deserialize)]
struct Deed {
    #[serde(default)]
    tindakan: String,
    jabatan: Option<Uuid>,
    #[serde(default)]
    alasan: String,
    #[serde(default)]
    pegawai: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    agency: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    reason: String,
}

async fn done(office: Office, Form(form): Form<Deed>) -> Response {
    let page = office.page("kelola/orang");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let (accounts, pack, who, lang) = (here.engine.accounts(), &here.pack, &here.visitor, office.lang);
    let asked =
        PostAsked { login: form.login, name: form.name, role: form.role, agency: form.agency, until: form.until, reason: form.reason };
    let done: Result<(&str, Option<String>), Failure> = match (form.tindakan.as_str(), form.jabatan) {
        ("beri", _) => accounts.give_post(pack, who, &asked).await.map(|made| (pick(lang, "Jabatan diberikan", "The post is given"), made)),
        ("akhiri", Some(id)) => {
            accounts.take_post(pack, who, id, &form.alasan).await.map(|()| (pick(lang, "Jabatan diakhiri", "The post is ended"), None))
        }
        ("hubungkan", Some(id)) => {
            let linked = here.engine.performance().link(pack, who, id, &form.pegawai).await;
            linked.map(|()| (pick(lang, "Hubungan pegawai tersimpan", "The member of staff is noted"), None))
        }
        ("tinjau", Some(id)) => {
            accounts.keep_post(pack, who, id).await.map(|()| (pick(lang, "Tercatat masih perlu", "Noted as still needed"), None))
        }
        _ => Err(Failure::NotFound),
    };
    match done {
        Ok((words, made)) => {
            let once = made.map(|password| format!("&sandi={}", Flash::put(password))).unwrap_or_default();
            see(&format!("{page}?kata={}{once}", Said::done(words).keep(who)))
        }
        Err(failure) => {
            let typed = [
                ("login", asked.login),
                ("name", asked.name),
                ("role", asked.role),
                ("agency", asked.agency),
                ("until", asked.until),
                ("reason", asked.reason),
            ];
            let typed = typed.map(|(name, text)| (name.to_owned(), text)).into();
            see(&format!("{page}?kata={}", Said::refused(&failure, lang, typed).keep(who)))
        }
    }
}

/// What is sent.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kelola/orang", post(done))
}
