"""The outbox: what must be said or shown after a change, and getting it there.

- `kinds/`: what can be said or shown, one class each: what it carries, to whom it goes, when it still holds,
  how urgent it is.
- `outbox`: writing it, in the change's own transaction; `planning`: what is said around a booked interview.
- `queue`: which row is next, and taking, putting off and finishing it.
- `preparing`: a row with the present state of what it tells of.
- `outcomes`: what became of a row, beyond that it was sent.
- `missed`: what did not reach somebody who takes no direct messages, and the call to them.
- `standing`: the direct messages that have to stay true.
- `processes`: who delivers, and whose rows are free because they died.
- `retention`: removing what was finished long ago.
"""
