//! A slip on paper, in the words of its page.
use super::{hold, keys, value};
use crate::{
    desk::office::Office,
    performance::words as say,
    server::{away, see},
};
use axum::{
    Router,
    extract::{Path, Query},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    formula::{Term, Worked},
    pack::Pack,
    performance::{
        Month,
        cut::Cut,
        pay::{Correction, Stretch},
    },
    text::Text,
    words::{self, Lang},
};
use engine::SlipView;
use http::{StatusCode, header};
use serde::Deserialize;
use serde_json::json;

/// What stands on the paper, in words.
fn printed(view: &SlipView, pack: &Pack) -> serde_json::Value {
    let lang = Lang::Id;
    let (slip, names) = (&view.slip, keys(pack, lang));
    let correction = |c: &Correction| json!({ "label": format!("Koreksi {}: {}", say::month(c.month, lang), c.why), "value": say::rupiah(c.adds(), lang) });
    let cut = |c: &Cut| json!({ "day": words::date(c.day, lang), "why": say::cost(&c.cost, pack, lang), "share": say::percent(i64::from(c.bp), lang) });
    let part = |(s, sum): (&Stretch, &Option<Worked>)| {
        let terms = sum.iter().flat_map(|sum| sum.inputs.iter().filter(|t| t.value != "-1").chain(&sum.factors).chain(&sum.steps));
        let row = |term: &Term| {
            let unit = term.unit.as_ref().map(|u: &Text| format!(" {}", u.get(lang))).unwrap_or_default();
            json!({ "label": term.label.get(lang), "value": format!("{}{unit}", value(&term.value, &names, lang)) })
        };
        let rule = sum.as_ref().map(|sum| format!("Aturan {}, versi {}. {}", sum.formula, sum.version, sum.legal_base)).unwrap_or_default();
        json!({
            "title": format!("{}{}", s.title, hold(s.hold, lang)),
            "span": format!("{} – {}", words::date(s.from, lang), words::date(s.until, lang)),
            "rupiah": say::rupiah(s.rupiah, lang),
            "score": s.score.map(|score| say::percent(i64::from(score), lang)).unwrap_or_default(),
            "rows": terms.map(row).collect::<Vec<_>>(),
            "rule": rule,
        })
    };
    let signed = view.state.signed_at.map(|at| format!("ditandatangani {}", words::date_time(at, pack.zone(), lang)));
    let digest = view.state.totals.as_ref().filter(|_| view.state.signed_at.is_some()).map(|totals| totals.digest.clone());
    json!({
        "name": view.person.name,
        "number": view.person.number,
        "month": say::month(slip.month, lang),
        "standing": signed.unwrap_or_else(|| "perhitungan sementara, dapat berubah sampai ditandatangani".to_owned()),
        "earned": say::rupiah(slip.earned(), lang),
        "paid": say::rupiah(slip.paid(), lang),
        "corrections": slip.corrections.iter().map(correction).collect::<Vec<_>>(),
        "stretches": slip.stretches.iter().zip(&view.sums).map(part).collect::<Vec<_>>(),
        "cuts": slip.cuts.iter().map(cut).collect::<Vec<_>>(),
        "fingerprint": digest.map(|d| format!("Sidik jari digital semua slip bulan ini (SHA-256): {d}")).unwrap_or_default(),
    })
}

pub(in crate::performance) fn posts() -> Router {
    Router::new().route("/{region}/kinerja/slip/{month}/slip.pdf", get(print))
}

#[derive(Deserialize)]
struct Of {
    pegawai: Option<String>,
}

/// A slip on paper, for whoever may see it.
async fn print(office: Office, Path((_, month)): Path<(String, String)>, Query(of): Query<Of>) -> Response {
    let page = office.page("kinerja");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let Ok(month) = month.parse::<Month>() else { return see(&page) };
    let performance = here.engine.performance();
    let pdf = match performance.slip(&here.pack, &here.visitor, month, of.pegawai.as_deref()).await {
        Ok(view) => {
            let slip = printed(&view, &here.pack);
            let standing = slip["standing"].as_str().unwrap_or_default().to_owned();
            performance.print_slip(&here.pack, &view, ("Slip Tambahan Penghasilan Pegawai", &standing), slip).await
        }
        Err(failure) => Err(failure),
    };
    match pdf {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, "application/pdf".to_owned()),
                (header::CONTENT_DISPOSITION, format!("inline; filename=\"slip-{month}.pdf\"")),
                (header::CACHE_CONTROL, "private, no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(failure) => StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::NOT_FOUND).into_response(),
    }
}
