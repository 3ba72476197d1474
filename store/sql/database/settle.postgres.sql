-- Statistics of what was loaded, which the planner would else be without until the database's own round.
ANALYZE
