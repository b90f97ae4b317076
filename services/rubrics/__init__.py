"""Rubrics: by what interviewers judge, in words, and what feedback that is given in them has to keep to."""
