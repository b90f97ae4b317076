"""How much of somebody's past their progress shows (design, section 18)."""

FEEDBACK_SHOWN = 200
"""Of so many latest interviews the scores are shown."""

MEDIAN_OF = 5
"""Of so many latest scores the middle one is taken: one bad day, or one mild interviewer, moves little."""

GROUPED_FROM = 3
"""So many interviews have to be about one topic, or judged by one criterion, to be shown by themselves."""

GROUPS_SHOWN = 6
"""As many criteria and topics are shown, those of the most interviews."""

STEPS_SHOWN = 3
"""As many of the latest next steps are shown, and can be shared as goals."""

COMPARED_LATEST = 20
"""Of so many latest feedbacks an interviewer's scores are held beside others', and of as many of theirs."""

COMPARED_FROM = 3
"""So many people must have been judged by others, too, so that nothing is told of one of them."""

HALF_A_POINT = 0.5
"""Scores that are nearer to others' than this are about the same."""
