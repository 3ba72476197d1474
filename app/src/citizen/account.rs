//! A person's account: drafts, cases, notices, confirming the login, the second factor.
use super::page::{Loading, Place, page, param, query};
use crate::{error::AppError, lang::t};
use domain::words;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// A draft that was not sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DraftRow {
    href: String,
    title: String,
    saved: String,
    /// Where it is thrown away; a returned case's is not.
    delete: Option<String>,
}

/// A case of one's own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CaseRow {
    href: String,
    number: String,
    title: String,
    stage: String,
    class: String,
}

/// The account's page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccountView {
    region: String,
    name: String,
    login: String,
    signed_in: bool,
    /// Whether pages of theirs may lie on the device.
    officer: bool,
    verified: bool,
    has_totp: bool,
    totp: Option<(String, String)>,
    drafts: Vec<DraftRow>,
    cases: Vec<CaseRow>,
    /// Organisations on record: address of the page, name, and how many papers run out soon or have.
    organisations: Vec<(String, String, usize)>,
    notices: Vec<(String, String, String, String, bool)>,
    message: Option<String>,
}

/// What is the visitor's own.
///
/// **Needs**: a session. **Errors**: `SignedOut`, `NotFound`.
pub(crate) async fn account(region: String, said: Option<String>, factor: bool) -> Result<AccountView, AppError> {
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang, visitor) = (&asked.pack, asked.lang, &asked.visitor);
    let person = visitor.person()?.clone();
    let when = |at| words::date_time(at, pack.zone(), lang);
    let stage = |l: &engine::CaseLine| {
        pack.service(&l.service).and_then(|s| s.stage(&l.stage)).map(|s| s.tag.get(lang).to_owned()).unwrap_or_default()
    };
    let drafts = asked.engine.drafts().mine(pack, visitor).await?;
    let cases = asked.engine.cases().mine(pack, visitor).await?;
    let notices = if visitor.is_signed_in() { asked.engine.notices().mine(visitor, 20).await? } else { vec![] };
    let soon = asked.today().plus_days(super::organisation::SOON);
    let organisations = asked.engine.profiles().mine(pack, visitor).await?;
    let organisations = organisations
        .into_iter()
        .map(|p| {
            let over = p.papers.iter().filter(|paper| paper.valid_until.is_some_and(|until| until <= soon)).count();
            (format!("/{region}/akun/lembaga/{}", p.id), p.name, over)
        })
        .collect();
    let totp =
        if factor && visitor.is_signed_in() && !visitor.has_totp { Some(asked.engine.accounts().begin_totp(visitor).await?) } else { None };
    Ok(AccountView {
        name: person.name,
        login: visitor.login_masked.clone(),
        signed_in: visitor.is_signed_in(),
        officer: visitor.is_officer(pack.code()),
        verified: visitor.verified,
        has_totp: visitor.has_totp,
        totp: totp.map(|t| {
            let qr = qrcode::QrCode::new(t.url.as_bytes())
                .map(|c| c.render::<qrcode::render::svg::Color<'_>>().min_dimensions(180, 180).build())
                .unwrap_or_default();
            (t.secret, qr.split_once("?>").map_or(qr.clone(), |(_, svg)| svg.to_owned()))
        }),
        drafts: drafts
            .into_iter()
            .filter_map(|d| {
                let service = pack.service(&d.service)?;
                let href = d.case.as_ref().map_or_else(
                    || format!("/{region}/{}/ajukan/{}/{}", service.path, d.id, d.page),
                    |n| format!("/{region}/lacak/{n}/perbaiki"),
                );
                let title = service
                    .lists
                    .title
                    .as_deref()
                    .map(|k| d.answers.text(k).to_owned())
                    .filter(|t| !t.is_empty())
                    .unwrap_or_else(|| service.name.get(lang).to_owned());
                let delete = d.case.is_none().then(|| format!("/{region}/{}/ajukan/{}/buang", service.path, d.id));
                Some(DraftRow { href, title, saved: when(d.saved_at), delete })
            })
            .collect(),
        cases: cases
            .iter()
            .map(|l| CaseRow {
                href: format!("/{region}/lacak/{}", l.number),
                number: l.number.to_string(),
                title: l.title.clone(),
                stage: stage(l),
                class: super::tag_of(l.outcome).to_owned(),
            })
            .collect(),
        organisations,
        notices: notices.into_iter().map(|n| (n.subject, n.body, n.link, when(n.created_at), n.read)).collect(),
        message: said.as_deref().and_then(crate::server::Flash::get),
        region,
    })
}

/// The page.
pub struct AccountPage {
    place: Place,
    view: Loading<AccountView>,
}

#[lazy_route]
impl LazyRoute for AccountPage {
    fn data() -> Self {
        Self { view: Loading::of(account(param("region"), query("kata"), query("pengaman").is_some())), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: AccountView) -> impl IntoView {
    let base = format!("/{}/akun", v.region);
    let drafts: Vec<_> = v.drafts.into_iter().map(draft_row).collect();
    let cases: Vec<_> = v.cases.into_iter().map(|c| view! { <li><a rel="external" href=c.href>{c.title}</a>" "<span class=c.class>{c.stage}</span><span class="small block">{c.number}</span></li> }).collect();
    let organisations: Vec<_> = v
        .organisations
        .into_iter()
        .map(|(href, name, over)| {
            let over =
                (over > 0).then(|| view! { " "<span class="tag warn">{over}" "{t("surat perlu diperbarui", "paper(s) to renew")}</span> });
            view! { <li><a rel="external" href=href>{name}</a>{over}</li> }
        })
        .collect();
    let unread = v.notices.iter().any(|n| !n.4);
    let notices: Vec<_> = v
        .notices
        .into_iter()
        .map(|(subject, body, link, when, read)| view! { <li class=if read { "" } else { "unread" }><b>{subject}</b><span class="block">{body}</span><span class="small"><a rel="external" href=link>{t("Buka", "Open")}</a>" · "{when}</span></li> })
        .collect();
    let (no_drafts, no_cases, no_notices) = (drafts.is_empty(), cases.is_empty(), notices.is_empty());
    view! {
        <Title text=t("Akun", "Account")/>
        <h1>{if v.name.is_empty() { t("Isian Anda", "Your drafts").to_owned() } else { v.name }}</h1>
        {v.signed_in.then(|| view! { <p class="small">{v.login}</p> })}
        {v.message.map(|m| view! { <div class="card errors" role="alert" tabindex="-1">{m}</div> })}
        {(v.signed_in && !v.verified).then(|| view! {
            <section class="card" aria-labelledby="kode-judul"><h2 id="kode-judul">{t("Konfirmasi akun Anda", "Confirm your account")}</h2>
                <form method="post" action=format!("{base}/kode")><div class="field"><label for="kode">{t("Enam angka yang kami kirim", "The six digits we sent")}</label><input id="kode" name="kode" inputmode="numeric" autocomplete="one-time-code"/></div><p><button class="btn">{t("Konfirmasi", "Confirm")}</button></p></form>
                <form method="post" action=format!("{base}/kode-baru")><button class="link">{t("Kirim kode baru", "Send a new code")}</button></form>
            </section>
        })}
        <section class="card" aria-labelledby="milik"><h2 id="milik">{t("Pengajuan Anda", "Your applications")}</h2>
            {if no_cases { view! { <p>{t("Belum ada pengajuan.", "None yet.")}" "<a rel="external" href=format!("/{}", v.region)>{t("Lihat layanan", "See the services")}</a></p> }.into_any() } else { view! { <ul class="plain">{cases}</ul> }.into_any() }}
        </section>
        {(!organisations.is_empty()).then(|| view! { <section class="card" aria-labelledby="lembaga"><h2 id="lembaga">{t("Organisasi Anda", "Your organisations")}</h2><ul class="plain">{organisations}</ul></section> })}
        {(!no_drafts).then(|| view! { <section class="card" aria-labelledby="isian"><h2 id="isian">{t("Belum dikirim", "Not sent yet")}</h2><ul class="plain">{drafts}</ul></section> })}
        {v.signed_in.then(|| view! {
            <section class="card" aria-labelledby="kabar"><h2 id="kabar">{t("Kabar", "Notices")}</h2>
                {if no_notices { view! { <p>{t("Belum ada kabar. Kami memberi tahu di sini setiap kali pengajuan Anda bergerak.", "None yet. We tell you here each time your application moves.")}</p> }.into_any() } else { view! { <ul class="plain notices">{notices}</ul> }.into_any() }}
                {unread.then(|| view! { <form method="post" action=format!("{base}/dibaca")><button class="btn quiet">{t("Tandai sudah dibaca", "Mark as read")}</button></form> })}
            </section>
            <section class="card" aria-labelledby="aman"><h2 id="aman">{t("Pengaman tambahan", "Second factor")}</h2>
                {match (v.has_totp, v.totp) {
                    (true, _) => view! { <p>{t("Aktif: setiap masuk meminta enam angka dari aplikasi Anda.", "On: each sign-in asks for six digits from your app.")}</p> }.into_any(),
                    (false, None) => view! { <p><a rel="external" href=format!("{base}?pengaman=1")>{t("Pasang aplikasi pengaman", "Set up an authenticator app")}</a></p> }.into_any(),
                    (false, Some((secret, qr))) => view! {
                        <p>{t("Pindai dengan aplikasi pengaman, lalu isi enam angkanya.", "Scan it with an authenticator app, then enter its six digits.")}</p>
                        <div class="qr" inner_html=qr></div><p class="small">{secret.clone()}</p>
                        <form method="post" action=format!("{base}/pengaman")><input type="hidden" name="secret" value=secret/><div class="field"><label for="otp">{t("Enam angka", "Six digits")}</label><input id="otp" name="kode" inputmode="numeric" autocomplete="one-time-code"/></div><button class="btn">{t("Aktifkan", "Turn on")}</button></form>
                    }.into_any(),
                }}
            </section>
        })}
        {v.officer.then(|| view! { <script type="module" src="/keluar.js"></script> })}
        <form method="post" action="/keluar"><button class="btn quiet block">{t("Keluar", "Sign out")}</button></form>
    }
}

fn draft_row(d: DraftRow) -> impl IntoView {
    let delete = d.delete.map(|action| {
        view! {
            <details>
                <summary>{t("Hapus isian ini", "Delete this draft")}</summary>
                <form method="post" action=action>
                    <p>{t("Isian dan berkasnya dihapus dan tidak dapat dikembalikan.", "The draft and its files are deleted for good.")}</p>
                    <p><button class="btn bad">{t("Ya, hapus", "Yes, delete it")}</button></p>
                </form>
            </details>
        }
    });
    view! { <li><a rel="external" href=d.href>{d.title}</a><span class="small block">{d.saved}</span>{delete}</li> }
}
