## The picker

picker-title = A new mock interview
picker-open = not chosen yet
picker-role = Your seat
picker-start = Start
picker-as-interviewer = I interview
picker-as-interviewee = I am interviewed
picker-continue = Continue
picker-day = Day
picker-hour = Hour
picker-minute = Minute
picker-length = Length
picker-busy = you are taken for a part of this hour
picker-has-interviews = you have an interview on this day
picker-has-offers = others offer interviews on this day
picker-skipped = the clocks jump over this hour
picker-which = The clocks show this time twice that night: choose in the menu “Minute” which of the two you mean.
picker-twice = the clocks show it twice that night
picker-zone = Days and hours are in your zone, { $zone }.
picker-zone-offered = Days and hours are in the server's zone, { $zone }. If yours is another, press My zone or use /timezone.
picker-zone-of-the-server = Days and hours are in the server's zone, { $zone }. If yours is another, use /timezone.
picker-earlier = Earlier days
picker-later = Later days
picker-kept = Kept for the next step
picker-free-instead = You are free at these times near it:
picker-open-instead = Choose day and hour

## The month picture

month-free = free
month-mine = you are taken
month-offered = others offer
month-today = today
month-chosen = chosen
month-beyond = out of reach
month-words = Calendar from { $first } to { $last }. You are taken on: { $mine }. Others offer interviews on: { $offered }. Chosen: { $chosen }.

## The form for the details

details-title = Details of the interview
details-topic = Topic, such as: Python backend
details-level = Level, such as: junior
details-language = Language of the interview
details-link = Google Meet link
details-notes = Anything the other should know
details-later = I could not fetch what you typed in time. Nothing is lost: press the button again.

## The preview

preview-text = This is how the card will appear. Nobody sees it before you publish it.
preview-check-zone = I read the time in the server's zone, { $zone }. If yours is different, press My zone.
preview-footer = Preview · not published
preview-zone = Start in your zone
preview-zone-of-the-server = Start in the server's zone
preview-points = Your points
preview-costs = { $points ->
    [0] Your seat is free.
    [one] Your seat costs { $points } point. If nobody books, you get it back.
   *[other] Your seat costs { $points } points. If nobody books, you get them back.
}
preview-earns = { $points ->
    [0] It costs you nothing.
    [one] It costs you nothing; you earn { $points } point when your feedback is accepted.
   *[other] It costs you nothing; you earn { $points } points when your feedback is accepted.
}
preview-link-made = A Google Meet link is made when somebody books.
preview-link-none = None yet: add one with Change details, or later with Change.
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
refusal-draft-gone = This preview is no longer open: it has been published already, or it was more than a day old. See your interviews with /interview list, or begin anew with /interview create.
