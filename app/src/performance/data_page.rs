//! Tables that the personnel office brings in: looked at first, with what each line would change, and then taken or not.
use crate::{
    citizen::{
        apply::posts::{Sent, read},
        page::{Loading, Place, page, param, query},
    },
    components::{id::id_of, said::Said},
    desk::{
        here::Here,
        kept::{self, Kept},
        office::Office,
    },
    error::AppError,
    lang::{lang, pick, t},
    server::{away, see},
    spreadsheet::download,
};
use axum::{
    Form, Router,
    extract::Multipart,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    performance::Month,
    words::{self, Lang},
};
use engine::{Brought, Failure, LineFault, Table, TableTrouble};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// Most bytes of a table.
const MOST: usize = 5_000_000;
/// Lines of each kind that are shown.
const SHOWN: usize = 100;

/// The page.
pub struct DataView {
    region: String,
    month: Month,
    absences: String,
    figures: String,
    kinds: String,
    classes: String,
    sanctions: Vec<(String, String)>,
    result: Option<Shown>,
    said: Option<String>,
}

/// What became of a table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Shown {
    table: String,
    new: usize,
    same: usize,
    later: usize,
    changed: Vec<(u64, String)>,
    /// How many lines change something, of which some are shown.
    changes: usize,
    clashes: Vec<(u64, String)>,
    faults: Vec<(u64, String)>,
    more: usize,
    trouble: Option<String>,
    why: String,
    whole: String,
    /// Under what the table itself is kept until it is taken.
    kept: Option<String>,
    taken: bool,
}

/// **Needs**: to keep months. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
async fn load(region: String, result: Option<String>, said: Option<String>) -> Result<DataView, AppError> {
    let here = Here::of_page(&region)?;
    let lang = here.lang;
    let rules = here.pack.performance.as_ref().ok_or(AppError::NotFound)?;
    if !here.engine.performance().keeps(&here.pack, &here.visitor) {
        return Err(AppError::Forbidden);
    }
    let join = |of: Vec<String>| of.join(", ");
    Ok(DataView {
        month: Month::of(here.today()).before(),
        absences: join(rules.absences.iter().map(|a| format!("{} ({})", a.key, a.label.get(lang))).collect()),
        figures: join(rules.figures.iter().map(|f| format!("{} ({})", f.key, f.label.get(lang))).collect()),
        kinds: join(rules.kinds.iter().map(|k| format!("{} ({})", k.key, k.label.get(lang))).collect()),
        classes: join(rules.classes.clone()),
        sanctions: rules.sanctions.iter().map(|s| (s.key.clone(), format!("{} ({})", s.label.get(lang), s.legal_base))).collect(),
        result: result.and_then(|id| kept::imported(&here.visitor, &id)).and_then(|text| serde_json::from_str(&text).ok()),
        said,
        region,
    })
}

/// The page's route.
pub struct DataPage {
    place: Place,
    view: Loading<DataView>,
}

#[lazy_route]
impl LazyRoute for DataPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("hasil"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: DataView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja", v.region);
    let action = format!("{base}/data");
    let kind = said.typed("hukuman", "");
    // What was said of a table stays beside it until it is taken.
    let (whole, why) = v.result.iter().filter(|r| !r.taken).map(|r| (r.whole.clone(), r.why.clone())).next().unwrap_or_default();
    let result = v.result.clone().map(|r| outcome(r, &action));
    let file = |id: &'static str| {
        view! { <div class="field"><label for=id>{t("Tabel (CSV)", "Table (CSV)")}</label><input id=id name="tabel" type="file" accept=".csv,text/csv"/></div> }
    };
    let sanctions: Vec<_> = v
        .sanctions
        .iter()
        .map(|(key, words)| view! { <option value=key.clone() selected={*key == kind}>{words.clone()}</option> })
        .collect();
    let look = || view! { <p><button class="btn" name="tindakan" value="periksa">{t("Periksa dahulu", "Look at it first")}</button></p> };
    view! {
        <Title text=t("Data kepegawaian", "Personnel data")/>
        <p class="small"><a rel="external" href=base.clone()>"← "{t("Catatan kerja", "Work log")}</a></p>
        <h1>{t("Data kepegawaian", "Personnel data")}</h1>
        {said.shown()}
        {result}
        <form method="post" action=action.clone() enctype="multipart/form-data" class="card">
            <h2>{t("Kehadiran", "Attendance")}</h2>
            <p class="small">{t("Kolom: nomor_pegawai; tanggal; datang; pulang; keterangan. Keterangan dikosongkan bila hadir, atau salah satu dari: ", "Columns: nomor_pegawai; tanggal; datang; pulang; keterangan. The last is empty for who was there, or one of: ")}{v.absences}"."</p>
            <input type="hidden" name="jenis" value="kehadiran"/>
            {file("f-kehadiran")}
            <div class="field"><label for=id_of("lengkap")>{t("Kehadiran lengkap untuk bulan", "Whole attendance of the month")}</label>
                <p class="hint">{t("Kosongkan bila tabel ini hanya sebagian. Hari tanpa catatan baru dihitung tidak hadir setelah bulannya lengkap.", "Leave it empty where this is only a part. Days without marks count as absent only once the month is whole.")}</p>
                <input id=id_of("lengkap") name="lengkap" value=whole placeholder=v.month.to_string() autocomplete="off"/></div>
            <div class="field"><label for=id_of("sebab")>{t("Sebab perubahan", "Why it changes")}</label>
                <p class="hint">{t("Wajib untuk bulan yang sudah ditandatangani: tertulis pada koreksi di slip.", "Needed for a month that is signed: it stands with the correction on the slip.")}</p>
                <input id=id_of("sebab") name="sebab" value=why maxlength="200" autocomplete="off"/></div>
            {look()}
        </form>
        <form method="post" action=action.clone() enctype="multipart/form-data" class="card">
            <h2>{t("Angka kinerja", "Figures")}</h2>
            <p class="small">{t("Kolom: bulan; kode; milik; realisasi; target. Kode: ", "Columns: bulan; kode; milik; realisasi; target. Codes: ")}{v.figures}"."</p>
            <input type="hidden" name="jenis" value="angka"/>
            {file("f-angka")}
            {look()}
        </form>
        <form method="post" action=action enctype="multipart/form-data" class="card">
            <h2>{t("Organisasi dan jabatan", "Organisation and positions")}</h2>
            <p class="small">{t("Satu baris untuk tiap orang pada jabatannya. Mulailah dari tabel yang sekarang: ", "A line for each person in their position. Begin with the table as it is: ")}<a rel="external" href=format!("{base}/data/organisasi.csv")>{t("unduh organisasi", "download the organisation")}</a>". "{t("Jenis: ", "Kinds: ")}{v.kinds}". "{t("Kelas: ", "Classes: ")}{v.classes}"."</p>
            <input type="hidden" name="jenis" value="organisasi"/>
            {file("f-organisasi")}
            {look()}
        </form>
        <form method="post" action=format!("{base}/data/hukuman") class="card">
            <h2>{t("Hukuman disiplin", "Sanctions")}</h2>
            <div class="field"><label for=id_of("nomor")>{t("Nomor pegawai", "Number of the member of staff")}</label><input id=id_of("nomor") name="nomor" value=said.typed("nomor", "") autocomplete="off"/></div>
            <div class="field"><label for=id_of("hukuman")>{t("Jenis", "Kind")}</label><select id=id_of("hukuman") name="hukuman">{sanctions}</select></div>
            <div class="field"><label for=id_of("mulai")>{t("Berlaku mulai bulan", "From the month")}</label><input id=id_of("mulai") name="mulai" value=said.typed("mulai", "") placeholder=v.month.next().to_string() autocomplete="off"/></div>
            <div class="field"><label for=id_of("surat")>{t("Nomor surat keputusan", "Letter of the decision")}</label><input id=id_of("surat") name="surat" value=said.typed("surat", "") maxlength="200" autocomplete="off"/></div>
            <p><button class="btn">{t("Catat hukuman", "Note the sanction")}</button></p>
        </form>
    }
}

fn outcome(r: Shown, action: &str) -> impl IntoView + use<> {
    if let Some(words) = r.trouble {
        return view! { <div class="card errors" role="alert" tabindex="-1" autofocus><p>{words}</p></div> }.into_any();
    }
    let lang = lang();
    let n = |n: usize| words::number(i64::try_from(n).unwrap_or(0), lang);
    let lines = |of: Vec<(u64, String)>| -> Vec<_> {
        of.into_iter()
            .map(|(line, what)| {
                let line = if line == 0 { String::new() } else { format!("{} {line}: ", t("Baris", "Line")) };
                view! { <li>{line}{what}</li> }
            })
            .collect()
    };
    let (some_faults, some_clashes, some_changes) = (!r.faults.is_empty(), !r.clashes.is_empty(), !r.changed.is_empty());
    // A month that is whole now is a change of its own.
    let something = r.new + r.changes > 0 || !r.whole.is_empty();
    let take = (!some_faults && !r.taken && something).then(|| {
        view! {
            <form method="post" action=action.to_owned() enctype="multipart/form-data">
                <input type="hidden" name="jenis" value=r.table.clone()/>
                <input type="hidden" name="isi" value=r.kept.clone().unwrap_or_default()/>
                <input type="hidden" name="sebab" value=r.why.clone()/>
                <input type="hidden" name="lengkap" value=r.whole.clone()/>
                <p><button class="btn" name="tindakan" value="ambil">{t("Simpan perubahan ini", "Take these changes")}</button></p>
            </form>
        }
    });
    let class = if some_faults { "card errors" } else { "card ok-edge" };
    view! {
        <section class=class role="status" tabindex="-1" autofocus>
            <h2>{if r.taken { t("Tersimpan", "Taken") } else { t("Hasil pemeriksaan", "What it would do") }}</h2>
            <dl class="ladder">
                <dt>{t("Baru", "New")}</dt><dd>{n(r.new)}</dd>
                <dt>{t("Berubah", "Changed")}</dt><dd>{n(r.changes)}</dd>
                <dt>{t("Sama dengan yang ada", "As it is already")}</dt><dd>{n(r.same)}</dd>
                {(r.later > 0).then(|| view! { <dt>{t("Untuk bulan yang sudah ditandatangani (menjadi koreksi)", "Of signed months (become corrections)")}</dt><dd>{n(r.later)}</dd> })}
            </dl>
            {some_faults.then(|| view! { <h3>{t("Perlu diperbaiki; tidak ada yang disimpan", "To be mended; nothing is taken")}</h3><ul>{lines(r.faults)}</ul> })}
            {some_clashes.then(|| view! { <h3>{t("Bentrok dengan kegiatan yang tercatat", "Clashes with activities that are entered")}</h3><ul>{lines(r.clashes)}</ul> })}
            {some_changes.then(|| view! { <details open><summary>{t("Yang berubah", "What changes")}</summary><ul>{lines(r.changed)}</ul></details> })}
            {(r.more > 0).then(|| view! { <p class="small">{n(r.more)}" "{t("baris lagi tidak ditampilkan", "more lines are not shown")}</p> })}
            {take}
        </section>
    }
    .into_any()
}

pub(super) fn posts() -> Router {
    Router::new()
        .route("/{region}/kinerja/data", post(take))
        .route("/{region}/kinerja/data/organisasi.csv", get(organisation))
        .route("/{region}/kinerja/data/hukuman", post(sanction))
}

async fn sanction(office: Office, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let page = office.page("kinerja/data");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let text = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let wrong = || Said {
        typed: pairs.iter().cloned().collect(),
        ..Said::not(pick(
            here.lang,
            "Periksa nomor pegawai, bulan yang belum dikunci (seperti 2026-07), dan nomor suratnya.",
            "Check the number, a month that is not frozen (such as 2026-07), and the letter.",
        ))
    };
    let Ok(from) = text("mulai").parse::<Month>() else { return see(&format!("{page}?kata={}", wrong().keep(&here.visitor))) };
    let (number, kind, letter) = (text("nomor"), text("hukuman"), text("surat"));
    let said = match here.engine.performance().sanction(&here.pack, &here.visitor, &number, &kind, (from, &letter)).await {
        Ok(()) => {
            Said::done(pick(here.lang, "Hukuman tercatat dan memotong mulai bulan itu.", "It is noted, and cuts from that month on."))
        }
        Err(Failure::NotFound) => wrong(),
        Err(failure @ Failure::SignedOut) => return away(&failure, &page),
        Err(failure) => Said { typed: pairs.iter().cloned().collect(), ..Said::not(failure.text(here.lang)) },
    };
    see(&format!("{page}?kata={}", said.keep(&here.visitor)))
}

async fn organisation(office: Office) -> Response {
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &office.page("kinerja/data")),
    };
    match here.engine.performance().organisation_table(&here.pack, &here.visitor).await {
        Ok(rows) => download("organisasi", rows),
        Err(failure) => http::StatusCode::from_u16(failure.status()).unwrap_or(http::StatusCode::NOT_FOUND).into_response(),
    }
}

async fn take(office: Office, form: Multipart) -> Response {
    let page = office.page("kinerja/data");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    match taken(&here, form).await {
        Ok(shown) => see_what_came(&here, &page, &shown),
        Err(failure @ Failure::SignedOut) => away(&failure, &page),
        Err(failure) => see(&format!("{page}?kata={}", Said::not(failure.text(here.lang)).keep(&here.visitor))),
    }
}

async fn taken(here: &Here, form: Multipart) -> Result<Shown, Failure> {
    let sent = read(form).await?;
    let lang = here.lang;
    let text = |name: &str| sent.pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let write = text("tindakan") == "ambil" || sent.pressed == "ambil";
    let table = match text("jenis").as_str() {
        "kehadiran" => Table::Attendance,
        "angka" => Table::Figures,
        "organisasi" => Table::Organisation,
        _ => return Err(Failure::NotFound),
    };
    let mut shown = Shown { table: text("jenis"), why: text("sebab"), whole: text("lengkap"), ..Shown::default() };
    let trouble = |shown: Shown, words: &str| Ok(Shown { trouble: Some(words.to_owned()), ..shown });
    let body = match csv_text(here, &sent, MOST)? {
        Ok(body) => body,
        Err(words) => return trouble(shown, words),
    };
    let whole = match (shown.whole.as_str(), shown.whole.parse::<Month>()) {
        ("", _) => None,
        (_, Ok(month)) => Some(month),
        _ => return trouble(shown, pick(lang, "Tulis bulannya seperti 2026-06.", "Write the month as 2026-06.")),
    };
    let brought = match here.engine.performance().bring(&here.pack, &here.visitor, table, &body, (&shown.why, whole), write).await? {
        Ok(brought) => brought,
        Err(why) => return trouble(shown, &troubled(&why, lang)),
    };
    shown.taken = write && brought.faults.is_empty();
    if !shown.taken {
        shown.kept = Some(kept::keep(&here.visitor, Kept::Imported(body)));
    }
    Ok(fill(shown, brought, lang))
}

/// Leads to the page with what became of a table.
pub(super) fn see_what_came(here: &Here, page: &str, shown: &impl Serialize) -> Response {
    let shown = serde_json::to_string(shown).unwrap_or_default();
    see(&format!("{page}?hasil={}", kept::keep(&here.visitor, Kept::Imported(shown))))
}

/// The table that was sent, or the one that was looked at before; else what to do.
pub(super) fn csv_text(here: &Here, sent: &Sent, most: usize) -> Result<Result<String, &'static str>, Failure> {
    let lang = here.lang;
    let seen = sent.pairs.iter().find(|(name, _)| name == "isi").map_or("", |(_, value)| value.trim());
    Ok(match sent.files.first() {
        Some((_, _, bytes)) if bytes.len() > most => {
            return Err(Failure::TooLarge { most_mb: u32::try_from(most / 1_000_000).unwrap_or(u32::MAX) });
        }
        Some((_, _, bytes)) => std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| {
            pick(
                lang,
                "Berkas ini bukan tabel CSV. Simpan lembar kerjanya sebagai CSV (UTF-8).",
                "This is no CSV table. Save the sheet as CSV (UTF-8).",
            )
        }),
        None if seen.is_empty() => Err(pick(lang, "Pilih tabelnya dahulu.", "Choose the table first.")),
        None => kept::imported(&here.visitor, seen).ok_or_else(|| {
            pick(lang, "Pemeriksaannya sudah terlalu lama. Pilih tabelnya lagi.", "It was looked at too long ago. Choose the table again.")
        }),
    })
}

fn fill(mut shown: Shown, brought: Brought, lang: Lang) -> Shown {
    let all = brought.faults.len() + brought.clashes.len() + brought.changed.len();
    let first = |of: Vec<(u64, String)>| of.into_iter().take(SHOWN).collect::<Vec<_>>();
    shown.new = brought.new;
    shown.same = brought.same;
    shown.later = brought.later;
    shown.changes = brought.changed.len();
    shown.faults = first(brought.faults.into_iter().map(|(line, fault)| (line, in_words(&fault, lang))).collect());
    shown.clashes = first(brought.clashes);
    shown.changed = first(brought.changed);
    shown.more = all - shown.faults.len() - shown.clashes.len() - shown.changed.len();
    shown
}

pub(super) fn troubled(why: &TableTrouble, lang: Lang) -> String {
    let lines = |most: usize| words::number(i64::try_from(most).unwrap_or(0), lang);
    match (why, lang) {
        (TableTrouble::NoColumn(name), Lang::Id) => format!("Kolom {name} tidak ada. Tambahkan pada baris pertama, lalu kirim lagi."),
        (TableTrouble::NoColumn(name), Lang::En) => format!("There is no column {name}. Add it to the first line and send it again."),
        (TableTrouble::TooLong(most), Lang::Id) => {
            format!("Terlalu banyak baris. Bagi menjadi tabel berisi paling banyak {} baris.", lines(*most))
        }
        (TableTrouble::TooLong(most), Lang::En) => format!("Too many lines. Split it into tables of at most {}.", lines(*most)),
        (TableTrouble::Empty, Lang::Id) => "Tabelnya kosong.".to_owned(),
        (TableTrouble::Empty, Lang::En) => "The table is empty.".to_owned(),
    }
}

pub(super) fn in_words(fault: &LineFault, lang: Lang) -> String {
    let id = lang == Lang::Id;
    let say = |i: &str, e: &str| if id { i.to_owned() } else { e.to_owned() };
    match fault {
        LineFault::Cells => say("jumlah selnya berbeda dari baris pertama", "it has not as many cells as the first line"),
        LineFault::Missing(column) => format!("{} {column}", say("kosong: kolom", "empty: column")),
        LineFault::Unread(column, text) => format!("{column}: \"{text}\" {}", say("tidak terbaca", "can't be read")),
        LineFault::NoStaff(number) => format!("{} {number}", say("bukan pegawai daerah ini:", "nobody of this region has the number")),
        LineFault::NotPlaced(number) => {
            format!("{number} {}", say("tidak memegang jabatan pada tanggal itu", "held no position on that day"))
        }
        LineFault::Unknown(column, word) => format!("{column}: \"{word}\" {}", say("tidak dikenal", "is not known")),
        LineFault::Twice(first) => format!("{} {first}", say("bertentangan atau sama dengan baris", "the same as, or against, line")),
        LineFault::AwayAndThere => say("tercatat cuti sekaligus hadir", "away and there at once"),
        LineFault::Backwards => say("jam pulang sebelum jam datang", "left before they came"),
        LineFault::Future => say("tanggalnya belum tiba", "the day has not come"),
        LineFault::Frozen(month) => {
            format!("{} {month} {}", say("bulan", "month"), say("sedang dikunci; buka dahulu", "is frozen; open it first"))
        }
        LineFault::Signed(month) => {
            format!(
                "{} {month} {}",
                say("bulan", "month"),
                say("sudah ditandatangani dan angkanya tetap", "is signed, and its figures stay")
            )
        }
        LineFault::NoReason => say(
            "mengubah bulan yang sudah ditandatangani; isi sebab perubahannya, lalu periksa lagi",
            "it changes a month that is signed; say why, and look at it again",
        ),
        LineFault::Chart(what) => format!("{}: {what}", say("susunan organisasi tidak utuh", "the organisation does not hold together")),
    }
}
