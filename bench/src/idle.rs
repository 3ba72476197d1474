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
    command.args(["demo", "--seed", "1", "--cases", "5000"]);
    let demo = run(command)?.as_secs_f64();
    let mut starts = Vec::new();
    let mut memory = [0.0; 2];
    for _ in 0..STARTS {
        let served = Served::terang(place, &data).await?;
        starts.push(served.ready_after);
        tokio::time::sleep(Duration::from_secs(2)).await;
        let idle = served.megabytes()?;
        load::page(served.address, 16, &format!("/{REGION}"), None, Duration::from_secs(2)).await?;
        memory = [idle, served.megabytes()?];
    }
    starts.sort_unstable();
    let middle = starts.get(STARTS / 2).copied().unwrap_or_default().as_secs_f64() * 1e3;
    report.section("The server at rest", "On a database with 5,000 cases.");
    report.table(
        &["", ""],
        &[
            vec!["from start to the first answer, the middle of seven".into(), format!("{middle:.0} ms")],
            vec!["memory, idle".into(), format!("{:.1} MB", memory[0])],
            vec!["memory, after two seconds of full load".into(), format!("{:.1} MB", memory[1])],
            vec!["`terang demo --seed 1 --cases 5000`".into(), format!("{demo:.1} s")],
        ],
    );
    report.aim("ms to the first answer", middle, 300.0, false);
    report.aim("MB of memory, idle", memory[0], 40.0, false);
    report.aim("seconds for the demonstration", demo, 30.0, false);
    Ok(())
}
