//! Amounts in Indonesian words (*terbilang*), as receipts and agreements need them beside the figures: a figure is easily
//! changed by one stroke, a word is not.
use super::Rupiah;

const ONES: [&str; 12] = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];

/// The steps of a thousand and their names, the largest first.
const STEPS: [(i64, &str); 4] = [(1_000_000_000_000, "triliun"), (1_000_000_000, "miliar"), (1_000_000, "juta"), (1_000, "ribu")];

impl Rupiah {
    /// The amount in Indonesian words, ending in *rupiah*; the grammar of one (*seribu*, *seratus*, *sebelas*) is kept.
    #[must_use]
    pub fn in_words(self) -> String {
        let mut words = Vec::new();
        count(self.0, &mut words);
        words.push("rupiah");
        words.join(" ")
    }
}

/// A whole number from 0, word by word.
fn count(number: i64, words: &mut Vec<&'static str>) {
    let small = usize::try_from(number).ok().and_then(|n| ONES.get(n));
    if let Some(word) = small {
        words.push(word);
        return;
    }
    if number < 1_000 {
        below_a_thousand(number, words);
        return;
    }
    for (step, name) in STEPS {
        if number >= step {
            // Only a single thousand melts into one word: satu juta, but seribu.
            if step == 1_000 && number / step == 1 {
                words.push("seribu");
            } else {
                count(number / step, words);
                words.push(name);
            }
            rest(number % step, words);
            return;
        }
    }
}

fn below_a_thousand(number: i64, words: &mut Vec<&'static str>) {
    match number {
        12..=19 => {
            count(number - 10, words);
            words.push("belas");
        }
        20..=99 => {
            count(number / 10, words);
            words.push("puluh");
            rest(number % 10, words);
        }
        100..=199 => {
            words.push("seratus");
            rest(number - 100, words);
        }
        _ => {
            count(number / 100, words);
            words.push("ratus");
            rest(number % 100, words);
        }
    }
}

/// What is left over is said only where there is something.
fn rest(number: i64, words: &mut Vec<&'static str>) {
    if number > 0 {
        count(number, words);
    }
}

#[cfg(test)]
mod tests {
    use super::Rupiah;
    use proptest::prelude::*;

    fn said(amount: i64) -> String {
        Rupiah::try_from(amount).unwrap().in_words()
    }

    #[test]
    fn amounts_are_said_as_people_say_them() {
        for (amount, words) in [
            (0, "nol rupiah"),
            (1, "satu rupiah"),
            (10, "sepuluh rupiah"),
            (11, "sebelas rupiah"),
            (12, "dua belas rupiah"),
            (20, "dua puluh rupiah"),
            (99, "sembilan puluh sembilan rupiah"),
            (100, "seratus rupiah"),
            (111, "seratus sebelas rupiah"),
            (1_000, "seribu rupiah"),
            (1_001, "seribu satu rupiah"),
            (2_000, "dua ribu rupiah"),
            (11_000, "sebelas ribu rupiah"),
            (100_000, "seratus ribu rupiah"),
            (101_000, "seratus satu ribu rupiah"),
            (1_000_000, "satu juta rupiah"),
            (41_500_000, "empat puluh satu juta lima ratus ribu rupiah"),
            (250_000_000, "dua ratus lima puluh juta rupiah"),
            (1_001_001_001, "satu miliar satu juta seribu satu rupiah"),
            (1_000_000_000_000_000, "seribu triliun rupiah"),
        ] {
            assert_eq!(said(amount), words);
        }
    }

    /// Reads the words back, so that no two amounts sound alike.
    fn heard(words: &str) -> i64 {
        let (mut total, mut group, mut last) = (0, 0, 0);
        for word in words.split(' ') {
            match word {
                "belas" => last += 10,
                "puluh" => (group, last) = (group + last * 10, 0),
                "ratus" => (group, last) = (group + last * 100, 0),
                "seratus" => group += 100,
                "seribu" => total += 1_000,
                "ribu" => (total, group, last) = (total + (group + last) * 1_000, 0, 0),
                "juta" => (total, group, last) = (total + (group + last) * 1_000_000, 0, 0),
                "miliar" => (total, group, last) = (total + (group + last) * 1_000_000_000, 0, 0),
                "triliun" => (total, group, last) = ((total + group + last) * 1_000_000_000_000, 0, 0),
                "rupiah" => {}
                one => last = i64::try_from(super::ONES.iter().position(|w| *w == one).unwrap()).unwrap(),
            }
        }
        total + group + last
    }

    proptest! {
        #[test]
        fn words_lead_back_to_the_amount(amount in 0..=Rupiah::MAX.0) {
            prop_assert_eq!(heard(&said(amount)), amount);
        }
    }
}
