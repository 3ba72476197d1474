//! An account is opened, proved, signed in with, and closed.
use crate::{
    made::{START, citizen, id, region, submitted, today},
    on_both,
};
use domain::{
    people::{AgencyKey, Post, RoleKey},
    time::Instant,
};
use store::{
    Db, StoreError,
    accounts::{self, AccountKind, NewAccount, NewCode, NewPost, NewSession, SessionKind},
};

async fn open(db: &Db, n: u64, login: Option<&str>, demo: bool) -> Result<(), StoreError> {
    let new = NewAccount {
        id: citizen(n),
        kind: if login.is_some() { AccountKind::Officer } else { AccountKind::Guest },
        login: login.map(str::to_owned),
        name: "Tokoh Fiktif".to_owned(),
        password_hash: None,
        verified_at: None,
        lang: "id".to_owned(),
        demo,
        created_at: START,
    };
    db.write_in(&region(), move |tx| Box::pin(async move { accounts::insert(tx, &region(), &new).await })).await
}

#[tokio::test]
async fn a_login_is_one_account() {
    on_both(async |db| {
        assert!(!accounts::has_real_accounts(&db).await.unwrap());
        open(&db, 1, Some("tu@contoh.test"), false).await.unwrap();
        open(&db, 2, None, true).await.unwrap();
        open(&db, 3, None, true).await.unwrap();
        assert!(accounts::has_real_accounts(&db).await.unwrap() && accounts::has_demo_accounts(&db).await.unwrap());
        let taken = open(&db, 4, Some("tu@contoh.test"), false).await;
        assert!(matches!(taken, Err(StoreError::Duplicate { what: "login" })), "{taken:?}");
        assert!(accounts::by_login(&db, "lain@contoh.test").await.unwrap().is_none());

        db.write_in(&region(), |tx| {
            Box::pin(async move {
                accounts::set_password(tx, citizen(1), "$argon2id$").await?;
                accounts::set_verified(tx, citizen(1), START).await?;
                accounts::set_totp(tx, citizen(1), Some("sealed")).await?;
                accounts::disable(tx, citizen(1), Some(START.plus_ms(5))).await
            })
        })
        .await
        .unwrap();
        let account = accounts::by_login(&db, "tu@contoh.test").await.unwrap().unwrap();
        assert!(account == accounts::by_id(&db, citizen(1)).await.unwrap().unwrap());
        assert_eq!((account.kind, account.region, account.demo), (AccountKind::Officer, region(), false));
        assert_eq!((account.password_hash.as_deref(), account.totp_sealed.as_deref()), (Some("$argon2id$"), Some("sealed")));
        assert_eq!((account.verified_at, account.disabled_at), (Some(START), Some(START.plus_ms(5))));
    })
    .await;
}

#[tokio::test]
async fn posts_are_held_between_two_days() {
    on_both(async |db| {
        open(&db, 1, Some("tu@contoh.test"), true).await.unwrap();
        let post = |role: &str, agency: Option<&str>, acting| Post {
            region: region(),
            role: RoleKey(role.to_owned()),
            agency: agency.map(|agency| AgencyKey(agency.to_owned())),
            from: today(),
            until: None,
            acting,
        };
        let posts = [post("tu", None, false), post("opd", Some("dinsos"), true)];
        for (n, post) in (1..).zip(posts.clone()) {
            let new = NewPost { id: id(4, n), account: citizen(1), post };
            db.write_in(&region(), move |tx| Box::pin(async move { accounts::add_post(tx, &region(), &new).await })).await.unwrap();
        }
        assert_eq!(accounts::posts(&db, citizen(1)).await.unwrap(), posts);
        let opd = RoleKey("opd".to_owned());
        let held = accounts::holders(&db, &region(), &opd, Some(&AgencyKey("dinsos".to_owned()))).await.unwrap();
        assert_eq!((held.len(), held[0].account, held[0].name.as_str()), (1, citizen(1), "Tokoh Fiktif"));
        assert_eq!(accounts::holders(&db, &region(), &opd, None).await.unwrap(), held);
        assert_eq!(accounts::holders(&db, &region(), &opd, Some(&AgencyKey("disdik".to_owned()))).await.unwrap(), []);
        db.write_in(&region(), |tx| Box::pin(async move { accounts::end_post(tx, &region(), id(4, 1), today().plus_days(2)).await }))
            .await
            .unwrap();
        assert_eq!(accounts::posts(&db, citizen(1)).await.unwrap()[0].until, Some(today().plus_days(2)));
    })
    .await;
}

async fn sign_in(db: &Db, token: u8, account: u64) {
    let new = NewSession {
        token_hash: vec![token; 32],
        account: citizen(account),
        kind: SessionKind::Web,
        scopes: "all".to_owned(),
        created_at: START,
        expires_at: START.plus_ms(100),
    };
    db.write_in(&region(), move |tx| Box::pin(async move { accounts::insert_session(tx, &region(), &new).await })).await.unwrap();
}

#[tokio::test]
async fn a_session_is_known_by_its_hash_and_ends() {
    on_both(async |db| {
        open(&db, 1, Some("tu@contoh.test"), true).await.unwrap();
        sign_in(&db, 1, 1).await;
        sign_in(&db, 2, 1).await;
        sign_in(&db, 3, 1).await;
        let (_, case) = submitted(1);
        let case = case.id;
        db.write_in(&region(), move |tx| {
            Box::pin(async move {
                accounts::grant_case(tx, &[1; 32], &region(), case).await?;
                accounts::grant_case(tx, &[1; 32], &region(), case).await?;
                accounts::touch_session(tx, &[1; 32], START.plus_ms(7), START.plus_ms(200)).await
            })
        })
        .await
        .unwrap();
        let session = accounts::session(&db, &[1; 32]).await.unwrap().unwrap();
        assert_eq!((session.kind, session.scopes.as_str(), session.region), (SessionKind::Web, "all", region()));
        assert_eq!((session.created_at, session.seen_at, session.expires_at), (START, START.plus_ms(7), START.plus_ms(200)));
        assert_eq!(session.account.login.as_deref(), Some("tu@contoh.test"));
        assert!(accounts::session(&db, &[9; 32]).await.unwrap().is_none());
        assert_eq!(accounts::session_cases(&db, &[1; 32]).await.unwrap(), [case]);
        assert_eq!(accounts::session_cases(&db, &[2; 32]).await.unwrap(), []);

        let others = db.write(|tx| Box::pin(async move { accounts::delete_sessions_of(tx, citizen(1), Some(&[1; 32])).await })).await;
        assert_eq!(others.unwrap(), 2);
        sign_in(&db, 4, 1).await;
        let ended = db.write(|tx| Box::pin(async move { accounts::forget_sessions(tx, START.plus_ms(101)).await })).await;
        assert_eq!(ended.unwrap(), 1);
        db.write(|tx| Box::pin(async move { accounts::delete_session(tx, &[1; 32]).await })).await.unwrap();
        assert!(accounts::session(&db, &[1; 32]).await.unwrap().is_none());
        assert_eq!(accounts::session_cases(&db, &[1; 32]).await.unwrap(), [], "what a session was shown goes with it");
    })
    .await;
}

#[tokio::test]
async fn a_code_is_tried_in_the_open_and_used_once() {
    on_both(async |db| {
        open(&db, 1, Some("tu@contoh.test"), true).await.unwrap();
        for n in 1..=2u8 {
            let new = NewCode {
                id: id(10, u64::from(n)),
                account: citizen(1),
                purpose: "verify".to_owned(),
                code_hash: vec![n; 32],
                expires_at: START.plus_ms(i64::from(n)),
            };
            db.write_in(&region(), move |tx| Box::pin(async move { accounts::insert_code(tx, &region(), &new).await })).await.unwrap();
        }
        let code = async || accounts::latest_code(&db, citizen(1), "verify").await.unwrap().unwrap();
        assert_eq!((code().await.code_hash, code().await.attempts), (vec![2; 32], 0));
        assert!(accounts::latest_code(&db, citizen(1), "reset").await.unwrap().is_none());
        let tries =
            futures::future::join_all((0..6).map(|_| db.write(|tx| Box::pin(async move { accounts::count_attempt(tx, id(10, 2)).await }))))
                .await;
        let mut tries: Vec<Option<u32>> = tries.into_iter().map(|tried: Result<_, StoreError>| tried.unwrap()).collect();
        tries.sort_unstable();
        assert_eq!(tries, (1..=6).map(Some).collect::<Vec<_>>(), "tries at the same time are all counted");
        let none = db.write(|tx| Box::pin(async move { accounts::count_attempt(tx, id(10, 9)).await })).await;
        assert_eq!(none.unwrap(), None);
        let used =
            async |at: Instant| db.write(move |tx| Box::pin(async move { accounts::use_code(tx, id(10, 2), at).await })).await.unwrap();
        assert!(used(START).await);
        assert!(!used(START.plus_ms(1)).await);
        assert_eq!(code().await.used_at, Some(START));
    })
    .await;
}
