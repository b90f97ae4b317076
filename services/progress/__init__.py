"""How somebody gets on as interviewee and as interviewer, for themselves alone (design, section 18)."""
