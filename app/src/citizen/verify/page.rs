//! Whether a document is genuine, what it says, and whether it still holds.
use crate::{
    citizen::{
        apply::eligibility::GIVEN,
        licences::standing::{standing, tag},
        page::{Loading, Place, page, param, query},
    },
    error::AppError,
    lang::t,
    server::{Asked, Flash, in_query},
};
use domain::{
    licence::Status,
    number::{NumberError, SerialNumber},
    words,
};
use engine::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The page of a number, or of none yet.
pub struct VerifyView {
    region: String,
    government: String,
    /// What was typed or scanned.
    typed: String,
    found: Found,
}

/// What the number leads to.
enum Found {
    /// Nothing was typed yet.
    Nothing,
    /// It is no number: a digit is wrong or missing.
    Mistyped,
    /// It is another government's.
    Elsewhere { name: Option<(String, String)> },
    /// No document has it.
    Unknown,
    /// The document.
    Genuine(Box<GenuineView>),
}

struct GenuineView {
    number: String,
    title: String,
    issued: String,
    office: String,
    facts: Vec<(String, String)>,
    /// Since when it holds no longer and why, and what took its place.
    end: Option<(String, Option<String>)>,
    /// How the licence stands that it is: tag, words, since when, its term.
    licence: Option<StandingView>,
    holds: bool,
    certified: bool,
    label: String,
    hash: String,
    signed_with: String,
    pdf: bool,
    /// Where anybody complains about how it is used.
    complain: Option<String>,
    /// What a file was compared to be.
    compared: Option<String>,
}

struct StandingView {
    class: &'static str,
    words: String,
    since: String,
    in_force: bool,
}

/// What everybody may know of a document.
///
/// **Needs**: nothing. **Errors**: `NotFound` for an unknown region.
pub(crate) async fn verify(region: String, typed: String, compared: Option<String>) -> Result<VerifyView, AppError> {
    let asked = Asked::of_page(&region)?;
    let government = asked.pack.region.government.get(asked.lang).to_owned();
    let found = match typed.parse::<SerialNumber>() {
        _ if typed.is_empty() => Found::Nothing,
        Err(NumberError::Shape | NumberError::Check) => Found::Mistyped,
        Ok(number) if number.region() != asked.pack.code() => {
            let other = asked.engine.packs().by_code(number.region());
            Found::Elsewhere { name: other.map(|p| (p.region.slug.to_string(), p.region.name.clone())) }
        }
        Ok(number) => match asked.engine.papers().verify(&asked.pack, &number).await {
            Err(Failure::NotFound) => Found::Unknown,
            verified => {
                let licence = match asked.engine.licences().by_serial(&asked.pack, &number).await {
                    Ok(line) => Some(line),
                    Err(Failure::NotFound) => None,
                    Err(failure) => return Err(failure.into()),
                };
                Found::Genuine(Box::new(genuine(&asked, verified?, licence, compared)))
            }
        },
    };
    Ok(VerifyView { region, government, typed, found })
}

fn genuine(asked: &Asked, verified: engine::Verified, licence: Option<engine::LicenceLine>, compared: Option<String>) -> GenuineView {
    let (zone, lang) = (asked.pack.zone(), asked.lang);
    let shown = verified.shown;
    let number = verified.number.to_string();
    let today = asked.today();
    let holder = licence.as_ref().map(|l| l.holder.clone());
    let standing = licence.as_ref().map(|l| {
        let status = standing(l, today);
        let since = if status == l.status { l.since } else { l.until.map_or(l.since, |until| until.plus_days(1)) };
        StandingView {
            class: tag(status),
            words: status.label().get(lang).to_owned(),
            since: words::date(since, lang),
            in_force: status == Status::InForce,
        }
    });
    let term = licence.as_ref().map(|l| match l.until {
        Some(until) => format!("{} – {}", words::date(l.from, lang), words::date(until, lang)),
        None => format!("{} {}", t("sejak", "since"), words::date(l.from, lang)),
    });
    let facts = [
        (t("Jenis", "Kind"), Some(shown.title.get(lang).to_owned())),
        (t("Nomor dokumen", "Number"), Some(number.clone())),
        (t("Penerima", "Recipient"), Some(holder.unwrap_or(shown.organisation))),
        (t("Masa berlaku", "Term"), term),
        (t("Perihal", "About"), Some(shown.about)),
        (t("Nilai", "Amount"), shown.amount.map(|a| a.to_string())),
        (t("Pengajuan", "Application"), shown.case),
        (t("Diterbitkan", "Issued"), Some(words::date_time(verified.issued_at, zone, lang))),
        (t("Oleh", "By"), Some(shown.office.get(lang).to_owned())),
        (t("Penanda tangan", "Signed as"), Some(shown.role.get(lang).to_owned())),
    ];
    let compared = compared.as_deref().and_then(Flash::get);
    let to = licence.as_ref().and_then(|l| asked.pack.service(&l.service)?.licence.as_ref()?.complaints.as_ref());
    let complain = to.and_then(|to| {
        let path = &asked.pack.service(&to.service)?.path;
        Some(format!("/{}/{path}/ajukan?{GIVEN}{}={}", asked.pack.region.slug, to.field, in_query(&number)))
    });
    GenuineView {
        complain,
        title: shown.title.get(lang).to_owned(),
        issued: words::date(verified.issued_at.day(zone), lang),
        office: shown.office.get(lang).to_owned(),
        facts: facts.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v.filter(|v| !v.is_empty())?))).collect(),
        end: verified.end.map(|end| {
            let since = words::date(end.at.day(zone), lang);
            (format!("{since}: {}", end.why.get(lang)), end.replaced_by.map(|n| n.to_string()))
        }),
        licence: standing,
        holds: verified.signature_holds,
        certified: verified.certified,
        label: verified.label.get(lang).to_owned(),
        hash: verified.hash,
        signed_with: verified.signed_with,
        pdf: verified.public,
        compared: compared.and_then(|kept| kept.strip_prefix(&format!("{number} ")).map(str::to_owned)),
        number,
    }
}

/// The page.
pub struct VerifyPage {
    view: Loading<VerifyView>,
}

#[lazy_route]
impl LazyRoute for VerifyPage {
    fn data() -> Self {
        Self { view: Loading::of(verify(param("region"), param("serial"), query("hasil"))) }
    }
    fn view(this: Self) -> AnyView {
        page(Place::here(), "", this.view, shown)
    }
}

fn shown(v: VerifyView) -> impl IntoView {
    let status = match &v.found {
        Found::Mistyped => Some(http::StatusCode::UNPROCESSABLE_ENTITY),
        Found::Elsewhere { .. } | Found::Unknown => Some(http::StatusCode::NOT_FOUND),
        Found::Nothing | Found::Genuine(_) => None,
    };
    if let (Some(status), Some(response)) = (status, use_context::<leptos_axum::ResponseOptions>()) {
        response.set_status(status);
    }
    let (region, typed) = (v.region.clone(), v.typed.clone());
    view! {
        <Title text=t("Periksa keaslian dokumen", "Check a document")/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{v.government}</a></p>
        {match v.found {
            Found::Genuine(g) => genuine_view(&region, *g).into_any(),
            Found::Nothing => view! { <h1>{t("Periksa keaslian dokumen", "Check a document")}</h1><p>{t("Setiap dokumen resmi kami punya nomor dan kode QR. Ketik nomornya di sini; kami tunjukkan apakah dokumen itu asli dan masih berlaku.", "Each of our official documents has a number and a QR code. Type the number; we show whether the document is genuine and still holds.")}</p>{form(&region, &typed, true)} }.into_any(),
            Found::Mistyped => view! {
                <h1>{t("Nomornya belum benar", "That number is not right")}</h1>
                <div class="card errors" role="alert" tabindex="-1" autofocus>
                    <p>{t("Ada angka yang salah ketik atau kurang: angka terakhir setiap nomor mengawasi angka-angka lainnya. Cocokkan lagi dengan dokumennya, satu per satu.", "A digit is mistyped or missing: the last digit of each number watches over the others. Compare it with the document, digit by digit.")}</p>
                </div>
                {form(&region, &typed, true)}
            }.into_any(),
            Found::Unknown => view! {
                <h1>{t("Dokumen ini tidak kami terbitkan", "We did not issue this document")}</h1>
                <div class="card errors" role="alert" tabindex="-1" autofocus>
                    <p>{t("Tidak ada dokumen dengan nomor ini. Bila nomornya sudah Anda ketik persis seperti di kertas, jangan pakai dokumen itu dan laporkan kepada kami.", "No document has this number. If you typed it exactly as on the paper, do not rely on that document, and report it to us.")}</p>
                </div>
                {form(&region, &typed, true)}
            }.into_any(),
            Found::Elsewhere { name } => view! {
                <h1>{t("Dokumen pemerintah daerah lain", "Another government's document")}</h1>
                <div class="card errors" role="alert" tabindex="-1" autofocus>
                    <p>{t("Nomor ini bukan nomor kami.", "This number is not ours.")}</p>
                    {name.map(|(slug, name)| view! { <p><a rel="external" href=format!("/{slug}/verifikasi/{typed}")>{t("Periksa di", "Check it at")}" "{name}</a></p> })}
                </div>
                {form(&region, "", false)}
            }.into_any(),
        }}
    }
}

fn form(region: &str, typed: &str, main: bool) -> impl IntoView + use<> {
    let (action, typed) = (format!("/{region}/verifikasi/cari"), typed.to_owned());
    let class = if main { "btn block" } else { "btn block second" };
    view! {
        <form method="get" action=action>
            <div class="field">
                <label for="nomor">{t("Nomor dokumen", "Number of the document")}</label>
                <p class="hint" id="nomor-p">{t("Tertulis di bawah judul dan di kaki setiap halaman, misalnya TT3273-2026-0000412-8", "Below the title and at the foot of each page, such as TT3273-2026-0000412-8")}</p>
                <input id="nomor" name="nomor" value=typed maxlength="40" autocomplete="off" autocapitalize="characters" aria-describedby="nomor-p"/>
            </div>
            <p><button class=class>{t("Periksa", "Check")}</button></p>
        </form>
    }
}

fn genuine_view(region: &str, g: GenuineView) -> impl IntoView + use<> {
    let rows: Vec<_> =
        g.facts.into_iter().map(|(name, value)| view! { <div class="answer"><dt>{name}</dt><dd>{value}</dd></div> }).collect();
    let of_licence = g.licence.as_ref().is_some_and(|l| !l.in_force);
    let (heading, class) = match (&g.end, g.holds) {
        (None, true) if of_licence => {
            (t("Izin ini asli, tetapi tidak berlaku sekarang", "This licence is genuine, but not in force now"), "card wait-edge")
        }
        (_, false) => (t("Tanda tangan dokumen ini tidak cocok", "This document's signature does not fit"), "card bad-edge"),
        (Some(_), true) => {
            (t("Dokumen ini asli, tetapi tidak berlaku lagi", "This document is genuine, but holds no longer"), "card wait-edge")
        }
        (None, true) => (t("Dokumen ini asli", "This document is genuine"), "card ok-edge"),
    };
    let region = region.to_owned();
    let compared = g.compared.map(|word| match word.as_str() {
        "sama" => ("note ok", t("Sama. Berkas Anda persis dokumen yang kami terbitkan.", "The same. Your file is exactly the document that we issued.")),
        "beda" => ("note bad", t("Tidak sama. Berkas Anda berbeda dari dokumen yang kami terbitkan: mungkin diubah, atau hasil cetak dan pindai ulang. Jangan pakai berkas itu sebelum isinya cocok dengan yang tertulis di atas.", "Not the same. Your file differs from the document that we issued: it may have been changed, or printed and scanned again. Do not rely on it before what it says fits what stands above.")),
        _ => ("note bad", t("Pilih berkas PDF-nya dahulu.", "Choose the PDF first.")),
    });
    view! {
        <section class=class>
            <h1>{heading}</h1>
            {g.licence.map(|l| view! { <p><span class=l.class>{l.words}</span>" "<span class="small">{t("sejak", "since")}" "{l.since}</span></p> })}
            <p><b>{g.title}</b>" "{t("dikeluarkan oleh", "was issued by")}" "{g.office}" "{t("pada", "on")}" "{g.issued}"."</p>
            {g.end.map(|(since, replaced)| view! {
                <p class="note bad">{t("Tidak berlaku lagi sejak", "Holds no longer since")}" "{since}
                {replaced.map(|n| view! { ". "{t("Diganti oleh", "Replaced by")}" "<a rel="external" href=format!("/{region}/verifikasi/{n}")>{n.clone()}</a> })}</p>
            })}
            <dl class="answers">{rows}</dl>
            <p class="small">{g.label}". "{(!g.certified).then(|| t("Tanda tangan ini membuktikan bahwa dokumen berasal dari sistem kami dan tidak diubah; belum tersertifikasi BSrE.", "The signature shows that the document came from our system and was not changed; it is not certified by the state's certification body (BSrE)."))}</p>
            {g.complain.map(|href| view! { <p><a rel="external" href=href>{t("Laporkan usaha ini bila menyalahi izinnya", "Report this business if it breaks its licence")}</a></p> })}
            {g.pdf.then(|| view! { <p><a class="btn second block" rel="external" href=format!("/{region}/dokumen/{}.pdf", g.number)>{t("Buka dokumennya (PDF)", "Open the document (PDF)")}</a></p> })}
        </section>
        <section class="card" aria-labelledby="banding">
            <h2 id="banding">{t("Cocokkan berkas Anda", "Compare your file")}</h2>
            <p>{t("Punya PDF-nya? Kirim di sini; kami bandingkan sampai huruf terakhir. Berkas Anda tidak kami simpan.", "Do you have the PDF? Send it here; we compare it to the last letter. Your file is not kept.")}</p>
            {compared.map(|(class, words)| view! { <p class=class role="status">{words}</p> })}
            <form method="post" enctype="multipart/form-data" action=format!("/{region}/verifikasi/{}/bandingkan", g.number)>
                <div class="field">
                    <label for="berkas">{t("Berkas PDF, paling besar 12 MB", "PDF file, at most 12 MB")}</label>
                    <input id="berkas" name="berkas" type="file" accept="application/pdf"/>
                </div>
                <p><button class="btn second block">{t("Bandingkan", "Compare")}</button></p>
            </form>
        </section>
        <details class="card">
            <summary>{t("Untuk pemeriksa teknis", "For technical checks")}</summary>
            <p class="small wrap">"BLAKE3: "{g.hash}<br/>{t("Kunci", "Key")}": "{g.signed_with}" · "<a rel="external" href=format!("/{region}/verifikasi/kunci")>{t("kunci publik dan cara memeriksa", "public key and how to check")}</a></p>
        </details>
        <p><a rel="external" href=format!("/{region}/verifikasi")>{t("Periksa dokumen lain", "Check another document")}</a></p>
    }
}
