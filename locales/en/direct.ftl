## Commands in direct messages

server-which = Which server do you mean?
server-choose = Choose a server
refusal-no-server = I don't know which server you mean: you haven't used me in one where we both still are. Send any of my commands there once, such as /points, and then it works here too.

## What every direct message says

dm-server = -# { $server }
button-card = See the card

## What is to be done

status-to-review = waiting for feedback
status-to-accept = feedback to accept
feedback-owed-line = **#{ $number }** about { $other } · { $topic } · { $when }
