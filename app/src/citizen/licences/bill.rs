//! A bill for whoever has its code: what it is for, how much, until when, a QRIS code to pay it with, and whether it was paid. The code
//! stands on the assessment; nothing of the applicant does here.
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    error::AppError,
    lang::t,
    server::{Asked, Flash},
};
use domain::words;
use engine::BillStatus;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The bill's page.
pub struct BillView {
    region: String,
    code: String,
    amount: String,
    due: Option<String>,
    status: BillStatus,
    qris: String,
    qr: String,
    demo: bool,
    message: Option<String>,
}

/// A bill.
///
/// **Needs**: its code. **Errors**: `NotFound`.
pub(crate) async fn bill(region: String, code: String, said: Option<String>) -> Result<BillView, AppError> {
    let asked = Asked::of_page(&region)?;
    let payments = asked.engine.payments();
    let bill = payments.bill(&asked.pack, &code).await?;
    let qris = payments.qris(&asked.pack, &bill);
    let svg = qrcode::QrCode::new(qris.as_bytes())
        .map(|c| {
            c.render::<qrcode::render::svg::Color<'_>>().min_dimensions(240, 240).dark_color(qrcode::render::svg::Color("#14243b")).build()
        })
        .unwrap_or_default();
    Ok(BillView {
        code: grouped(&bill.code),
        amount: bill.amount.to_string(),
        due: bill.due_on.map(|day| words::date_long(day, asked.lang)),
        status: bill.status,
        qr: svg.split_once("?>").map_or(svg.clone(), |(_, svg)| svg.to_owned()),
        qris,
        demo: asked.engine.is_demo(),
        message: said.as_deref().and_then(Flash::get),
        region,
    })
}

/// A code in fours, as it stands on the assessment.
pub(crate) fn grouped(code: &str) -> String {
    code.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect::<Vec<_>>().join(" ")
}

/// The page.
pub struct BillPage {
    view: Loading<BillView>,
}

#[lazy_route]
impl LazyRoute for BillPage {
    fn data() -> Self {
        Self { view: Loading::of(bill(param("region"), param("code"), query("kata"))) }
    }
    fn view(this: Self) -> AnyView {
        page(Place::here(), "", this.view, shown)
    }
}

fn shown(v: BillView) -> impl IntoView {
    let open = v.status == BillStatus::Open;
    let (class, status) = match v.status {
        BillStatus::Open => ("tag wait", t("Belum dibayar", "Not paid yet")),
        BillStatus::Paid => ("tag ok", t("Sudah dibayar", "Paid")),
        BillStatus::Void => ("tag bad", t("Tidak berlaku: diganti ketetapan yang baru", "Void: a newer assessment took its place")),
    };
    let plain = v.code.replace(' ', "");
    view! {
        <Title text=t("Tagihan", "Bill")/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a></p>
        <h1>{t("Tagihan", "Bill")}" "{v.amount.clone()}</h1>
        {v.message.map(|m| view! { <p class="note" role="status">{m}</p> })}
        <section class="card">
            <p><span class=class>{status}</span></p>
            <dl class="answers">
                <div class="answer"><dt>{t("Kode tagihan", "Billing code")}</dt><dd><b>{v.code}</b></dd></div>
                <div class="answer"><dt>{t("Jumlah", "Amount")}</dt><dd>{v.amount}</dd></div>
                {v.due.map(|due| view! { <div class="answer"><dt>{t("Paling lambat", "By")}</dt><dd>{due}</dd></div> })}
            </dl>
            <p>{t("Hanya jumlah ini yang boleh diminta. Petugas tidak menerima uang; laporkan bila diminta.", "Only this may be asked for. Officers take no money; report it if you are asked.")}</p>
        </section>
        {open.then(|| view! {
            <section class="card" aria-labelledby="qris">
                <h2 id="qris">{t("Bayar dengan QRIS", "Pay by QRIS")}</h2>
                <div class="qr" inner_html=v.qr></div>
                <details><summary>{t("Teks QRIS", "The QRIS text")}</summary><p class="small wrap">{v.qris}</p></details>
                <p class="small">{t("Atau sebut kode tagihan di atas pada teller, ATM, atau aplikasi bank. Halaman permohonan Anda berlanjut sendiri setelah bank melapor.", "Or give the billing code to a teller, a cash machine or a bank's app. Your case goes on by itself once the bank has told us.")}</p>
            </section>
            {v.demo.then(|| view! {
                <section class="card warn" aria-labelledby="peragaan">
                    <h2 id="peragaan">{t("Bank peragaan", "The demonstration's bank")}</h2>
                    <p>{t("Ini peragaan: tidak ada uang yang berpindah. Tombol ini mengirim pesan bertanda tangan seperti yang dikirim bank.", "This is a demonstration: no money moves. The button sends a signed message, as a bank would.")}</p>
                    <form method="post" action=format!("/{}/bayar/{plain}/peragaan", v.region)>
                        <p><button class="btn block">{t("Bayar (peragaan)", "Pay (demonstration)")}</button></p>
                    </form>
                </section>
            })}
        })}
    }
}
