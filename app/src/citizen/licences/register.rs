//! The register: every licence that was issued, for everyone, with how it stands today. It names businesses and places of business,
//! and no person's data.
use super::standing::{standing, tag};
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::narrowing::choice,
    error::AppError,
    lang::{lang, t},
    server::{Asked, in_query},
};
use domain::{case::CaseId, licence::Status, time::Day, words};
use engine::LicenceFilter;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The words of an address for how licences stand.
const STATUSES: [(&str, Status); 5] = [
    ("berlaku", Status::InForce),
    ("dibekukan", Status::Suspended),
    ("dicabut", Status::Revoked),
    ("kedaluwarsa", Status::Expired),
    ("diganti", Status::Replaced),
];

/// What narrows the register, as it stands in the address.
#[derive(Clone, Debug, Default)]
pub(crate) struct Narrowed {
    cari: String,
    jenis: Option<String>,
    keadaan: Option<String>,
    kecamatan: Option<String>,
    mulai: Option<String>,
}

impl Narrowed {
    fn here() -> Self {
        Self {
            cari: query("cari").unwrap_or_default(),
            jenis: query("jenis"),
            keadaan: query("keadaan"),
            kecamatan: query("kecamatan"),
            mulai: query("mulai"),
        }
    }

    /// The address of the page that begins behind a licence.
    fn after(&self, region: &str, next: &str) -> String {
        let pairs = [
            ("cari", Some(&self.cari).filter(|c| !c.is_empty())),
            ("jenis", self.jenis.as_ref()),
            ("keadaan", self.keadaan.as_ref()),
            ("kecamatan", self.kecamatan.as_ref()),
        ];
        let kept: String = pairs.into_iter().filter_map(|(k, v)| Some(format!("{k}={}&", in_query(v?)))).collect();
        format!("/{region}/izin/daftar?{kept}mulai={next}")
    }
}

/// The register's page.
pub struct RegisterView {
    region: String,
    rows: Vec<Row>,
    next: Option<String>,
    narrowed: Narrowed,
    services: Vec<(String, String)>,
    districts: Vec<(String, String)>,
    /// What the region calls one.
    district: String,
    in_force: String,
}

struct Row {
    serial: String,
    holder: String,
    service: String,
    place: String,
    term: String,
    status: String,
    class: &'static str,
}

/// A page of the register.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound`.
pub(crate) async fn register(region: String, narrowed: Narrowed) -> Result<RegisterView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang, today) = (&asked.pack, asked.lang, asked.today());
    let status = narrowed.keadaan.as_deref().and_then(|word| STATUSES.iter().find(|(w, _)| *w == word)).map(|(_, s)| *s);
    let filter = LicenceFilter {
        service: narrowed.jenis.clone(),
        status,
        district: narrowed.kecamatan.clone(),
        // Whose last day is over is in force no more, whatever is on record.
        valid_on: (status == Some(Status::InForce)).then_some(today),
    };
    let found = asked.engine.licences().register(pack, &narrowed.cari, &filter, narrowed.mulai.as_deref().and_then(place_of)).await?;
    let rows = found
        .lines
        .iter()
        .map(|l| {
            let status = standing(l, today);
            let district = l.district.as_deref().and_then(|d| pack.district(d)).map(|d| d.name.clone());
            Row {
                serial: l.serial.to_string(),
                holder: l.holder.clone(),
                service: pack.service(&l.service).map(|s| s.name.get(lang).to_owned()).unwrap_or_default(),
                place: [Some(l.place.clone()).filter(|p| !p.is_empty()), district].into_iter().flatten().collect::<Vec<_>>().join(", "),
                term: match l.until {
                    Some(until) => format!("{} – {}", words::date(l.from, lang), words::date(until, lang)),
                    None => format!("{} {}", t("sejak", "since"), words::date(l.from, lang)),
                },
                status: status.label().get(lang).to_owned(),
                class: tag(status),
            }
        })
        .collect();
    let (in_force, most) = (asked.engine.licences().in_force(pack).await?, i64::from(engine::LICENCES_COUNTED));
    let in_force = if in_force > most {
        format!("{} {}", t("lebih dari", "more than"), words::number(most, lang))
    } else {
        words::number(in_force, lang)
    };
    Ok(RegisterView {
        rows,
        next: found.next.map(|(day, case)| format!("{day}_{}", case.0)),
        services: pack
            .services
            .iter()
            .filter(|s| s.licence.is_some() && !s.hidden)
            .map(|s| (s.key.clone(), s.name.get(lang).to_owned()))
            .collect(),
        districts: pack.districts.iter().map(|d| (d.code.clone(), d.name.clone())).collect(),
        district: pack.heading("district", lang),
        in_force,
        narrowed,
        region,
    })
}

/// Where a page begins, as it stands in the address.
fn place_of(text: &str) -> Option<(Day, CaseId)> {
    let (day, case) = text.split_once('_')?;
    Some((day.parse().ok()?, CaseId(case.parse().ok()?)))
}

/// The page.
pub struct LicenceRegisterPage {
    view: Loading<RegisterView>,
}

#[lazy_route]
impl LazyRoute for LicenceRegisterPage {
    fn data() -> Self {
        Self { view: Loading::of(register(param("region"), Narrowed::here())) }
    }
    fn view(this: Self) -> AnyView {
        page(Place::here(), "broad", this.view, shown)
    }
}

fn shown(v: RegisterView) -> impl IntoView {
    let lang = lang();
    let (region, n) = (v.region, v.narrowed);
    let empty = v.rows.is_empty();
    let rows: Vec<_> = v
        .rows
        .into_iter()
        .map(|r| {
            view! {
                <li class="card">
                    <p><span class=r.class>{r.status}</span>" "<b>{r.holder}</b></p>
                    <p>{r.service}{(!r.place.is_empty()).then(|| view! { <br/><span class="small">{r.place}</span> })}</p>
                    <p class="small"><a rel="external" href=format!("/{region}/verifikasi/{}", r.serial)>{r.serial.clone()}</a>" · "{r.term}</p>
                </li>
            }
        })
        .collect();
    let statuses = STATUSES.iter().map(|(word, status)| ((*word).to_owned(), status.label().get(lang).to_owned())).collect();
    let narrowed = n.jenis.is_some() || n.keadaan.is_some() || n.kecamatan.is_some();
    let more = v.next.map(|next| view! { <p><a class="btn quiet" rel="external" href=n.after(&region, &next)>{t("Lihat yang lebih lama", "See older ones")}</a></p> });
    view! {
        <Title text=t("Daftar izin usaha", "Register of licences")/>
        <p class="small"><a rel="external" href=format!("/{region}")>{t("Beranda", "Home")}</a></p>
        <h1>{t("Daftar izin usaha", "Register of licences")}</h1>
        <p>{t("Semua izin yang terbit, dengan keadaannya hari ini. Berlaku sekarang: ", "Every licence that was issued, as it stands today. In force now: ")}<b>{v.in_force}</b>"."</p>
        <form method="get" class="card filters">
            <div class="field">
                <label for="cari">{t("Cari nama usaha, alamat, atau nomor izin", "Find a business, an address or a number")}</label>
                <div class="together"><input id="cari" name="cari" value=n.cari.clone() maxlength="80"/><button class="btn second">{t("Cari", "Find")}</button></div>
            </div>
            <details open=narrowed>
                <summary>{t("Saring menurut jenis, keadaan, dan wilayah", "Filter by kind, status and place")}</summary>
                <div class="more">
                    {choice("jenis", t("Jenis izin", "Kind").to_owned(), t("Semua jenis", "All kinds"), v.services, n.jenis.as_deref())}
                    {choice("keadaan", t("Keadaan", "Status").to_owned(), t("Semua keadaan", "All"), statuses, n.keadaan.as_deref())}
                    {choice("kecamatan", v.district, t("Semua wilayah", "The whole region"), v.districts, n.kecamatan.as_deref())}
                </div>
                <p><button class="btn second">{t("Terapkan", "Apply")}</button></p>
            </details>
        </form>
        {empty.then(|| view! { <p class="note" role="status">{t("Tidak ada izin yang cocok. Periksa ejaannya, atau kurangi saringannya.", "No licence fits. Check the spelling, or take filters away.")}</p> })}
        <ul class="plain">{rows}</ul>
        {more}
        <p><a class="btn quiet" rel="external" href=format!("/{region}/izin")>{t("Izin apa yang saya perlukan?", "Which licences do I need?")}</a></p>
    }
}
