//! The use cases by what they are about: small handles that share the engine, so that whoever asks names one capability.
use crate::{
    Accounts, Alerts, Announcements, Board, Books, Budgets, Cases, Comments, Desk, Drafts, Engine, Files, Gallery, Health, Licences, Lists,
    Live, Notices, Papers, Payments, Performance, Profiles, Register, Signals, Support, Transparency, Walls,
};

impl Engine {
    /// Accounts and sessions.
    #[must_use]
    pub fn accounts(&self) -> Accounts {
        Accounts(self.0.clone())
    }

    /// Requests that are still being written.
    #[must_use]
    pub fn drafts(&self) -> Drafts {
        Drafts(self.0.clone())
    }

    /// Cases.
    #[must_use]
    pub fn cases(&self) -> Cases {
        Cases(self.0.clone())
    }

    /// What waits for officers.
    #[must_use]
    pub fn desk(&self) -> Desk {
        Desk(self.0.clone())
    }

    /// The command center's figures.
    #[must_use]
    pub fn board(&self) -> Board {
        Board(self.0.clone())
    }

    /// What calls for somebody by itself.
    #[must_use]
    pub fn alerts(&self) -> Alerts {
        Alerts(self.0.clone())
    }

    /// What sources outside say.
    #[must_use]
    pub fn signals(&self) -> Signals {
        Signals(self.0.clone())
    }

    /// How Terang itself answers.
    #[must_use]
    pub fn health(&self) -> Health {
        Health(self.0.clone())
    }

    /// Screens that hang in a room.
    #[must_use]
    pub fn walls(&self) -> Walls {
        Walls(self.0.clone())
    }

    /// What administrators change of a region's rules.
    #[must_use]
    pub fn amendments(&self) -> crate::Amendments {
        crate::Amendments(self.0.clone())
    }

    /// The books that offices keep.
    #[must_use]
    pub fn books(&self) -> Books {
        Books(self.0.clone())
    }

    /// What can be spent.
    #[must_use]
    pub fn budgets(&self) -> Budgets {
        Budgets(self.0.clone())
    }

    /// Nominative lists.
    #[must_use]
    pub fn lists(&self) -> Lists {
        Lists(self.0.clone())
    }

    /// The public lists.
    #[must_use]
    pub fn register(&self) -> Register {
        Register(self.0.clone())
    }

    /// What the public writes about running projects.
    #[must_use]
    pub fn comments(&self) -> Comments {
        Comments(self.0.clone())
    }

    /// Announcements of the region.
    #[must_use]
    pub fn announcements(&self) -> Announcements {
        Announcements(self.0.clone())
    }

    /// Notices to people.
    #[must_use]
    pub fn notices(&self) -> Notices {
        Notices(self.0.clone())
    }

    /// Changes as they happen.
    #[must_use]
    pub fn live(&self) -> Live {
        Live(self.0.clone())
    }

    /// Organisations that people act for.
    #[must_use]
    pub fn profiles(&self) -> Profiles {
        Profiles(self.0.clone())
    }

    /// Documents that offices issue.
    #[must_use]
    pub fn papers(&self) -> Papers {
        Papers(self.0.clone())
    }

    /// Licences.
    #[must_use]
    pub fn licences(&self) -> Licences {
        Licences(self.0.clone())
    }

    /// What the transparency portal tells.
    #[must_use]
    pub fn transparency(&self) -> Transparency {
        Transparency(self.0.clone())
    }

    /// Projects of the region.
    #[must_use]
    pub fn gallery(&self) -> Gallery {
        Gallery(self.0.clone())
    }

    /// Who stands behind proposals.
    #[must_use]
    pub fn support(&self) -> Support {
        Support(self.0.clone())
    }

    /// What has to be paid, and what was.
    #[must_use]
    pub fn payments(&self) -> Payments {
        Payments(self.0.clone())
    }

    /// Performance of staff.
    #[must_use]
    pub fn performance(&self) -> Performance {
        Performance(self.0.clone())
    }

    /// Files.
    #[must_use]
    pub fn files(&self) -> Files {
        Files(self.0.clone())
    }
}
