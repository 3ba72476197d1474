//! The same on PostgreSQL: whatever differs between the two databases shows here. Each test has a database of its own in
//! the cluster at `TEST_PG_URL`; without one the tests fail, unless `TERANG_SKIP_PG=1` says that this is meant.
use crate::town::Town;
use std::{
    env,
    path::PathBuf,
    process::{self, Command},
    sync::atomic::{AtomicU32, Ordering},
};

/// Opens a town on a new database and plays `story` in it.
pub(crate) async fn on_postgres(story: impl AsyncFn(&Town)) {
    with_database(async |database| {
        let town = Town::on(tempfile::tempdir().unwrap(), database, |_| {}).await;
        story(&town).await;
        town.engine.close().await;
    })
    .await;
}

/// Makes a new database, and gives its address.
pub(crate) async fn with_database(story: impl AsyncFn(String)) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let Ok(url) = env::var("TEST_PG_URL") else {
        assert_eq!(env::var("TERANG_SKIP_PG").as_deref(), Ok("1"), "set TEST_PG_URL, or TERANG_SKIP_PG=1 to leave PostgreSQL out");
        eprintln!("NOT tested on PostgreSQL: TERANG_SKIP_PG=1");
        return;
    };
    let (server, _) = url.rsplit_once('/').expect("TEST_PG_URL names a database");
    let name = format!("terang_http_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    run(&url, &format!("CREATE DATABASE {name}"));
    story(format!("{server}/{name}")).await;
    run(&url, &format!("DROP DATABASE {name} WITH (FORCE)"));
}

/// One statement in the cluster, by its own client: a database can't be made from inside the engine.
fn run(url: &str, statement: &str) {
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|version| version.path().join("bin/psql"));
    let psql = std::iter::once(PathBuf::from("psql"))
        .chain(installed)
        .find(|psql| Command::new(psql).arg("--version").output().is_ok())
        .expect("psql is installed with PostgreSQL");
    let done = Command::new(psql).args([url, "--no-psqlrc", "--quiet", "--command", statement]).output().unwrap();
    assert!(done.status.success(), "{statement}: {}", String::from_utf8_lossy(&done.stderr));
}

#[tokio::test]
async fn a_case_goes_its_way() {
    on_postgres(async |town| crate::walk::to_the_public_list(town).await).await;
}

#[tokio::test]
async fn a_returned_case_is_mended() {
    on_postgres(async |town| crate::walk::mended(town).await).await;
}

#[tokio::test]
async fn handed_in_twice_is_one_case() {
    on_postgres(async |town| crate::once::handed_in_twice(town).await).await;
}

#[tokio::test]
async fn two_officers_at_once_decide_once() {
    on_postgres(async |town| crate::once::two_officers(town).await).await;
}

#[tokio::test]
async fn a_grant_goes_through_objection_money_and_report() {
    on_postgres(async |town| crate::whole::to_the_report(town).await).await;
}

#[tokio::test]
async fn the_same_are_found() {
    on_postgres(async |town| crate::whole::the_same_are_found(town).await).await;
}

#[tokio::test]
async fn an_agreement_is_signed_and_checked() {
    on_postgres(async |town| crate::papers::agreed(town).await).await;
}

#[tokio::test]
async fn the_clock_acts() {
    on_postgres(async |town| crate::whole::the_clock_acts(town).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_resumes() {
    on_postgres(async |town| crate::live::resumes(town).await).await;
}

#[tokio::test]
async fn every_programme_is_led_to_its_end() {
    on_postgres(async |town| crate::golden::all(town).await).await;
}

#[tokio::test]
async fn cases_are_approved_together() {
    on_postgres(async |town| crate::lists::together(town).await).await;
}

#[tokio::test]
async fn a_changed_list_is_not_approved() {
    on_postgres(async |town| crate::lists::changed(town).await).await;
}

#[tokio::test]
async fn two_signatures_at_once_are_one() {
    on_postgres(async |town| crate::lists::at_once(town).await).await;
}

#[tokio::test]
async fn no_list_exceeds_its_budget() {
    on_postgres(async |town| crate::lists::budgets(town).await).await;
}

#[tokio::test]
async fn papers_come_back_with_their_reason() {
    on_postgres(async |town| crate::given_back::all(town).await).await;
}

#[tokio::test]
async fn budget_and_decree_are_put_on_record_at_once() {
    on_postgres(async |town| crate::lists::carried_on(town).await).await;
}

#[tokio::test]
async fn cases_that_are_alike_are_compared() {
    on_postgres(async |town| crate::closer::compared(town).await).await;
}

#[tokio::test]
async fn a_city_runs_two_budget_years() {
    on_postgres(async |town| crate::two_years::two_years(town).await).await;
}

#[tokio::test]
async fn a_licence_is_reported_and_revoked() {
    on_postgres(async |town| Box::pin(crate::licences::reported(town)).await).await;
}

#[tokio::test]
async fn a_licence_is_visited_paid_for_and_renewed() {
    on_postgres(async |town| Box::pin(crate::licences::visited(town)).await).await;
}

#[tokio::test]
async fn silence_grants_a_licence() {
    on_postgres(async |town| Box::pin(crate::licences::deemed(town)).await).await;
}

#[tokio::test]
async fn words_go_through_the_case() {
    on_postgres(async |town| Box::pin(crate::watched::talked(town)).await).await;
}

#[tokio::test]
async fn a_demand_to_come_is_a_flag() {
    on_postgres(async |town| Box::pin(crate::watched::asked_to_come(town)).await).await;
}

#[tokio::test]
async fn money_for_nothing_is_given_back() {
    on_postgres(async |town| Box::pin(crate::watched::given_back(town)).await).await;
}

#[tokio::test]
async fn an_outage_lengthens_terms() {
    on_postgres(async |town| Box::pin(crate::watched::outage(town)).await).await;
}

#[tokio::test]
async fn a_revocation_is_objected_to() {
    on_postgres(async |town| Box::pin(crate::watched::objected(town)).await).await;
}

#[tokio::test]
async fn a_table_becomes_cases() {
    on_postgres(async |town| Box::pin(crate::imports::imported(town)).await).await;
}

#[tokio::test]
async fn several_licences_are_one_file() {
    on_postgres(async |town| Box::pin(crate::in_one_file::in_one_file(town)).await).await;
}

#[tokio::test]
async fn a_visit_is_sent_later() {
    on_postgres(async |town| Box::pin(crate::visits::far_away(town)).await).await;
}

#[tokio::test]
async fn a_log_is_told() {
    on_postgres(async |town| crate::performance::told(town).await).await;
}

#[tokio::test]
async fn a_log_is_judged() {
    on_postgres(async |town| crate::performance::judged(town).await).await;
}

#[tokio::test]
async fn a_month_is_paid() {
    on_postgres(async |town| crate::performance::paid(town).await).await;
}

#[tokio::test]
async fn a_month_is_corrected() {
    on_postgres(async |town| crate::personnel::corrected(town).await).await;
}

#[tokio::test]
async fn an_organisation_is_brought_in() {
    on_postgres(async |town| crate::personnel::organised(town).await).await;
}

#[tokio::test]
async fn an_organisation_is_overseen() {
    on_postgres(async |town| crate::personnel::overseen(town).await).await;
}

#[tokio::test]
async fn an_account_is_of_a_member_of_staff() {
    on_postgres(async |town| crate::personnel::linked(town).await).await;
}

#[tokio::test]
async fn a_log_comes_from_a_table() {
    on_postgres(async |town| crate::sheets::from_a_table(town).await).await;
}

#[tokio::test]
async fn a_log_is_what_happened() {
    on_postgres(async |town| crate::performance::honest(town).await).await;
}

#[tokio::test]
async fn what_shows_an_activity_is_seen() {
    on_postgres(async |town| crate::performance::shown(town).await).await;
}

#[tokio::test]
async fn a_plan_is_agreed() {
    on_postgres(async |town| crate::plans::planned(town).await).await;
}

#[tokio::test]
async fn a_year_is_called_by_its_word() {
    on_postgres(async |town| crate::plans::called(town).await).await;
}

#[tokio::test]
async fn what_was_done_on_a_case_proposes_itself() {
    on_postgres(async |town| crate::proposed::proposed(town).await).await;
}

#[tokio::test]
async fn a_limit_is_changed_by_two_people() {
    on_postgres(async |town| crate::administration::amended(town).await).await;
}

#[tokio::test]
async fn what_is_dated_holds_from_its_day() {
    on_postgres(async |town| crate::administration::scheduled(town).await).await;
}

#[tokio::test]
async fn posts_are_given_and_ended() {
    on_postgres(async |town| crate::administration::appointed(town).await).await;
}

#[tokio::test]
async fn a_region_moves_to_postgres() {
    with_database(async |database| crate::moved::moves(&Town::open().await, database).await).await;
}

#[tokio::test]
async fn a_region_moves_from_postgres() {
    on_postgres(async |town| {
        let dir = tempfile::tempdir().unwrap();
        crate::moved::moves(town, format!("sqlite://{}", dir.path().join("there.db").display())).await;
    })
    .await;
}
