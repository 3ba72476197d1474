//! Who works on what at a desk: on whose pile a case is, what is put aside, turns, absences, and who looks.
use super::{
    cases::{commit, submit},
    lists::everything,
};
use crate::{
    made::{START, id, region, submitted, today},
    on_both, other_region,
};
use domain::{
    case::{Assignee, CaseId, CaseState},
    people::AccountId,
    queue::{Order, Whose},
};
use store::{
    Db,
    assign::{self, Absence},
    cases::{self, CaseLine, Narrowed},
    counts, projections,
};
use uuid::Uuid;

const DESK: &str = "tu@tu";

fn officer(n: u64) -> AccountId {
    AccountId(id(9, n))
}

/// The `n`th request, as changed.
async fn with(db: &Db, n: u32, change: impl FnOnce(&mut CaseState)) {
    let (event, mut state) = submitted(n);
    change(&mut state);
    commit(db, None, state, event).await.unwrap();
}

async fn serials(db: &Db, narrowed: &Narrowed<'_>, order: Order) -> Vec<u32> {
    let page: Vec<CaseLine> = cases::desk_page(db, &region(), DESK, (narrowed, order), None, 50).await.unwrap();
    page.iter().map(|line| line.number.serial()).collect()
}

#[tokio::test]
async fn a_pile_is_ones_own_until_its_lease_ends() {
    on_both(async |db| {
        let given = |who: u64, until: Option<i64>| Some(Assignee { account: officer(who), until: until.map(|ms| START.plus_ms(ms)) });
        submit(&db, 1).await;
        with(&db, 2, |c| c.assignee = given(1, None)).await;
        with(&db, 3, |c| c.assignee = given(1, Some(60_000))).await;
        with(&db, 4, |c| c.assignee = given(2, Some(60_000))).await;
        with(&db, 5, |c| (c.assignee, c.held_until) = (given(1, None), Some(today().plus_days(2)))).await;

        let at = |ms: i64, days: i64| (START.plus_ms(ms), today().plus_days(days));
        let asked = |whose, at| Narrowed { whose, who: Some(officer(1)), at, ..everything() };
        for order in [Order::Due, Order::Longest] {
            assert_eq!(serials(&db, &asked(Whose::All, at(0, 0)), order).await, [1, 2, 3, 4], "what is put aside is not in the list");
            assert_eq!(serials(&db, &asked(Whose::Mine, at(0, 0)), order).await, [2, 3]);
            assert_eq!(serials(&db, &asked(Whose::Nobodys, at(0, 0)), order).await, [1]);
            // The minute is over: what was taken is anybody's, what was given is not.
            assert_eq!(serials(&db, &asked(Whose::Mine, at(60_000, 0)), order).await, [2]);
            assert_eq!(serials(&db, &asked(Whose::Nobodys, at(60_000, 0)), order).await, [1, 3, 4]);
            // On its day it is in the list again.
            assert_eq!(serials(&db, &asked(Whose::All, at(0, 2)), order).await, [1, 2, 3, 4, 5]);
            assert_eq!(serials(&db, &Narrowed { held: true, ..asked(Whose::All, at(0, 1)) }, order).await, [5]);
            assert_eq!(serials(&db, &Narrowed { held: true, ..asked(Whose::All, at(0, 2)) }, order).await, [0_u32; 0]);
        }

        let desks = [DESK.to_owned()];
        let sum = |piles: Vec<counts::Pile>| piles.iter().map(|p| p.n).sum::<i64>();
        assert_eq!(sum(counts::pile(&db, &region(), &desks, officer(1), START, today()).await.unwrap()), 2);
        assert_eq!(sum(counts::held(&db, &region(), &desks, today()).await.unwrap()), 1);
        assert_eq!(sum(counts::held(&db, &region(), &["tu@dinsos".to_owned()], today()).await.unwrap()), 0);
        let piles = counts::piles(&db, &region(), &desks, START, domain::time::Day::MAX).await.unwrap();
        let of = |n: u64| piles.iter().filter(|p| p.assignee == Some(officer(n))).map(|p| p.n).sum::<i64>();
        assert_eq!((of(1), of(2)), (3, 1), "put aside or not");
        let there = counts::piles(&db, &region(), &desks, START, today()).await.unwrap();
        assert_eq!(there.iter().filter(|p| p.assignee == Some(officer(1))).map(|p| p.n).sum::<i64>(), 2, "without what is put aside");

        // All of the pile is given on, what is put aside too.
        let pile = assign::on_pile(&db, &region(), (officer(1), DESK), CaseId(Uuid::nil()), START, 10).await.unwrap();
        assert_eq!(pile.len(), 3);
        let rest = assign::on_pile(&db, &region(), (officer(1), DESK), pile[0], START, 1).await.unwrap();
        assert_eq!(rest, [pile[1]]);
        assert!(projections::dump(&db, &region()).await.unwrap().contains("assigned_until: Some("));
    })
    .await;
}

#[tokio::test]
async fn loads_and_turns_are_read_for_those_asked_for() {
    on_both(async |db| {
        with(&db, 1, |c| c.assignee = Some(Assignee { account: officer(1), until: None })).await;
        with(&db, 2, |c| c.assignee = Some(Assignee { account: officer(1), until: Some(START) })).await;
        let read = async |db: &Db, counted: bool| {
            let here = region();
            let read = db.write_in(&here, move |tx| {
                Box::pin(async move {
                    assign::take_turn(tx, &region(), DESK, officer(2), START).await?;
                    assign::loads(tx, &region(), &[officer(1), officer(2), officer(3)], (DESK, counted), START).await
                })
            });
            let mut loads = read.await.unwrap();
            loads.sort_by_key(|l| l.account);
            loads.into_iter().map(|l| (l.open, l.turn)).collect::<Vec<_>>()
        };
        assert_eq!(read(&db, true).await, [(1, None), (0, Some(START)), (0, None)]);
        assert_eq!(read(&db, false).await, [(0, None), (0, Some(START)), (0, None)], "where only turns count nothing is counted");
    })
    .await;
}

#[tokio::test]
async fn absences_and_lookers_end() {
    on_both(async |db| {
        let absence = Absence { id: id(8, 1), account: officer(1), from: today(), until: today().plus_days(3), reason: "Cuti".into() };
        let (new, away) = (absence.clone(), absence.clone());
        db.write_in(&region(), move |tx| Box::pin(async move { assign::add_absence(tx, &region(), &new, officer(2), START).await }))
            .await
            .unwrap();
        assert_eq!(assign::absences(&db, &region(), today().plus_days(3)).await.unwrap(), std::slice::from_ref(&absence));
        assert_eq!(assign::absences(&db, &region(), today().plus_days(4)).await.unwrap(), []);
        assert_eq!(assign::absences(&db, &other_region(), today()).await.unwrap(), []);
        db.write_in(&region(), move |tx| Box::pin(async move { assign::end_absence(tx, &region(), away.id, today()).await }))
            .await
            .unwrap();
        assert_eq!(assign::absences(&db, &region(), today().plus_days(1)).await.unwrap(), []);

        submit(&db, 1).await;
        let case = CaseId(id(2, 1));
        let at = START.plus_ms(1_000);
        db.write_in(&region(), move |tx| Box::pin(async move { assign::look(tx, &region(), case, officer(1), at).await })).await.unwrap();
        // A looker's name is their account's; who has none is nobody.
        assert_eq!(assign::lookers(&db, &region(), case, officer(2), START).await.unwrap(), []);
        db.write_in(&region(), move |tx| Box::pin(async move { assign::look_away(tx, &region(), at.plus_ms(1)).await })).await.unwrap();
        assert_eq!(assign::names(&db, &[officer(1)]).await.unwrap().len(), 0);
    })
    .await;
}
