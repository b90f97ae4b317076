## The database cannot do its work

outage-gone = I can't reach my database right now; nothing was changed. Please try again in a minute.
outage-full = My database is full; nothing was changed. Please try again later, and tell whoever runs me that the disk is full.
outage-stored = It's done, but I can't reach my database to show you. See /interview list or /points in a minute.
outage-unknown = My database didn't answer, so I don't know whether this was done. Before you try again, see /interview list or /points in a minute.
