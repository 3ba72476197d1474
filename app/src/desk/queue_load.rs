//! Reads a desk's list: one page as the engine gives it, or the few at its head that are late or due today. The list is
//! ordered by deadline, so those stand together and the search for them ends where the next kind begins.
use super::{
    answers::Reader,
    here::Here,
    queue::Which,
    term::Left,
    view::{QueueView, Row},
};
use domain::{
    money::Rupiah,
    people::AgencyKey,
    time::Day,
    words::{self, Lang},
};
use engine::{CaseLine, Failure};
use std::collections::BTreeMap;

/// Rows of a page.
const PAGE: u32 = 50;
/// Rows read at a time while searching for the late ones, and how often before the search gives up.
const SEARCHED: u32 = 200;
const SEARCHES: usize = 5;
/// Most rows shown of a search: more is not a list to work through but one to narrow.
const SHOWN: usize = 200;

pub(crate) async fn load(here: &Here, which: Which, after: Option<&str>) -> Result<QueueView, Failure> {
    let first = here.engine.desk().queue(&here.pack, &here.visitor, after, if which == Which::All { PAGE } else { SEARCHED }).await?;
    let reader = Reader { pack: &here.pack, lang: here.lang, today: here.today() };
    let posts = posts(&reader, &first.holders);
    let at = here.engine.now();
    let mut view = QueueView {
        region: here.pack.region.name.clone(),
        example: here.pack.number_example(here.today()),
        papers: papers(here),
        tools: links(here).into_iter().chain(tools(here)).collect(),
        posts,
        rows: vec![],
        next: None,
        waiting: first.waiting,
        overdue: first.overdue,
        due_today: first.due_today,
        cut: false,
        seq: first.seq,
        at,
        at_words: words::time(at, here.pack.zone(), here.lang),
    };
    if which == Which::All {
        view.rows = first.lines.iter().map(|line| row(here, line)).collect();
        view.next = first.next;
        return Ok(view);
    }
    let (mut lines, mut next) = (first.lines, first.next);
    for search in 0.. {
        let passed = lines.iter().any(|line| is_past(which, line.due, here.today()));
        view.rows.extend(lines.iter().filter(|line| takes(which, line.due, here.today())).map(|line| row(here, line)));
        view.cut = view.rows.len() > SHOWN;
        view.rows.truncate(SHOWN);
        let Some(after) = next.filter(|_| !passed && !view.cut) else { break };
        if search >= SEARCHES {
            view.cut = true;
            break;
        }
        let page = here.engine.desk().queue(&here.pack, &here.visitor, Some(&after), SEARCHED).await?;
        (lines, next) = (page.lines, page.next);
    }
    Ok(view)
}

/// The services that take requests today, for those who key in what came on paper.
fn links(here: &Here) -> Vec<(String, String)> {
    let base = format!("/{}/meja", here.pack.region.slug);
    let say = |id: &str, en: &str| if here.lang == Lang::Id { id } else { en }.to_owned();
    let mut links = vec![];
    if here.pack.services.iter().any(|s| s.nominative.is_some()) {
        links.push((say("Daftar nominatif", "Nominative lists"), format!("{base}/daftar")));
    }
    if here.pack.services.iter().any(|s| s.budget.is_some()) {
        links.push((say("Anggaran", "Budgets"), format!("{base}/anggaran")));
    }
    links
}

fn papers(here: &Here) -> Vec<(String, String)> {
    if !here.engine.drafts().keys_in(&here.pack, &here.visitor) {
        return vec![];
    }
    let slug = here.pack.region.slug.as_str();
    let open = here.pack.services.iter().filter(|s| s.window_on(here.today()).is_some());
    open.map(|s| (s.name.get(here.lang).to_owned(), format!("/{slug}/{}/ajukan", s.path))).collect()
}

/// Pages beside the list that the roles held here open.
fn tools(here: &Here) -> Vec<(String, String)> {
    let (slug, say) = (here.pack.region.slug.as_str(), |id, en| crate::lang::pick(here.lang, id, en).to_owned());
    let announces = here.any_role(|role| role.announces).then(|| (say("Pengumuman", "Announcements"), format!("/{slug}/meja/pengumuman")));
    let moderates =
        here.any_role(|role| role.moderates).then(|| (say("Tanggapan warga", "Comments by citizens"), format!("/{slug}/meja/tanggapan")));
    announces.into_iter().chain(moderates).collect()
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
pub(crate) async fn after(here: &Here, number: &str) -> Result<Option<String>, Failure> {
    let page = here.engine.desk().queue(&here.pack, &here.visitor, None, SEARCHED).await?;
    let numbers: Vec<_> = page.lines.iter().map(|line| line.number.to_string()).collect();
    let next = numbers.iter().position(|n| n == number).and_then(|at| numbers.get(at + 1));
    Ok(next.or_else(|| numbers.iter().find(|n| *n != number)).cloned())
}

fn row(here: &Here, line: &CaseLine) -> Row {
    let stage = here.pack.service(&line.service).and_then(|s| s.stage(&line.stage));
    let amount = line.approved.or(line.requested).and_then(|n| Rupiah::try_from(n).ok());
    Row {
        number: line.number.to_string(),
        organisation: line.organisation.clone(),
        title: line.title.clone(),
        stage: stage.map_or_else(|| line.stage.clone(), |s| s.tag.get(here.lang).to_owned()),
        amount: amount.map(|a| a.to_string()),
        left: Left::of(line.due, here.today(), here.pack.calendar()),
    }
}

/// Whether a case with this last day belongs to the part of the list.
fn takes(which: Which, due: Option<Day>, today: Day) -> bool {
    match which {
        Which::All => true,
        Which::Overdue => due.is_some_and(|due| due < today),
        Which::Today => due == Some(today),
    }
}

/// Whether a case with this last day stands behind all of the part, in a list ordered by deadline.
fn is_past(which: Which, due: Option<Day>, today: Day) -> bool {
    match which {
        Which::All => false,
        Which::Overdue => due.is_none_or(|due| due >= today),
        Which::Today => due.is_none_or(|due| due > today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_stand_one_behind_the_other() {
        let day = |d| Day::new(2026, 11, d).unwrap();
        let (today, dues) = (day(23), [Some(day(19)), Some(day(20)), Some(day(23)), Some(day(24)), None]);
        let taken = |w: Which| dues.iter().filter(|d| takes(w, **d, today)).count();
        assert_eq!((taken(Which::All), taken(Which::Overdue), taken(Which::Today)), (5, 2, 1));
        for which in [Which::Overdue, Which::Today] {
            // Nothing of the part comes after the first that is past it.
            let behind = dues.iter().skip_while(|d| !is_past(which, **d, today));
            assert!(behind.clone().count() > 0 && behind.into_iter().all(|d| !takes(which, *d, today)), "{which:?}");
        }
    }
}
