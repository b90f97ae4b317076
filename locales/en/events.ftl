## Interviews in the server's list of events

event-who = { $interviewer } interviews { $interviewee }.
event-place = Online; the two get the link by direct message
settings-events = Discord events
settings-events-on = one for each booked interview
settings-events-off = none
events-forbidden = I may not make events in this server: give my role the permission Create Events (Server Settings, Roles), and send /settings events again.
log-no-events-permission = I cannot show booked interviews among the events of this server. Give my role the permission Create Events (Server Settings, Roles) and send /settings events again, or switch the events off there. I keep trying for a day.
log-no-events-full = I cannot show more booked interviews among the events of this server: it has the 100 that Discord allows. Delete some, or switch mine off with /settings events. I keep trying for a day.
