//! What the server takes when nobody asks anything, how soon it answers after its start, and how long a demonstration
//! takes to make.
use crate::{
    REGION, load,
    report::Report,
    served::{Place, Served, run},
};
use anyhow::Result;
use std::time::Duration;

/// Starts, of which the middle one counts.
const STARTS: usize = 7;

pub(crate) async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    let data = place.fresh("idle")?;
    println!("terang demo --seed 1 --cases 5000");
    let mut command = place.terang(&data)?;
    command.args(["demo", "--seed", "1", "--cases", "5000", "--elsewhere", "0"]);
    let demo = run(command)?.as_secs_f64();
    let mut starts = Vec::new();
    let (mut idle, mut loaded) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let served = Served::terang(place, &data).await?;
        starts.push(served.ready_after);
        tokio::time::sleep(Duration::from_secs(2)).await;
        idle.push(served.megabytes()?);
        load::page(served.address, 16, &format!("/{REGION}"), None, Duration::from_secs(2)).await?;
        loaded.push(served.megabytes()?);
    }
    starts.sort_unstable();
    let ms = starts.get(STARTS / 2).copied().unwrap_or_default().as_secs_f64() * 1e3;
    let (idle, loaded) = (middle(idle), middle(loaded));
    report.section("The server at rest", "On a database with 5,000 cases; the middle of seven starts.");
    report.table(
        &["", ""],
        &[
            vec!["from start to the first answer".into(), format!("{ms:.0} ms")],
            vec!["memory, idle".into(), format!("{idle:.1} MB")],
            vec!["memory, after two seconds of full load".into(), format!("{loaded:.1} MB")],
            vec!["`terang demo --seed 1 --cases 5000`".into(), format!("{demo:.1} s")],
        ],
    );
    report.aim("ms to the first answer", ms, 300.0, false);
    report.aim("MB of memory, idle", idle, 40.0, false);
    report.aim("seconds for the demonstration", demo, 30.0, false);
    Ok(())
}

/// The middle one.
fn middle(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or_default()
}
