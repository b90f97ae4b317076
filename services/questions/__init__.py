"""The bank of questions that interviewers ask."""
