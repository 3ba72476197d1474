use super::*;
use crate::text::Text;

const NOW: Instant = Instant(1_783_300_000_000);

fn rules() -> Vec<SignalRule> {
    let rule = |key: &str, kind| SignalRule {
        key: key.into(),
        name: Text::new("Contoh", "Example"),
        kind,
        unit: String::new(),
        range: (kind == SignalKind::Reading).then_some((0, 500)),
        warn: (kind == SignalKind::Reading).then_some(150),
        bad: (kind == SignalKind::Reading).then_some(200),
        legal_base: None,
    };
    vec![rule("ambulans", SignalKind::Position), rule("sungai", SignalKind::Reading), rule("kamera", SignalKind::Camera)]
}

fn sent(source: &str) -> Sent {
    let mut sent = Sent { source: source.into(), thing: "A-1".into(), ..Sent::default() };
    match source {
        "ambulans" => (sent.latitude, sent.longitude) = (Some(-6.9), Some(107.6)),
        "sungai" => sent.value = Some(123.4),
        _ => sent.picture = Some("https://kamera.contoh.test/1.jpg".into()),
    }
    sent
}

#[test]
fn each_source_sends_what_is_its_own() {
    let of = |source: &str| check(&rules(), &sent(source), NOW).map(|signal| (signal.at, signal.said));
    assert_eq!(of("ambulans"), Ok((NOW, Said::At(-6_900_000, 107_600_000))));
    assert_eq!(of("sungai"), Ok((NOW, Said::Reads(123_400))));
    assert_eq!(of("kamera"), Ok((NOW, Said::Sees("https://kamera.contoh.test/1.jpg".into()))));
    assert_eq!(of("lain"), Err(SignalFault::Source));
}

#[test]
fn what_is_wrong_is_named() {
    let wrong = |change: &dyn Fn(&mut Sent), source: &str| {
        let mut sent = sent(source);
        change(&mut sent);
        check(&rules(), &sent, NOW).unwrap_err()
    };
    for thing in ["", "  ", "<b>", &"x".repeat(41)] {
        assert_eq!(wrong(&|s| s.thing = thing.to_owned(), "sungai"), SignalFault::Thing, "{thing}");
    }
    for at in [NOW.millis() - 86_400_001, NOW.millis() + 300_001, i64::MIN, i64::MAX] {
        assert_eq!(wrong(&|s| s.at = Some(at), "sungai"), SignalFault::Time, "{at}");
    }
    for (north, east) in [(Some(51.5), Some(0.1)), (None, Some(107.0)), (Some(f64::NAN), Some(107.0))] {
        assert_eq!(wrong(&|s| (s.latitude, s.longitude) = (north, east), "ambulans"), SignalFault::Position);
    }
    for value in [None, Some(-0.1), Some(500.1), Some(f64::INFINITY)] {
        assert_eq!(wrong(&|s| s.value = value, "sungai"), SignalFault::Value, "{value:?}");
    }
    for address in
        ["http://kamera.contoh.test", "https://", "https://a:b@kamera.contoh.test/", "https://x.test/\"><script>", "javascript:alert(1)"]
    {
        assert_eq!(wrong(&|s| s.picture = Some(address.to_owned()), "kamera"), SignalFault::Picture, "{address}");
    }
    assert_eq!(wrong(&|s| s.value = Some(1.0), "ambulans"), SignalFault::Other);
}

#[test]
fn a_reading_matters_from_its_figures_on() {
    let rule = &rules()[1];
    assert_eq!(
        [149_999, 150_000, 199_999, 200_000].map(|n| level(rule, n)),
        [None, Some(Level::Warn), Some(Level::Warn), Some(Level::Bad)]
    );
}
