## What a host changes about a booked interview, and a guest's way out

button-decline-time = { $what ->
    [length] Keep the length
   *[time] Keep the time
}
button-link = Set a new link
link-form-title = A new link for interview #{ $number }
link-form-field = New meeting link

changed-topic = Topic
changed-notes = Notes
changed-nothing = –
edited-wording-told = I'll tell your guest what changed.
move-declined = { $what ->
    [length] Declined: interview #{ $number } keeps its length.
   *[time] Declined: interview #{ $number } keeps its time.
} It starts { $when }, and you're still booked. I've let your host know.

dm-details-changed = { $other } changed interview #{ $number }:
    { $changes }
    Not what you signed up for? You can withdraw for free: whatever you paid comes back.
dm-move-declined = { $what ->
    [length] { $other } would rather keep the length of interview #{ $number }.
   *[time] { $other } would rather keep the time of interview #{ $number }.
} It's still on, and starts { $when }.

refusal-too-late-to-book = #{ $number } can't be booked anymore: it starts { $starts_at }, and this server wants at least { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} of notice. Take a look at /board for another.
