//! Feeds a demonstration: vehicles that drive around, rivers that rise and fall, cameras whose pictures are nowhere. It goes the way of
//! real signals, but for the key.
use super::Signals;
use domain::{
    pack::{Pack, SignalKind, SignalRule},
    signal::Sent,
    time::Instant,
};
use std::time::Duration;

/// How often.
const EVERY: Duration = Duration::from_secs(5);
/// Things of a source.
const THINGS: u32 = 6;

/// What the things of a source say at a time: the same for the same time.
fn said(pack: &Pack, rule: &SignalRule, at: Instant) -> Vec<Sent> {
    let seconds = at.millis() as f64 / 1_000.0;
    let turn = |period: f64, of: u32| (seconds / period + f64::from(of)).sin();
    let places: Vec<(f64, f64)> = pack.districts.iter().filter_map(|d| Some((d.latitude?, d.longitude?))).collect();
    let thing = |i: u32| {
        let mut sent = Sent { source: rule.key.clone(), thing: format!("Contoh {}", i + 1), at: Some(at.millis()), ..Sent::default() };
        match rule.kind {
            SignalKind::Position => {
                let (north, east) = places.get(usize::try_from(i).unwrap_or(0) * places.len() / THINGS as usize)?;
                // About two kilometres around its district.
                (sent.latitude, sent.longitude) = (Some(north + turn(90.0, i) * 0.02), Some(east + turn(130.0, i + 2) * 0.02));
            }
            SignalKind::Reading => {
                let (low, high) = rule.range?;
                let middle = rule.warn.unwrap_or((low + high) / 2) as f64;
                sent.value = Some((middle * (0.75 + 0.35 * turn(600.0, i))).clamp(low as f64, high as f64).round());
            }
            SignalKind::Camera => sent.picture = Some(format!("https://kamera.contoh.test/{}/{}.jpg", pack.region.slug, i + 1)),
        }
        Some(sent)
    };
    (0..THINGS).filter_map(thing).collect()
}

/// Sends for as long as the engine lives.
pub(crate) async fn follow(signals: Signals) {
    let mut every = tokio::time::interval(EVERY);
    loop {
        every.tick().await;
        for pack in signals.0.at_work().iter() {
            let sent: Vec<Sent> = pack.signals.iter().flat_map(|rule| said(pack, rule, signals.0.now())).collect();
            match signals.keep(pack, None, &sent).await {
                Ok(taken) if taken.refused.is_empty() => {}
                Ok(taken) => tracing::warn!(refused = taken.refused.len(), "made-up signals do not hold"),
                Err(failure) => tracing::warn!(%failure, "made-up signals could not be kept"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::said;
    use domain::{signal::check, time::Instant};

    #[test]
    fn what_is_made_up_holds() {
        let packs = crate::pack::load_all(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../regions")).unwrap();
        let mut all = 0;
        for pack in packs.all().iter() {
            for rule in &pack.signals {
                for minute in 0..200 {
                    let at = Instant(1_783_300_000_000 + minute * 60_000);
                    for sent in said(pack, rule, at) {
                        all += 1;
                        check(&pack.signals, &sent, at).unwrap_or_else(|fault| panic!("{fault:?}: {sent:?}"));
                    }
                }
            }
        }
        assert!(all > 3_000, "{all}");
    }
}
