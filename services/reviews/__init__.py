"""What interviewees say about interviewers before they read sealed feedback (design, section 17)."""
