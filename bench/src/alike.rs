//! Looking for cases that are alike must not get slower with the city's history: two hundred thousand of them, each alike
//! to some fifty others in five ways.
use crate::{
    REGION, load,
    report::Report,
    seed,
    served::{Place, Served},
};
use anyhow::Result;
use std::time::Duration;

const LASTING: Duration = Duration::from_secs(6);
/// Officers who ask at the same time.
const CLIENTS: usize = 4;
const CASES: usize = 200_000;
/// What 95 of 100 must be within, in milliseconds.
const WITHIN: f64 = 100.0;

pub(crate) async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    let data = place.fresh("alike")?;
    let engine = seed::engine(&data, &place.packs).await?;
    println!("making {CASES} cases that are alike to others");
    seed::demo(&engine, 500).await?;
    seed::open_cases(&engine, &data, CASES).await?;
    let token = seed::sign_in(&engine, "tu").await?;
    let number = seed::a_copy(&engine, &data).await?;
    drop(engine);
    let served = Served::terang(place, &data).await?;
    let done = load::page(served.address, CLIENTS, &format!("/api/v1/{REGION}/cases/{number}/alike"), Some(&token), LASTING).await?;
    report.section(
        "Cases that are alike",
        "An officer asks which of 200,000 cases are of the same person, account, telephone, organisation or address; four at once.",
    );
    report.table(&["cases", "answers a second", "half within", "95 of 100 within"], &[done.row(&CASES.to_string())]);
    report.aim("95 of 100 within, beside 100 ms", done.milliseconds(95) / WITHIN, 1.0, false);
    Ok(())
}
