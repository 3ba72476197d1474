//! Sends notices by mail. They are written with the event that causes them, so none is lost while the mail server is
//! away; a message that can't be sent is tried again later, and later still.
use crate::{
    config::Config,
    shared::{Running, Stop},
};
use engine::{DueNotice, Engine};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use std::time::Duration;

/// How often it is looked for notices that wait.
const LOOK: Duration = Duration::from_secs(5);
/// How many are taken at a time.
const BATCH: u32 = 50;

/// Settings of the mail server that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address of the server.
    #[error("smtp_url can't be used: {0}")]
    Url(#[from] lettre::transport::smtp::Error),
    /// The sender.
    #[error("smtp_from is no mailbox such as \"Terang <terang@example.go.id>\": {0}")]
    From(#[from] lettre::address::AddressError),
}

/// The sender of mails.
#[derive(Debug)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    address: String,
}

impl Mailer {
    /// The mailer of these settings; none where no mail server is named.
    ///
    /// # Errors
    /// [`MailError`] where the settings are wrong; the server itself is asked only when there is something to send.
    pub fn new(config: &Config) -> Result<Option<Self>, MailError> {
        let (Some(url), Some(from)) = (&config.smtp_url, &config.smtp_from) else { return Ok(None) };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.reveal())?.timeout(Some(Duration::from_secs(20))).build();
        let address = config.address.clone().unwrap_or_else(|| format!("http://{}", config.listen));
        Ok(Some(Self { transport, from: from.parse()?, address: address.trim_end_matches('/').to_owned() }))
    }

    /// Sends what waits until the server ends.
    pub async fn run(self, running: Running) {
        let stop: Stop = running.shared.stop.clone();
        let mut timer = tokio::time::interval(LOOK);
        loop {
            tokio::select! {
                () = stop.wait() => return,
                _ = timer.tick() => self.send_due(&running.engine).await,
            }
        }
    }

    async fn send_due(&self, engine: &Engine) {
        let notices = engine.notices();
        let due = match notices.due(BATCH).await {
            Ok(due) => due,
            Err(failure) => return tracing::warn!(code = failure.code(), "notices can't be read"),
        };
        for notice in due {
            let kept = match self.send(&notice).await {
                Ok(()) => notices.sent(notice.id).await,
                Err(error) => {
                    // Neither the receiver nor the text belongs in a log.
                    tracing::warn!(notice = %notice.id, %error, "a notice could not be sent");
                    notices.failed(notice.id).await
                }
            };
            if let Err(failure) = kept {
                return tracing::warn!(code = failure.code(), "what became of a notice can't be kept");
            }
        }
    }

    async fn send(&self, notice: &DueNotice) -> Result<(), SendError> {
        let message = self.message(notice)?;
        self.transport.send(message).await?;
        Ok(())
    }

    fn message(&self, notice: &DueNotice) -> Result<Message, SendError> {
        let link = notice.link.as_deref().map(|path| format!("\n\n{}{path}\n", self.address)).unwrap_or_default();
        let to: Mailbox = notice.to.parse()?;
        let message = Message::builder().from(self.from.clone()).to(to).subject(&notice.subject).header(ContentType::TEXT_PLAIN);
        Ok(message.body(format!("{}{link}", notice.body))?)
    }
}

#[derive(Debug, thiserror::Error)]
enum SendError {
    #[error("the receiver's address: {0}")]
    To(#[from] lettre::address::AddressError),
    #[error("the message: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("the mail server: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
}

#[cfg(test)]
mod tests;
