//! Room for live connections: each costs memory for as long as a page is open, so there are only so many.
use prometheus_client::metrics::gauge::Gauge;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// How many may be open, and how many are.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    most: u32,
    most_per_address: u32,
    open: Mutex<Open>,
    shown: Gauge,
}

#[derive(Debug, Default)]
struct Open {
    all: u32,
    by_address: HashMap<IpAddr, u32>,
}

/// One connection's place; given back when dropped.
#[derive(Debug)]
pub struct Seat {
    gate: Gate,
    from: IpAddr,
}

impl Gate {
    /// A gate for so many in all and from one address; `shown` follows the number of open ones.
    #[must_use]
    pub fn new(most: u32, most_per_address: u32, shown: Gauge) -> Self {
        Self(Arc::new(Inner { most, most_per_address, open: Mutex::default(), shown }))
    }

    /// A place, unless all are taken.
    #[must_use]
    pub fn enter(&self, from: IpAddr) -> Option<Seat> {
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        let here = open.by_address.get(&from).copied().unwrap_or(0);
        if open.all >= self.0.most || here >= self.0.most_per_address {
            return None;
        }
        open.all += 1;
        open.by_address.insert(from, here + 1);
        self.0.shown.set(open.all.into());
        Some(Seat { gate: self.clone(), from })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.gate.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all = open.all.saturating_sub(1);
        match open.by_address.get_mut(&self.from) {
            Some(here) if *here > 1 => *here -= 1,
            _ => _ = open.by_address.remove(&self.from),
        }
        self.gate.0.shown.set(open.all.into());
    }
}

#[cfg(test)]
mod tests {
    use super::Gate;
    use prometheus_client::metrics::gauge::Gauge;

    #[test]
    fn a_place_is_given_back() {
        let shown = Gauge::default();
        let gate = Gate::new(3, 2, shown.clone());
        let (one, two) = ("203.0.113.1".parse().unwrap(), "203.0.113.2".parse().unwrap());
        let seats = (gate.enter(one).unwrap(), gate.enter(one).unwrap());
        assert!(gate.enter(one).is_none(), "one address has two");
        let third = gate.enter(two).unwrap();
        assert!(gate.enter(two).is_none(), "there are three in all");
        drop(seats.0);
        assert_eq!(shown.get(), 2);
        let again = gate.enter(one).unwrap();
        drop((seats.1, third, again));
        assert_eq!((shown.get(), gate.0.open.lock().unwrap().by_address.len()), (0, 0));
    }
}
