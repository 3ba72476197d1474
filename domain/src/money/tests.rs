use proptest::prelude::*;

use super::{Rupiah, RupiahError};
use crate::words::Lang;

fn rp(amount: i64) -> Rupiah {
    Rupiah::try_from(amount).unwrap()
}

#[test]
fn reads_what_people_type() {
    for (text, amount) in [
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("Rp 1.500.000", 1_500_000),
        ("Rp\u{a0}1.500.000", 1_500_000),
        ("rp1.500.000", 1_500_000),
        ("IDR 1,500,000.00", 1_500_000),
        ("Rp. 50.000.000,-", 50_000_000),
        ("50.000.000,--", 50_000_000),
        ("50.000.000.-", 50_000_000),
        ("1.500.000,00", 1_500_000),
        ("1500000,00", 1_500_000),
        ("1500000.00", 1_500_000),
        ("  1.500 ", 1_500),
        ("0", 0),
        ("0,00", 0),
        ("-0", 0),
        ("0001500", 1_500),
        ("1.000.000.000.000.000", 1_000_000_000_000_000),
    ] {
        assert_eq!(Rupiah::parse(text), Ok(rp(amount)), "{text}");
    }
}

#[test]
fn refuses_what_two_people_would_read_differently() {
    use RupiahError::{Cents, Empty, Negative, NotANumber, TooLarge};
    for (text, error) in [
        ("", Empty),
        (" \u{a0} ", Empty),
        ("Rp", NotANumber),
        ("Rp.", NotANumber),
        ("lima juta", NotANumber),
        ("5 juta", NotANumber),
        ("1.5", NotANumber),
        ("1,5", NotANumber),
        ("1.00", NotANumber),
        ("15.00", NotANumber),
        ("0.500", NotANumber),
        ("1.5000", NotANumber),
        ("1500.000", NotANumber),
        ("1.500,000", NotANumber),
        ("1.500.00", NotANumber),
        (".500", NotANumber),
        ("1..500", NotANumber),
        ("1 500 000", NotANumber),
        ("1e9", NotANumber),
        ("+5", NotANumber),
        ("5-", NotANumber),
        ("--5", Negative),
        ("½", NotANumber),
        ("€500", NotANumber),
        ("٣٠٠", NotANumber),
        ("1.500.000,50", Cents),
        ("1500,25", Cents),
        ("1,500,000.99", Cents),
        ("-5", Negative),
        ("Rp -5.000", Negative),
        ("-Rp 5.000", Negative),
        ("\u{2212}5.000", Negative),
        ("1.000.000.000.000.001", TooLarge),
        ("99999999999999999999999999", TooLarge),
    ] {
        assert_eq!(Rupiah::parse(text), Err(error), "{text}");
    }
}

#[test]
fn is_written_as_the_office_writes_it() {
    assert_eq!(rp(48_500_000).to_string(), "Rp\u{a0}48.500.000");
    assert_eq!(rp(0).to_string(), "Rp\u{a0}0");
    assert_eq!(rp(1_000).grouped(), "1.000");
    for (amount, indonesian, english) in [
        (0, "Rp 0", "Rp 0"),
        (999_999, "Rp 999.999", "Rp 999,999"),
        (1_000_000, "Rp 1 jt", "Rp 1 m"),
        (48_549_999, "Rp 48,5 jt", "Rp 48.5 m"),
        (48_550_000, "Rp 48,6 jt", "Rp 48.6 m"),
        (999_949_999, "Rp 999,9 jt", "Rp 999.9 m"),
        (999_950_000, "Rp 1 M", "Rp 1 bn"),
        (18_400_000_000, "Rp 18,4 M", "Rp 18.4 bn"),
        (999_950_000_000, "Rp 1 T", "Rp 1 tn"),
        (1_000_000_000_000_000, "Rp 1.000 T", "Rp 1,000 tn"),
    ] {
        assert_eq!(rp(amount).short(Lang::Id).replace('\u{a0}', " "), indonesian);
        assert_eq!(rp(amount).short(Lang::En).replace('\u{a0}', " "), english);
    }
}

#[test]
fn is_an_integer_in_json() {
    assert_eq!(serde_json::to_string(&rp(5)).unwrap(), "5");
    assert_eq!(serde_json::from_str::<Rupiah>("1500000").unwrap(), rp(1_500_000));
    for wrong in ["-1", "1000000000000001", "1.5", "\"5\""] {
        assert!(serde_json::from_str::<Rupiah>(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(amount in 0..=Rupiah::MAX.rupiah()) {
        let amount = rp(amount);
        prop_assert_eq!(Rupiah::parse(&amount.to_string()), Ok(amount));
        prop_assert_eq!(Rupiah::parse(&amount.rupiah().to_string()), Ok(amount));
        prop_assert_eq!(Rupiah::parse(&format!("Rp {},-", amount.grouped())), Ok(amount));
    }

    #[test]
    fn arithmetic_is_exact_or_refused(a in 0..=Rupiah::MAX.rupiah(), b in 0..=Rupiah::MAX.rupiah(), n: u32) {
        let exact = |value: i128| i64::try_from(value).ok().and_then(|value| Rupiah::try_from(value).ok());
        prop_assert_eq!(rp(a).checked_add(rp(b)), exact(i128::from(a) + i128::from(b)));
        prop_assert_eq!(rp(a).checked_sub(rp(b)), exact(i128::from(a) - i128::from(b)));
        prop_assert_eq!(rp(a).checked_mul(n), exact(i128::from(a) * i128::from(n)));
    }

    #[test]
    fn sums_never_wrap(amounts in proptest::collection::vec(0..=Rupiah::MAX.rupiah(), 0..20_usize)) {
        let exact: i128 = amounts.iter().copied().map(i128::from).sum();
        let sum = Rupiah::total(amounts.into_iter().map(rp));
        prop_assert_eq!(sum.map(|sum| i128::from(sum.rupiah())), (exact <= i128::from(Rupiah::MAX.rupiah())).then_some(exact));
    }

    #[test]
    fn no_text_breaks_the_reader(text in ".{0,24}") {
        if let Ok(amount) = Rupiah::parse(&text) {
            prop_assert!(amount <= Rupiah::MAX);
        }
    }
}
