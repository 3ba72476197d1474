//! `terang demo`.
use super::{Settings, Stop, log, open};
use crate::config::Flags;
use clap::Args;
use engine::DemoPlan;

/// Fills a database with made-up cases and personas.
///
/// All names in it are plainly fictional, and the same seed gives the same data. A database with real accounts is
/// refused.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Another number gives other cases.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many cases.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    cases: u32,
    /// How many more came within the last hours and wait to be looked at.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=10_000))]
    fresh: u32,
    /// How many people of an invented organisation keep logs; 0 for none.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    staff: u32,
    /// How many cases of every region but the first by its code; those have no staff unless `--region` names them.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    elsewhere: u32,
    /// Only this region, by its slug; all when left out.
    #[arg(long, value_name = "SLUG")]
    region: Option<String>,
    /// Do nothing where there is data already.
    #[arg(long)]
    if_empty: bool,
}

impl Demo {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Stop> {
        let config = settings.read(Flags { demo: Some(true), ..Flags::default() })?;
        log(&config)?;
        let engine = open::engine(&config).await?;
        let done = self.fill(&engine).await;
        engine.close().await;
        println!("{}", done?);
        Ok(())
    }

    async fn fill(self, engine: &engine::Engine) -> Result<String, Stop> {
        let refused = |failure: engine::Failure| open::refused(&failure);
        engine.migrate().await.map_err(refused)?;
        if let Some(slug) = &self.region
            && engine.packs().by_slug(slug).is_none()
        {
            return Err(Stop::CouldNotBegin(format!("no region {slug}; `terang pack check` lists those there are")));
        }
        if self.if_empty && !engine.is_empty().await.map_err(refused)? {
            return Ok("There is data already; nothing was done.".to_owned());
        }
        let empty = engine.is_empty().await.map_err(refused)?;
        let again = move |failure: engine::Failure| match refused(failure) {
            // The same seed makes the same cases: they are there.
            Stop::Found(text) if !empty => Stop::Found(format!(
                "{text}\nThe database is not empty: begin with a new one, take another --seed, or leave it as it is with --if-empty."
            )),
            other => other,
        };
        engine
            .demo(DemoPlan {
                seed: self.seed,
                cases: self.cases,
                fresh: self.fresh,
                staff: self.staff,
                region: self.region,
                elsewhere: self.elsewhere,
                ..DemoPlan::default()
            })
            .await
            .map_err(again)?;
        Ok(format!("{} cases of seed {} are in.", self.cases, self.seed))
    }
}
