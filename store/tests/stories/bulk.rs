//! Many whole cases at once leave the same as each event on its own; and all of it can be made anew from the events.
use super::cases::{commit, submit};
use crate::{
    made::{count, holder, region, submitted, today},
    moves::moved,
    on_both,
};
use domain::case::{CaseState, Outcome};
use store::{
    Db, StoreError, alike,
    bulk::{self, BulkCase},
    cases, counts, events, find, projections,
};

/// The `n`th request, a move, and for every third an end.
pub(super) fn whole(n: u32) -> BulkCase {
    let (first, submitted) = submitted(n);
    let (second, checked) = moved(&submitted, "verifikasi", "dinsos", None);
    let mut days = vec![(today(), count(None, &submitted, &first)), (today(), count(Some(&submitted), &checked, &second))];
    let mut events = vec![first, second];
    let mut after = checked.clone();
    if n.is_multiple_of(3) {
        let (third, closed) = moved(&checked, "selesai", "", Some(Outcome::Done));
        days.push((today(), count(Some(&checked), &closed, &third)));
        events.push(third);
        after = closed;
    }
    BulkCase {
        events,
        holder: holder(&after),
        after,
        approved: None,
        taken: None,
        paid: None,
        reported: None,
        secret_hash: Some(vec![7; 32]),
        said: find::Said::default(),
        entered: vec![],
        decided: None,
        licence: None,
        project: None,
        deeds: Default::default(),
        stands: vec![],
        days,
    }
}

/// Each case says something that one in five of the others says too.
fn said(case: &CaseState) -> find::Said {
    let sum = case.number.to_string().bytes().fold(0_u8, u8::wrapping_add);
    find::Said { alike: vec![("person".to_owned(), vec![sum % 5; 32])], ..find::Said::default() }
}

pub(super) async fn in_bulk(db: &Db, cases: Vec<BulkCase>) -> Result<(), StoreError> {
    db.write_in(&region(), move |tx| Box::pin(async move { bulk::insert_cases(tx, &region(), &cases).await })).await
}

#[tokio::test]
async fn many_at_once_leave_the_same_as_one_by_one() {
    let without_seq = |dump: String| -> Vec<String> {
        dump.lines().map(|line| line.rsplit_once(", seq: ").map_or(line, |(line, _)| line).to_owned()).collect()
    };
    let one_by_one = async |db: &Db| {
        for n in 0..40 {
            let case = whole(n);
            let mut before: Option<CaseState> = None;
            for event in case.events {
                let after = match &before {
                    None => CaseState::begin(case.after.id, &event).unwrap(),
                    Some(before) => {
                        let mut after = before.clone();
                        after.apply(&event);
                        after
                    }
                };
                commit(db, before.replace(after.clone()), after, event).await.unwrap();
            }
        }
        projections::dump(db, &region()).await.unwrap()
    };
    let dumps = std::cell::RefCell::new(vec![]);
    on_both(async |db| {
        let dump = Box::pin(one_by_one(&db)).await;
        dumps.borrow_mut().push(dump);
    })
    .await;
    on_both(async |db| {
        in_bulk(&db, (0..40).map(whole).collect()).await.unwrap();
        let dump = projections::dump(&db, &region()).await.unwrap();
        dumps.borrow_mut().push(dump);
        let log = events::after(&db, 0, 1000).await.unwrap();
        assert!(log.is_sorted_by_key(|event| event.at), "events are numbered by time");
        let case = whole(3);
        let own: Vec<_> = events::of_case(&db, &region(), case.after.id).await.unwrap().into_iter().map(|(_, event)| event).collect();
        assert_eq!(own, case.events);
        let stored = cases::by_id(&db, &region(), case.after.id).await.unwrap().unwrap();
        assert_eq!(stored.seq, log.iter().rev().find(|event| event.case_id == case.after.id).unwrap().seq);
        assert_eq!(cases::secret_hash(&db, &region(), case.after.id).await.unwrap(), Some(vec![7; 32]));
        let again = in_bulk(&db, vec![whole(1)]).await;
        assert!(matches!(again, Err(StoreError::Conflict | StoreError::Duplicate { .. })), "{again:?}");
    })
    .await;
    let mut dumps = dumps.into_inner().into_iter().map(without_seq);
    let first = dumps.next().unwrap();
    assert!(first.len() > 40, "{} lines", first.len());
    dumps.for_each(|dump| assert_eq!(dump, first));
}

#[tokio::test]
async fn projections_come_back_from_the_events() {
    on_both(async |db| {
        in_bulk(&db, (0..30).map(whole).collect()).await.unwrap();
        submit(&db, 100).await;
        let before = projections::dump(&db, &region()).await.unwrap();
        assert_eq!(projections::regions_with_events(&db).await.unwrap(), [region()]);
        let mut anew = vec![];
        for case in projections::case_ids(&db, &region()).await.unwrap() {
            let events: Vec<_> = events::of_case(&db, &region(), case).await.unwrap().into_iter().map(|(_, event)| event).collect();
            let mut days = vec![];
            let mut state: Option<CaseState> = None;
            for event in &events {
                let mut after = state.clone().unwrap_or_else(|| CaseState::begin(case, event).unwrap());
                after.apply(event);
                days.push((today(), count(state.as_ref(), &after, event)));
                state = Some(after);
            }
            let after = state.unwrap();
            anew.push(BulkCase {
                holder: holder(&after),
                said: find::Said::default(),
                entered: vec![],
                decided: None,
                licence: None,
                project: None,
                deeds: Default::default(),
                stands: vec![],
                after,
                events,
                approved: None,
                taken: None,
                paid: None,
                reported: None,
                secret_hash: None,
                days,
            });
        }
        db.write_in(&region(), |tx| Box::pin(async move { projections::clear(tx, &region()).await })).await.unwrap();
        assert_eq!(projections::dump(&db, &region()).await.unwrap(), "");
        db.write_in(&region(), move |tx| Box::pin(async move { projections::put(tx, &region(), &anew).await })).await.unwrap();
        assert_eq!(projections::dump(&db, &region()).await.unwrap(), before);
        assert_eq!(projections::recount(&db, &region()).await.unwrap(), counts::queues(&db, &region()).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn who_says_the_same_is_found_once_for_each_way() {
    on_both(async |db| {
        let cases: Vec<_> = (1..=60).map(whole).map(|c| BulkCase { said: said(&c.after), ..c }).collect();
        let (mine, others) = (cases[0].after.clone(), cases[1..].to_vec());
        let same: Vec<_> = others.iter().filter(|c| c.said == cases[0].said).map(|c| c.after.number.clone()).collect();
        assert!(!same.is_empty());
        in_bulk(&db, cases).await.unwrap();
        let found = alike::of_case(&db, &region(), mine.id, &[], 50).await.unwrap();
        let mut numbers: Vec<_> = found.iter().map(|a| a.number.clone()).collect();
        numbers.sort();
        let mut wanted = same.clone();
        wanted.sort();
        assert_eq!((numbers, found[0].kind.as_str()), (wanted.clone(), "person"));

        // However few are shown at once: what is explained makes room for what is not, until nothing is left.
        let running: Vec<_> = alike::to_explain(&db, &region(), mine.id).await.unwrap();
        assert!(running.len() > 2, "the story needs some: {running:?}");
        let mut explained = Vec::new();
        while explained.len() < running.len() {
            let shown = alike::of_case(&db, &region(), mine.id, &explained, 1).await.unwrap();
            let next = shown[0].number.clone();
            assert!(running.contains(&next) && !explained.contains(&next), "{next} after {explained:?}");
            explained.push(next);
        }
        assert_eq!(alike::of_case(&db, &region(), mine.id, &explained, 50).await.unwrap().len(), wanted.len(), "nothing is hidden");
        for other in &wanted {
            assert!(alike::are(&db, &region(), mine.id, other).await.unwrap());
        }
        let stranger = others.iter().find(|c| !wanted.contains(&c.after.number)).unwrap();
        assert!(!alike::are(&db, &region(), mine.id, &stranger.after.number).await.unwrap());
        assert!(!alike::are(&db, &region(), mine.id, &mine.number).await.unwrap(), "nobody is like oneself");

        // What it says from now on stands in the place of what it said.
        let alike = vec![("person".to_owned(), vec![9; 32]), ("account".to_owned(), vec![9; 32])];
        let other = find::Said { alike, ..find::Said::default() };
        let of = mine.id;
        db.write_in(&region(), move |tx| Box::pin(async move { find::replace(tx, &region(), of, &other, false).await })).await.unwrap();
        assert_eq!(alike::of_case(&db, &region(), mine.id, &[], 50).await.unwrap(), []);
    })
    .await;
}
