//! An officer's desk must not get slower with the city's history: the same page with ten times the open cases.
use crate::{
    REGION, load,
    report::{Report, count},
    seed,
    served::{Place, Served},
};
use anyhow::Result;
use std::time::Duration;

const LASTING: Duration = Duration::from_secs(6);
/// Officers who ask at the same time.
const CLIENTS: usize = 4;

pub(crate) async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    let mut rows = Vec::new();
    let mut late = Vec::new();
    for open in [10_000, 100_000] {
        let data = place.fresh("desk")?;
        let engine = seed::engine(&data, &place.packs).await?;
        println!("making {open} open cases");
        seed::demo(&engine, 2_000).await?;
        seed::open_cases(&engine, &data, open).await?;
        let token = seed::sign_in(&engine, "tu").await?;
        let visitor = engine.accounts().visitor(Some(&token)).await?;
        let waiting = engine.desk().queue(&*seed::pack(&engine)?, &visitor, None, 1).await?.waiting;
        drop(engine);
        let served = Served::terang(place, &data).await?;
        let done = load::page(served.address, CLIENTS, &format!("/{REGION}/meja"), Some(&token), LASTING).await?;
        let p95 = done.percentile(95).as_secs_f64() * 1e3;
        rows.push(vec![
            format!("{open}"),
            format!("{waiting}"),
            count(done.per_second()),
            format!("{:.1} ms", done.percentile(50).as_secs_f64() * 1e3),
            format!("{p95:.1} ms"),
        ]);
        late.push(p95);
    }
    report.section(
        "A desk's list",
        "The first page of an officer's list, its three counts and the head, rendered for a session of four officers at once.",
    );
    report.table(&["open cases in the region", "of them at this desk", "pages a second", "half within", "95 of 100 within"], &rows);
    if let [few, many] = late.as_slice() {
        report.aim("95 of 100 within, ten times the cases beside once", many / few, 1.5, false);
    }
    Ok(())
}
