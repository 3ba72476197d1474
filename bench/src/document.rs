//! How long a document takes to print, warm and in process, beside WeasyPrint on the same text where that is installed
//! (`pip install weasyprint`). Each print has a number of its own, as documents do, so that nothing is printed from memory.
use crate::{REGION, report::Report, served::Place};
use anyhow::{Context, Result, bail};
use engine::{
    Sheet,
    papers::{Press, samples},
};
use press::TypstPress;
use std::{
    io::Write,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// The receipt is the one that is printed most.
const TEMPLATE: &str = "tanda-terima";
const WARM_UP: u32 = 20;
const PRINTS: u32 = 300;
/// What half must be within, in milliseconds.
const WITHIN: f64 = 10.0;

/// Prints an HTML text over and over with WeasyPrint; says the middle in milliseconds.
const PEER: &str = "
import sys, time, statistics
from weasyprint import HTML
text = sys.stdin.read()
taken = []
for n in range(60):
    one = text.replace('NOMOR', 'TT3273-2026-%07d-0' % n)
    begun = time.perf_counter()
    HTML(string=one).write_pdf(pdf_variant='pdf/ua-1')
    taken.append((time.perf_counter() - begun) * 1000)
print(statistics.median(taken[5:]))
";

pub(crate) fn measure(place: &Place, report: &mut Report) -> Result<()> {
    let packs = engine::pack::load_all(&place.packs)?;
    let pack = packs.by_slug(REGION).context("the region has no pack")?;
    let sheet = samples(&pack).into_iter().find(|s| s.template.main == TEMPLATE).context("there is no receipt")?;
    let agreement = samples(&pack).into_iter().find(|s| s.template.main == "nphd").context("there is no agreement")?;
    let (receipt, long) = (print_many(&sheet)?, print_many(&agreement)?);
    let peer = weasyprint(&html(&sheet));
    let ms = |d: Duration| d.as_secs_f64() * 1e3;
    report.section("A document", "A tagged PDF (PDF/UA-1) with its QR, printed from its facts; every print has a number of its own.");
    let row = |what: &str, taken: &[Duration]| {
        let at = |share: usize| taken.get(taken.len() * share / 100).copied().map_or_else(String::new, |d| format!("{:.2} ms", ms(d)));
        vec![what.to_owned(), at(50), at(95)]
    };
    let mut rows = vec![row("receipt, one page", &receipt), row("grant agreement, two pages", &long)];
    if let Ok(peer) = &peer {
        rows.push(vec!["WeasyPrint, the receipt's text".to_owned(), format!("{peer:.2} ms"), String::new()]);
    }
    report.table(&["what", "half within", "95 of 100 within"], &rows);
    let middle = receipt.get(receipt.len() / 2).copied().map_or(f64::INFINITY, ms);
    report.aim("a receipt, half within, beside 10 ms", middle / WITHIN, 1.0, false);
    match peer {
        Ok(peer) => report.aim("a receipt beside WeasyPrint", middle / peer, 1.0, false),
        Err(why) => report.note(&format!("Not measured beside WeasyPrint: {why}.")),
    }
    Ok(())
}

/// How many a second one thread prints, for five seconds; `half` tells its numbers from another thread's.
pub(crate) fn for_a_while(sheet: &Sheet, half: u32) -> Result<f64> {
    let (begun, mut n) = (Instant::now(), 0_u32);
    while begun.elapsed() < Duration::from_secs(5) {
        TypstPress.print(&numbered(sheet, format!("GD3273-2026-{:07}-0", 2 * n + half)))?;
        n += 1;
    }
    Ok(f64::from(n) / begun.elapsed().as_secs_f64())
}

/// The same sheet under another number.
fn numbered(sheet: &Sheet, number: String) -> Sheet {
    let mut one = sheet.clone();
    one.facts["document"]["number"] = number.clone().into();
    one.number = number;
    one
}

/// The milliseconds that WeasyPrint takes for a receipt's words.
pub(crate) fn peer_of(sheet: &Sheet) -> Result<f64> {
    weasyprint(&html(sheet))
}

/// How long each print took, the shortest first.
fn print_many(sheet: &Sheet) -> Result<Vec<Duration>> {
    let mut taken = Vec::new();
    for n in 0..WARM_UP + PRINTS {
        let mut one = numbered(sheet, format!("TT3273-2026-{n:07}-0"));
        one.facts["case"]["title"] = format!("Kegiatan contoh {n}").into();
        let begun = Instant::now();
        TypstPress.print(&one)?;
        if n >= WARM_UP {
            taken.push(begun.elapsed());
        }
    }
    taken.sort();
    Ok(taken)
}

/// The receipt's words as HTML, with the same picture.
fn html(sheet: &Sheet) -> String {
    let said = |path: &str| sheet.facts.pointer(path).and_then(|v| v.as_str()).unwrap_or_default();
    let rows = [
        ("Nomor pengajuan", said("/case/number")),
        ("Layanan", said("/case/service")),
        ("Nama", said("/case/organisation")),
        ("Kegiatan", said("/case/title")),
        ("Diterima pada", said("/event/at")),
        ("Keputusan paling lambat", said("/case/promised_on")),
        ("Jumlah yang diajukan", said("/amounts/requested/figures")),
    ];
    let rows: String = rows.iter().map(|(name, value)| format!("<tr><th scope=row>{name}</th><td>{value}</td></tr>")).collect();
    let qr = sheet.qr.split_once("?>").map_or(sheet.qr.as_str(), |(_, svg)| svg);
    format!(
        "<!DOCTYPE html><html lang=id><head><title>Tanda Terima NOMOR</title><style>@page {{ size: A4; margin: 2cm }} body {{ font: 11pt serif }} \
         h1 {{ font-size: 13pt; text-align: center }} header {{ text-align: center; border-bottom: 2px solid }} th {{ text-align: left }} \
         svg {{ width: 2.6cm; height: 2.6cm }}</style></head><body><header><b>{}</b><br>{}</header><h1>{}</h1><p>Nomor: NOMOR</p>\
         <p>Telah diterima pengajuan dengan keterangan berikut:</p><table>{rows}</table><p>Pengajuan ini tidak dipungut biaya. Perjalanannya \
         dapat dilihat setiap saat dengan nomor di atas dan kode rahasia pada halaman tanda terima. Kode rahasia sengaja tidak dicetak di sini; \
         jangan berikan kepada siapa pun.</p><p>Dasar: {}</p>{qr}<p>{}. Periksa keaslian dokumen ini dengan memindai kode di atas atau membuka \
         {}</p><p>{}, {}<br>{}</p></body></html>",
        said("/region/government"),
        said("/signer/office"),
        said("/document/title"),
        said("/document/legal_base"),
        said("/document/label"),
        said("/document/verify"),
        said("/region/place"),
        said("/document/issued_on"),
        said("/signer/role"),
    )
}

fn weasyprint(html: &str) -> Result<f64> {
    let mut child = Command::new("python3")
        .args(["-c", PEER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("python3 is not installed")?;
    child.stdin.take().context("python3 has no input")?.write_all(html.as_bytes())?;
    let out = child.wait_with_output()?;
    if !out.status.success() {
        bail!("python3 has no weasyprint");
    }
    Ok(String::from_utf8_lossy(&out.stdout).trim().parse()?)
}
