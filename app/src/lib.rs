//! The pages: by who uses them, each with the functions that load what it shows and the handlers that take what it
//! sends.
//!
//! *Invariant*: no page names a database, a stage or a role of a region; words of services come from the packs.
#![recursion_limit = "256"]
#![allow(missing_docs, unreachable_pub, reason = "component and server-function macros make public items of their own")]

mod address;
#[cfg(feature = "ssr")]
mod citizen;
mod command;
pub mod components;
#[cfg(feature = "ssr")]
pub mod cookie;
mod desk;
#[cfg(not(feature = "ssr"))]
mod elsewhere;
pub mod error;
#[cfg(feature = "ssr")]
mod finance;
#[cfg(feature = "ssr")]
mod gallery;
pub mod lang;
mod live;
#[cfg(feature = "ssr")]
mod manage;
#[cfg(feature = "ssr")]
mod performance;
#[cfg(feature = "ssr")]
pub mod routes;
pub mod saving;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
mod spreadsheet;
pub mod tier;
#[cfg(feature = "ssr")]
mod transparency;
pub mod wire;

#[cfg(feature = "ssr")]
pub use command::wall_token;
#[cfg(feature = "ssr")]
pub use shell::shell;

#[cfg(feature = "ssr")]
use citizen::{
    account::AccountPage,
    announcements::{AnnouncementPage, AnnouncementsPage},
    apply::{eligibility::EligibilityPage, page::FormPage, resume::ResumePage},
    comments::{CommentPage, FollowPage},
    enter::EnterPage,
    health::HealthPage,
    home::{HomePage, RegionsPage},
    licences::{bill::BillPage, guide::GuidePage, register::LicenceRegisterPage},
    map::MapPage,
    organisation::OrganisationPage,
    public_case::PublicCasePage,
    public_list::PublicListPage,
    rules::RulesPage,
    sign_up::SignUpPage,
    statistics::{RegionStatisticsPage, StatisticsPage},
    track::{mend::MendPage, page::TrackPage, receipt::ReceiptPage, unlock::UnlockPage, work::WorkPage},
    verify::page::VerifyPage,
};
#[cfg(feature = "ssr")]
use command::{AlertsPage, BehindPage, DeedsPage, DigestPage, IncidentPage, LinksPage, LoadPage, SignalsPage, WallPage};
#[cfg(feature = "ssr")]
use desk::{
    AnnouncingPage, BatchPage, ImportPage, LeavesPage, ModeratingPage, OwnBatchesPage, RoutePage as VisitRoutePage, TeamPage, VisitPage,
};
#[cfg(not(feature = "ssr"))]
use elsewhere::Elsewhere;
#[cfg(feature = "ssr")]
use finance::{BookPage, BudgetPage, ListPage, ListsPage, RecapPage, RefundsPage};
#[cfg(feature = "ssr")]
use gallery::{ExhibitsPage, GalleryPage, KioskPage, PlansPage, ProjectMapPage, ProjectPage, RankingPage, WatchPage};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
#[cfg(feature = "ssr")]
use leptos_router::SsrMode;
use leptos_router::{
    Lazy,
    components::{Route, Router, Routes},
    path,
};
#[cfg(feature = "ssr")]
use performance::{
    DataPage, DayPage, EntryPage, InboxPage, MonthPage, ObjectionPage, ObjectionsPage, PersonPage, PlanPage, RoundPage, SlipPage,
    TablePage, UnitPage, WordsPage,
};

#[cfg(feature = "ssr")]
use transparency::{FigurePage, OpenDataPage, PortalPage, SearchPage};

/// All pages.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title: String| format!("{title} – Terang")/>
        <Router>{pages()}</Router>
    }
}

/// All pages of the server. Static segments stand before parameters: the first that fits is taken.
#[cfg(feature = "ssr")]
fn pages() -> impl IntoView {
    view! {
        <Routes fallback=components::fault::missing>
            <Route path=path!("/") view={Lazy::<RegionsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/masuk") view={Lazy::<EnterPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/daftar") view={Lazy::<SignUpPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region") view={Lazy::<HomePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/akun") view={Lazy::<AccountPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/akun/lembaga/:id") view={Lazy::<OrganisationPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/lacak") view={Lazy::<UnlockPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/lacak/:number") view={Lazy::<TrackPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/lacak/:number/tanda-terima") view={Lazy::<ReceiptPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/lacak/:number/perbaiki") view={Lazy::<MendPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/lacak/:number/isi/:action") view={Lazy::<WorkPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/izin") view={Lazy::<GuidePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/izin/daftar") view={Lazy::<LicenceRegisterPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/bayar/:code") view={Lazy::<BillPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/verifikasi") view={Lazy::<VerifyPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/verifikasi/:serial") view={Lazy::<VerifyPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja") view={Lazy::<desk::QueuePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/anggaran") view={Lazy::<BudgetPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/daftar") view={Lazy::<ListsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/daftar/:list") view={Lazy::<ListPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/buku/:book") view={Lazy::<BookPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/rute") view={Lazy::<VisitRoutePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/rute/:number") view={Lazy::<VisitPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/impor") view={Lazy::<ImportPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/pengembalian") view={Lazy::<RefundsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/rekap/:recap") view={Lazy::<RecapPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/pengumuman") view={Lazy::<AnnouncementsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/pengumuman/:announcement") view={Lazy::<AnnouncementPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/pengumuman") view={Lazy::<AnnouncingPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/tanggapan") view={Lazy::<FollowPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/tanggapan") view={Lazy::<ModeratingPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/tim") view={Lazy::<TeamPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/banyak") view={Lazy::<OwnBatchesPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/banyak/:batch") view={Lazy::<BatchPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/:number") view={Lazy::<desk::CasePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/meja/:number/lembar") view={Lazy::<LeavesPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja") view={Lazy::<DayPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/catat") view={Lazy::<EntryPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/catatan/:entry") view={Lazy::<EntryPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/validasi") view={Lazy::<InboxPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/organisasi") view={Lazy::<UnitPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/pegawai") view={Lazy::<PersonPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/rencana") view={Lazy::<PlanPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/predikat") view={Lazy::<WordsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/perilaku") view={Lazy::<RoundPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/data") view={Lazy::<DataPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/tabel") view={Lazy::<TablePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/keberatan") view={Lazy::<ObjectionsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/keberatan/:objection") view={Lazy::<ObjectionPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/slip/:month") view={Lazy::<SlipPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kinerja/bulan/:month") view={Lazy::<MonthPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/komando") view={Lazy::<command::BoardPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/komando/dinding") view={Lazy::<WallPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/komando/peringatan") view={Lazy::<AlertsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/komando/kejadian/:incident") view={Lazy::<IncidentPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/komando/ringkasan") view={Lazy::<DigestPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/komando/sinyal") view={Lazy::<SignalsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/komando/daftar") view={Lazy::<BehindPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/komando/kerja") view={Lazy::<DeedsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/komando/beban") view={Lazy::<LoadPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/komando/tautan") view={Lazy::<LinksPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kelola") view={Lazy::<manage::ManagePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kelola/perubahan") view={Lazy::<manage::ChangesPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kelola/perubahan/:id") view={Lazy::<manage::ChangePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kelola/nilai") view={Lazy::<manage::ValuesPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kelola/nilai/ubah") view={Lazy::<manage::ValuePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kelola/kalender") view={Lazy::<manage::CalendarPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kelola/impor") view={Lazy::<manage::ImportsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kelola/orang") view={Lazy::<manage::PeoplePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kelola/alur/:service/pindah") view={Lazy::<manage::OverPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/kelola/alur/:service") view={Lazy::<manage::FlowPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/galeri") view={Lazy::<GalleryPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/galeri/peta") view={Lazy::<ProjectMapPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/galeri/rencana") view={Lazy::<PlansPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/galeri/pameran") view={Lazy::<ExhibitsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/galeri/pameran/:exhibit") view={Lazy::<ExhibitsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/galeri/kios") view={Lazy::<KioskPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/galeri/kios/:exhibit") view={Lazy::<KioskPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/galeri/perlu-penjelasan") view={Lazy::<WatchPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/galeri/:number") view={Lazy::<ProjectPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/transparansi") view={Lazy::<PortalPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/transparansi/cari") view={Lazy::<SearchPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/transparansi/data") view={Lazy::<OpenDataPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/transparansi/layanan") view={Lazy::<HealthPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/transparansi/:figure") view={Lazy::<FigurePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/statistik") view={Lazy::<RegionStatisticsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/:service") view={Lazy::<PublicListPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/:service/ajukan") view={Lazy::<EligibilityPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/:service/lanjut") view={Lazy::<ResumePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/:service/ajukan/:draft/:page") view={Lazy::<FormPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/:service/statistik") view={Lazy::<StatisticsPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/:service/peringkat") view={Lazy::<RankingPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/:service/peta") view={Lazy::<MapPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/:service/aturan") view={Lazy::<RulesPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/:service/:number") view={Lazy::<PublicCasePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:region/:service/:number/tanggapan") view={Lazy::<CommentPage>::new()} ssr=SsrMode::Async/>
        </Routes>
    }
}

/// Those that hydrate, and the others as far as a link on them could lead there without leaving the click to the browser: each
/// address that the bundle knows costs everybody bytes.
#[cfg(not(feature = "ssr"))]
fn pages() -> impl IntoView {
    view! {
        <Routes fallback=components::fault::missing>
            <Route path=path!("/") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/meja") view={Lazy::<desk::QueuePage>::new()}/>
            <Route path=path!("/:region/meja/anggaran") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/meja/banyak") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/meja/daftar") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/meja/rute") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/meja/impor") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/meja/pengembalian") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/meja/pengumuman") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/meja/tanggapan") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/meja/tim") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/meja/:number") view={Lazy::<desk::CasePage>::new()}/>
            <Route path=path!("/:region/komando") view={Lazy::<command::BoardPage>::new()}/>
            <Route path=path!("/:region/:service") view={Lazy::<Elsewhere>::new()}/>
            <Route path=path!("/:region/:service/:number") view={Lazy::<Elsewhere>::new()}/>
        </Routes>
    }
}
