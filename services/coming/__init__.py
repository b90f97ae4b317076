"""Coming to an interview that is booked: being asked whether one does, and what follows from silence."""
