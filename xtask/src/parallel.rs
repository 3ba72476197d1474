//! The same work over many files, on all cores: compression and wasm-opt are the slow ends of a bundle.
use anyhow::Result;
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Runs `work` on each item; the first error is returned after the running ones have ended.
pub(crate) fn for_each<T: Sync>(items: &[T], work: impl Fn(&T) -> Result<()> + Sync) -> Result<()> {
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|_| {
                scope.spawn(|| {
                    while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if let Err(error) = work(item) {
                            next.store(items.len(), Ordering::Relaxed); // the others stop after what they are at
                            return Err(error);
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|_| anyhow::bail!("a worker panicked")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_everything_once_and_reports_an_error() {
        let sum = AtomicUsize::new(0);
        for_each(&(1..=100).collect::<Vec<usize>>(), |n| {
            sum.fetch_add(*n, Ordering::Relaxed);
            Ok(())
        })
        .unwrap();
        assert_eq!(sum.into_inner(), 5050);
        assert!(for_each(&[1, 2, 3], |n| if *n == 2 { anyhow::bail!("two") } else { Ok(()) }).is_err());
    }
}
