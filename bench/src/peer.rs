//! The bare program that Terang's pages are measured beside: axum, the same queries through the same engine, and HTML
//! pushed into a string by hand. What it can do, Terang could do at most.
use crate::{REGION, seed, served::on_core};
use anyhow::{Context, Result};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
    serve::ListenerExt,
};
use clap::Args;
use domain::{
    case::{StepState, offers, timeline},
    money::Rupiah,
    number::{CaseNumber, SerialNumber},
    pack::Pack,
    words::{self, Lang},
};
use engine::{Engine, Failure, PublicFilter};
use std::{
    fmt::Write,
    net::SocketAddr,
    path::{Path as FilePath, PathBuf},
    process::Command,
    sync::Arc,
};

#[derive(Args)]
pub(crate) struct Words {
    address: SocketAddr,
    data: PathBuf,
    packs: PathBuf,
}

/// This program as the bare server.
pub(crate) fn command(address: SocketAddr, data: &FilePath, packs: &FilePath) -> Result<Command> {
    let mut command = on_core(0, &std::env::current_exe()?);
    command.arg("peer").arg(address.to_string()).arg(data).arg(packs);
    Ok(command)
}

/// Serves until it is ended.
pub(crate) async fn serve(words: Words) -> Result<()> {
    let engine = seed::engine(&words.data, &words.packs).await?;
    let app = Router::new()
        .route("/readyz", get(|| async { "ok" }))
        .route("/{region}/lacak/{number}", get(track))
        .route("/{region}/verifikasi/{serial}", get(verify))
        .route("/{region}/{service}", get(list))
        .with_state(engine);
    let listener = tokio::net::TcpListener::bind(words.address).await?.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, app).await.context("serve")
}

struct Wrong(StatusCode);

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

impl From<Failure> for Wrong {
    fn from(_: Failure) -> Self {
        Self(StatusCode::NOT_FOUND)
    }
}

const LANG: Lang = Lang::Id;

fn pack_of(engine: &Engine, slug: &str) -> Result<Arc<Pack>, Wrong> {
    engine.packs().by_slug(slug).ok_or(Wrong(StatusCode::NOT_FOUND))
}

/// Text of people, which may hold anything.
struct Safe<'t>(&'t str);

impl std::fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

fn page(title: &str, region: &Pack, name: Option<&str>, body: &str) -> Html<String> {
    let mut html = String::with_capacity(body.len() + 2_000);
    let name = name.map(|_| "Akun").unwrap_or("Masuk");
    let _ = write!(
        html,
        "<!DOCTYPE html><html lang=\"id\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{} – Terang</title><link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"/pkg/x/terang.css\">\
         <link rel=\"stylesheet\" href=\"/{REGION}/aksen.css\"></head><body><a class=\"skip\" href=\"#isi\">Langsung ke isi</a>\
         <header class=\"mast\"><div><a class=\"home\" href=\"/{REGION}\"><img class=\"mark\" src=\"/favicon.svg\" alt=\"\" width=\"32\" height=\"32\">\
         <span class=\"names\"><b>Terang</b><span>{}</span></span></a><nav aria-label=\"Utama\"><a href=\"/masuk\">{name}</a>\
         <form method=\"post\" action=\"/bahasa\"><input type=\"hidden\" name=\"ke\" value=\"en\"><button class=\"link\" lang=\"en\">English</button></form></nav></div></header>\
         <main id=\"isi\">{body}</main></body></html>",
        Safe(title),
        Safe(region.region.government.get(LANG)),
    );
    Html(html)
}

async fn list(State(engine): State<Engine>, Path((region, path)): Path<(String, String)>) -> Result<Html<String>, Wrong> {
    let pack = pack_of(&engine, &region)?;
    let service = pack.services.iter().find(|s| s.path == path).ok_or(Wrong(StatusCode::NOT_FOUND))?;
    let found = engine.register().page(&pack, &service.key, &PublicFilter::default(), None, 25).await?;
    let stage = |key: &str| service.workflows.iter().rev().find_map(|w| w.stage(key));
    let rupiah = |n: Option<i64>| n.and_then(|n| Rupiah::try_from(n).ok()).map_or_else(|| "–".to_owned(), |r| r.to_string());
    let mut body = String::with_capacity(24_000);
    let _ = write!(
        body,
        "<p class=\"small\"><a href=\"/{region}\">Beranda</a></p><h1>{}</h1><p>{}. Semua pengajuan terlihat di sini, termasuk yang ditolak. Data pribadi tidak \
         ditampilkan.</p><p><a class=\"btn\" href=\"/{region}/{path}/ajukan\">Ajukan</a></p><form method=\"get\" class=\"card filters\"><div class=\"field\">\
         <label for=\"cari\">Cari organisasi atau kegiatan</label><div class=\"together\"><input id=\"cari\" name=\"cari\" value=\"\"><button class=\"btn second\">Cari</button></div></div>\
         <details><summary>Saring menurut bidang, tahap, dan tahun</summary><div class=\"more\"><div class=\"field\"><label for=\"bidang\">Bidang</label><select id=\"bidang\" name=\"bidang\"><option value=\"\">Semua bidang</option>",
        Safe(&service.brand),
        Safe(service.name.get(LANG)),
    );
    if let Some(domain::form::Kind::Choice { options, .. }) =
        service.lists.affair.as_deref().and_then(|k| service.form.field(k)).map(|f| &f.kind)
    {
        for option in options {
            let _ = write!(body, "<option value=\"{}\">{}</option>", Safe(&option.key), Safe(option.label.get(LANG)));
        }
    }
    body.push_str("</select></div><div class=\"field\"><label for=\"tahap\">Tahap</label><select id=\"tahap\" name=\"tahap\"><option value=\"\">Semua tahap</option>");
    for stage in service.workflows.last().iter().flat_map(|w| &w.stages) {
        let _ = write!(body, "<option value=\"{}\">{}</option>", Safe(&stage.key), Safe(stage.label.get(LANG)));
    }
    body.push_str("</select></div></div><p><button class=\"btn second\">Terapkan</button></p></details></form><table class=\"list\"><thead><tr><th scope=\"col\">Pengajuan</th><th scope=\"col\">Tahap</th><th scope=\"col\" class=\"end\">Diajukan</th><th scope=\"col\" class=\"end\">Disetujui</th></tr></thead><tbody>");
    for line in &found.lines {
        let place = line.district.as_deref().and_then(|d| pack.district(d)).map_or("", |d| d.name.as_str());
        let _ = write!(
            body,
            "<tr><td><a href=\"/{region}/{path}/{number}\">{}</a><span class=\"small block\">{}</span><span class=\"small block\">{number} · {} · diajukan {}</span></td>\
             <td><span class=\"tag\">{}</span></td><td class=\"end rp\" data-label=\"Diajukan\">{}</td><td class=\"end rp\" data-label=\"Disetujui\">{}</td></tr>",
            Safe(&line.organisation),
            Safe(&line.title),
            Safe(place),
            words::date(line.submitted_at.day(pack.zone()), LANG),
            Safe(stage(&line.stage).map_or(line.stage.as_str(), |s| s.tag.get(LANG))),
            rupiah(line.requested),
            rupiah(line.approved),
            number = line.number,
        );
    }
    body.push_str("</tbody></table>");
    if let Some(next) = &found.next {
        let _ = write!(body, "<p><a class=\"btn quiet\" href=\"/{region}/{path}?mulai={}\">Lihat yang lebih lama</a></p>", Safe(next));
    }
    Ok(page(&service.brand, &pack, None, &body))
}

async fn verify(State(engine): State<Engine>, Path((region, serial)): Path<(String, SerialNumber)>) -> Result<Html<String>, Wrong> {
    let pack = pack_of(&engine, &region)?;
    let verified = engine.papers().verify(&pack, &serial).await?;
    let licence = engine.licences().by_serial(&pack, &serial).await.ok();
    let today = engine.now().day(pack.zone());
    let mut body = String::with_capacity(8_000);
    let heading = if verified.signature_holds { "Dokumen ini asli" } else { "Tanda tangan dokumen ini tidak cocok" };
    let _ = write!(body, "<section class=\"card ok-edge\"><h1>{heading}</h1>");
    if let Some(line) = &licence {
        let _ = write!(
            body,
            "<p><span class=\"tag ok\">{}</span> <span class=\"small\">sejak {}</span></p>",
            Safe(line.status.label().get(LANG)),
            words::date(line.since, LANG)
        );
    }
    let _ = write!(
        body,
        "<p><b>{}</b> dikeluarkan oleh {} pada {}.</p><dl class=\"answers\">",
        Safe(verified.shown.title.get(LANG)),
        Safe(verified.shown.office.get(LANG)),
        words::date(verified.issued_at.day(pack.zone()), LANG)
    );
    let holder = licence.as_ref().map_or(verified.shown.organisation.as_str(), |l| l.holder.as_str());
    let until = licence.as_ref().and_then(|l| l.until).map(|day| words::date(day, LANG)).unwrap_or_default();
    for (name, text) in [
        ("Jenis", verified.shown.title.get(LANG)),
        ("Nomor dokumen", &verified.number.to_string()),
        ("Penerima", holder),
        ("Masa berlaku", &until),
        ("Perihal", &verified.shown.about),
        ("Pengajuan", verified.shown.case.as_deref().unwrap_or_default()),
        ("Diterbitkan", &words::date_time(verified.issued_at, pack.zone(), LANG)),
        ("Oleh", verified.shown.office.get(LANG)),
        ("Penanda tangan", verified.shown.role.get(LANG)),
    ] {
        let _ = write!(body, "<div class=\"answer\"><dt>{name}</dt><dd>{}</dd></div>", Safe(text));
    }
    let _ = write!(
        body,
        "</dl><p class=\"small\">{}. Tanda tangan ini membuktikan bahwa dokumen berasal dari sistem kami dan tidak diubah; belum tersertifikasi BSrE.</p>\
         </section><section class=\"card\"><h2>Cocokkan berkas Anda</h2><p>Punya PDF-nya? Kirim di sini; kami bandingkan sampai huruf terakhir. Berkas Anda tidak kami simpan.</p>\
         <form method=\"post\" enctype=\"multipart/form-data\"><div class=\"field\"><label for=\"berkas\">Berkas PDF, paling besar 12 MB</label><input id=\"berkas\" name=\"berkas\" type=\"file\"></div>\
         <p><button class=\"btn second block\">Bandingkan</button></p></form></section><details class=\"card\"><summary>Untuk pemeriksa teknis</summary><p class=\"small wrap\">BLAKE3: {}<br>Kunci: {} · {}</p></details>",
        Safe(verified.label.get(LANG)),
        verified.hash,
        verified.signed_with,
        words::date(today, LANG),
    );
    Ok(page("Periksa keaslian dokumen", &pack, None, &body))
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|c| c.trim().strip_prefix(engine::COOKIE)?.strip_prefix('='))
}

async fn track(
    State(engine): State<Engine>,
    Path((region, number)): Path<(String, CaseNumber)>,
    headers: HeaderMap,
) -> Result<Html<String>, Wrong> {
    let pack = pack_of(&engine, &region)?;
    let visitor = engine.accounts().visitor(token(&headers)).await?;
    let opened = engine.cases().open(&pack, &visitor, &number).await?;
    let person = engine.cases().acting_person(&visitor, &opened.state).await?;
    let (state, now) = (&opened.state, engine.now());
    let workflow = pack.workflow_of(state).ok_or(Wrong(StatusCode::NOT_FOUND))?;
    let stage = workflow.stage(&state.stage).ok_or(Wrong(StatusCode::NOT_FOUND))?;
    let mut body = String::with_capacity(12_000);
    let _ = write!(
        body,
        "<h1>{}</h1><p class=\"small\">{number} · diajukan {}<br>{}</p><p class=\"end\"><span class=\"live stale\" data-urutan=\"{}\">Data pukul {}</span></p>\
         <section class=\"card status\" id=\"keadaan\" aria-live=\"polite\"><p><span class=\"tag\">{}</span></p><h2>{}</h2>",
        Safe(&state.organisation),
        words::date(state.submitted_at.day(pack.zone()), LANG),
        Safe(&state.title),
        opened.seq,
        words::time(now, pack.zone(), LANG),
        Safe(stage.tag.get(LANG)),
        Safe(&stage.doing.fill(LANG, "office", &seed::office(&pack, state.agency.as_ref()))),
    );
    if let Some(due) = state.due_on {
        let left = pack.calendar().workdays_between(now.day(pack.zone()), due);
        let _ = write!(
            body,
            "<p>Paling lambat <b>{}</b> <span class=\"small\">({})</span></p>",
            words::date_long(due, LANG),
            words::workdays_left(left, LANG)
        );
    }
    body.push_str("</section><section class=\"card\"><h2 id=\"nilai\">Nilai</h2><dl class=\"ladder\">");
    for rung in &workflow.amounts {
        let amount = state.amount(&rung.key).map_or_else(|| "–".to_owned(), |a| a.to_string());
        let _ = write!(body, "<dt>{}</dt><dd class=\"rp\">{amount}</dd>", Safe(rung.label.get(LANG)));
    }
    body.push_str("</dl></section><h2>Perjalanan</h2><ol class=\"line\">");
    for step in timeline(&pack, state, now.day(pack.zone())) {
        let (class, word) = match step.state {
            StepState::Done => ("done", "selesai"),
            StepState::Now => ("now", "sekarang di sini"),
            StepState::Next => ("next", "belum"),
            StepState::Back => ("back", "dikembalikan"),
            StepState::Refused => ("refused", "tidak diteruskan"),
            StepState::Withdrawn => ("withdrawn", "ditarik pemohon"),
        };
        let label = workflow.stage(&step.stage).map_or(step.stage.as_str(), |s| s.label.get(LANG));
        let _ = write!(body, "<li class=\"{class}\"><b>{}</b><span class=\"unseen\">{word}. </span><time>", Safe(label));
        let day = step.end.as_ref().map(|e| e.at.day(pack.zone())).or_else(|| step.since.map(|s| s.day(pack.zone()))).or(step.by);
        if let Some(day) = day {
            body.push_str(&words::date(day, LANG));
        }
        let _ = write!(body, " · {}", Safe(&seed::office(&pack, step.agency.as_ref())));
        if let Some((used, limit)) = step.end.as_ref().and_then(|e| e.used) {
            let _ = write!(body, " · {used} dari {limit} hari kerja");
        }
        body.push_str("</time>");
        if let Some(note) = step.end.as_ref().and_then(|e| e.note.as_ref()) {
            let _ = write!(body, "<span class=\"small note-line\">{}</span>", Safe(note));
        }
        body.push_str("</li>");
    }
    body.push_str("</ol>");
    for offer in offers(&pack, state, &person, now).iter().filter(|o| o.action.by_applicant) {
        let _ = write!(
            body,
            "<details class=\"card\"><summary>{label}</summary><form method=\"post\" action=\"/{region}/lacak/{number}/tindakan/{}\"><input type=\"hidden\" name=\"seen\" value=\"{}\"><p><button class=\"btn block\">{label}</button></p></form></details>",
            Safe(&offer.action.key),
            state.version,
            label = Safe(offer.action.label.get(LANG)),
        );
    }
    Ok(page("Lacak", &pack, visitor.person.as_ref().map(|p| p.name.as_str()), &body))
}
