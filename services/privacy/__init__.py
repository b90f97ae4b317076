"""What is kept of a person: what it is and for how long, having it all, and having it erased."""
