//! Reads a desk's list, in the reader's words.
use super::{
    answers::Reader,
    columns::Column,
    drawn::Drawn,
    here::Here,
    list_view::{KeptView, ListView, Place, Row},
    queue,
    queue_list::queue_list,
    term::Left,
    view::QueueView,
};
use domain::{
    find,
    money::Rupiah,
    people::{AccountId, AgencyKey},
    queue::Filter,
    words::{self, Lang},
};
use engine::{CaseLine, Failure, Queue};
use std::collections::BTreeMap;

/// Rows of a page.
const PAGE: u32 = 50;
/// Rows among which the next case is looked for after a decision.
const SEARCHED: u32 = 200;

pub(crate) async fn load(here: &Here, filter: &Filter, after: Option<&str>, selected: Option<&str>) -> Result<QueueView, Failure> {
    let found = here.engine.desk().queue(&here.pack, &here.visitor, filter, after, PAGE).await?;
    let reader = Reader { pack: &here.pack, lang: here.lang, today: here.today() };
    let at = here.engine.now();
    let shown = ListView {
        example: here.pack.number_example(here.today()),
        places: places(here, &found),
        columns: Column::BESIDE.map(|c| (c.key().to_owned(), c.label(&here.pack, here.lang))).into(),
        views: views(here).await?,
        waiting: found.waiting,
        mine: found.mine,
        held: found.held,
        overdue: found.overdue,
        due_today: found.due_today,
        rows: found.lines.iter().map(|line| row(here, filter, line, &found.names)).collect(),
        next: found.next,
        cut: found.cut,
    };
    let [parts, forms, list] = queue_list(here.pack.region.slug.as_str(), filter, &shown, selected);
    Ok(QueueView {
        region: here.pack.region.name.clone(),
        papers: papers(here),
        tools: owed(here).await?.into_iter().chain(waiting(here).await?).chain(links(here)).chain(tools(here)).collect(),
        posts: posts(&reader, &found.holders),
        numbers: found.lines.iter().map(|line| line.number.to_string()).collect(),
        query: queue::query(filter),
        parts: Drawn::new(parts),
        forms: Drawn::new(forms),
        list: Drawn::new(list),
        seq: found.seq,
        at,
        at_words: words::time(at, here.pack.zone(), here.lang),
    })
}

/// Where what waits here stands, in the packs' order.
fn places(here: &Here, found: &Queue) -> Vec<Place> {
    let of = |service: &domain::pack::Service| {
        let mut stages: Vec<(String, String, i64)> = vec![];
        for stage in service.workflows.iter().flat_map(|w| &w.stages) {
            let n = found.places.get(&(service.key.clone(), stage.key.clone())).copied().unwrap_or(0);
            if n > 0 && !stages.iter().any(|(key, _, _)| *key == stage.key) {
                stages.push((stage.key.clone(), stage.label.get(here.lang).to_owned(), n));
            }
        }
        Place { key: service.key.clone(), name: service.name.get(here.lang).to_owned(), stages }
    };
    here.pack.services.iter().map(of).filter(|place| !place.stages.is_empty()).collect()
}

/// Opinions that the reader's agencies owe.
async fn owed(here: &Here) -> Result<Vec<(String, String)>, Failure> {
    let owed = here.engine.desk().owed(&here.pack, &here.visitor).await?;
    Ok(marked(here, owed, find::opinion_word, crate::lang::pick(here.lang, "Pendapat diminta", "Opinions asked")))
}

/// Applicants who wait for an answer of the reader's agencies.
async fn waiting(here: &Here) -> Result<Vec<(String, String)>, Failure> {
    let waiting = here.engine.desk().unanswered(&here.pack, &here.visitor).await?;
    Ok(marked(here, waiting, find::unanswered_word, crate::lang::pick(here.lang, "Pesan menunggu jawaban", "Messages to answer")))
}

/// Cases with a mark of an agency, as a line and a link.
fn marked(here: &Here, counts: Vec<(AgencyKey, i64)>, word: fn(&AgencyKey) -> String, words: &str) -> Vec<(String, String)> {
    let link = |(agency, n): (AgencyKey, i64)| {
        let filter = Filter { find: word(&agency), everywhere: true, ..Filter::default() };
        let name = here.pack.agency(&agency.0).map_or(agency.0.as_str(), |a| a.name.get(here.lang));
        (format!("{words}: {name} ({})", words::number(n, here.lang)), queue::list_href(here.pack.region.slug.as_str(), &filter))
    };
    counts.into_iter().map(link).collect()
}

/// The services that take requests today, for those who key in what came on paper.
fn links(here: &Here) -> Vec<(String, String)> {
    let base = format!("/{}/meja", here.pack.region.slug);
    let say = |id: &str, en: &str| if here.lang == Lang::Id { id } else { en }.to_owned();
    let mut links = vec![];
    if here.pack.services.iter().any(|s| s.nominative.is_some()) {
        links.push((say("Daftar nominatif", "Nominative lists"), format!("{base}/daftar")));
    }
    let visits = here.pack.services.iter().flat_map(|s| &s.workflows).flat_map(|w| &w.stages).filter(|s| s.by_team);
    if visits.filter_map(|s| s.holder.role.as_deref()).any(|role| here.person.posts_in(here.pack.code()).any(|p| p.role.0 == role)) {
        links.push((say("Rute peninjauan", "Route of visits"), format!("{base}/rute")));
    }
    if here.engine.drafts().imported_by(&here.pack, &here.visitor).next().is_some() {
        links.push((say("Ambil berkas dari tabel", "Take cases from a table"), format!("{base}/impor")));
    }
    if engine::Payments::gives_back(&here.pack, &here.visitor) {
        links.push((say("Uang yang harus dikembalikan", "Money to be given back"), format!("{base}/pengembalian")));
    }
    if here.pack.services.iter().any(|s| s.budget.is_some()) {
        links.push((say("Anggaran", "Budgets"), format!("{base}/anggaran")));
    }
    links
}

fn papers(here: &Here) -> Vec<(String, String)> {
    let slug = here.pack.region.slug.as_str();
    let drafts = here.engine.drafts();
    let open = here.pack.services.iter().filter(|s| s.taken_on(here.today()).is_some() && drafts.keys_in(&here.pack, s, &here.visitor));
    open.map(|s| (s.name.get(here.lang).to_owned(), format!("/{slug}/{}/ajukan", s.path))).collect()
}

/// Pages beside the list that the roles held here open.
fn tools(here: &Here) -> Vec<(String, String)> {
    let (slug, say) = (here.pack.region.slug.as_str(), |id, en| crate::lang::pick(here.lang, id, en).to_owned());
    let announces = here.any_role(|role| role.announces).then(|| (say("Pengumuman", "Announcements"), format!("/{slug}/meja/pengumuman")));
    let moderates =
        here.any_role(|role| role.moderates).then(|| (say("Tanggapan warga", "Comments by citizens"), format!("/{slug}/meja/tanggapan")));
    let team = here.engine.desk().divides(&here.pack, &here.visitor);
    let team = team.then(|| (say("Pembagian kerja", "Who works on what"), format!("/{slug}/meja/tim")));
    let many = (say("Dikerjakan sekaligus", "Done to many"), format!("/{slug}/meja/banyak"));
    team.into_iter().chain([many]).chain(announces).chain(moderates).collect()
}

/// The posts in words: a role that is held at many agencies is said once.
fn posts(reader: &Reader<'_>, holders: &[(String, String)]) -> Vec<String> {
    let mut by_role: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (role, agency) in holders {
        by_role.entry(role).or_default().push(agency);
    }
    let words = |(role, agencies): (&str, Vec<&str>)| match agencies.as_slice() {
        [agency] => reader.post(role, Some(AgencyKey((*agency).to_owned())).filter(|a| !a.0.is_empty()).as_ref()),
        many => {
            let noun = if reader.lang == Lang::Id { "perangkat daerah" } else { "agencies" };
            format!("{} · {} {noun}", reader.post(role, None), many.len())
        }
    };
    by_role.into_iter().map(words).collect()
}

/// The number of the case that comes after `number` in the officer's list, or else of the first other one.
pub(crate) async fn after(here: &Here, filter: &Filter, number: &str) -> Result<Option<String>, Failure> {
    let page = here.engine.desk().lines(&here.pack, &here.visitor, filter, None, SEARCHED).await?;
    let numbers: Vec<_> = page.lines.iter().map(|line| line.number.to_string()).collect();
    let next = numbers.iter().position(|n| n == number).and_then(|at| numbers.get(at + 1));
    Ok(next.or_else(|| numbers.iter().find(|n| *n != number)).cloned())
}

/// The views that the reader kept, and those that colleagues share.
async fn views(here: &Here) -> Result<Vec<KeptView>, Failure> {
    let views = here.engine.desk().views(&here.pack, &here.visitor).await?;
    let view = |v: engine::DeskView| KeptView {
        id: v.id.to_string(),
        own: v.owner == here.person.account,
        shared: v.role.is_some(),
        query: v.query,
        name: v.name,
    };
    Ok(views.into_iter().map(view).collect())
}

fn row(here: &Here, filter: &Filter, line: &CaseLine, names: &BTreeMap<AccountId, String>) -> Row {
    let at = here.engine.now();
    let reader = Reader { pack: &here.pack, lang: here.lang, today: here.today() };
    let asked = Column::BESIDE.into_iter().filter(|c| filter.columns.iter().any(|key| key == c.key()));
    let beside = asked.map(|c| (c.label(&here.pack, here.lang), c.cell(&reader, line, at, names).shown(here.lang)));
    let worker = line.assignee.and_then(|a| a.at(at));
    let held = line.held_until.filter(|day| here.today() < *day);
    let stage = here.pack.service(&line.service).and_then(|s| s.stage(&line.stage));
    let amount = line.approved.or(line.requested).and_then(|n| Rupiah::try_from(n).ok());
    let waited = here.pack.calendar().workdays_between(line.stage_since.day(here.pack.zone()), here.today());
    Row {
        waited,
        beside: beside.filter(|(_, words)| !words.is_empty()).collect(),
        is_over: line.outcome.is_some(),
        worked_by: worker.map(|who| (names.get(&who).cloned().unwrap_or_default(), who == here.person.account)),
        held_until: held.map(|day| words::date(day, here.lang)),
        number: line.number.to_string(),
        organisation: line.organisation.clone(),
        title: line.title.clone(),
        stage: stage.map_or_else(|| line.stage.clone(), |s| s.tag.get(here.lang).to_owned()),
        amount: amount.map(|a| a.to_string()),
        left: Left::of(line.due, here.today(), here.pack.calendar()),
    }
}
