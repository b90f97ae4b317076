## Interviews in the server's list of events

event-who = { $interviewer } interviews { $interviewee }.
event-place = Online; you both get the link by direct message
settings-events = Discord events
settings-events-on = one for each booked interview
settings-events-off = none
events-forbidden = I'm not allowed to create events in this server: give my role the Create Events permission (Server Settings, Roles), then send /settings events again.
log-no-events-permission = I can't show booked interviews among this server's events. Give my role the Create Events permission (Server Settings, Roles) and send /settings events again, or turn events off there. I'll keep trying for a day.
log-no-events-full = I can't show more booked interviews among this server's events: it has the 100 that Discord allows. Delete some, or turn mine off with /settings events. I'll keep trying for a day.
