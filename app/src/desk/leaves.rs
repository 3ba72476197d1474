//! A case's papers, page by page as pictures that the server draws: turned, enlarged, and two beside each other. It stands in the
//! case's page as a frame and is a page of its own as well; everything it does is a link, so it needs no script.
use super::{
    answers::Reader,
    here::{Here, number},
    view::DocumentView,
};
use crate::{
    address::in_query,
    citizen::page::{Loading, param, query},
    components::fault::fault,
    error::AppError,
    lang::{pick, t},
};
use domain::{case::may_reveal, number::CaseNumber, words::Lang};
use engine::{
    Failure, Standing,
    leaves::{LeafFault, Turn},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// How large a page can be shown, in percent of its pane, and the pixels that it is drawn with then.
const ZOOMS: [(u32, u32); 4] = [(100, 1_100), (150, 1_600), (200, 2_200), (300, 3_000)];

/// What one side shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Side {
    /// Which paper: hash and box, as on the case's page.
    key: String,
    /// Counted from 1.
    page: u32,
    /// Percent, one of [`ZOOMS`].
    zoom: u32,
    turn: Turn,
}

impl Side {
    fn of(key: String) -> Self {
        Self { key, page: 1, zoom: ZOOMS[0].0, turn: Turn::None }
    }

    /// What the address says of a side, by the words that are this side's there.
    fn asked(name: &'static str, [page, zoom, turn]: [&'static str; 3]) -> Option<Self> {
        let figure = |name| query(name).and_then(|text| text.parse::<u32>().ok());
        let zoom = figure(zoom).filter(|zoom| ZOOMS.iter().any(|(known, _)| known == zoom));
        Some(Self {
            page: figure(page).unwrap_or(1).max(1),
            zoom: zoom.unwrap_or(ZOOMS[0].0),
            turn: Turn::from_degrees(figure(turn).unwrap_or_default()),
            ..Self::of(query(name)?)
        })
    }

    fn in_query(&self, name: &str, [page, zoom, turn]: [&str; 3]) -> String {
        format!("{name}={}&{page}={}&{zoom}={}&{turn}={}", in_query(&self.key), self.page, self.zoom, self.turn.degrees())
    }

    /// One step larger or smaller; `None` at the end.
    fn zoomed(&self, step: isize) -> Option<Self> {
        let at = ZOOMS.iter().position(|(zoom, _)| *zoom == self.zoom)?;
        let (zoom, _) = ZOOMS.get(at.checked_add_signed(step)?)?;
        Some(Self { zoom: *zoom, ..self.clone() })
    }

    fn paged(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }

    fn turned(&self) -> Self {
        Self { turn: Turn::from_degrees(self.turn.degrees() + 90), ..self.clone() }
    }

    fn pixels(&self) -> u32 {
        ZOOMS.iter().find(|(zoom, _)| *zoom == self.zoom).map_or(ZOOMS[0].1, |(_, pixels)| *pixels)
    }
}

const LEFT: (&str, [&str; 3]) = ("kiri", ["hal", "besar", "putar"]);
const RIGHT: (&str, [&str; 3]) = ("kanan", ["hal2", "besar2", "putar2"]);

/// The address that shows one or two papers of a case.
fn address(base: &str, left: &Side, right: Option<&Side>) -> String {
    let first = left.in_query(LEFT.0, LEFT.1);
    match right {
        Some(right) => format!("{base}?{first}&{}", right.in_query(RIGHT.0, RIGHT.1)),
        None => format!("{base}?{first}"),
    }
}

/// What the page shows.
pub struct LeavesView {
    number: String,
    case: String,
    panes: Vec<PaneView>,
}

struct PaneView {
    label: String,
    about: String,
    shown: Result<Shown, String>,
    /// Each other paper, to lay beside this one; none where two are open.
    others: Vec<(String, String)>,
    /// The address without this side, where two are open.
    without: Option<String>,
    original: Option<String>,
}

/// A page that can be drawn.
struct Shown {
    page: u32,
    pages: u32,
    zoom: u32,
    source: String,
    before: Option<String>,
    after: Option<String>,
    smaller: Option<String>,
    larger: Option<String>,
    turned: String,
}

/// The papers that the address names.
///
/// **Needs**: a post of the region; a paper with personal data is shown to whoever holds the case, and that is recorded. **Errors**:
/// `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, wanted: String, left: Option<Side>, right: Option<Side>) -> Result<LeavesView, AppError> {
    let here = Here::of_page(&region)?;
    let number = number(&wanted)?;
    let opened = here.engine.cases().open(&here.pack, &here.visitor, &number).await?;
    if opened.standing != Standing::Officer {
        return Err(Failure::Forbidden.into());
    }
    let state = opened.state;
    let service = here.pack.service(&state.service).ok_or(Failure::NotFound)?;
    let reader = Reader { pack: &here.pack, lang: here.lang, today: here.today() };
    let papers = reader.documents(service, &state, may_reveal(&here.pack, &state, &here.person));
    let left = left.or_else(|| papers.first().map(|paper| Side::of(paper.key()))).ok_or(Failure::NotFound)?;
    let desk = Papers { here: &here, region: &region, number: &number, papers: &papers };
    let mut panes = vec![desk.pane(&left, right.as_ref(), |side| address(&desk.base(), side, right.as_ref())).await?];
    if let Some(right) = &right {
        panes.push(desk.pane(right, Some(&left), |side| address(&desk.base(), &left, Some(side))).await?);
    }
    Ok(LeavesView { case: format!("/{region}/meja/{number}"), number: number.to_string(), panes })
}

/// The papers of a case on their way to its panes.
struct Papers<'h> {
    here: &'h Here,
    region: &'h str,
    number: &'h CaseNumber,
    papers: &'h [DocumentView],
}

impl Papers<'_> {
    fn base(&self) -> String {
        format!("/{}/meja/{}/lembar", self.region, self.number)
    }

    /// One side; `go` is the address when it shows something else.
    async fn pane(&self, side: &Side, other: Option<&Side>, go: impl Fn(&Side) -> String + Send) -> Result<PaneView, AppError> {
        let paper = self.papers.iter().find(|paper| paper.key() == side.key).ok_or(Failure::NotFound)?;
        let file = format!("/{}/berkas/{}/{}", self.region, self.number, paper.hash);
        let hidden = paper.private == Some(false);
        let shown = if hidden {
            Err(t(
                "Dokumen ini memuat data pribadi. Hanya petugas yang sedang memegang berkas yang dapat membukanya.",
                "This paper shows personal data. Only the officer who holds the case can open it.",
            )
            .to_owned())
        } else {
            match self.here.engine.files().leaves(&self.here.pack, &self.here.visitor, self.number, &paper.hash).await? {
                Ok(pages) => Ok(shown(side, pages, &file, &go)),
                Err(fault) => Err(in_words(&fault, self.here.lang)),
            }
        };
        let beside = |paper: &DocumentView| (paper.label.clone(), address(&self.base(), side, Some(&Side::of(paper.key()))));
        Ok(PaneView {
            label: paper.label.clone(),
            about: format!("{} · {}", paper.name, paper.about),
            shown,
            others: match other {
                Some(_) => vec![],
                None => self.papers.iter().filter(|p| p.key() != side.key).map(beside).collect(),
            },
            without: other.map(|other| address(&self.base(), other, None)),
            original: (!hidden).then_some(file),
        })
    }
}

fn shown(side: &Side, pages: u32, file: &str, go: impl Fn(&Side) -> String) -> Shown {
    let side = side.paged(side.page.min(pages));
    Shown {
        page: side.page,
        pages,
        zoom: side.zoom,
        source: format!("{file}/{}?lebar={}&putar={}", side.page, side.pixels(), side.turn.degrees()),
        before: side.page.checked_sub(1).filter(|page| *page > 0).map(|page| go(&side.paged(page))),
        after: (side.page < pages).then(|| go(&side.paged(side.page + 1))),
        smaller: side.zoomed(-1).map(|side| go(&side)),
        larger: side.zoomed(1).map(|side| go(&side)),
        turned: go(&side.turned()),
    }
}

/// Why there is no picture, and what to do.
fn in_words(fault: &LeafFault, lang: Lang) -> String {
    let say = |id, en| pick(lang, id, en).to_owned();
    match fault {
        LeafFault::Busy => {
            say("Server sedang menggambar banyak halaman. Muat ulang sebentar lagi.", "Many pages are being drawn. Reload in a moment.")
        }
        LeafFault::TooMuch => {
            say("Dokumen ini terlalu berat untuk digambar. Buka berkas aslinya.", "This paper is too heavy to draw. Open the original.")
        }
        _ => say(
            "Dokumen ini tidak dapat digambar: mungkin terkunci sandi atau rusak. Buka berkas aslinya; bila tidak terbuka juga, minta pemohon mengirim ulang.",
            "This paper can't be drawn: it may be locked or broken. Open the original; if that fails too, ask the applicant to send it again.",
        ),
    }
}

pub struct LeavesPage {
    view: Loading<LeavesView>,
}

#[lazy_route]
impl LazyRoute for LeavesPage {
    fn data() -> Self {
        let (region, number) = (param("region"), param("number"));
        let (left, right) = (Side::asked(LEFT.0, LEFT.1), Side::asked(RIGHT.0, RIGHT.1));
        Self { view: Loading::of(load(region, number, left, right)) }
    }

    fn view(this: Self) -> AnyView {
        view! {
            <main class="leaves" id="isi">
                {Suspend::new(async move {
                    match this.view.done().await {
                        Ok(shown) => draw(shown).into_any(),
                        Err(error) => fault(error).into_any(),
                    }
                })}
            </main>
        }
        .into_any()
    }
}

fn draw(view: LeavesView) -> impl IntoView {
    let two = view.panes.len() > 1;
    let title = format!("{} {}", t("Dokumen", "Papers of"), view.number);
    let panes: Vec<_> = view.panes.into_iter().enumerate().map(|(i, pane)| draw_pane(i, pane)).collect();
    view! {
        <Title text=title.clone()/>
        <h1 class="small"><a href=view.case target="_top">{title}</a></h1>
        <div class=if two { "panes two" } else { "panes" }>{panes}</div>
        <script type="module" src="/lembar.js"></script>
    }
}

fn draw_pane(i: usize, pane: PaneView) -> impl IntoView {
    let (id, by) = (format!("sisi-{i}"), format!("sisi-{i}"));
    // Beside each other they need the whole window.
    let others = (!pane.others.is_empty()).then(|| {
        let items: Vec<_> = pane.others.into_iter().map(|(label, href)| view! { <li><a href=href target="_top">{label}</a></li> }).collect();
        view! { <details class="beside"><summary>{t("Bandingkan", "Compare")}</summary><p class="small">{t("Buka di samping:", "Open beside it:")}</p><ul class="plain">{items}</ul></details> }
    });
    let original =
        pane.original.map(|href| view! { <a class="tool" href=href target="_blank" rel="noopener">{t("Berkas asli", "Original")}</a> });
    let without = pane.without.map(|href| view! { <a class="tool" href=href>{t("Tutup sisi ini", "Close this side")}</a> });
    let body = match pane.shown {
        Ok(shown) => {
            let alt = format!("{}, {} {} {} {}", pane.label, t("halaman", "page"), shown.page, t("dari", "of"), shown.pages);
            let (tools, class) = (tools(&shown), format!("leaf z{}", shown.zoom));
            let failed = t("Halaman ini tidak dapat digambar. Buka berkas aslinya.", "This page can't be drawn. Open the original.");
            let label = format!("{} ({})", pane.label, t("dapat digeser", "scrolls"));
            view! {
                {tools}
                <div class=class tabindex="0" role="group" aria-label=label><img src=shown.source alt=alt data-gagal=failed/></div>
            }
            .into_any()
        }
        Err(words) => view! { <p class="note warn" role="status">{words}</p> }.into_any(),
    };
    view! {
        <section class="pane" aria-labelledby=by>
            <header>
                <h2 id=id>{pane.label.clone()}</h2>
                <p class="small">{pane.about}</p>
                <div class="tools">{others}{original}{without}</div>
            </header>
            {body}
        </section>
    }
}

/// Links to the other pages, sizes and turns; each has the key that presses it.
fn tools(shown: &Shown) -> impl IntoView + use<> {
    let step = |href: &Option<String>, key: &'static str, sign: &'static str, words: &'static str| match href {
        Some(href) => {
            view! { <a class="tool" href=href.clone() data-tombol=key aria-label=words title=format!("{words} ({key})")>{sign}</a> }
                .into_any()
        }
        None => view! { <span class="tool off" aria-hidden="true">{sign}</span> }.into_any(),
    };
    let place = format!("{} {} / {}", t("Halaman", "Page"), shown.page, shown.pages);
    view! {
        <nav class="tools" aria-label=t("Halaman dan ukuran", "Page and size")>
            {step(&shown.before, "[", "‹", t("Halaman sebelumnya", "Previous page"))}
            <span>{place}</span>
            {step(&shown.after, "]", "›", t("Halaman berikutnya", "Next page"))}
            {step(&shown.smaller, "-", "−", t("Perkecil", "Smaller"))}
            <span>{format!("{}%", shown.zoom)}</span>
            {step(&shown.larger, "+", "+", t("Perbesar", "Larger"))}
            {step(&Some(shown.turned.clone()), ".", "↻", t("Putar", "Turn"))}
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_goes_round_the_address() {
        let side = Side { page: 3, zoom: 150, turn: Turn::Quarter, ..Side::of("ab.akta".to_owned()) };
        assert_eq!(side.in_query(RIGHT.0, RIGHT.1), "kanan=ab.akta&hal2=3&besar2=150&putar2=90");
        assert_eq!(side.zoomed(1).map(|s| s.zoom), Some(200));
        assert_eq!((Side::of("x".into()).zoomed(-1), side.turned().turn), (None, Turn::Half));
        let both = address("/k/meja/HB-1/lembar", &Side::of("ab.akta".into()), Some(&side));
        assert_eq!(both, "/k/meja/HB-1/lembar?kiri=ab.akta&hal=1&besar=100&putar=0&kanan=ab.akta&hal2=3&besar2=150&putar2=90");
    }

    #[test]
    fn a_page_beyond_the_last_is_the_last() {
        let side = Side { page: 9, ..Side::of("ab.akta".into()) };
        let shown = shown(&side, 2, "/k/berkas/HB-1/ab", |side| format!("{}", side.page));
        assert_eq!((shown.page, shown.before.as_deref(), shown.after), (2, Some("1"), None));
        assert_eq!(shown.source, "/k/berkas/HB-1/ab/2?lebar=1100&putar=0");
    }
}
