//! One activity: entered, mended, and with what happened to it.
mod posts;

use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{id::id_of, said::Said, text_area::TextArea},
    desk::here::Here,
    error::AppError,
    lang::{lang, pick, t},
};
use domain::{
    performance::{
        enter::is_mendable,
        entry::{Entry, EntryEvent, EntryHappening, EntryId, Told},
        rules::{CatalogueItem, Evidence},
    },
    time::Day,
    words::{self, Lang},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) use posts::posts;

/// The page.
pub struct EntryPageView {
    region: String,
    day: Day,
    today: Day,
    /// What stands in the boxes.
    typed: BTreeMap<String, String>,
    items: Vec<Choice>,
    /// The aims that were agreed.
    aims: Vec<Choice>,
    /// The aim that it serves, in words.
    serves: Option<String>,
    entry: Option<Entry>,
    history: Vec<(String, String)>,
    own: bool,
    /// The reasons that a verdict can have, where the visitor may judge it now.
    reasons: Option<Vec<(String, String)>>,
    /// When this page was made, UTC milliseconds.
    made: i64,
    name: String,
    said: Option<String>,
}

struct Choice {
    code: String,
    words: String,
}

/// **Needs**: a place in the region's organisation, or to judge or watch over whose entry it is. **Errors**: `SignedOut`, `Forbidden`,
/// `NotFound`.
async fn load(
    region: String,
    id: Option<String>,
    (day, template): (Option<String>, Option<String>),
    said: Option<String>,
) -> Result<EntryPageView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let rules = pack.performance.as_ref().ok_or(AppError::NotFound)?;
    let performance = here.engine.performance();
    let today = here.today();
    let mut typed = BTreeMap::new();
    let (mut entry, mut history, mut own, mut reasons) = (None, vec![], true, None);
    let mut name = String::new();
    let mut day = day.and_then(|d| Day::parse_loose(&d).ok()).unwrap_or(today);
    if let Some(id) = id {
        let id = EntryId(id.parse::<Uuid>().map_err(|_| AppError::NotFound)?);
        let found = performance.entry(pack, &here.visitor, id).await?;
        for event in performance.entry_events(pack, &here.visitor, id).await? {
            history.push((words::date_time(event.at, pack.zone(), lang), happened(&event, pack, lang)));
        }
        own = performance.is_own(pack, &here.visitor, &found).await?;
        name = performance.name_of(pack, found.staff).await?;
        if !own && performance.may_judge(pack, &here.visitor, &found).await? {
            reasons = Some(rules.reasons.iter().map(|r| (r.key.clone(), r.label.get(lang).to_owned())).collect());
        }
        day = found.told.day;
        fill(&mut typed, &found.told, true);
        let people = performance.people(pack, found.told.with.iter().copied()).await?;
        let with = found.told.with.iter().filter_map(|who| people.get(who)).map(|s| s.number.as_str());
        typed.insert("bersama".to_owned(), with.collect::<Vec<_>>().join(", "));
        entry = Some(found);
    }
    let mut kinds = Vec::new();
    let (mut aims, mut serves) = (Vec::new(), None);
    if let Some((staff, aim)) = entry.as_ref().and_then(|e| Some((e.staff, e.told.aim?))) {
        serves = performance.aim_in_words(pack, staff, day, aim).await?;
    }
    if own {
        let view = performance.day(pack, &here.visitor, Some(day)).await?;
        kinds = view.positions.iter().map(|p| p.kind.clone()).collect();
        aims = view.aims.iter().map(|a| Choice { code: a.id.0.to_string(), words: a.result.clone() }).collect();
        if entry.is_none()
            && let Some(told) = template.and_then(|code| view.templates.iter().find(|told| told.code == code).cloned())
        {
            fill(&mut typed, &told, false);
        }
    }
    typed.insert("hari".to_owned(), day.to_string());
    let words = |i: &CatalogueItem| {
        let minutes = if i.actual { pick(lang, "paling lama", "at most") } else { "" };
        let norm = format!("{minutes} {} {} / {}", i.minutes, pick(lang, "menit", "min"), i.unit.get(lang));
        format!("{} · {} ({}). {}: {}", i.code, i.label.get(lang), norm.trim(), pick(lang, "Bukti", "Evidence"), i.shows.get(lang))
    };
    let items = rules
        .catalogue
        .iter()
        .filter(|i| i.holds(day) && i.evidence != Evidence::Case)
        .filter(|i| i.kinds.is_empty() || i.kinds.iter().any(|kind| kinds.contains(kind)))
        .map(|i| Choice { code: i.code.clone(), words: words(i) })
        .collect();
    Ok(EntryPageView {
        region,
        day,
        today,
        typed,
        items,
        aims,
        serves,
        entry,
        history,
        own,
        reasons,
        made: here.engine.now().millis(),
        name,
        said,
    })
}

fn fill(typed: &mut BTreeMap<String, String>, told: &Told, times: bool) {
    let mut put = |name: &str, value: String| typed.insert(name.to_owned(), value);
    put("kode", told.code.clone());
    put("jumlah", told.volume.to_string());
    put("uraian", told.text.clone());
    put("perintah", told.order.clone().unwrap_or_default());
    if times {
        put("rencana", told.aim.map(|a| a.0.to_string()).unwrap_or_default());
    }
    if times {
        put("mulai", say::in_box(told.start));
        put("selesai", say::in_box(told.end));
    }
}

fn happened(event: &EntryEvent, pack: &domain::pack::Pack, lang: Lang) -> String {
    let reason =
        |key: &str| pack.performance.as_ref().and_then(|r| r.reason(key)).map(|r| r.label.get(lang).to_owned()).unwrap_or_default();
    match (&event.what, lang) {
        (EntryHappening::Entered { .. }, _) => pick(lang, "Dicatat", "Entered").to_owned(),
        (EntryHappening::Mended { .. }, _) => pick(lang, "Diperbaiki", "Mended").to_owned(),
        (EntryHappening::Withdrawn, _) => pick(lang, "Ditarik", "Taken back").to_owned(),
        (EntryHappening::Approved { minutes, why, .. }, Lang::Id) => {
            format!("Disetujui, {minutes} menit{}", why.as_ref().map(|w| format!(": {w}")).unwrap_or_default())
        }
        (EntryHappening::Approved { minutes, why, .. }, Lang::En) => {
            format!("Approved, {minutes} minutes{}", why.as_ref().map(|w| format!(": {w}")).unwrap_or_default())
        }
        (EntryHappening::Returned { reason: key, why }, _) => format!("{}: {}. {why}", pick(lang, "Dikembalikan", "Returned"), reason(key)),
        (EntryHappening::Refused { reason: key, why }, _) => format!("{}: {}. {why}", pick(lang, "Ditolak", "Refused"), reason(key)),
        (EntryHappening::Overruled { minutes, why }, Lang::Id) => format!("Dihitung atas keberatan, {minutes} menit: {why}"),
        (EntryHappening::Overruled { minutes, why }, Lang::En) => format!("Counts by an objection, {minutes} minutes: {why}"),
        (EntryHappening::Lapsed, _) => pick(lang, "Lewat waktu tanpa dinilai", "Lapsed without a verdict").to_owned(),
    }
}

/// The page's route.
pub struct EntryPage {
    place: Place,
    view: Loading<EntryPageView>,
}

#[lazy_route]
impl LazyRoute for EntryPage {
    fn data() -> Self {
        let id = Some(param("entry")).filter(|e| !e.is_empty());
        Self { view: Loading::of(load(param("region"), id, (query("hari"), query("contoh")), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: EntryPageView) -> impl IntoView {
    let lang = lang();
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja", v.region);
    let mendable = v.own && v.entry.as_ref().is_none_or(|e| is_mendable(e.status));
    let heading = match &v.entry {
        None => t("Catat kegiatan", "Enter an activity"),
        Some(_) if mendable => t("Ubah kegiatan", "Change an activity"),
        Some(_) => t("Kegiatan", "Activity"),
    };
    let told = v.entry.as_ref().map(|e| told(e, &v.serves, &base, lang));
    let verdict = v.entry.as_ref().zip(v.reasons.as_ref()).map(|(e, reasons)| {
        let form = super::inbox_page::verdict(&e.id.0.to_string(), e.minutes, &v.region, reasons, &v.made.to_string(), &said);
        view! { <section class="card"><h2>{t("Nilai kegiatan ini", "Judge this entry")}</h2>{form}</section> }
    });
    let author = (!v.own).then(|| view! { <p><b>{v.name.clone()}</b></p> });
    let history: Vec<_> =
        v.history.iter().map(|(when, what)| view! { <li><b>{what.clone()}</b><time>{when.clone()}</time></li> }).collect();
    let withdraw = v.entry.as_ref().filter(|_| mendable).map(|e| {
        view! { <form method="post" action=format!("{base}/catatan/{}/tarik", e.id.0)><button class="btn bad">{t("Tarik kegiatan ini", "Take this entry back")}</button></form> }
    });
    view! {
        <Title text=heading/>
        <p class="small"><a rel="external" href=format!("{base}?hari={}", v.day)>"← "{t("Catatan kerja", "Work log")}</a></p>
        <h1>{heading}</h1>
        {said.shown()}
        {author}
        {told}
        {verdict}
        {mendable.then(|| form(&v, &said, &base, lang))}
        {withdraw}
        {(!history.is_empty()).then(|| view! { <h2>{t("Riwayat", "History")}</h2><ol class="line">{history}</ol> })}
    }
}

fn told(e: &Entry, serves: &Option<String>, base: &str, lang: Lang) -> impl IntoView + use<> {
    let (word, class) = say::status(e.status, lang);
    let proofs: Vec<_> = e
        .told
        .evidence
        .iter()
        .map(|p| view! { <li><a rel="external" href=format!("{base}/bukti/{}/{}", e.id.0, p.hash)>{p.name.clone()}</a>" "<span class="small">{words::file_size(p.size, lang)}</span></li> })
        .collect();
    view! {
        <section class="card">
            <p class="between"><span>{words::date_long(e.told.day, lang)}", "{say::clock(e.told.start)}"–"{say::clock(e.told.end)}</span><span class=class>{word}</span></p>
            <p class="prose">{e.told.text.clone()}</p>
            {serves.clone().map(|words| view! { <p class="small">{t("Untuk rencana: ", "Serves: ")}{words}</p> })}
            {e.told.order.clone().map(|order| view! { <p class="small">{t("Atas perintah: ", "By order: ")}{order}</p> })}
            {e.why.clone().map(|why| view! { <p class="msg">{why}</p> })}
            <ul class="plain">{proofs}</ul>
        </section>
    }
}

fn form(v: &EntryPageView, said: &Said, base: &str, _lang: Lang) -> impl IntoView + use<> {
    let value = |name: &str| said.typed(name, v.typed.get(name).map(String::as_str).unwrap_or_default());
    let wrong = |name: &'static str| said.problem(name).map(|w| view! { <p class="msg" id=format!("{}-m", id_of(name))>{w}</p> });
    let class = |name: &str| if said.problem(name).is_some() { "field err" } else { "field" };
    let chosen = value("kode");
    let options: Vec<_> =
        v.items.iter().map(|i| view! { <option value=i.code.clone() selected={i.code == chosen}>{i.words.clone()}</option> }).collect();
    let aim = value("rencana");
    let aims: Vec<_> =
        v.aims.iter().map(|i| view! { <option value=i.code.clone() selected={i.code == aim}>{i.words.clone()}</option> }).collect();
    let from_case = v.entry.as_ref().is_some_and(|e| e.told.case.is_some());
    let kept: Vec<_> = v
        .entry
        .iter()
        .flat_map(|e| &e.told.evidence)
        .map(|p| view! { <label class="tick"><input type="checkbox" name="simpan" value=p.hash.clone() checked/>{p.name.clone()}</label> })
        .collect();
    let action = v.entry.as_ref().map_or_else(|| format!("{base}/catat"), |e| format!("{base}/catatan/{}", e.id.0));
    let field = |name: &'static str,
                 label: &'static str,
                 hint: &'static str,
                 kind: &'static str,
                 mode: Option<&'static str>,
                 max: Option<String>| {
        view! {
            <div class=class(name)><label for=id_of(name)>{label}</label>
                {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{}-h", id_of(name))>{hint}</p> })}
                {wrong(name)}
                <input id=id_of(name) name=name type=kind value=value(name) inputmode=mode max=max aria-describedby={(!hint.is_empty()).then(|| format!("{}-h", id_of(name)))} autocomplete="off"/>
            </div>
        }
    };
    view! {
        <form method="post" action=action enctype="multipart/form-data" novalidate>
            {(!from_case).then(|| {
                view! {
                    <div class=class("kode")><label for=id_of("kode")>{t("Kegiatan", "Activity")}</label>
                        {wrong("kode")}
                        <select id=id_of("kode") name="kode"><option value="">{t("Pilih kegiatan", "Choose an activity")}</option>{options}</select>
                    </div>
                    {field("jumlah", t("Jumlah", "How many"), "", "text", Some("numeric"), None)}
                }
            })}
            {from_case.then(|| view! { <p class="note">{t("Kegiatan, jumlah, dan jamnya berasal dari berkas yang Anda kerjakan. Anda dapat menambah keterangan dan bukti.", "What it was, how many and when come from the case that you worked on. You can add words and evidence.")}</p> })}
            <div class=class("uraian")><label for=id_of("uraian")>{t("Hasilnya", "What came of it")}</label>
                <p class="hint" id=format!("{}-h", id_of("uraian"))>{t("Satu kalimat: nomor surat, nama berkas, atau apa yang selesai.", "A sentence: the letter's number, the file's name, or what is done.")}</p>
                {wrong("uraian")}
                <TextArea id=id_of("uraian") name="uraian".to_owned() value=value("uraian") rows=3 describedby=format!("{}-h", id_of("uraian"))/>
            </div>
            {(!from_case).then(|| view! {
            {field("hari", t("Tanggal", "Day"), "", "date", None, Some(v.today.to_string()))}
            <div class="row two">
                {field("mulai", t("Mulai", "Began"), "", "time", None, None)}
                {field("selesai", t("Selesai", "Ended"), "", "time", None, None)}
            </div>
            <p class="hint">{t("Kosongkan keduanya bila jamnya boleh diatur sendiri: dipasang setelah kegiatan terakhir, sepanjang normanya.", "Leave both empty to have it put behind the last activity, as long as its norm.")}</p>
            {(!aims.is_empty()).then(|| view! {
                <div class=class("rencana")><label for=id_of("rencana")>{t("Untuk rencana kinerja", "Which aim it serves")}</label>
                    {wrong("rencana")}
                    <select id=id_of("rencana") name="rencana"><option value="">{t("Sesuai kegiatannya", "The one that names it")}</option>{aims}</select>
                </div>
            })}
            <details class="card" open={!value("perintah").is_empty() || !value("bersama").is_empty() || said.problem("bersama").is_some()}>
                <summary>{t("Atas surat perintah, atau bersama orang lain", "By an order, or with others")}</summary>
                {field("perintah", t("Nomor surat perintah", "Letter of the order"), t("Wajib untuk tugas di luar jabatan, hari libur, dan hari cuti.", "Needed for tasks beyond one's position, holidays and days of leave."), "text", None, None)}
                {field("bersama", t("Nomor pegawai yang ikut", "Numbers of those who took part"), t("Pisahkan dengan koma.", "With commas between them."), "text", None, None)}
            </details>
            })}
            <div class=class("bukti")>
                <label for=id_of("bukti")>{t("Bukti", "Evidence")}</label>
                <p class="hint" id=format!("{}-h", id_of("bukti"))>{t("Foto atau PDF, paling besar 5 MB.", "A picture or PDF, at most 5 MB.")}</p>
                {wrong("bukti")}
                {kept}
                <input id=id_of("bukti") name="bukti" type="file" accept="image/jpeg,image/png,image/webp,application/pdf" multiple data-foto="" aria-describedby=format!("{}-h", id_of("bukti"))/>
            </div>
            <p><button class="btn block">{t("Simpan kegiatan", "Save the activity")}</button></p>
        </form>
        <script type="module" src="/foto.js"></script>
    }
}
