## The picker

picker-title = A new mock interview
picker-open = not chosen yet
picker-role = Your seat
picker-start = Start
picker-as-interviewer = I'll interview
picker-as-interviewee = I'll be interviewed
picker-continue = Continue
picker-day = Day
picker-hour = Hour
picker-minute = Minute
picker-length = Length
picker-busy = you're busy for part of this hour
picker-waiting = { $people ->
    [one] { $people } person is waiting and free
   *[other] { $people } waiting and free
}
picker-has-interviews = you have an interview that day
picker-has-offers = open interviews that day
picker-skipped = this hour is skipped (clocks change)
picker-which = The clocks show this time twice that night: choose which of the two you mean in the “Minute” menu.
picker-twice = comes twice that night
picker-zone = Days and hours are in your time zone, { $zone }.
picker-zone-offered = Days and hours are in the server's time zone, { $zone }. If yours is different, press My zone or use /timezone.
picker-zone-of-the-server = Days and hours are in the server's time zone, { $zone }. If yours is different, use /timezone.
picker-earlier = Earlier days
picker-later = Later days
picker-kept = Saved for the next step
picker-free-instead = You're free at these times nearby:
picker-open-instead = Choose day and hour

## The month picture

month-free = free
month-mine = you're busy
month-offered = open interviews
month-today = today
month-chosen = chosen
month-beyond = not available
month-words = Calendar from { $first } to { $last }. You're busy on: { $mine }. Open interviews on: { $offered }. Chosen: { $chosen }.

## The form for the details

details-title = Interview details
details-topic = Topic, such as: Python backend
details-level = Level, such as: junior
details-language = Language of the interview
details-link = Google Meet link
details-notes = Anything they should know
details-later = I couldn't get what's saved in time. Nothing is lost: press the button again.

## The preview

preview-text = This is how the card will look. Nobody sees it until you publish it.
preview-check-zone = I read the time in the server's zone, { $zone }. If yours is different, press My zone.
preview-footer = Preview · not published
preview-zone = Start in your time zone
preview-zone-of-the-server = Start in the server's time zone
preview-points = Your points
preview-costs = { $points ->
    [0] Your seat is free.
    [one] Your seat costs { $points } point. If nobody books, you get it back.
   *[other] Your seat costs { $points } points. If nobody books, you get them back.
}
preview-earns = { $points ->
    [0] This costs you nothing.
    [one] This costs you nothing, and you earn { $points } point once your feedback is accepted.
   *[other] This costs you nothing, and you earn { $points } points once your feedback is accepted.
}
preview-link-made = I'll create a Google Meet link once someone books.
preview-link-none = None yet: add one with “{ preview-details }”, or later with “{ button-edit }”.
preview-publish = Publish
preview-details = Change details
preview-time = Change time

## Choosing a zone where it is missed

zone-choose = My zone
zone-form-title = Your time zone
zone-form-field = Where are you, or what time is it?
zone-form-hint = A city, a country, an offset like UTC+3, or what your clock shows now: 18:05
zone-which = “{ $text }” could be several time zones. Which one do you mean?
zone-none = I couldn't find a time zone for “{ $text }”. Try a big city nearby, your country, an offset like UTC+3, or what your clock shows now.
zone-again = Type it again
zone-back = Back, change nothing
refusal-draft-gone = This preview is no longer open: it's been published already, or it was more than a day old. See your interviews with /interview list, or start a new one with /interview create.
