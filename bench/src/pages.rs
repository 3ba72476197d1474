//! The two pages that many people read: tracking a case and the public list, beside a bare program that makes the same
//! queries and writes the HTML by hand.
use crate::{
    REGION, load, peer,
    report::{Report, count},
    seed,
    served::{self, Place, Served},
};
use anyhow::{Context, Result};
use std::time::Duration;

/// Clients at once: enough that the server never waits for one.
const CLIENTS: usize = 16;
const LASTING: Duration = Duration::from_secs(6);
/// Cases in the database.
const CASES: u32 = 5_000;

pub(crate) async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    let data = place.fresh("pages")?;
    let engine = seed::engine(&data, &place.packs).await?;
    println!("making {CASES} cases");
    seed::demo(&engine, CASES).await?;
    let (token, number) = seed::long_case(&engine).await?;
    let list = format!("/{REGION}/{}", seed::pack(&engine)?.services.first().context("the region has no service")?.path);
    drop(engine);
    let track = format!("/{REGION}/lacak/{number}");
    let mut rows = Vec::new();
    let mut shares = Vec::new();
    for (what, path, token) in [("tracking page", &track, Some(token.as_str())), ("public list", &list, None)] {
        let terang = {
            let served = Served::terang(place, &data).await?;
            load::page(served.address, CLIENTS, path, token, LASTING).await?
        };
        let bare = {
            let address = served::free()?;
            let served = Served::start(peer::command(address, &data, &place.packs)?, address, "/readyz").await?;
            load::page(served.address, CLIENTS, path, token, LASTING).await?
        };
        for (who, load) in [("Terang", &terang), ("bare program", &bare)] {
            rows.push(vec![
                what.to_owned(),
                who.to_owned(),
                count(load.per_second()),
                format!("{:.1} ms", load.percentile(50).as_secs_f64() * 1e3),
                format!("{:.1} ms", load.percentile(99).as_secs_f64() * 1e3),
                format!("{:.1} KB", kilobytes(load.bytes)),
            ]);
        }
        shares.push((what, terang.per_second() / bare.per_second()));
    }
    report.section(
        "Pages from the database",
        "Every request reads the database anew; nothing is cached. The bare program is axum with one route a page: the same session, the \
         same queries through the same store, the same figures, written by hand into one string. TCP_NODELAY is set on both.",
    );
    report.table(&["page", "", "a second", "half within", "99 of 100 within", "HTML"], &rows);
    for (what, share) in shares {
        report.aim(&format!("{what} beside the bare program"), share, 0.6, true);
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "sizes of pages")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1e3
}
