//! What a command would do, seen by doing it in a transaction that is given up: so that a look and the act come from the same code.
use crate::Failure;
use store::StoreError;

/// The end of a transaction that must not be kept.
pub(crate) enum Rehearsal<T, E = Failure> {
    /// It was only looked at: what came of it.
    Done(T),
    /// It went wrong.
    Failed(E),
}

impl<T, E: From<StoreError>> From<StoreError> for Rehearsal<T, E> {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl<T, E: From<Failure>> From<Failure> for Rehearsal<T, E> {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure.into())
    }
}

/// What came of it, whether it was kept or only looked at.
pub(crate) fn seen<T, E>(outcome: Result<T, Rehearsal<T, E>>) -> Result<T, E> {
    match outcome {
        Ok(done) | Err(Rehearsal::Done(done)) => Ok(done),
        Err(Rehearsal::Failed(failure)) => Err(failure),
    }
}
