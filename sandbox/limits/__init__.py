"""The limits by which Discord refuses a body, with its error codes and paths."""
