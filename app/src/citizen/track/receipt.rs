//! The receipt: number, secret, promise, and a code that leads back.
use crate::{
    citizen::page::{Loading, Place, page, param},
    error::AppError,
    lang::t,
};
use domain::words;
use engine::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// A receipt.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReceiptView {
    region: String,
    name: String,
    number: String,
    secret: String,
    promised: String,
    submitted: String,
    qr: String,
    /// The other requests of its file: number, secret and what each asks for.
    together: Vec<(String, String, String)>,
    /// The receipt as a document; none where the case has none.
    paper: Option<String>,
}

/// The receipt of a case.
///
/// **Needs**: the case's owner. **Errors**: `NotFound`.
pub(crate) async fn receipt(region: String, number: String) -> Result<ReceiptView, AppError> {
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let receipt = asked.engine.cases().receipt(pack, &asked.visitor, &number).await?;
    let host = use_context::<http::request::Parts>()
        .and_then(|p| p.headers.get(http::header::HOST).and_then(|h| h.to_str().ok()).map(str::to_owned))
        .unwrap_or_default();
    let scheme = if host.starts_with("127.") || host.starts_with("localhost") { "http" } else { "https" };
    // The secret is not in it: a picture of the code alone opens nothing.
    let link = format!("{scheme}://{host}/{region}/lacak?nomor={}", receipt.number);
    let qr = qrcode::QrCode::new(link.as_bytes())
        .map(|c| {
            c.render::<qrcode::render::svg::Color<'_>>().min_dimensions(180, 180).dark_color(qrcode::render::svg::Color("#14243b")).build()
        })
        .unwrap_or_default();
    let papers = asked.engine.papers().of_case(pack, &asked.visitor, &number).await.unwrap_or_default();
    let state = asked.engine.cases().open(pack, &asked.visitor, &number).await?.state;
    let mut together = vec![];
    for other in &state.together {
        // Who came by the secret of one case has that one alone.
        let receipt = match asked.engine.cases().receipt(pack, &asked.visitor, other).await {
            Ok(receipt) => receipt,
            Err(Failure::NotFound) => continue,
            Err(failure) => return Err(failure.into()),
        };
        let name = pack.service_by_prefix(other.prefix()).map(|s| s.name.get(lang).to_owned()).unwrap_or_default();
        together.push((receipt.number.to_string(), receipt.secret, name));
    }
    Ok(ReceiptView {
        together,
        paper: papers.iter().find(|p| handed_in(pack, &number, &p.kind)).map(|p| p.number.to_string()),
        name: pack.region.government.get(lang).to_owned(),
        number: receipt.number.to_string(),
        secret: receipt.secret,
        promised: words::date_long(receipt.promised_on, lang),
        submitted: words::date_time(receipt.submitted_at, pack.zone(), lang),
        qr: qr.split_once("?>").map_or(qr.clone(), |(_, svg)| svg.to_owned()),
        region,
    })
}

/// Whether a document is the one that is issued when a case is handed in. A case from before there were documents has none.
fn handed_in(pack: &domain::pack::Pack, number: &domain::number::CaseNumber, kind: &str) -> bool {
    let issues = pack.service_by_prefix(number.prefix()).map_or(&[][..], |s| &s.issues);
    issues.iter().any(|issue| issue.key == kind && issue.on.iter().any(|moment| moment.submitted))
}

/// The page.
pub struct ReceiptPage {
    place: Place,
    view: Loading<ReceiptView>,
}

#[lazy_route]
impl LazyRoute for ReceiptPage {
    fn data() -> Self {
        Self { view: Loading::of(receipt(param("region"), param("number"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "receipt", this.view, |v| {
            view! {
                <Title text=format!("{} {}", t("Tanda terima", "Receipt"), v.number)/>
                <section class="card ok-edge">
                    <h1>{t("Pengajuan Anda sudah kami terima", "We have your application")}</h1>
                    <p class="small">{v.name}" · "{v.submitted}</p>
                    <dl class="facts big">
                        <div><dt>{t("Nomor", "Number")}</dt><dd id="nomor-terima">{v.number.clone()}</dd></div>
                        <div><dt>{t("Kode rahasia", "Secret code")}</dt><dd id="kode-rahasia">{v.secret}</dd></div>
                        <div><dt>{t("Keputusan paling lambat", "Decision by")}</dt><dd>{v.promised}</dd></div>
                    </dl>
                    <div class="qr" inner_html=v.qr></div>
                    <p>{t("Catat atau foto halaman ini. Dengan nomor dan kode rahasia, Anda bisa melihat setiap langkah tanpa akun. Jangan berikan kode rahasia kepada siapa pun.", "Write this down or take a picture. With the number and the secret code you can see every step without an account. Give the secret code to nobody.")}</p>
                </section>
                {(!v.together.is_empty()).then(|| view! {
                    <section class="card" aria-labelledby="sebundel">
                        <h2 id="sebundel">{t("Dalam berkas yang sama", "In the same file")}</h2>
                        {v.together.into_iter().map(|(number, secret, name)| view! {
                            <dl class="facts">
                                <div><dt>{name}</dt><dd><a rel="external" href=format!("/{}/lacak/{number}", v.region)>{number.clone()}</a></dd></div>
                                <div><dt>{t("Kode rahasia", "Secret code")}</dt><dd>{secret}</dd></div>
                            </dl>
                        }).collect::<Vec<_>>()}
                    </section>
                })}
                <p class="no-print"><a class="btn block" rel="external" href=format!("/{}/lacak/{}", v.region, v.number)>{t("Lihat perjalanan pengajuan", "See where it is")}</a></p>
                {v.paper.map(|n| view! { <p class="no-print"><a class="btn second block" rel="external" href=format!("/{}/dokumen/{n}.pdf", v.region)>{t("Simpan tanda terima (PDF)", "Save the receipt (PDF)")}</a></p> })}
                <p class="no-print small">{t("Untuk mencetak, pakai menu cetak peramban Anda.", "To print, use your browser's print menu.")}</p>
            }
        })
    }
}
