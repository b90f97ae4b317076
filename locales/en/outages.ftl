## The database cannot do its work

outage-gone = I cannot reach my memory right now, so nothing was done. Please try again in a minute.
outage-full = There is no room left in my memory, so nothing was done. Please try again later, and tell whoever runs me that the disk is full.
outage-stored = It is done, but I cannot reach my memory to show you. See /interview list or /points in a minute.
outage-unknown = I lost my memory's answer, so I do not know whether this was done. Before you try again, see /interview list or /points in a minute.
