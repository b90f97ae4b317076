"""Files of questions: bytes in, what stands in them and what is wrong with it out."""
