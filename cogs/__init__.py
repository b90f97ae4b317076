"""Discord in and out: one package a feature, each loaded as an extension."""

EXTENSIONS = (
    "cogs.interviews",
    "cogs.board",
    "cogs.finding",
    "cogs.coming",
    "cogs.writing",
    "cogs.questions",
    "cogs.feedback",
    "cogs.rubrics",
    "cogs.thanks",
    "cogs.disputes",
    "cogs.points",
    "cogs.certificates",
    "cogs.settings",
    "cogs.servers",
    "cogs.privacy",
    "cogs.progress",
    "cogs.delivery",
)
